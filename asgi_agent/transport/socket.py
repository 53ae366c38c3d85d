"""One WebSocket connection, over the three ASGI callables."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from asgi_agent.transport.connection import ClientDisconnected, Connection
from asgi_agent.transport.encoding import encode_json

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import Message, Receive, Scope, Send

    from asgi_agent.errors import Problem

# RFC 6455, 7.4.1
POLICY_VIOLATION = 1008
MESSAGE_TOO_BIG = 1009
INTERNAL_ERROR = 1011

# Whoever takes nothing takes no goodbye either; the server hears of it all the same.
LAST_SECONDS = 1.0


class Socket(Connection):
    """A WebSocket that several runs write to and one loop reads from.

    Args:
        max_message: bytes of one message before the connection is closed with 1009.
        send_timeout: seconds that the client may take nothing of what waits for it before it counts as gone;
            None for no limit.
    """

    def __init__(
        self,
        scope: Scope,
        receive: Receive,
        send: Send,
        *,
        max_message: int,
        send_timeout: float | None = None,
    ) -> None:
        super().__init__(scope, receive, send)
        self.accepted = False
        self._closed = False
        self._stalled = False
        self._reading: asyncio.Timeout | None = None
        self._sending = asyncio.Lock()
        self._max_message = max_message
        self._send_timeout = send_timeout

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
        """Each message as text or bytes, until the client leaves, or takes or sends what it may not."""
        while not self._stalled and (message := await self._next()) is not None:
            if message["type"] == "websocket.disconnect":
                return
            content: str | bytes = message.get("text") or message.get("bytes") or b""
            if _size(content) > self._max_message:
                await self.close(MESSAGE_TOO_BIG)
                return
            yield content
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_SECONDS):
                await self.close(INTERNAL_ERROR)

    async def send_json(self, value: Any) -> None:
        """Send `value` as one text message; after the connection was closed here, nothing.

        Raises:
            ClientDisconnected: the server says so; most say nothing, and the reader has to notice. Or the
                client has taken nothing for too long.
        """
        text = encode_json(value).decode()
        async with self._sending:
            if self._closed:
                return
            try:
                async with asyncio.timeout(self._send_timeout):
                    await self._send({"type": "websocket.send", "text": text})
            except TimeoutError as error:
                self._give_up()
                raise ClientDisconnected from error

    async def close(self, code: int) -> None:
        """Close the connection, or refuse the handshake."""
        self._closed = True
        async with self._sending:
            await self._send({"type": "websocket.close", "code": code, "reason": ""})

    def _give_up(self) -> None:
        """Nothing more is sent, and whoever waits for a message learns that none will come."""
        self._closed = self._stalled = True
        if self._reading is not None:
            self._reading.reschedule(asyncio.get_running_loop().time())

    async def _next(self) -> Message | None:
        """The next message; None when the client has come to count as gone."""
        try:
            async with asyncio.timeout(None) as self._reading:
                return await self.receive()
        except TimeoutError:
            if not self._stalled:
                raise
            return None
        finally:
            self._reading = None

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
