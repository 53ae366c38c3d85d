"""A stream on its way to a client that takes its time."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from asgi_agent.buffer import EventBuffer
from asgi_agent.events import RunEvent
from asgi_agent.transport.connection import ClientDisconnected
from asgi_agent.transport.encoding import SSE
from asgi_agent.transport.streaming import stream_events
from tests.transport.wire import Wire, an_exchange


class Slow(Wire):
    """Takes each message after so many seconds.

    Args:
        seconds: for each.
        last: for the one that ends the response.
    """

    def __init__(self, seconds: float, last: float) -> None:
        super().__init__()
        self._seconds, self._last = seconds, last

    async def send(self, message: Any) -> None:
        await asyncio.sleep(self._seconds if message.get("more_body", True) else self._last)
        await super().send(message)


def an_event(seq: int, event_type: str = "custom") -> RunEvent:
    return RunEvent(event_type, "r", "t", seq, time.time(), None, (), {})


def waiting(count: int) -> EventBuffer:
    """A buffer with so many events and the last."""
    buffer = EventBuffer()
    for seq in range(count):
        buffer.push(an_event(seq))
    buffer.close(an_event(count, "run.finished"))
    return buffer


async def test_a_client_that_takes_one_event_after_the_other_is_not_gone() -> None:
    """All that waits for it may take longer than it may take nothing."""
    wire = Slow(0.05, last=0)
    await stream_events(an_exchange(wire), waiting(20), SSE, heartbeat=None, send_timeout=0.5)
    assert b"run.finished" in wire.body


async def test_a_client_that_does_not_take_the_end_is_gone() -> None:
    """The run is over, and its request must be some time."""
    wire = Slow(0, last=60)
    with pytest.raises(ClientDisconnected):
        async with asyncio.timeout(30):
            await stream_events(an_exchange(wire), waiting(2), SSE, heartbeat=None, send_timeout=0.05)
