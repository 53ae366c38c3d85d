"""`PostgresStore`: a chain in a table, appended to by any number of processes on any number of machines."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asgi_agent.audit.files.mackey import MacKeyFile
from asgi_agent.audit.forks import renew_after_fork
from asgi_agent.audit.postgres.appending import Appender
from asgi_agent.audit.postgres.place import way_to
from asgi_agent.audit.postgres.recovery import find_end
from asgi_agent.audit.postgres.schema import ddl, ensure_tables
from asgi_agent.audit.postgres.session import UNDEFINED_TABLE, Session
from asgi_agent.audit.postgres.tables import Tables, prefer_indexes
from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator, Sequence

    from psycopg import Connection

    from asgi_agent.audit.chain import Head
    from asgi_agent.audit.reading import Purged
    from asgi_agent.audit.store import Appended

ROTATE_BYTES = 64 << 20


class PostgresStore:
    """Keeps a chain in a table, each line of which names the SHA-256 of the line before it.

    An append is one transaction under one advisory lock, committed with `synchronous_commit` on. A connection
    that is lost is made again; whether what was under way had been committed is looked up, so that no record
    is there twice and none is lost. A head that is ahead of the records means that records are gone, which is
    recorded as a gap. PostgreSQL 11 or newer.

    Args:
        dsn_or_connect: `postgresql://...`, or a function that gives a connection of psycopg. A URL can
            name the log and its table: `postgresql://host/database#table/log`.
        name: of the log, `audit` if nothing else is said. Several logs may stand in one table.
        table: what the table is called. It is made if it is missing at first, and if the role may; see `ddl`.
        timeout: seconds that a transaction may take, and that a server which went away is waited for.
        rotate_bytes: the size at which a segment, a stretch of records, ends. It also does with the UTC day.
        mac_key: file of the key that lines are signed with; `asgi-agent audit keygen` makes one. Each machine
            has its own copy of the first key, and moves it forward with what it writes itself.
        sync: bring each append to the disk. False is for tests and development.
        place: where it is, for messages and to tell whether two stores are one, where a function is given.
        clock: Unix time in nanoseconds.

    Raises:
        ConfigurationError: an option is out of its range, a name is none, or the file of the key holds none.
        MissingDependencyError: `psycopg` is not installed.
    """

    ddl = staticmethod(ddl)

    def __init__(
        self,
        dsn_or_connect: str | Callable[[], Connection[Any]],
        *,
        name: str | None = None,
        table: str | None = None,
        timeout: float = 10.0,
        rotate_bytes: int = ROTATE_BYTES,
        mac_key: str | os.PathLike[str] | None = None,
        sync: bool = True,
        place: str | None = None,
        clock: Callable[[], int] = time.time_ns,
    ) -> None:
        if timeout <= 0 or rotate_bytes < 1:
            raise ConfigurationError("timeout= and rotate_bytes= are above 0")
        way = way_to(dsn_or_connect, name, table, timeout)
        self._name, self._table = way.log or "audit", way.table
        self._place = place or way.place(self._name)
        self._session = Session(
            way.connect,
            self._prepare,
            timeout=timeout,
            patience=timeout,
            mends=[UNDEFINED_TABLE],
        )
        self._tables = Tables(self._table, self._name, timeout=timeout, sync=sync)
        key = None if mac_key is None else MacKeyFile(Path(mac_key))
        self._appender = Appender(self._tables, rotate_bytes, clock, key)
        self._lock = threading.Lock()
        self._opened = False
        renew_after_fork(self)

    @property
    def name(self) -> str:
        """Name of the log."""
        return self._name

    @property
    def place(self) -> str:
        """The database, the table and the log; no user, no password."""
        return self._place

    @property
    def lost(self) -> int:
        """How many records of the chain were found to be missing since the store was made."""
        return self._appender.lost

    def append(self, bodies: Sequence[bytes]) -> Appended:
        """Append encoded records, all or none; they are committed when it returns.

        A record that the log has already, with the same id and content, is not appended again.

        Raises:
            OSError: they are not there, or nobody can tell; also where the tables that were in use are gone.
                To append them again is safe.
        """
        with self._lock:
            return self._session.run(lambda connection: self._appender.append(connection, bodies))

    def head(self) -> Head:
        """Where the chain ends. Nothing is mended.

        Raises:
            OSError: the database refused.
        """

        def read(connection: Connection[Any]) -> Head:
            state = self._tables.state(connection)
            return find_end(state, None, lambda after: self._tables.page(connection, after)).end.head

        with self._lock:
            return self._session.run(read)

    def lines(self, after: int = 0) -> Iterator[bytes]:
        """The lines with a `seq` above `after` in order, up to the end as it is when it is reached.

        Raises:
            OSError: the database refused.
        """
        while page := self._page(after):
            yield from (line for _, line in page)
            after = page[-1][0]

    def purged(self) -> Purged | None:
        """What is left of purged records; None if nothing was purged.

        Raises:
            OSError: the database refused.
        """
        with self._lock:
            return self._session.run(self._tables.purged)

    def close(self) -> None:
        """Close the connection; a later append opens another one."""
        with self._lock:
            self._session.close()

    def after_fork(self) -> None:
        """Leave the parent's connection to the parent."""
        self._lock = threading.Lock()
        self._session.after_fork()

    def _prepare(self, connection: Connection[Any]) -> None:
        ensure_tables(connection, self._table, known=self._opened)
        self._opened = True
        prefer_indexes(connection)

    def _page(self, after: int) -> list[tuple[int, bytes]]:
        with self._lock:
            return self._session.run(lambda connection: self._tables.page(connection, after))
