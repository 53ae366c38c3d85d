"""Messages and states of any graph in AgentFlow's shape."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from asgi_agent.graphs.agentflow.pauses import REMOTE_TOOL
from asgi_agent.ids import uuid7
from asgi_agent.transport.encoding import encode_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# LangChain's names for who speaks.
_ROLES = {"human": "user", "ai": "assistant", "system": "system", "tool": "tool"}
_LANGCHAIN = tuple(_ROLES)

_THOUGHTS = ("reasoning", "thinking", "summary")


def message(
    message_id: str,
    role: str,
    content: list[dict[str, Any]],
    *,
    delta: bool = False,
    calls: list[dict[str, Any]] | None = None,
    at: float | None = None,
) -> dict[str, Any]:
    """A message; `calls` are those of its content, as a provider writes them."""
    return {
        "message_id": message_id,
        "role": role,
        "content": content,
        "delta": delta,
        "tools_calls": calls or None,
        "reasoning": None,
        "timestamp": time.time() if at is None else at,
        "metadata": {},
        "usages": None,
    }


def text(value: str) -> dict[str, Any]:
    """A text as a content block."""
    return {"type": "text", "text": value, "annotations": []}


def reasoning(value: str) -> dict[str, Any]:
    """A thought as a content block."""
    return {"type": "reasoning", "summary": value}


def tool_call(call_id: str, name: str, args: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """A call as a block, and as a provider writes it."""
    block = {"type": "tool_call", "id": call_id, "name": name, "args": args}
    arguments = args if isinstance(args, str) else encode_json(args).decode()
    function = {"name": name, "arguments": arguments}
    return block, {"id": call_id, "type": "function", "function": function}


def tool_result(call_id: str, output: Any, *, error: bool) -> dict[str, Any]:
    """What a tool gave back."""
    status = "failed" if error else "completed"
    return {
        "type": "tool_result",
        "call_id": call_id,
        "output": output,
        "is_error": error,
        "status": status,
    }


def remote_calls(interrupts: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The calls that the client is to make, in one message; none where none are."""
    blocks = [
        {
            "type": "remote_tool_call",
            "id": interrupt["id"],
            "name": interrupt["value"]["name"],
            "args": interrupt["value"]["args"],
            "tool_type": "remote",
        }
        for interrupt in interrupts
        if interrupt.get("reason") == REMOTE_TOOL
    ]
    return [message(uuid7(), "tool", blocks)] if blocks else []


def said(output: Any, *, own: bool) -> list[dict[str, Any]]:
    """What the output of a run says: its messages, or the output itself as one.

    Of a graph that keeps the whole conversation in its output, what came after the caller spoke last.
    """
    if own and isinstance(output, dict):
        return [complete(one) for one in output.get("messages", ()) if not _awaits_client(one)]
    messages = output.get("messages") if isinstance(output, dict) else None
    if isinstance(messages, list) and all(map(_is_langchain, messages)):
        spoke = [index for index, one in enumerate(messages) if one["type"] == "human"]
        return [from_langchain(one) for one in messages[spoke[-1] + 1 if spoke else 0 :]]
    if output is None:
        return []
    words = output if isinstance(output, str) else encode_json(output).decode()
    return [message(uuid7(), "assistant", [text(words)])]


def state_of(values: Any) -> dict[str, Any]:
    """The values of any graph's state as a state of AgentFlow's: the conversation is its `context`."""
    if not isinstance(values, dict):
        return {"context": [], "context_summary": None, "value": values}
    if "context" in values:
        return {"context_summary": None, **values}
    messages = values.get("messages")
    if not isinstance(messages, list) or not all(map(_is_langchain, messages)):
        return {"context": [], "context_summary": None, **values}
    rest = {name: value for name, value in values.items() if name != "messages"}
    return {"context": [from_langchain(one) for one in messages], "context_summary": None, **rest}


def complete(given: dict[str, Any]) -> dict[str, Any]:
    """A message of AgentFlow's with every field that the client may look for."""
    found = {**message("", given["role"], []), **given}
    found["message_id"] = str(given.get("message_id") or uuid7())
    return found


def from_langchain(given: dict[str, Any]) -> dict[str, Any]:
    """A LangChain message, as plain values, in AgentFlow's shape."""
    kind = given["type"]
    message_id = str(given.get("id") or uuid7())
    if kind == "tool":
        failed = given.get("status") == "error"
        result = tool_result(str(given.get("tool_call_id", "")), given.get("content"), error=failed)
        return message(message_id, "tool", [result])
    made = [
        tool_call(str(call.get("id") or ""), str(call.get("name", "")), call.get("args"))
        for call in given.get("tool_calls") or ()
    ]
    content = _blocks(given.get("content")) + [block for block, _ in made]
    found = message(message_id, _ROLES[kind], content, calls=[call for _, call in made])
    return {**found, "usages": _usages(given.get("usage_metadata"))}


def _blocks(content: Any) -> list[dict[str, Any]]:
    """Content blocks; those of a provider's own kind have no counterpart and are left out."""
    if isinstance(content, str):
        return [text(content)] if content else []
    blocks = []
    for part in content if isinstance(content, list) else ():
        if isinstance(part, str):
            blocks.append(text(part))
        elif part.get("type") == "text":
            blocks.append(text(str(part.get("text", ""))))
        elif part.get("type") in ("reasoning", "thinking"):
            blocks.append(reasoning(str(next((part[name] for name in _THOUGHTS if part.get(name)), ""))))
        elif part.get("type") == "image_url":
            url = part.get("image_url")
            url = url.get("url") if isinstance(url, dict) else url
            blocks.append({"type": "image", "media": {"kind": "url", "url": url}})
    return blocks


def _usages(counted: Any) -> dict[str, Any] | None:
    if not isinstance(counted, dict):
        return None
    names = {
        "prompt_tokens": "input_tokens",
        "completion_tokens": "output_tokens",
        "total_tokens": "total_tokens",
    }
    return {ours: counted.get(theirs, 0) for ours, theirs in names.items()}


def _is_langchain(value: Any) -> bool:
    return isinstance(value, dict) and value.get("type") in _LANGCHAIN and "content" in value


def _awaits_client(given: dict[str, Any]) -> bool:
    """Whether a message hands calls to the client, which is told of them by the interrupts."""
    return any(block.get("type") == "remote_tool_call" for block in given["content"])
