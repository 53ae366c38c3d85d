"""One WebSocket connection, over the three ASGI callables."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from asgi_agent.transport.connection import Connection
from asgi_agent.transport.encoding import encode_json

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import Receive, Scope, Send

    from asgi_agent.errors import Problem

# RFC 6455, 7.4.1
POLICY_VIOLATION = 1008
MESSAGE_TOO_BIG = 1009
INTERNAL_ERROR = 1011


class Socket(Connection):
    """A WebSocket that several runs write to and one loop reads from.

    Args:
        max_message: bytes of one message before the connection is closed with 1009.
    """

    def __init__(self, scope: Scope, receive: Receive, send: Send, *, max_message: int) -> None:
        super().__init__(scope, receive, send)
        self.accepted = False
        self._closed = False
        self._sending = asyncio.Lock()
        self._max_message = max_message

    async def connected(self) -> bool:
        """Take the handshake, which comes before any answer to it; False when the client has left."""
        message = await self.receive()
        return bool(message["type"] == "websocket.connect")

    async def accept(self, subprotocol: str | None = None) -> None:
        """Complete the handshake; `subprotocol` is one of those that the client has offered."""
        chosen = {} if subprotocol is None else {"subprotocol": subprotocol}
        await self._send({"type": "websocket.accept", **chosen})
        self.accepted = True

    async def messages(self) -> AsyncIterator[str | bytes]:
        """Each message as text or bytes, until the client leaves or sends one that is too big."""
        while True:
            message = await self.receive()
            if message["type"] == "websocket.disconnect":
                return
            content: str | bytes = message.get("text") or message.get("bytes") or b""
            if _size(content) > self._max_message:
                await self.close(MESSAGE_TOO_BIG)
                return
            yield content

    async def send_json(self, value: Any) -> None:
        """Send `value` as one text message; after the connection was closed here, nothing.

        Raises:
            ClientDisconnected: the server says so; most say nothing, and the reader has to notice.
        """
        text = encode_json(value).decode()
        async with self._sending:
            if not self._closed:
                await self._send({"type": "websocket.send", "text": text})

    async def close(self, code: int) -> None:
        """Close the connection, or refuse the handshake."""
        self._closed = True
        async with self._sending:
            await self._send({"type": "websocket.close", "code": code, "reason": ""})

    async def deny(self, problem: Problem) -> None:
        """Refuse the handshake, with the problem as the body of the answer where the server can do that."""
        if "websocket.http.response" not in (self.scope.get("extensions") or {}):
            await self.close(POLICY_VIOLATION)
            return
        body = encode_json(problem.to_dict(self.request_id))
        headers = [(b"content-type", b"application/problem+json"), (b"content-length", b"%d" % len(body))]
        start = {"type": "websocket.http.response.start", "status": problem.status, "headers": headers}
        await self._send(start)
        await self._send({"type": "websocket.http.response.body", "body": body, "more_body": False})


def _size(content: str | bytes) -> int:
    """Bytes on the wire, where a character of a text may take four."""
    return len(content) if isinstance(content, bytes) else len(content.encode("utf-8", "surrogatepass"))
