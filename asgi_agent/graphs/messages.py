"""Keeps what a model says in good order: start, deltas, end, for each message, reasoning and tool call.

Frameworks hand out pieces without borders: chunks of several models interleaved, a last chunk that never
comes, a whole message after its own pieces. Every wire needs borders, so they are drawn here, once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from asgi_agent.plain import plain

if TYPE_CHECKING:
    from asgi_agent.graphs.base import Emit


class _Open(msgspec.Struct):
    kind: str  # message, reasoning or tool
    id: str
    name: str
    node: str | None
    path: tuple[str, ...]
    parts: list[str] = []


class MessageStream:
    """Draws the borders around the pieces of one run.

    A message's id is what the framework calls it; pieces with the same id belong together. What is still
    open when `close` is called ends there, so that every start has its end.
    """

    def __init__(self, emit: Emit) -> None:
        self._emit = emit
        self._open: dict[tuple[str, str], _Open] = {}
        self._done: set[tuple[str, str]] = set()
        self._thoughts: dict[str, int] = {}

    async def text(
        self,
        message_id: str,
        delta: str,
        *,
        role: str = "assistant",
        node: str | None = None,
        path: tuple[str, ...] = (),
    ) -> None:
        """A piece of a message's text, which ends the thought before it."""
        if (thought := ("reasoning", self._thought(message_id))) in self._open:
            await self._end(thought)
            self._thoughts[message_id] = self._thoughts.get(message_id, 1) + 1
        await self._piece("message", message_id, {"role": role}, "text", delta, node, path)

    async def reasoning(
        self, message_id: str, delta: str, *, node: str | None = None, path: tuple[str, ...] = ()
    ) -> None:
        """A piece of what the model thinks before it speaks; a second thought has an id of its own."""
        await self._piece("reasoning", self._thought(message_id), {}, "text", delta, node, path)

    async def tool_call(
        self,
        call_id: str,
        name: str,
        args_delta: str = "",
        *,
        message_id: str | None = None,
        node: str | None = None,
        path: tuple[str, ...] = (),
    ) -> None:
        """A tool call, or a piece of the JSON text of its arguments."""
        about = {"name": name, "message_id": message_id}
        await self._piece("tool", call_id, about, "delta", args_delta, node, path)

    async def end(self, message_id: str) -> None:
        """The model has finished this message: its reasoning and its text end, if they are open."""
        await self._end(("reasoning", self._thought(message_id)))
        await self._end(("message", message_id))

    async def end_tool_call(self, call_id: str) -> None:
        """The arguments of this tool call are complete."""
        await self._end(("tool", call_id))

    async def tool_result(
        self,
        call_id: str,
        name: str,
        content: Any,
        *,
        error: bool = False,
        node: str | None = None,
        path: tuple[str, ...] = (),
    ) -> None:
        """What the tool gave back; ends the call if nobody has."""
        await self.end_tool_call(call_id)
        data = {"id": call_id, "name": name, "content": plain(content), "error": error}
        await self._emit("tool.result", data, node=node, path=path)

    def seen(self, message_id: str) -> bool:
        """Whether pieces of this message were already sent, so that the whole of it is not news."""
        return ("message", message_id) in self._done or ("message", message_id) in self._open

    async def close(self) -> None:
        """End whatever is open, in the order in which it started."""
        for key in list(self._open):
            await self._end(key)

    def _thought(self, message_id: str) -> str:
        number = self._thoughts.get(message_id)
        return message_id if number is None else f"{message_id}.{number}"

    async def _piece(
        self,
        kind: str,
        piece_id: str,
        about: dict[str, Any],
        field: str,
        piece: str,
        node: str | None,
        path: tuple[str, ...],
    ) -> None:
        key = (kind, piece_id)
        if key in self._done:
            return
        if (current := self._open.get(key)) is None:
            current = self._open[key] = _Open(kind, piece_id, about.get("name", ""), node, path)
            await self._emit(f"{kind}.start", {"id": piece_id, **about}, node=node, path=path)
        if piece:
            current.parts.append(piece)
            event_type = "tool.args" if kind == "tool" else f"{kind}.delta"
            await self._emit(event_type, {"id": piece_id, field: piece}, node=node, path=path)

    async def _end(self, key: tuple[str, str]) -> None:
        if (ended := self._open.pop(key, None)) is None:
            return
        self._done.add(key)
        whole = "".join(ended.parts)
        if ended.kind == "tool":
            data = {"id": ended.id, "name": ended.name, "args": _parsed(whole)}
        else:
            data = {"id": ended.id, "text": whole}
        await self._emit(f"{ended.kind}.end", data, node=ended.node, path=ended.path)


def _parsed(args: str) -> Any:
    """A tool call's arguments as values; a model that was cut off leaves text that is not JSON."""
    try:
        return msgspec.json.decode(args) if args else {}
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return args
