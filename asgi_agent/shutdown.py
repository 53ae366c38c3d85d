"""Drain a service when its process is told to stop.

A server that gets SIGTERM waits for open connections before it sends `lifespan.shutdown`, and a mounted app
gets no lifespan at all. A stream that nobody ends would keep the server waiting for good. So the signal
itself starts the drain, and then goes on to whoever handled it before.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from asgi_agent.service import AgentService

SIGNALS = (signal.SIGINT, signal.SIGTERM)

_watched: WeakKeyDictionary[AgentService, asyncio.AbstractEventLoop] = WeakKeyDictionary()
_drains: set[asyncio.Task[None]] = set()


def drain_on_signal(service: AgentService) -> None:
    """Drain `service` on SIGINT and SIGTERM, if a server handles them in this process.

    Does nothing outside the main thread, where Python allows no signal handlers, and where nobody but the
    interpreter handles the signal: then it is not a server's shutdown, and the process just ends.
    """
    _watched[service] = asyncio.get_running_loop()
    if threading.current_thread() is threading.main_thread():
        for number in SIGNALS:
            previous = signal.getsignal(number)
            if not isinstance(previous, _Chained) and _is_servers(previous):
                signal.signal(number, _Chained(previous))


class _Chained:
    """A signal handler that starts the drains and calls the handler that it replaced."""

    def __init__(self, previous: Any) -> None:
        self._previous = previous

    def __call__(self, number: int, frame: Any) -> None:
        for service, loop in list(_watched.items()):
            if not loop.is_closed():
                loop.call_soon_threadsafe(_start_drain, service)
        self._previous(number, frame)


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


def _start_drain(service: AgentService) -> None:
    task = asyncio.get_running_loop().create_task(service.drain())
    _drains.add(task)
    task.add_done_callback(_drains.discard)
