"""Running a graph: requests and tokens a second, in-process and over a socket."""

from __future__ import annotations

import asyncio
import statistics
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from benchmarks import sockets
from benchmarks.apps import Contender, contenders
from benchmarks.graphs import TOKENS
from benchmarks.processes import Worker, progress
from benchmarks.stats import Batch, Ratio, percentile
from benchmarks.worker import Order

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Sequence

    from benchmarks.scale import Scale


NAMES = {"langgraph": "LangGraph", "agentflow": "AgentFlow"}


class Case(msgspec.Struct, frozen=True):
    """What is measured in one table: a graph's framework, a route, a way to get there."""

    framework: str
    shape: str
    transport: str
    concurrency: int

    @property
    def section(self) -> str:
        return f"{self.framework}-{self.shape}"

    @property
    def title(self) -> str:
        way = "in-process" if self.transport == "call" else f"over a socket, {self.concurrency} at a time"
        return f"{NAMES[self.framework]} {self.shape}, {way}"


CASES = [
    Case(framework, shape, transport, concurrency)
    for framework, shape in (
        ("langgraph", "invoke"),
        ("langgraph", "turn"),
        ("langgraph", "stream"),
        ("agentflow", "invoke"),
        ("agentflow", "stream"),
    )
    for transport, concurrency in (("call", 1), ("serve", 1), ("serve", 16))
]

SECTIONS = list(dict.fromkeys(case.section for case in CASES))


class Row(msgspec.Struct, frozen=True):
    """One contender in one case; times in milliseconds, medians over rounds."""

    app: str
    rate: float
    p50: float
    p99: float
    first_event: float
    first_token: float
    to_bare: Ratio
    to_peer: Ratio | None
    bytes: int


class Result(msgspec.Struct):
    """A table."""

    case: Case
    rows: list[Row]
    left_out: list[str]

    @property
    def title(self) -> str:
        return self.case.title


class Target(Protocol):
    """A contender that is running."""

    async def measure(self, count: int, concurrency: int) -> Batch: ...


class Called:
    """A contender in a worker that calls it."""

    def __init__(self, worker: Worker, contender: Contender) -> None:
        self._worker = worker
        self._contender = contender

    async def measure(self, count: int, concurrency: int) -> Batch:
        body = msgspec.json.encode(self._contender.body).decode()
        order = Order(self._contender.path, body, count, concurrency)
        await self._worker.write(msgspec.json.encode(order))
        return msgspec.json.decode(await self._worker.read(), type=Batch)


class Served:
    """A contender in a worker that serves it."""

    def __init__(self, port: int, contender: Contender) -> None:
        self._port = port
        self._contender = contender

    async def measure(self, count: int, concurrency: int) -> Batch:
        body = msgspec.json.encode(self._contender.body)
        return await sockets.measure(
            self._port, self._contender.path, body, count=count, concurrency=concurrency
        )


@asynccontextmanager
async def running(contender: Contender, transport: str) -> AsyncIterator[Target]:
    """Start a contender in a process of its own."""
    async with Worker.start(transport, contender.app, contender.graph) as worker:
        greeting = await worker.read()
        yield Called(worker, contender) if transport == "call" else Served(int(greeting), contender)


async def measure_case(case: Case, scale: Scale) -> Result:
    """Let the contenders take turns, in another order each round."""
    present, left_out = [], []
    for contender in contenders(case.framework, case.shape):
        if contender.missing:
            left_out.append(f"{contender.app} (not installed: {', '.join(contender.missing)})")
        else:
            present.append(contender)
    batches: dict[str, list[Batch]] = {contender.app: [] for contender in present}
    count = scale.streams if case.shape == "stream" else scale.requests
    count = max(count // case.concurrency, 1) * case.concurrency
    async with AsyncExitStack() as stack:
        targets = [(each, await stack.enter_async_context(running(each, case.transport))) for each in present]
        for contender, target in targets:
            _check(contender, case, await target.measure(count, case.concurrency))
        for number in range(scale.rounds):
            progress(f"{case.title}: round {number + 1} of {scale.rounds}")
            for contender, target in _turned(targets, number):
                batches[contender.app].append(await target.measure(count, case.concurrency))
    return Result(case, _rows(batches), left_out)


def _check(contender: Contender, case: Case, batch: Batch) -> None:
    """A contender that answers something else has not done the work."""
    wanted = TOKENS[-1] if case.shape == "stream" else "echo: "
    if wanted not in batch.sample:
        raise RuntimeError(f"{contender.app} answered {batch.sample[:500]!r}")


def _turned(items: Sequence[Any], by: int) -> Sequence[Any]:
    by %= len(items) or 1
    return [*items[by:], *items[:by]]


def _rows(batches: dict[str, list[Batch]]) -> list[Row]:
    rates = {app: [batch.rate for batch in rounds] for app, rounds in batches.items()}
    names = list(rates)
    return [
        Row(
            app=app,
            rate=statistics.median(rates[app]),
            p50=_median_ms(percentile(batch.totals, 50) for batch in rounds),
            p99=_median_ms(percentile(batch.totals, 99) for batch in rounds),
            first_event=_median_ms(percentile(batch.first_events, 50) for batch in rounds),
            first_token=_median_ms(percentile(batch.first_tokens, 50) for batch in rounds),
            to_bare=Ratio.of(rates[app], rates[names[0]]),
            to_peer=Ratio.of(rates[app], rates[names[2]]) if len(names) > 2 else None,
            bytes=len(rounds[-1].sample),
        )
        for app, rounds in batches.items()
    ]


def _median_ms(seconds: Iterable[float]) -> float:
    return statistics.median(seconds) * 1000


def measure(scale: Scale, section: str) -> list[Result]:
    """Every case of one of `SECTIONS`."""
    return [asyncio.run(measure_case(case, scale)) for case in CASES if case.section == section]
