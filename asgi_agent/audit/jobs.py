"""What waits for the writer: a record, and whoever wants to know that it is durable."""

from __future__ import annotations

import asyncio
import contextlib
from concurrent.futures import Future
from typing import TYPE_CHECKING

import msgspec

from asgi_agent.audit.errors import AuditWriteError
from asgi_agent.audit.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable


Waiter = asyncio.Future[None] | Future[None]


class Job(msgspec.Struct, gc=False):
    """A record on its way to the store.

    Attributes:
        record: as it was given.
        body: the record, encoded, without a source.
        waiter: settled when it is known what became of the record; None where nobody waits.
        since: when it came, by the clock of the waiter's event loop.
    """

    record: Record
    body: bytes
    waiter: Waiter | None = None
    since: float = 0.0


def settle(jobs: Iterable[Job], fault: str | None = None) -> None:
    """Tell all who wait, from any thread: with one call into each event loop.

    Args:
        jobs: what they wait for.
        fault: what went wrong; None if their records are durable.
    """
    loops: dict[asyncio.AbstractEventLoop, list[asyncio.Future[None]]] = {}
    for job in jobs:
        if isinstance(job.waiter, Future):
            tell([job.waiter], fault)
        elif job.waiter is not None:
            loops.setdefault(job.waiter.get_loop(), []).append(job.waiter)
    for loop, waiters in loops.items():
        with contextlib.suppress(RuntimeError):  # the loop was closed: nobody waits in it any more
            loop.call_soon_threadsafe(tell, waiters, fault)


def tell(waiters: Iterable[Waiter], fault: str | None) -> None:
    """Settle futures. Those of an event loop only from within it."""
    for waiter in waiters:
        if waiter.done():  # cancelled, or out of patience; the record is written all the same
            continue
        if fault is None:
            waiter.set_result(None)
        else:
            waiter.set_exception(AuditWriteError(fault))
