"""Where a thread waits for an answer, and how the answer is put to the graph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from asgi_agent.errors import ConflictError, InvalidInputError, NothingToResumeError
from asgi_agent.events import Interrupt
from asgi_agent.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

ASKED = "interrupt"  # a node or tool called interrupt()
REMOTE_TOOL = "remote_tool_call"  # the client is to run a tool
STOPPED = "stop_requested"  # another worker asked the run to stop

QUESTION_ID = re.compile(r"int_[0-9a-f]{32}")


def pauses(state: Any) -> tuple[Interrupt, ...]:
    """What a thread waits for; nothing unless it is paused.

    A thread waits either for the answer to one `interrupt()`, for the results of the client's own tools, or
    at a node named in `interrupt_before` or `interrupt_after`.
    """
    if state is None or not state.is_interrupted() or reason(state) == STOPPED:
        return ()
    meta = state.execution_meta
    if reason(state) == ASKED:
        return (_question(meta.interrupt_data["interrupt"]),)
    if reason(state) == REMOTE_TOOL:
        return tuple(
            Interrupt(id=call_id, value={"name": name, "args": args}, reason=REMOTE_TOOL)
            for call_id, name, args in open_tool_calls(state.context)
        )
    kind, _, node = reason(state).partition(": ")
    return (Interrupt(id=f"{kind}:{node}", value={"node": node}, reason=kind),)


def reason(state: Any) -> str:
    """Why a paused thread is paused, in AgentFlow's words."""
    return str(state.execution_meta.interrupt_reason or "")


def open_tool_calls(context: list[Any]) -> Iterator[tuple[str, str, Any]]:
    """Id, name and arguments of the tool calls that no message answers."""
    answered = {
        block.call_id for message in context for block in message.content if block.type == "tool_result"
    }
    for message in context:
        for call in message.tools_calls or ():
            if call.get("id") not in answered:
                function = call.get("function") or {}
                yield str(call.get("id")), str(function.get("name", "")), arguments(function.get("arguments"))


def arguments(text: Any) -> Any:
    """A tool call's arguments as values; what is no JSON stays as it is."""
    try:
        return msgspec.json.decode(text) if isinstance(text, str) and text else plain(text or {})
    except msgspec.DecodeError:
        return text


def refuse_bypass(pending: tuple[Interrupt, ...]) -> None:
    """A new message is no answer to a question, and must not make the graph go on without one.

    A pause before or after a node is no question: AgentFlow goes on from there with the new message.

    Raises:
        ConflictError: the thread waits for an answer.
    """
    if any(QUESTION_ID.fullmatch(interrupt.id) or interrupt.reason == REMOTE_TOOL for interrupt in pending):
        raise ConflictError("the thread waits for an answer to an interrupt: send it as `resume`")


def answers(pending: tuple[Interrupt, ...], resume: Any) -> dict[str, Any]:
    """The answer to each pending interrupt, by its id.

    Args:
        resume: `{interrupt_id: answer}`, or the bare answer where one interrupt is pending.

    Raises:
        NothingToResumeError: none is pending, or the answer is to one that is not pending any more. That an
            approval was sent twice must not approve the next question.
        InvalidInputError: some are left without an answer.
    """
    if not pending:
        raise NothingToResumeError("no interrupt is pending on this thread")
    ids = {interrupt.id for interrupt in pending}
    if isinstance(resume, Mapping) and resume and ids.issuperset(resume):
        if missing := len(ids) - len(resume):
            fault = {"loc": "body.resume", "msg": f"{missing} pending interrupts have no answer"}
            raise InvalidInputError("every pending interrupt needs an answer", errors=[fault])
        return dict(resume)
    if isinstance(resume, Mapping) and any(QUESTION_ID.fullmatch(str(key)) for key in resume):
        raise NothingToResumeError("the interrupt that this answers is not pending")
    if len(pending) > 1:
        fault = {"loc": "body.resume", "msg": "Expected an object with one answer for each interrupt id"}
        raise InvalidInputError("several interrupts are pending", errors=[fault])
    return {pending[0].id: resume}


def _question(data: dict[str, Any]) -> Interrupt:
    """What `interrupt()` was called with; its `message` goes into the value, having no place of its own."""
    value = plain(data.get("value"))
    if (message := data.get("message")) is not None:
        value = {"message": message} | (value if isinstance(value, dict) else {"value": value})
        value = {key: part for key, part in value.items() if part is not None}
    return Interrupt(
        id=data["id"],
        value=value,
        reason=data.get("reason"),
        response_schema=plain(data.get("response_schema")),
    )
