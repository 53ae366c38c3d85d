"""WebSockets that are open, and their end when the app shuts down."""

from __future__ import annotations

import asyncio
import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from asgi_agent.logs import exception_place
from asgi_agent.shutdown import FLUSH_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.transport.socket import Socket

logger = logging.getLogger("asgi_agent")

GOING_AWAY = 1001  # RFC 6455, 7.4.1

# A client that takes nothing keeps the last message, and so the connection, for good.
CLOSE_SECONDS = 1.0


class OpenSockets:
    """The WebSockets of an app.

    A server that is told to stop may wait for its connections, hypercorn for good, and a client keeps one
    open that has no run in flight. So the app closes them.
    """

    def __init__(self) -> None:
        self._sockets: set[Socket] = set()

    @contextmanager
    def open(self, socket: Socket) -> Iterator[None]:
        """While the block lasts, the socket is one of them."""
        self._sockets.add(socket)
        try:
            yield
        finally:
            self._sockets.discard(socket)

    async def close(self) -> None:
        """Close all, when the last events of their runs have had time to leave."""
        if self._sockets:
            await asyncio.sleep(FLUSH_SECONDS)
        closing = [asyncio.create_task(_close(socket)) for socket in self._sockets if socket.accepted]
        if closing:
            _, stalled = await asyncio.wait(closing, timeout=CLOSE_SECONDS)
            for task in stalled:
                task.cancel()


async def _close(socket: Socket) -> None:
    try:
        await socket.close(GOING_AWAY)
    except Exception as error:  # the server or the client was first
        logger.info("websocket not closed", extra=exception_place(error))
