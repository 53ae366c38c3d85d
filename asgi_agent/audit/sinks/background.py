"""A queue and a thread between the writer of a log and whoever may take their time."""

from __future__ import annotations

import atexit
import logging
import threading
from collections import deque
from typing import TYPE_CHECKING

from asgi_agent.audit.forks import renew_after_fork

if TYPE_CHECKING:
    from collections.abc import Callable

    from asgi_agent.audit.record import Record

logger = logging.getLogger("asgi_agent")

LIMIT = 2048
EXIT_PATIENCE = 1.0


class BackgroundSink:
    """Hands lines to a function on a thread of its own, in order. What does not fit its queue is left out.

    The thread starts with the first line and is a daemon: a sink that hangs keeps no process alive.

    Args:
        send: is given each line as it stands in the log; may block, and may raise.
        limit: lines that may wait.

    Attributes:
        dropped: lines that were left out since the queue was full.
        failures: how often `send` raised.
    """

    def __init__(self, send: Callable[[bytes], None], limit: int = LIMIT) -> None:
        self.dropped = 0
        self.failures = 0
        self._send, self._limit = send, limit
        self._lines: deque[bytes] = deque()
        self._changed = threading.Condition(threading.Lock())
        self._thread: threading.Thread | None = None
        renew_after_fork(self)

    def __call__(self, record: Record, line: bytes, /) -> None:
        """Take a record; never waits and never raises."""
        with self._changed:
            if len(self._lines) >= self._limit:
                self.dropped += 1
                return
            self._lines.append(line)
            if self._thread is None:
                self._thread = self._started()
            self._changed.notify()

    def close(self, timeout: float = 5.0) -> bool:
        """Wait until what was taken is sent; False if that takes longer. A later record starts it again."""
        with self._changed:
            thread, self._thread = self._thread, None
            self._changed.notify()
        if thread is not None:
            atexit.unregister(self._at_exit)
            thread.join(timeout)
        return thread is None or not thread.is_alive()

    def after_fork(self) -> None:
        """Start afresh: thread and lines are the parent's."""
        self._lines = deque()
        self._changed = threading.Condition(threading.Lock())
        self._thread = None

    def _started(self) -> threading.Thread:
        thread = threading.Thread(target=self._run, name="asgi-agent-audit-sink", daemon=True)
        atexit.register(self._at_exit)
        thread.start()
        return thread

    def _at_exit(self) -> None:
        self.close(EXIT_PATIENCE)

    def _run(self) -> None:
        while (line := self._next()) is not None:
            try:
                self._send(line)
            except Exception as error:
                self._fail(error)

    def _next(self) -> bytes | None:
        """The next line, as soon as there is one; None once this thread is not the one in use any more."""
        with self._changed:
            while not self._lines:
                if self._thread is not threading.current_thread():
                    return None
                self._changed.wait()
            return self._lines.popleft()

    def _fail(self, error: Exception) -> None:
        self.failures += 1
        if self.failures == 1:  # what fails once is likely to fail with each line
            logger.error("an audit sink fails, %s: %s", type(self).__name__, type(error).__name__)
