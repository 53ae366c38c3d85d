"""The bounded way from a graph to its reader."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from asgi_agent.transport.watchdog import Watchdog

if TYPE_CHECKING:
    from asgi_agent.events import RunEvent

# Events that may wait for a reader. Enough to bridge a reader's hiccup, little enough that a thousand
# stalled readers hold megabytes and not gigabytes.
QUEUE_SIZE = 64


class EventBuffer:
    """The bounded way from a graph to one reader. The graph waits while it is full."""

    def __init__(self, limit: int = QUEUE_SIZE) -> None:
        self._limit = limit
        self._events: deque[RunEvent] = deque()
        self._reader: asyncio.Future[None] | None = None
        self._writers: list[asyncio.Future[None]] = []
        self._patience: Watchdog | None = None
        self._closed = False
        self._dropping = False

    def push(self, event: RunEvent) -> None:
        """Add an event, beyond the limit if need be: whoever pushes then waits in `room`."""
        if self._dropping or self._closed:
            return
        self._events.append(event)
        self._wake(self._reader)

    def close(self, last: RunEvent) -> None:
        """Add the last event; nothing comes after it."""
        self.push(last)
        self._closed = True
        if self._patience is not None:
            self._patience.close()
        self._wake(self._reader)
        self._admit()

    def abandon(self) -> None:
        """There is no reader any more: forget what waits and let the graph run on unheard."""
        self._dropping = True
        self._events.clear()
        self._admit()

    @property
    def full(self) -> bool:
        """Whether the reader is behind."""
        return len(self._events) >= self._limit and not self._dropping and not self._closed

    async def room(self) -> None:
        """Wait until the reader has caught up."""
        while self.full:
            writer = asyncio.get_running_loop().create_future()
            self._writers.append(writer)
            await writer

    async def take(self, timeout: float | None = None) -> list[RunEvent]:
        """The events that wait, or those that come next.

        Returns:
            An empty list when `timeout` seconds passed without an event, or at the end (see `exhausted`).
        """
        if not self._events and not self._closed:
            await self._wait(timeout)
        events = list(self._events)
        self._events.clear()
        self._admit()
        return events

    @property
    def exhausted(self) -> bool:
        """Whether the last event was taken."""
        return self._closed and not self._events

    async def _wait(self, timeout: float | None) -> None:
        self._reader = asyncio.get_running_loop().create_future()
        if self._patience is None:
            self._patience = Watchdog(lambda: self._wake(self._reader))
        self._patience.begin(timeout)
        try:
            await self._reader
        finally:
            self._reader = None
            self._patience.end()

    def _admit(self) -> None:
        writers, self._writers = self._writers, []
        for writer in writers:
            self._wake(writer)

    @staticmethod
    def _wake(waiter: asyncio.Future[None] | None) -> None:
        if waiter is not None and not waiter.done():
            waiter.set_result(None)
