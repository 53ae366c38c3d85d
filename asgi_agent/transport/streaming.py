"""Writing a stream of events to a client that may be slow, silent or gone."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Protocol

from asgi_agent.transport.exchange import ClientDisconnected
from asgi_agent.transport.watchdog import Watchdog

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.types import Receive

    from asgi_agent.events import RunEvent
    from asgi_agent.transport.encoding import Framing
    from asgi_agent.transport.exchange import Exchange

# `no-transform` keeps proxies from compressing, and thereby buffering; nginx needs the second one for the
# same. `connection: keep-alive`, which is often seen here, is not legal in HTTP/2.
STREAM_HEADERS = {"cache-control": "no-cache, no-transform", "x-accel-buffering": "no"}

# A run that ends within this many seconds is not worth a task that could have cut it short; nothing is lost
# by asking later, since a server goes on saying that the client has left.
WATCH_AFTER = 0.005


class EventSource(Protocol):
    """Where the events come from: `asgi_agent.buffer.EventBuffer`."""

    async def take(self, timeout: float | None = None) -> list[RunEvent]: ...

    @property
    def exhausted(self) -> bool: ...


async def stream_events(
    exchange: Exchange,
    source: EventSource,
    framing: Framing,
    *,
    heartbeat: float | None,
    send_timeout: float | None,
) -> None:
    """Send every event as one body message, and a heartbeat after each `heartbeat` seconds of silence.

    The headers leave at once, so that a client knows that it is being served before the graph says
    anything, and so that layers which hold headers back until the first byte do not add to the wait.

    Raises:
        ClientDisconnected: the client is gone, or took nothing for `send_timeout` seconds although there was
            something to take.
    """
    loop = asyncio.get_running_loop()
    await exchange.start(200, framing.media_type, STREAM_HEADERS)
    try:
        async with asyncio.timeout(None) as stall:
            with Watchdog(lambda: stall.reschedule(loop.time())) as sending:
                while not source.exhausted:
                    events = await source.take(heartbeat)
                    sending.begin(send_timeout)
                    for event in events:
                        await exchange.send_body(framing.frame(event), more=True)
                    if not events and not source.exhausted:
                        await exchange.send_body(framing.heartbeat, more=True)
                    sending.end()
            await exchange.send_body(b"", more=False)
    except TimeoutError as error:
        raise ClientDisconnected from error


@asynccontextmanager
async def watch_disconnect(receive: Receive, gone: Callable[[], None]) -> AsyncIterator[None]:
    """Call `gone` as soon as the client leaves.

    No server cancels the request or fails a `send` when the client has left, so `receive` is the only one
    to tell. It has a single consumer: the body must have been read before, and nobody else may read after.
    """
    watchers: list[asyncio.Task[None]] = []

    def begin() -> None:
        watchers.append(asyncio.create_task(_watch(receive, gone)))

    timer = asyncio.get_running_loop().call_later(WATCH_AFTER, begin)
    try:
        yield
    finally:
        timer.cancel()
        for watcher in watchers:
            watcher.cancel()
            await asyncio.wait([watcher])


async def _watch(receive: Receive, gone: Callable[[], None]) -> None:
    try:
        while (await receive())["type"] != "http.disconnect":
            pass
    except OSError:
        pass
    gone()
