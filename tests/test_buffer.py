"""The bounded buffer between a graph and its reader."""

from __future__ import annotations

import asyncio

from asgi_agent.buffer import EventBuffer
from asgi_agent.events import RunEvent


def event(seq: int = 1, event_type: str = "custom") -> RunEvent:
    return RunEvent(event_type, "r", "t", seq, 0.0)


async def test_gives_events_in_the_order_in_which_they_came() -> None:
    """The reader gets what waits at once, first come first."""
    buffer = EventBuffer()
    for seq in (1, 2, 3):
        buffer.push(event(seq))
    assert [taken.seq for taken in await buffer.take()] == [1, 2, 3]


async def test_a_full_buffer_holds_the_graph_until_the_reader_takes() -> None:
    """`room` returns only when the reader has caught up."""
    buffer = EventBuffer(limit=2)
    buffer.push(event(1))
    buffer.push(event(2))
    waiting = asyncio.create_task(buffer.room())
    await asyncio.sleep(0)
    assert not waiting.done()
    await buffer.take()
    await asyncio.wait_for(waiting, 30)


async def test_a_reader_that_waits_is_woken_by_the_next_event() -> None:
    """No polling: the event itself ends the wait."""
    buffer = EventBuffer()
    reading = asyncio.create_task(buffer.take())
    await asyncio.sleep(0)
    buffer.push(event(7))
    assert [taken.seq for taken in await asyncio.wait_for(reading, 30)] == [7]


async def test_silence_ends_the_wait_with_nothing() -> None:
    """After the time-out there is an empty list, which is when a heartbeat is due."""
    buffer = EventBuffer()
    assert await buffer.take(0.01) == []
    assert not buffer.exhausted


async def test_closing_adds_the_last_event_and_refuses_more() -> None:
    """Whatever is pushed after the end is dropped, so that the last event stays the last."""
    buffer = EventBuffer()
    buffer.close(event(1, "run.finished"))
    buffer.push(event(2))
    assert [taken.type for taken in await buffer.take()] == ["run.finished"]
    assert buffer.exhausted


async def test_closing_frees_a_graph_that_waits() -> None:
    """A writer does not wait for a reader that will never come back."""
    buffer = EventBuffer(limit=1)
    buffer.push(event())
    waiting = asyncio.create_task(buffer.room())
    await asyncio.sleep(0)
    buffer.close(event(2, "run.cancelled"))
    await asyncio.wait_for(waiting, 30)


async def test_an_abandoned_buffer_keeps_nothing_and_never_waits() -> None:
    """A run whose client has left goes on unheard and at full speed."""
    buffer = EventBuffer(limit=1)
    buffer.push(event())
    waiting = asyncio.create_task(buffer.room())
    await asyncio.sleep(0)
    buffer.abandon()
    await asyncio.wait_for(waiting, 30)
    buffer.push(event(2))
    assert await buffer.take(0.01) == []
