"""What goes through a proxy just now, and how it ends when the process is told to stop."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING

from asgi_agent.errors import ShuttingDownError

if TYPE_CHECKING:
    from collections.abc import Iterator

LAST_WORDS = 1.0
"""Seconds that a client has to take the last of what it gets."""


class Exchange:
    """A request or a WebSocket on its way, which is over when it says so or `_ending` is done."""

    def __init__(self) -> None:
        self._ending: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def end(self) -> None:
        """Tell the client that this was all, as the server shuts down, and the upstream as well."""
        if not self._ending.done():
            self._ending.set_result(None)


class InFlight:
    """Counts what is on its way.

    Args:
        drain_timeout: seconds that it gets to end by itself.
    """

    def __init__(self, drain_timeout: float) -> None:
        self.draining = False
        self._drain_timeout = drain_timeout
        self._tasks: dict[asyncio.Task[object], Exchange] = {}

    @property
    def live_runs(self) -> int:
        """How much there is."""
        return len(self._tasks)

    @contextmanager
    def holding(self, exchange: Exchange) -> Iterator[None]:
        """For as long as the current task handles it.

        Raises:
            ShuttingDownError: no more is taken.
        """
        if self.draining:
            raise shutting_down()
        task = asyncio.current_task()
        assert task is not None
        self._tasks[task] = exchange
        try:
            yield
        finally:
            del self._tasks[task]

    async def drain(self) -> None:
        """Take no more, let what there is end by itself for a while, end the rest."""
        self.draining = True
        loop = asyncio.get_running_loop()
        tasks = {task for task in self._tasks if task.get_loop() is loop}
        if not tasks:
            return
        _, late = await asyncio.wait(tasks, timeout=self._drain_timeout)
        for task in late:
            if (exchange := self._tasks.get(task)) is not None:
                exchange.end()
        if late:
            await asyncio.wait(late, timeout=LAST_WORDS)


def shutting_down() -> ShuttingDownError:
    """What a client is told then."""
    return ShuttingDownError("the server is shutting down", headers={"retry-after": "1"})
