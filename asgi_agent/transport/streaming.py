"""Writing a stream of events to a client that may be slow, silent or gone."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Protocol

from asgi_agent.logs import exception_place
from asgi_agent.transport.connection import ClientDisconnected
from asgi_agent.transport.watchdog import Watchdog

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Receive

    from asgi_agent.events import RunEvent
    from asgi_agent.transport.encoding import Framing
    from asgi_agent.transport.exchange import Exchange

logger = logging.getLogger("asgi_agent")

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
                        if frame := framing.frame(event):
                            await exchange.send_body(frame, more=True)
                            sending.begin(send_timeout)
                    if not events and not source.exhausted:
                        await exchange.send_body(framing.heartbeat, more=True)
                    sending.end()
                sending.begin(send_timeout)
                await exchange.send_body(b"", more=False)
    except TimeoutError as error:
        raise ClientDisconnected from error


class ClientWatch:
    """While the block lasts there is a client; `gone` is called when it leaves, and when the block ends.

    No server cancels the request or fails a `send` when the client has left, so `receive` is the only one
    to tell. It has a single consumer: the body must have been read before, and nobody else may read after.

    Args:
        gone: what is to happen to work that has no client. For work that is done it must do nothing.
    """

    __slots__ = ("_gone", "_receive", "_timer", "_watcher")

    def __init__(self, receive: Receive, gone: Callable[[], object]) -> None:
        self._receive = receive
        self._gone = gone
        self._watcher: asyncio.Task[None] | None = None

    async def __aenter__(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(WATCH_AFTER, self._begin)

    async def __aexit__(self, *_: object) -> None:
        self._gone()
        self._timer.cancel()
        if self._watcher is not None:
            self._watcher.cancel()
            await asyncio.wait([self._watcher])

    def _begin(self) -> None:
        self._watcher = asyncio.create_task(_watch(self._receive, self._gone))


async def _watch(receive: Receive, gone: Callable[[], object]) -> None:
    try:
        while (await receive())["type"] != "http.disconnect":
            pass
    except OSError:
        pass
    except Exception as error:  # nobody can say whether there is a client; the text may be anybody's
        logger.error("server cannot tell whether the client is there", extra=exception_place(error))
    gone()
