"""Reading a log out of PostgreSQL, by stretches of its records that were begun as segments."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from asgi_agent.audit.errors import AuditAbsentError, AuditReadError
from asgi_agent.audit.postgres.place import way_to
from asgi_agent.audit.postgres.session import UNDEFINED_TABLE, Session
from asgi_agent.audit.postgres.tables import Tables, log_names, prefer_indexes
from asgi_agent.audit.reading import WrittenHead
from asgi_agent.audit.record import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from psycopg import Connection

    from asgi_agent.audit.postgres.tables import End
    from asgi_agent.audit.reading import Purged, Segment

_T = TypeVar("_T")

PATIENCE = 3.0
"""Seconds that a server which went away is waited for."""


class _Look(NamedTuple):
    head: End | None
    segments: list[Segment]


class PostgresReader:
    """Reads a log. Needs no more than SELECT on its tables, takes no lock and makes nothing.

    Args:
        dsn_or_connect: `postgresql://...`, or a function that gives a connection of psycopg.
        name: of the log; need not be said where the table holds only one.
        table: the table that it is in.
        timeout: seconds that a statement may take.

    Raises:
        AuditAbsentError: there is no such table, or no such log in it.
        AuditReadError: it may not be read, or holds several logs and none was named.
        MissingDependencyError: `psycopg` is not installed.
    """

    def __init__(
        self,
        dsn_or_connect: str | Callable[[], Connection[Any]],
        *,
        name: str | None = None,
        table: str | None = None,
        timeout: float = 60.0,
    ) -> None:
        way = way_to(dsn_or_connect, name, table, timeout)
        self._session = Session(way.connect, prefer_indexes, timeout=timeout, patience=PATIENCE)
        try:
            self._place = way.place(way.log or "")
            self._tables = Tables(way.table, way.log or self._only_log(way.table), timeout=timeout)
            self._place = way.place(self._tables.log)
            self._look = self._run(self._looked)
            if self._look.head is None and not self._look.segments:
                raise AuditAbsentError(f"{self._place}: there is no such audit log")
        except AuditReadError:
            self.close()
            raise

    @property
    def place(self) -> str:
        return self._place

    @property
    def name(self) -> str:
        return self._tables.log

    def segments(self) -> list[Segment]:
        self._look = self._run(self._looked)
        return list(self._look.segments)

    def head(self) -> WrittenHead | None:
        if (end := self._look.head) is None:
            return None
        return WrittenHead(VERSION, self.name, end.head.seq, end.head.hash, end.number, end.size)

    def purged(self) -> Purged | None:
        return self._run(self._tables.purged)

    def close(self) -> None:
        """Close the connection; the next call opens another one."""
        self._session.close()

    def page(self, after: int, last: int) -> list[tuple[int, bytes]]:
        """The next records behind a sequence number and up to another."""
        return self._run(lambda connection: self._tables.page(connection, after, last))

    def size(self, after: int, last: int) -> int:
        """How many bytes those records take as lines."""
        return self._run(lambda connection: self._tables.size(connection, after, last))

    def seq_at(self, after: int, offset: int) -> int:
        """The last record of those that take no more bytes than that, counted from behind `after`."""
        return self._run(lambda connection: self._tables.seq_at(connection, after, offset))

    def _only_log(self, table: str) -> str:
        logs = self._run(lambda connection: log_names(connection, table))
        if not logs:
            raise AuditAbsentError(f"{self._place}: there is no audit log in it")
        if len(logs) > 1:
            raise AuditReadError(f"{self._place}: say which log behind #: {', '.join(logs)}")
        return logs[0]

    def _looked(self, connection: Connection[Any]) -> _Look:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        ends = self._tables.segments(connection)
        first, last = self._tables.extent(connection)
        segments: list[Segment] = []
        if ends and 0 < first < ends[0].first:  # what begins before anything that is called a segment
            segments.append(PostgresSegment(self, ends[0].number - 1, first, ends[0].first - 1, None, True))
        for end, following in pairwise(ends):
            segments.append(PostgresSegment(self, end.number, end.first, following.first - 1, end.size, True))
        if ends:
            end = ends[-1]
            size = end.size if end.head.seq == last else None
            segments.append(PostgresSegment(self, end.number, end.first, last, size, sealed=False))
        elif last:
            segments.append(PostgresSegment(self, 1, first, last, None, sealed=False))
        return _Look(ends[-1] if ends else None, segments)

    def _run(self, work: Callable[[Connection[Any]], _T]) -> _T:
        with _translated(self._place):
            return self._session.run(work)


class PostgresSegment:
    """A stretch of a log: the records from one number to another, as far as they are there.

    Offsets are those that its lines would have in a file.
    """

    def __init__(
        self, reader: PostgresReader, number: int, first: int, last: int, size: int | None, sealed: bool
    ) -> None:
        self.number, self.sealed = number, sealed
        self._reader, self._before, self._last = reader, first - 1, last
        self._size = size
        # The offset at which a record begins costs a look at all before it, so the last one is remembered.
        self._mark = 0, self._before

    @property
    def name(self) -> str:
        return f"segment {self.number}"

    @property
    def size(self) -> int:
        if self._size is None:
            self._size = self._reader.size(self._before, self._last)
        return self._size

    def lines(self, start: int = 0) -> Iterator[bytes]:
        return chain.from_iterable(self.blocks(start))

    def blocks(self, start: int = 0) -> Iterator[list[bytes]]:
        after = self._after(start)
        while rows := self._reader.page(after, self._last):
            yield [line for _, line in rows]
            after = rows[-1][0]

    def torn(self) -> bytes:
        """Nothing: a transaction is there whole or not at all."""
        return b""

    def offset_after(self, seq: int) -> int:
        if seq <= self._before:
            return 0
        self._mark = self._reader.size(self._before, seq), seq
        return self._mark[0]

    def _after(self, start: int) -> int:
        if start == 0:
            return self._before
        if start == self._mark[0]:
            return self._mark[1]
        return self._reader.seq_at(self._before, start)


@contextmanager
def _translated(place: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        kind = AuditAbsentError if UNDEFINED_TABLE in str(error) else AuditReadError
        raise kind(f"{place}: {error}") from None
