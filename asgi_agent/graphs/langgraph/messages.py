"""LangChain messages, whole or in pieces, as message, reasoning and tool events.

A `RemoteGraph` gives the same messages as dicts, so every field is read both ways.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from asgi_agent.graphs.messages import MessageStream
from asgi_agent.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from asgi_agent.graphs.base import Emit

# Where providers put what a model thinks, by the type of the content block.
_THOUGHTS = {"reasoning": ("reasoning", "summary"), "thinking": ("thinking",)}


class MessageProjection:
    """Says what the models and tools of one run say; what people and prompts say is no news.

    Args:
        text: whether anybody wants messages and reasoning.
        tools: whether anybody wants tool calls and results.
    """

    def __init__(self, emit: Emit, *, text: bool, tools: bool) -> None:
        self._stream = MessageStream(emit)
        self._wants_text = text
        self._wants_tools = tools
        self._in_pieces: set[str] = set()
        self._calls: dict[tuple[str, Any], str] = {}

    async def message(self, message: Any, node: str | None, path: tuple[str, ...]) -> None:
        """A message or a piece of one, as a node's model or its return value gave it."""
        read = _reader(message)
        kind = read(message, "type", None)
        if kind == "AIMessageChunk":
            await self._piece(message, read, node, path)
        elif kind == "ai":
            await self._whole(message, read, node, path)
        elif kind == "tool" and self._wants_tools:
            await self._tool_result(message, read, node, path)

    async def close(self) -> None:
        """End what is still open."""
        await self._stream.close()

    async def _piece(
        self, message: Any, read: Callable[..., Any], node: str | None, path: tuple[str, ...]
    ) -> None:
        message_id = str(read(message, "id", ""))
        self._in_pieces.add(message_id)
        await self._say(message_id, message, read, node, path)
        if self._wants_tools:
            for piece in read(message, "tool_call_chunks", None) or ():
                await self._tool_piece(message_id, piece, node, path)
        if read(message, "chunk_position", None) == "last":
            await self._end(message_id)

    async def _whole(
        self, message: Any, read: Callable[..., Any], node: str | None, path: tuple[str, ...]
    ) -> None:
        message_id = str(read(message, "id", ""))
        if message_id in self._in_pieces:
            return
        await self._say(message_id, message, read, node, path)
        if self._wants_tools:
            for index, call in enumerate(read(message, "tool_calls", None) or ()):
                args = msgspec.json.encode(plain(call["args"])).decode()
                piece = {"index": index, "id": call["id"], "name": call["name"], "args": args}
                await self._tool_piece(message_id, piece, node, path)
        await self._end(message_id)

    async def _say(
        self, message_id: str, message: Any, read: Callable[..., Any], node: str | None, path: tuple[str, ...]
    ) -> None:
        if not self._wants_text:
            return
        text, thought = _text_and_thought(read(message, "content", ""))
        thought = thought or (read(message, "additional_kwargs", None) or {}).get("reasoning_content") or ""
        if thought:
            await self._stream.reasoning(message_id, thought, node=node, path=path)
        if text:
            await self._stream.text(message_id, text, node=node, path=path)

    async def _tool_piece(
        self, message_id: str, piece: dict[str, Any], node: str | None, path: tuple[str, ...]
    ) -> None:
        """Only the first piece of a call carries its id; the others are told by their index."""
        place = (message_id, piece.get("index"))
        if piece.get("id"):
            self._calls[place] = piece["id"]
        if (call_id := self._calls.get(place)) is None:
            return
        name, args = piece.get("name") or "", piece.get("args") or ""
        await self._stream.tool_call(call_id, name, args, message_id=message_id, node=node, path=path)

    async def _tool_result(
        self, message: Any, read: Callable[..., Any], node: str | None, path: tuple[str, ...]
    ) -> None:
        await self._stream.tool_result(
            read(message, "tool_call_id", ""),
            read(message, "name", None) or "",
            read(message, "content", None),
            error=read(message, "status", None) == "error",
            node=node,
            path=path,
        )

    async def _end(self, message_id: str) -> None:
        await self._stream.end(message_id)
        for place in [place for place in self._calls if place[0] == message_id]:
            await self._stream.end_tool_call(self._calls.pop(place))


def _reader(message: Any) -> Callable[..., Any]:
    return dict.get if isinstance(message, dict) else getattr


def _text_and_thought(content: Any) -> tuple[str, str]:
    """The text and the reasoning of a message's content: a string, or blocks of either."""
    if isinstance(content, str):
        return content, ""
    text: list[str] = []
    thought: list[str] = []
    for block in content if isinstance(content, list) else ():
        if isinstance(block, str):
            text.append(block)
        elif block.get("type") == "text":
            text.append(block.get("text") or "")
        else:
            thought.extend(_thought(block.get(key)) for key in _THOUGHTS.get(block.get("type"), ()))
    return "".join(text), "".join(thought)


def _thought(value: Any) -> str:
    if isinstance(value, list):  # a summary in paragraphs
        return "".join(part.get("text", "") for part in value if isinstance(part, dict))
    return value if isinstance(value, str) else ""
