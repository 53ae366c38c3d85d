"""What functions know and say while they run: their run, the host's context, events and back-pressure."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent import AgentService, Caller, Run, RunInput, current_run
from asgi_agent.buffer import QUEUE_SIZE
from asgi_agent.events import CHAT
from asgi_agent.graphs.callables import CallableAdapter

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

marker: contextvars.ContextVar[str] = contextvars.ContextVar("marker")


@pytest.mark.parametrize("kind", ["async", "sync", "async generator", "sync generator"])
async def test_a_run_knows_itself_wherever_it_runs(kind: str) -> None:
    """`current_run()` and the host's context variables are there, in threads as well."""

    def seen() -> dict[str, str]:
        return {
            "run": current_run().run_id,
            "marker": marker.get(),
            "thread": threading.current_thread().name,
        }

    async def coroutine(value: Any) -> Any:
        return seen()

    async def agen(value: Any) -> AsyncIterator[Any]:
        yield seen()

    def gen(value: Any) -> Iterator[Any]:
        yield seen()

    function = {"async": coroutine, "sync": lambda value: seen(), "async generator": agen}.get(kind, gen)
    service = AgentService({"agent": CallableAdapter(function)})
    marker.set("host")
    result = await service.invoke("agent", RunInput(), Caller())
    assert (result.output["run"], result.output["marker"]) == (result.run_id, "host")
    in_the_loop = result.output["thread"] == threading.current_thread().name
    assert in_the_loop == kind.startswith("async")


async def emit_async(value: int, run: Run) -> int:
    for number in range(value):
        progress.append(number)
        await run.emit("tick", number)
    return value


def emit_sync(value: int, run: Run) -> int:
    for number in range(value):
        progress.append(number)
        run.emit("tick", number)
    return value


async def emit_from_generator(value: int, run: Run) -> AsyncIterator[str]:
    for number in range(value):
        progress.append(number)
        await run.emit("tick", number)
    yield "done"


def emit_from_sync_generator(value: int, run: Run) -> Iterator[str]:
    for number in range(value):
        progress.append(number)
        run.emit("tick", number)
    yield "done"


progress: list[int] = []


@pytest.mark.parametrize("function", [emit_async, emit_sync, emit_from_generator, emit_from_sync_generator])
async def test_a_slow_reader_slows_the_function_down(function: Callable[..., Any]) -> None:
    """`run.emit` waits while the buffer is full, and nothing is lost once somebody reads."""
    progress.clear()
    count = QUEUE_SIZE * 3
    service = AgentService({"agent": CallableAdapter(function)})
    live = await service.start("agent", RunInput(count, include=CHAT), Caller())
    await still(progress)
    assert len(progress) <= QUEUE_SIZE + 1
    ticks: list[int] = []
    while not live.buffer.exhausted:
        ticks += [event.data["value"] for event in await live.buffer.take(10) if event.type == "custom"]
    assert ticks == list(range(count))


async def still(seen: list[int]) -> None:
    """Wait until something has happened, and nothing more does."""
    before = -1
    while len(seen) != before or not seen:
        before = len(seen)
        await asyncio.sleep(0.05)
