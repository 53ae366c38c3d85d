"""Requests: what of the event loop's time an audit log takes, and what it leaves of the throughput."""

from __future__ import annotations

import asyncio
import gc
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import msgspec

from benchmarks.audit.contenders import BARE, CLOSED, CONTENDERS, OPEN, installed
from benchmarks.inprocess import scope
from benchmarks.processes import progress
from benchmarks.stats import Ratio, percentile
from benchmarks.tables import Table, Target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.audit.scale import Scale

BODY = b'{"resourceType": "Observation", "note": "' + b"x" * 2048 + b'"}'
SHARES = {1: 8, 16: 2, 64: 1}
"""How many requests at a time, and which part of the requests of a round: one alone waits for the disk."""

LOOP_TARGET, RATIO_TARGET = 30.0, 0.8


class Round(msgspec.Struct, frozen=True):
    """One round of one app: requests a second, microseconds of the loop's thread a request, latencies."""

    rate: float
    loop: float
    latencies: list[float]


def measure(scale: Scale) -> list[Table]:
    """A table for each number of requests at a time."""
    return [asyncio.run(_measure(scale, concurrency)) for concurrency in SHARES]


async def _measure(scale: Scale, concurrency: int) -> Table:
    contenders, left_out = installed(CONTENDERS)
    rounds: dict[str, list[Round]] = {name: [] for name in contenders}
    for number in range(scale.rounds + 1):
        progress(f"requests, {concurrency} at a time: round {number} of {scale.rounds}")
        with tempfile.TemporaryDirectory() as directory:
            async with AsyncExitStack() as stack:
                for name, make in contenders.items():
                    app = await stack.enter_async_context(make(Path(directory)))
                    found = await _round(app, scale.requests // SHARES[concurrency], concurrency)
                    if number:  # the first only warms up
                        rounds[name].append(found)
    return _table(rounds, concurrency, left_out)


async def _round(app: Any, count: int, concurrency: int) -> Round:
    latencies: list[float] = []

    async def some(share: int) -> None:
        for _ in range(share):
            before = time.perf_counter()
            await asyncio.ensure_future(request(app))  # a task of its own, as servers do
            latencies.append(time.perf_counter() - before)

    await request(app)  # what starts with the first request has started
    gc.collect()
    began, thread = time.perf_counter(), time.thread_time()
    await asyncio.gather(*(some(count // concurrency) for _ in range(concurrency)))
    loop, taken = time.thread_time() - thread, time.perf_counter() - began
    return Round(len(latencies) / taken, loop / len(latencies) * 1e6, latencies)


async def request(app: Any) -> None:
    """One request, as a server makes it.

    Raises:
        RuntimeError: it was not answered with 200.
    """
    status = 0

    async def receive() -> Any:
        return {"type": "http.request", "body": BODY, "more_body": False}

    async def send(message: Any) -> None:
        nonlocal status
        status = message.get("status", status)

    await app(scope("/echo", BODY), receive, send)
    if status != 200:
        raise RuntimeError(f"status {status}")


def _table(rounds: dict[str, list[Round]], concurrency: int, left_out: Sequence[str]) -> Table:
    bare = rounds[BARE]
    rows: list[Sequence[str]] = []
    added: dict[str, float] = {}
    for name, taken in rounds.items():
        added[name] = median(one.loop - other.loop for one, other in zip(taken, bare, strict=True))
        latencies = [latency for each in taken for latency in each.latencies]
        rows.append(
            (
                name,
                f"{median(each.loop for each in taken):.1f}",
                f"{added[name]:.1f}",
                f"{median(each.rate for each in taken):.0f}",
                str(Ratio.of([each.rate for each in taken], [each.rate for each in bare])),
                f"{percentile(latencies, 50) * 1e3:.2f}",
                f"{percentile(latencies, 99) * 1e3:.2f}",
            )
        )
    closed = Ratio.of([each.rate for each in rounds[CLOSED]], [each.rate for each in rounds[OPEN]])
    targets = []
    if concurrency == max(SHARES):  # a loop that waits for the disk has time enough
        loop, ratio = added[CLOSED], closed.median
        most, least = f"at most {LOOP_TARGET:.0f} µs", f"at least {RATIO_TARGET}"
        targets = [
            Target("loop time, fail-closed, 64 at a time", most, f"{loop:.1f} µs", loop <= LOOP_TARGET),
            Target("fail-closed to fail-open, 64 at a time", least, str(closed), ratio >= RATIO_TARGET),
        ]
    head = ("", "loop µs", "added", "req/s", "to bare app [quartiles]", "p50 ms", "p99 ms")
    return Table(f"Requests, {concurrency} at a time", head, rows, targets, left_out)
