"""What goes into a graph: the caller's input, or the answer to what an earlier run stopped at."""

from __future__ import annotations

import re
import sys
from typing import Any

from asgi_agent.errors import InvalidInputError, NothingToResumeError
from asgi_agent.events import Interrupt
from asgi_agent.plain import plain

# Ids of LangGraph's interrupts are hashes of 32 hexadecimal digits; those of breakpoints are ours.
_INTERRUPT_ID = re.compile(r"[0-9a-f]{32}|breakpoint:.*")


def text_field(schema: dict[str, Any]) -> str | None:
    """Which field of a graph's input takes a text: `messages`, or the only string there is.

    Returns:
        The field, `""` when the whole input is a string, None when a text is no input for this graph.
    """
    if schema.get("type") == "string":
        return ""
    fields = schema.get("properties", {})
    if "messages" in fields:
        return "messages"
    strings = [name for name, field in fields.items() if _is_string(field)]
    return strings[0] if len(strings) == 1 else None


def text_input(text: str, field: str | None) -> Any:
    """A text as the input of a graph that takes it in `field`.

    Raises:
        InvalidInputError: the graph takes no text.
    """
    if field is None:
        raise _misfit("input", "this graph takes an object, not a text")
    if field == "messages":
        return {"messages": [{"role": "user", "content": text}]}
    return {field: text} if field else text


def resume_input(resume: Any, state: Any, *, breakpoints: bool) -> Any:
    """The input that goes on from where a thread stopped.

    Args:
        resume: the caller's answer: a value, or `{interrupt_id: value}`.
        state: the thread's `StateSnapshot`, or None.

    Returns:
        A `Command`, or None to go on from a breakpoint.

    Raises:
        NothingToResumeError: nothing is pending.
        InvalidInputError: the answer names no pending interrupt, or there are several and it names none.
    """
    pending = pending_interrupts(state)
    if pending:
        command = sys.modules["langgraph.types"].Command
        return command(resume=_answers(resume, pending))
    if breakpoints and (stop := breakpoint_of(state)):
        _answers(resume, {stop.id})
        return None
    raise NothingToResumeError("no interrupt is pending on this thread")


def pending_interrupts(state: Any) -> set[str]:
    """Ids of the interrupts that a thread waits at.

    LangGraph shows those of a subgraph still that was answered, went on and was cut. It asks nobody any more:
    whoever answered otherwise then would have it go on as before.
    """
    if state is None:
        return set()
    return {each.id for task in state.tasks if not _goes_on(task.state) for each in task.interrupts}


def _goes_on(inner: Any) -> bool:
    """Whether a subgraph whose state is known is about to do something, and waits for nothing."""
    return bool(getattr(inner, "next", ())) and not pending_interrupts(inner)


def breakpoint_of(state: Any) -> Interrupt | None:
    """The breakpoint that a thread waits at; its id changes with every stop."""
    if state is None or not state.next:
        return None
    checkpoint = state.config["configurable"].get("checkpoint_id", "")
    return Interrupt(
        id=f"breakpoint:{checkpoint}", value={"next": plain(list(state.next))}, reason="breakpoint"
    )


def _answers(resume: Any, pending: set[str]) -> dict[str, Any]:
    if isinstance(resume, dict) and _names_interrupts(resume, pending):
        if not resume.keys() <= pending:
            raise _misfit("resume", "names an interrupt that is not pending")
        return resume
    if len(pending) > 1:
        raise _misfit("resume", "several interrupts are pending: answer them by id")
    return dict.fromkeys(pending, resume)


def _names_interrupts(resume: dict[str, Any], pending: set[str]) -> bool:
    keys = resume.keys()
    return not keys.isdisjoint(pending) or (bool(keys) and all(map(_INTERRUPT_ID.fullmatch, keys)))


def _is_string(field: Any) -> bool:
    return field.get("type") == "string" or any(map(_is_string, field.get("anyOf", ())))


def _misfit(place: str, msg: str) -> InvalidInputError:
    return InvalidInputError(msg, errors=[{"loc": f"body.{place}", "msg": msg}])
