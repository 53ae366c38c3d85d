"""Drain services when their process is told to stop, before their server acts on it.

A server that gets SIGTERM waits for open connections before it sends `lifespan.shutdown`, and a mounted
app gets no lifespan at all: a stream that nobody ends would keep the server waiting for good. Other servers
do not wait: daphne kills what is in flight, uvicorn closes WebSockets. So the signal starts the drain, and
goes on to the server's own handler when the last event of each run has had time to leave. Meanwhile new runs
get a 503.

Servers that take signals through their event loop (granian, hypercorn without worker processes) learn of them
at the same time; they close their listener and wait for open streams.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
import threading
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

SIGNALS = (signal.SIGINT, signal.SIGTERM)

# A run has ended when its last event is in the writer's hands. No server tells when it has left the process.
FLUSH_SECONDS = 0.2
POLL_SECONDS = 0.1


class Drained(Protocol):
    """What has runs in flight: an `AgentASGI`, an `AgentService`, or a proxy."""

    @property
    def draining(self) -> bool: ...

    @property
    def live_runs(self) -> int: ...

    async def drain(self) -> None: ...


_watched: WeakKeyDictionary[Drained, asyncio.AbstractEventLoop] = WeakKeyDictionary()
_tasks: set[asyncio.Task[None]] = set()


class StopFlag(Protocol):
    """As much of a `multiprocessing.Event` as is needed here."""

    def is_set(self) -> bool: ...


def drain_on_signal(service: Drained) -> None:
    """Drain `service` when its server is told to stop.

    On SIGINT and SIGTERM, if a server handles them in this process. Where nobody but the interpreter does, it
    is no server's shutdown, and the process just ends; outside the main thread Python allows no handlers.
    """
    loop = asyncio.get_running_loop()
    if _watched.get(service) is loop:
        return
    _watched[service] = loop
    if threading.current_thread() is threading.main_thread():
        for number in SIGNALS:
            previous = signal.getsignal(number)
            if not isinstance(previous, _Deferred) and _is_servers(previous):
                signal.signal(number, _Deferred(previous))
    if (flag := _workers_stop_flag()) is not None:
        task = loop.create_task(_drain_when_set(flag, service))
        _tasks.add(task)
        task.add_done_callback(_tasks.discard)


class _Deferred:
    """A signal handler that drains first and then calls the handler that it replaced.

    A second signal, of somebody who will not wait, is handed on at once.
    """

    def __init__(self, previous: Any) -> None:
        self._previous = previous
        self._waiting = False

    def __call__(self, number: int, frame: Any) -> None:
        drains = [] if self._waiting else list(_start_drains())
        self._waiting = bool(drains)
        if drains:
            _when_all_done(drains, partial(self._drained, number, frame))
        else:
            self._previous(number, frame)

    def _drained(self, number: int, frame: Any) -> None:
        if self._waiting:
            self._waiting = False
            self._previous(number, frame)


def _start_drains() -> Iterator[Future[None]]:
    """Begin to drain every service; gives those that have runs to wait for."""
    for service, loop in list(_watched.items()):
        if not loop.is_closed() and not service.draining:
            waited_for = service.live_runs > 0
            drain = asyncio.run_coroutine_threadsafe(_drain_and_flush(service), loop)
            if waited_for:
                yield drain


async def _drain_and_flush(service: Drained) -> None:
    await service.drain()
    await asyncio.sleep(FLUSH_SECONDS)


def _when_all_done(drains: list[Future[None]], then: Callable[[], None]) -> None:
    waiting = set(drains)

    def done(drain: Future[None]) -> None:
        waiting.discard(drain)
        if not waiting:
            then()

    for drain in drains:
        drain.add_done_callback(done)


def _is_servers(handler: Any) -> bool:
    """Whether a server set this handler, rather than the interpreter or `asyncio.run`.

    `asyncio.run` restores SIGINT only if it finds its own handler there, so that one is left alone.
    """
    runner = getattr(handler, "func", handler)
    return (
        callable(handler)
        and handler is not signal.default_int_handler
        and not getattr(runner, "__qualname__", "").startswith("Runner.")
    )


def _workers_stop_flag() -> StopFlag | None:
    """What tells a hypercorn worker process to stop: an event that its parent made, and no signal."""
    arguments = getattr(multiprocessing.current_process(), "_kwargs", {})
    flag: StopFlag | None = arguments.get("shutdown_event")
    return flag


async def _drain_when_set(flag: StopFlag, service: Drained) -> None:
    while not flag.is_set():  # noqa: ASYNC110 - it is set in another process
        await asyncio.sleep(POLL_SECONDS)
    await service.drain()
