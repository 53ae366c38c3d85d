"""Purging segments of a log in a database, so that a crash at any point leaves a log that verifies.

The record of the purge and what is left of the records are written in one transaction, in the critical
section over all writers: with it the records are purged. Their rows are removed after that, a few at a time,
so that no writer waits; those that a crash leaves are removed by `finish`. Only the owner of the tables may.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from asgi_agent.audit.files.mackey import MacKeyFile
from asgi_agent.audit.postgres.appending import Appender
from asgi_agent.audit.postgres.place import way_to
from asgi_agent.audit.postgres.reader import PostgresReader
from asgi_agent.audit.postgres.session import UNDEFINED_TABLE, Session
from asgi_agent.audit.postgres.store import ROTATE_BYTES
from asgi_agent.audit.postgres.tables import Tables, prefer_indexes
from asgi_agent.audit.purging import PurgeError, left_by, record_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from psycopg import Connection

    from asgi_agent.audit.reading import Purged
    from asgi_agent.audit.retention import Purge

TIMEOUT = 30.0

_FORBIDDEN = "42501"
_ADVICE = {
    _FORBIDDEN: "only the owner of the tables may remove records",
    UNDEFINED_TABLE: "a table for what is left is missing: its owner makes it with PostgresStore.ddl",
}


class PostgresPurger:
    """Purges a log in a database. Of two at the same time, one finds that the other was quicker.

    Args:
        place: `postgresql://...`, as the owner of the tables.
        mac_key: the key file of this machine's writers, if they have one.

    Raises:
        AuditReadError: there is no log there, or it may not be read.
        ConfigurationError: there is no key in the key file.
    """

    def __init__(self, place: str, *, mac_key: Path | None = None) -> None:
        reader = PostgresReader(place)
        reader.close()
        self._place, self._log = reader.place, reader.name
        way = way_to(place, self._log, None, TIMEOUT)
        key = None if mac_key is None else MacKeyFile(mac_key)
        self._tables = Tables(way.table, self._log, timeout=TIMEOUT)
        self._appender = Appender(self._tables, ROTATE_BYTES, time.time_ns, key)
        self._session = Session(way.connect, prefer_indexes, timeout=TIMEOUT, patience=TIMEOUT)

    @contextmanager
    def alone(self) -> Iterator[None]:
        try:
            yield
        finally:
            self._session.close()

    def finish(self) -> Purged | None:
        with _translated(self._place):
            purged = self._session.run(self._tables.purged)
            return purged if purged is not None and self._remove(purged) else None

    def purge(self, step: Purge) -> Purged:
        left, body = left_by(step, self._log), record_of(step)

        def record(connection: Connection[Any]) -> None:
            self._appender.append(connection, [body], lambda: self._keep(connection, step, left))

        with _translated(self._place):
            self._session.run(record)
            self._remove(left)
        return left

    def _keep(self, connection: Connection[Any], step: Purge, left: Purged) -> None:
        """Write what is left, unless that is there already: the answer to a commit may have been lost."""
        there = self._tables.purged(connection)
        if there == left:
            return
        if step.first != (0 if there is None else there.last) + 1:
            raise PurgeError(f"{self._place}: something else was purged meanwhile")
        self._tables.keep(connection, left)

    def _remove(self, purged: Purged) -> bool:
        """Remove what is purged, oldest first; False if there is nothing of it."""
        removed = False
        while self._session.run(lambda connection: self._tables.remove(connection, purged)):
            removed = True
        segments = self._session.run(lambda connection: self._tables.remove_segments(connection, purged))
        return removed or segments > 0


@contextmanager
def _translated(place: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        advice = next((f": {told}" for code, told in _ADVICE.items() if code in str(error)), "")
        raise PurgeError(f"{place}: {error}{advice}") from None
