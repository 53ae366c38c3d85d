"""The connection of a store: made when it is needed, and made again when the server went away."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager, suppress
from os import dup
from typing import TYPE_CHECKING, Any, TypeVar

from asgi_agent.audit.postgres.place import driver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from psycopg import Connection

_T = TypeVar("_T")
# A server that became a standby, tables that were dropped, and who was there first.
_PASSING = ("ReadOnlySqlTransaction", "UndefinedTable", "UniqueViolation", "DeadlockDetected")
_FIRST_PAUSE, _LONGEST_PAUSE = 0.02, 0.5


class Session:
    """One connection at a time. Not for several threads at once.

    Args:
        connect: gives a connection of psycopg that does not commit by itself.
        prepare: is shown each new connection before anything else is done on it.
        timeout: seconds that a call may take, and that a lost server is waited for.
    """

    def __init__(
        self,
        connect: Callable[[], Connection[Any]],
        prepare: Callable[[Connection[Any]], None],
        timeout: float,
    ) -> None:
        self._connect, self._prepare, self._timeout = connect, prepare, timeout
        self._connection: Connection[Any] | None = None
        self._inherited: list[object] = []

    def run(self, work: Callable[[Connection[Any]], _T]) -> _T:
        """Do something in a transaction, and again on a new connection whenever the one in use is lost.

        So `work` must find out whether what it does was done before: the answer to a commit may be what was
        lost.

        Raises:
            OSError: it cannot be done: what the database refuses, or a server that stays away.
        """
        psycopg = driver()
        deadline, pause = time.monotonic() + self._timeout, _FIRST_PAUSE
        while True:
            try:
                return self._attempt(work)
            except psycopg.Error as error:
                if not self._lost(error) or time.monotonic() + pause > deadline:
                    self.close()
                    raise _translated(error) from error
                self.close()
                time.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)

    def close(self) -> None:
        """Close the connection; the next call makes another one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(driver().Error):
                connection.close()

    def after_fork(self) -> None:
        """Leave the connection to the parent. It must not be closed here, which would tell the server."""
        if self._connection is not None:
            self._inherited.append(self._connection)
        self._connection = None

    def _attempt(self, work: Callable[[Connection[Any]], _T]) -> _T:
        connection, prepared = self._connection, True
        if connection is None:
            connection, prepared = self._connect(), False
            self._connection = connection
        with self._bounded(connection):
            try:
                if not prepared:
                    self._prepare(connection)
                return work(connection)
            finally:
                if not connection.closed:
                    connection.rollback()

    @contextmanager
    def _bounded(self, connection: Connection[Any]) -> Iterator[None]:
        """End a wait for a server that says nothing any more, which its own time-outs do not."""
        handle = socket.socket(fileno=dup(connection.fileno()))
        timer = threading.Timer(2 * self._timeout, _shut, (handle,))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            handle.close()

    def _lost(self, error: Exception) -> bool:
        """Whether a new connection may do better."""
        psycopg = driver()
        if self._connection is None or self._connection.closed:
            return isinstance(error, psycopg.OperationalError)
        return isinstance(error, tuple(getattr(psycopg.errors, name) for name in _PASSING))


def connector(dsn: str, timeout: float) -> Callable[[], Connection[Any]]:
    """A function that connects, and on whose connections a network that is cut is noticed in time."""
    psycopg, seconds = driver(), max(2, round(timeout))
    bounds = {
        "connect_timeout": seconds,
        "keepalives_idle": seconds,
        "tcp_user_timeout": 1000 * seconds,
        "application_name": "asgi-agent audit",
    }
    given = psycopg.conninfo.conninfo_to_dict(dsn)
    conninfo = psycopg.conninfo.make_conninfo(dsn, **{k: v for k, v in bounds.items() if k not in given})
    return lambda: psycopg.connect(conninfo)


def _shut(handle: socket.socket) -> None:
    with suppress(OSError):
        handle.shutdown(socket.SHUT_RDWR)


def _translated(error: Exception) -> OSError:
    """Without the driver's message, which may repeat a line."""
    state = getattr(error, "sqlstate", None)
    return OSError(f"PostgreSQL: {type(error).__name__}" + (f" ({state})" if state else ""))
