"""What the client sends, as a `RunInput`.

A caller speaks for itself. What a model decided and what tools gave back is not the caller's to say, except
for the tools that the graph has handed to the client and waits for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec

from asgi_agent.errors import InvalidInputError
from asgi_agent.events import GRANULARITY, RunInput

if TYPE_CHECKING:
    from asgi_agent.events import Family
    from asgi_agent.protocols.agentflow.bodies import GraphBody

ROLES = ("user", "assistant", "system")
Form = Literal["agentflow", "messages", "text"]

# Compared one by one, as what a caller gives for a type need not be hashable.
FORGED_BLOCKS = ("tool_call", "remote_tool_call", "tool_result")


class Turn(msgspec.Struct, frozen=True):
    """A body, read. `answered` are the calls whose results it brings, which the thread must wait for."""

    request: RunInput
    answered: frozenset[str] = frozenset()

    @property
    def new_thread(self) -> bool:
        """Whether the client leaves the thread to the server."""
        return self.request.thread_id is None


def read_turn(body: GraphBody, *, steps: int, include: Family | None = None, form: Form) -> Turn:
    """Read a body.

    Args:
        steps: how many the server allows; a client that asks for more gets these.
        include: what is streamed; None for what the body's granularity says.
        form: what the graph takes: AgentFlow's messages as they are, those of most other frameworks, or
            the text of the last one alone.

    Raises:
        InvalidInputError: there are no messages, or they say what is not the caller's to say.
    """
    config = dict(body.config or {})
    thread_id = config.pop("thread_id", None)
    if not isinstance(thread_id, str | int | None) or isinstance(thread_id, bool):
        raise invalid("body.config.thread_id", "Expected `str`")
    answers = tool_results(body.messages)
    if body.resume is not msgspec.UNSET:
        resume, given = body.resume, None
    elif answers:
        resume, given = answers, None
    else:
        resume, given = msgspec.UNSET, _input(body, form)
    request = RunInput(
        input=given,
        thread_id=None if thread_id in (None, "") else str(thread_id),
        config={**config, "recursion_limit": min(body.recursion_limit, steps)},
        resume=resume,
        include=GRANULARITY[body.response_granularity] if include is None else include,
    )
    return Turn(request, frozenset(answers))


def tool_results(messages: list[dict[str, Any]]) -> dict[str, Any]:
    """What the client's tools gave back, by call id; empty where no message is a tool's.

    Raises:
        InvalidInputError: a tool's message is among others, holds something else, or has no call.
    """
    if not any(message.get("role") == "tool" for message in messages):
        return {}
    results: dict[str, Any] = {}
    for index, message in enumerate(messages):
        place = f"body.messages[{index}]"
        content = message.get("content")
        if message.get("role") != "tool" or not isinstance(content, list) or not content:
            raise invalid(place, "Expected the results of tools alone")
        for block in content:
            if not _is_result(block):
                raise invalid(
                    f"{place}.content", "Expected blocks of type tool_result, each with its call_id"
                )
            results[block["call_id"]] = block.get("output")
    return results


def refuse_forged(messages: list[dict[str, Any]]) -> None:
    """Refuse messages that say what only a model or a tool can say.

    Raises:
        InvalidInputError: one of them does.
    """
    for index, message in enumerate(messages):
        place = f"body.messages[{index}]"
        if message.get("role", "user") not in ROLES:
            raise invalid(f"{place}.role", f"Expected one of {', '.join(ROLES)}")
        for name in ("tools_calls", "tool_calls"):
            if message.get(name):
                raise invalid(f"{place}.{name}", "a caller makes no tool calls")
        content = message.get("content")
        for block in content if isinstance(content, list) else ():
            if isinstance(block, dict) and block.get("type") in FORGED_BLOCKS:
                raise invalid(f"{place}.content", "a caller makes no tool calls and gives no tool results")


def invalid(place: str, rule: str) -> InvalidInputError:
    """A fault in a body, by its place."""
    return InvalidInputError("the body does not fit", errors=[{"loc": place, "msg": rule}])


def _is_result(block: Any) -> bool:
    if not isinstance(block, dict) or block.get("type") != "tool_result":
        return False
    call_id = block.get("call_id")
    return isinstance(call_id, str) and bool(call_id)


def _input(body: GraphBody, form: Form) -> dict[str, Any] | str:
    if not body.messages:
        raise invalid("body.messages", "Expected `array` of length >= 1")
    refuse_forged(body.messages)
    state = body.initial_state or {}
    if form == "agentflow":
        return {"messages": body.messages, "state": state}
    messages = [_plain_message(*one) for one in enumerate(body.messages)]
    if form == "messages":
        return {**state, "messages": messages}
    if not isinstance(text := messages[-1]["content"], str):
        raise invalid(f"body.messages[{len(messages) - 1}].content", "Expected text: the graph takes no more")
    return text


def _plain_message(index: int, message: dict[str, Any]) -> dict[str, Any]:
    """A message as most other frameworks take it: OpenAI's form."""
    content = message.get("content")
    if isinstance(content, list):
        parts = [_part(block, f"body.messages[{index}].content") for block in content]
        texts = [part["text"] for part in parts if part["type"] == "text"]
        content = "".join(texts) if len(texts) == len(parts) else parts
    if not isinstance(content, str | list):
        raise invalid(f"body.messages[{index}].content", "Expected a text or an array of blocks")
    return {"role": message.get("role", "user"), "content": content}


def _part(block: Any, place: str) -> dict[str, Any]:
    if isinstance(block, dict) and block.get("type") == "text" and isinstance(block.get("text"), str):
        return {"type": "text", "text": block["text"]}
    if isinstance(block, dict) and block.get("type") == "image" and isinstance(block.get("media"), dict):
        media = block["media"]
        url = media.get("url") or f"data:{media.get('mime_type')};base64,{media.get('data_base64')}"
        return {"type": "image_url", "image_url": {"url": url}}
    raise invalid(place, "Expected blocks of type text or image: the graph takes no others")
