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
    from collections.abc import Callable, Iterable, Iterator

    from psycopg import Connection

_T = TypeVar("_T")
# What another attempt may do better: a server that shuts down or starts, or has become a standby; a deadlock,
# a transaction that stood still, and somebody who was there first.
_PASSING = {"57P01", "57P02", "57P03", "25006", "40P01", "25P03", "23505"}
UNDEFINED_TABLE = "42P01"
_FIRST_PAUSE, _LONGEST_PAUSE = 0.02, 0.5


class Session:
    """One connection at a time. Not for several threads at once.

    Args:
        connect: gives a connection of psycopg.
        prepare: is shown each new connection before anything else is done on it.
        timeout: seconds that a call may take.
        patience: seconds that a lost server is waited for.
        mends: codes (SQLSTATE) of further errors that a new connection mends.
    """

    def __init__(
        self,
        connect: Callable[[], Connection[Any]],
        prepare: Callable[[Connection[Any]], None],
        timeout: float,
        patience: float,
        mends: Iterable[str] = (),
    ) -> None:
        self._connect, self._prepare = connect, prepare
        self._timeout, self._patience = timeout, patience
        self._passing = _PASSING.union(mends)
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
        deadline, pause = time.monotonic() + self._patience, _FIRST_PAUSE
        while True:
            try:
                return self._attempt(work)
            except psycopg.Error as error:
                if not self._passes(error) or time.monotonic() + pause > deadline:
                    raise _translated(error) from error
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
            connection.autocommit = True  # where a transaction is meant, it is begun
            self._connection = connection
        try:
            with self._bounded(connection):
                if not prepared:
                    self._prepare(connection)
                done = work(connection)
                connection.rollback()
                return done
        except BaseException:
            self.close()  # it may be lost, or in the middle of anything
            raise

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

    def _passes(self, error: Any) -> bool:
        """Whether a new connection may do better."""
        if error.sqlstate is None or error.sqlstate.startswith("08"):
            return isinstance(error, driver().OperationalError)
        return error.sqlstate in self._passing


def _shut(handle: socket.socket) -> None:
    with suppress(OSError):
        handle.shutdown(socket.SHUT_RDWR)


def _translated(error: Exception) -> OSError:
    """Without the driver's message, which may repeat a line."""
    state = getattr(error, "sqlstate", None)
    return OSError(f"PostgreSQL: {type(error).__name__}" + (f" ({state})" if state else ""))
