"""How each kind of function ends when its run is cancelled."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.events import CHAT, RunInput
from asgi_agent.graphs.callables import CallableAdapter
from asgi_agent.service import AgentService, Caller

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from asgi_agent.run import Run


class Steps:
    """What happened in a function, seen from outside; safe to use from threads."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.started = threading.Event()
        self.closed = threading.Event()
        self.go_on = threading.Event()

    async def until(self, event: threading.Event) -> None:
        assert await asyncio.to_thread(event.wait, 10)


def coroutine(steps: Steps) -> Callable[..., Any]:
    async def function(value: Any) -> None:
        try:
            steps.started.set()
            await asyncio.Event().wait()
        finally:
            steps.closed.set()

    return function


def async_generator(steps: Steps) -> Callable[..., Any]:
    async def function(value: Any) -> AsyncIterator[str]:
        try:
            yield "a"
            steps.started.set()
            await asyncio.Event().wait()
            yield "b"
        finally:
            steps.closed.set()

    return function


def endless_generator(steps: Steps) -> Callable[..., Any]:
    async def function(value: Any) -> AsyncIterator[str]:
        try:
            while True:
                steps.started.set()
                yield "a"
        finally:
            steps.closed.set()

    return function


def sync_generator(steps: Steps) -> Callable[..., Any]:
    def function(value: Any) -> Iterator[str]:
        try:
            while True:
                steps.started.set()
                time.sleep(0.005)
                yield "a"
        finally:
            steps.closed.set()

    return function


@pytest.mark.parametrize("make", [coroutine, async_generator, endless_generator, sync_generator])
@pytest.mark.parametrize("read", [True, False], ids=["read", "unread"])
async def test_a_cancelled_run_ends_its_function(make: Callable[[Steps], Any], read: bool) -> None:
    """Its `finally` runs, whether it works, waits, or waits for a reader who has stopped reading."""
    steps = Steps()
    service = AgentService({"agent": CallableAdapter(make(steps))})
    live = await service.start("agent", RunInput(include=CHAT), Caller())
    await steps.until(steps.started)
    if read:
        await live.buffer.take()
    await asyncio.sleep(0.05)
    live.cancel("request")
    await asyncio.wait_for(live.wait(), 10)
    await steps.until(steps.closed)
    events = await live.buffer.take()
    assert events[-1].type == "run.cancelled"


async def test_a_sync_generator_stops_at_its_next_yield() -> None:
    """Not before, since Python stops no thread, and no later."""
    steps = Steps()

    def function(value: Any) -> Iterator[str]:
        try:
            steps.started.set()
            steps.go_on.wait(10)
            steps.seen.append("went on to the yield")
            yield "a"
            steps.seen.append("went on behind it")
        finally:
            steps.closed.set()

    service = AgentService({"agent": CallableAdapter(function)})
    live = await service.start("agent", RunInput(include=CHAT), Caller())
    await steps.until(steps.started)
    live.cancel("request")
    await asyncio.wait_for(live.wait(), 10)
    assert not steps.closed.is_set()
    steps.go_on.set()
    await steps.until(steps.closed)
    assert steps.seen == ["went on to the yield"]


async def test_a_sync_function_goes_on_unheard() -> None:
    """Its run ends at once; what it still says and returns is thrown away."""
    steps = Steps()

    def function(value: Any, run: Run) -> str:
        steps.started.set()
        steps.go_on.wait(10)
        run.emit("late", 1)
        steps.closed.set()
        return "late"

    service = AgentService({"agent": CallableAdapter(function)})
    live = await service.start("agent", RunInput(include=CHAT), Caller())
    await steps.until(steps.started)
    live.cancel("request")
    await asyncio.wait_for(live.wait(), 10)
    steps.go_on.set()
    await steps.until(steps.closed)
    await asyncio.sleep(0)
    assert [event.type for event in await live.buffer.take()] == ["run.started", "run.cancelled"]


async def test_a_failure_to_take_a_piece_closes_a_sync_generator() -> None:
    """Whatever went wrong on our side, the generator is not left hanging."""
    steps = Steps()

    def function(value: Any) -> Iterator[str]:
        try:
            yield "a"
        finally:
            steps.closed.set()

    async def broken(event_type: str, data: dict[str, Any], **where: Any) -> None:
        raise OSError("no more events")

    service = AgentService({"agent": CallableAdapter(function)})
    live = await service.start("agent", RunInput(include=CHAT), Caller())
    await live.result()
    adapter = CallableAdapter(function)
    steps.closed.clear()
    with pytest.raises(OSError, match="no more events"):
        await adapter.run(live.run, broken)
    assert steps.closed.is_set()
