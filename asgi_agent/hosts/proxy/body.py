"""The body of a client's request, on its way to the upstream."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

import httpcore
import httpx

from asgi_agent.errors import MalformedRequestError
from asgi_agent.hosts.proxy.connections import refused
from asgi_agent.hosts.proxy.problems import RequestTimeoutError
from asgi_agent.transport.connection import ClientDisconnected

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from asgi_agent.middleware._types import Message, Receive

READ_AHEAD = 64 * 1024
"""Bytes that are read before the upstream takes them; one piece of the server's may go beyond it."""

BETWEEN_LOOKS = 0.1
"""Seconds between two looks at whether the upstream has refused a body that the client is slow to send."""


class RequestBody(httpx.AsyncByteStream):
    """What the client sends, read a little ahead of the upstream.

    A server tells of a client's leaving behind what the client has sent. Read only as fast as the upstream
    takes it, a body would hide that for as long as a stalled upstream does. What is read ahead is bounded, so
    behind a longer body it is still the upstream, or its time-out, that decides.

    Args:
        receive: from the client; nobody else reads it.
        length: bytes that the body has, if the client said so.
        idle: seconds that the client may send nothing of it; None for ever.
    """

    def __init__(self, receive: Receive, length: int | None, idle: float | None) -> None:
        self.begun = False
        self._receive = receive
        self._left = length
        self._idle = idle
        self._pieces: deque[bytes] = deque()
        self._held = 0
        self._wanted = True
        self._ended = False
        self._fault: Exception | None = None
        self._news = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()

    @property
    def outstanding(self) -> bool:
        """Whether the upstream has some of the request, and waits for what the client has not sent."""
        return self.begun and not self._ended

    async def until_client_leaves(self) -> None:
        """Read on, and return when nobody is there to be answered."""
        while True:
            await self._room.wait()
            message = await self._receive()
            if message["type"] == "http.disconnect":
                self._end(ClientDisconnected())
                return
            if not self._ended:
                self._take(message)

    async def empty(self) -> bool:
        """Wait for the first bytes or the end; whether there are none.

        Raises:
            ClientDisconnected: it has left before.
            MalformedRequestError: the body is not as long as the request says.
            RequestTimeoutError: nothing comes.
        """
        while not (self._pieces or self._ended):
            await self._next()
        if self._fault is not None and not self._pieces:
            raise self._fault
        return not self._pieces

    def let_go(self) -> None:
        """The upstream has answered; the rest of the body is of no use to it."""
        self._wanted = False
        self._pieces.clear()
        self._held = 0
        self._room.set()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        self.begun = True
        while True:
            while self._pieces:
                piece = self._pieces.popleft()
                self._held -= len(piece)
                self._room.set()
                yield piece
            if self._ended:
                break
            await self._next()
        if self._fault is not None:
            raise self._fault

    async def _next(self) -> None:
        """Wait for more of the body, or its end."""
        self._news.clear()
        try:
            async with asyncio.timeout(self._idle):
                while not await self._came():
                    if await refused():
                        raise httpcore.WriteError  # the transport takes it for the end, and reads the answer
        except TimeoutError:
            raise RequestTimeoutError("the rest of the body did not come in time") from None

    async def _came(self) -> bool:
        # Not `wait_for`, which on Python 3.11 loses a cancellation that comes with the news.
        with suppress(TimeoutError):
            async with asyncio.timeout(BETWEEN_LOOKS):
                await self._news.wait()
        return self._news.is_set()

    def _take(self, message: Message) -> None:
        body, more = message.get("body", b""), message.get("more_body", False)
        if self._left is not None:
            self._left -= len(body)
            if self._left < 0 or (self._left and not more):
                self._end(MalformedRequestError("the body is not as long as the request says"))
                return
        if body and self._wanted:
            self._pieces.append(body)
            self._held += len(body)
            self._news.set()
        if not more:
            self._end(None)
        elif self._held >= READ_AHEAD:
            self._room.clear()

    def _end(self, fault: Exception | None) -> None:
        if not self._ended:
            self._ended, self._fault = True, fault
            self._news.set()
