"""Nobody waits for ever: not for a disk that hangs, nor for a lock whose holder was stopped."""

from __future__ import annotations

import asyncio
import weakref
from typing import TYPE_CHECKING

from asgi_agent.audit.jobs import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from asgi_agent.audit.jobs import Job

FAULT = "the audit log takes too long"


class Patience:
    """Looks after the waiters of each event loop, with one timer a loop instead of one a waiter.

    Args:
        waiting: all jobs that are not settled.
        seconds: how long anybody waits, and up to half as long again.
        fault: what is told to those who waited so long; None lets them go on.
    """

    def __init__(self, waiting: Callable[[], Iterable[Job]], seconds: float, fault: str | None) -> None:
        self._waiting, self._seconds, self._fault = waiting, seconds, fault
        self._watched: weakref.WeakSet[asyncio.AbstractEventLoop] = weakref.WeakSet()
        # Every record comes by here, and nearly all of them from one loop.
        self._latest: weakref.ref[asyncio.AbstractEventLoop] | None = None

    def watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """See to the waiters of a loop, from within it, until it has none."""
        latest = self._latest
        if latest is not None and latest() is loop:
            return
        self._latest = weakref.ref(loop)
        if loop not in self._watched:
            self._watched.add(loop)
            loop.call_later(self._seconds / 2, self._look, loop)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        self._watched.discard(loop)
        self._latest = None
        oldest = loop.time() - self._seconds
        for job in self._waiting():
            if not isinstance(job.waiter, asyncio.Future) or job.waiter.get_loop() is not loop:
                continue
            if job.since <= oldest:
                tell([job.waiter], self._fault)
            elif not job.waiter.done():
                self.watch(loop)
