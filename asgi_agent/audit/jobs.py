"""What waits for the writer: a record, and whoever wants to know that it is durable."""

from __future__ import annotations

import asyncio
import contextlib
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from asgi_agent.audit.errors import AuditWriteError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from asgi_agent.audit.record import Record

Waiter = asyncio.Future[None] | Future[None]


class Job:
    """A record on its way to the store.

    Attributes:
        record: the record as it was given, for sinks.
        body: the record, encoded, without source and place in a chain.
        waiter: settled when it is known what became of it; None where nobody waits.
    """

    __slots__ = ("body", "record", "waiter")

    def __init__(self, record: Record, body: bytes, waiter: Waiter | None = None) -> None:
        self.record, self.body, self.waiter = record, body, waiter


def settle(jobs: Iterable[Job], fault: str | None = None) -> None:
    """Wake all who wait for the jobs, from any thread: one call into each event loop."""
    loops: dict[asyncio.AbstractEventLoop, list[asyncio.Future[None]]] = {}
    for job in jobs:
        if isinstance(job.waiter, Future):
            _settle([job.waiter], fault)
        elif job.waiter is not None:
            loops.setdefault(job.waiter.get_loop(), []).append(job.waiter)
    for loop, waiters in loops.items():
        with contextlib.suppress(RuntimeError):  # the loop was closed, and nobody waits in it any more
            loop.call_soon_threadsafe(_settle, waiters, fault)


def _settle(waiters: Sequence[Any], fault: str | None) -> None:
    for waiter in waiters:
        if waiter.done():  # cancelled; the record is in the log all the same
            continue
        if fault is None:
            waiter.set_result(None)
        else:
            waiter.set_exception(AuditWriteError(fault))
