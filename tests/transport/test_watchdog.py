from __future__ import annotations

import asyncio

import uvloop

from asgi_agent.transport.watchdog import Watchdog


async def test_a_wait_that_takes_too_long_is_told() -> None:
    """Once the time is up, and not before."""
    barked = asyncio.Event()
    with Watchdog(barked.set) as watchdog:
        watchdog.begin(0.02)
        assert not barked.is_set()
        await asyncio.wait_for(barked.wait(), 30)


async def test_waits_that_end_in_time_are_not_told_however_many_they_are() -> None:
    """The time of each counts from its own beginning, and none passes between them."""
    barks: list[None] = []
    with Watchdog(lambda: barks.append(None)) as watchdog:
        for _ in range(30):
            watchdog.begin(0.1)
            await asyncio.sleep(0)
            watchdog.end()
            await asyncio.sleep(0.01)
    assert barks == []


async def test_a_long_wait_is_told_after_the_timer_of_an_earlier_one() -> None:
    """The timer that an earlier wait set goes off too early for this one, and is set again."""
    loop, told = asyncio.get_running_loop(), asyncio.Event()
    with Watchdog(told.set) as watchdog:
        watchdog.begin(0.1)
        await asyncio.sleep(0.05)
        watchdog.end()
        watchdog.begin(0.1)
        began = loop.time()
        await asyncio.wait_for(told.wait(), 30)
    assert loop.time() - began >= 0.09


async def test_nothing_is_told_after_the_end() -> None:
    """Leaving the block takes the timer along, whatever waits."""
    barks: list[None] = []
    with Watchdog(lambda: barks.append(None)) as watchdog:
        watchdog.begin(0.01)
    await asyncio.sleep(0.03)
    assert barks == []


async def test_without_a_limit_nothing_is_ever_told() -> None:
    """None stands for no limit."""
    barks: list[None] = []
    with Watchdog(lambda: barks.append(None)) as watchdog:
        watchdog.begin(None)
        await asyncio.sleep(0.02)
    assert barks == []


async def test_a_short_wait_after_a_long_one_is_told_in_time() -> None:
    """The timer that the long one left is set again, for sooner."""
    told = asyncio.Event()
    with Watchdog(told.set) as watchdog:
        watchdog.begin(600)
        watchdog.end()
        watchdog.begin(0.02)
        await asyncio.wait_for(told.wait(), 30)


def test_a_wait_that_is_due_at_once_is_told_under_uvloop_too() -> None:
    """uvloop makes no timer of less than a millisecond, and what it makes instead does not know its time."""

    async def check() -> None:
        told = asyncio.Event()
        with Watchdog(told.set) as watchdog:
            watchdog.begin(0.0002)
            watchdog.begin(0.0001)
            await asyncio.wait_for(told.wait(), 30)

    uvloop.run(check())
