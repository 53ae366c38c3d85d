"""What PostgreSQL is asked when a chain is appended to. Each function runs inside one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from asgi_agent.audit.chain import EMPTY, Head

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from psycopg import Connection, Cursor

PAGE = 2000
MAX_SEQ = 2**63 - 1

# What a server, a database or a role has set otherwise must not make a commit less than durable. A plan that
# was made while the table was small, and is kept, must not read all of it when it is large.
_SETTINGS = """\
SELECT set_config('synchronous_commit', CASE
    WHEN NOT %(sync)s THEN 'off'
    WHEN current_setting('synchronous_commit') = 'remote_apply' THEN 'remote_apply' ELSE 'on' END, true),
    set_config('statement_timeout', %(timeout)s, true),
    set_config('idle_in_transaction_session_timeout', %(timeout)s, true),
    set_config('enable_seqscan', 'off', true)"""

_SEGMENTS = """\
SELECT number, first, day, seq, encode(hash, 'hex'), size FROM {table}_segments WHERE log = %s"""

_SEGMENT = _SEGMENTS + " ORDER BY number DESC LIMIT 1"

_LOGS = "SELECT DISTINCT log FROM {table}_segments ORDER BY log"

_LAST = "SELECT seq, encode(sha256(line), 'hex') FROM {table} WHERE log = %s ORDER BY seq DESC LIMIT 1"

_KNOWN = "SELECT id, line FROM {table} WHERE log = %s AND id = ANY(%s)"

_STRETCH = " FROM {table} WHERE log = %s AND seq > %s AND seq <= %s"

_PAGE = "SELECT seq, line" + _STRETCH + " ORDER BY seq LIMIT %s"

_SEQ_AT = """\
SELECT coalesce(max(seq), %s) FROM (
    SELECT seq, sum(octet_length(line) + 1) OVER (ORDER BY seq) AS taken
    FROM {table} WHERE log = %s AND seq > %s
) AS sums WHERE taken <= %s"""

_INSERT = """\
INSERT INTO {table} (log, seq, id, prev, line)
SELECT %s, %s + place, id, prev, line
FROM unnest(%s::text[], %b::bytea[], %b::bytea[]) WITH ORDINALITY AS new (id, prev, line, place)"""

_MOVE = """\
INSERT INTO {table}_segments (log, number, first, day, seq, hash, size)
VALUES (%s, %s, %s, %s, %s, decode(%s, 'hex'), %s)
ON CONFLICT (log, number) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, size = excluded.size"""


class End(NamedTuple):
    """Where a chain goes on: in which segment, which began with which record on which day, of what size."""

    head: Head
    number: int
    first: int
    day: date | None
    size: int


NOTHING = End(EMPTY, 0, 1, None, 0)
"""Of a log that has no records."""


class State(NamedTuple):
    """What the database says of a chain's end: what it was told, and what is there."""

    stated: End | None
    last: Head | None


class Numbered(msgspec.Struct):
    """Of an encoded record, its id."""

    id: str


_numbered = msgspec.json.Decoder(Numbered)


def record_id(body: bytes) -> str:
    """The id of an encoded record."""
    return _numbered.decode(body).id


def log_names(connection: Connection[Any], table: str) -> list[str]:
    """The logs in a table."""
    return [name for (name,) in connection.execute(_LOGS.format(table=table).encode()).fetchall()]


class Tables:
    """The statements for one log in one pair of tables.

    Args:
        table: the table of records.
        log: name of the log.
        timeout: seconds that a statement may take.
        sync: whether a commit waits until it is on the disk.
    """

    def __init__(self, table: str, log: str, *, timeout: float, sync: bool = True) -> None:
        self.table, self.log = table, log
        self._settings = {"sync": sync, "timeout": f"{max(1, round(timeout * 1000))}ms"}

    def enter(
        self, connection: Connection[Any], lock: int, ids: Sequence[str]
    ) -> tuple[State, dict[str, bytes]]:
        """Begin the critical section over all writers, which ends with the transaction.

        Returns:
            Where the chain ends, and the lines that the log has already of records with these ids.
        """
        with connection.pipeline():
            connection.execute(_SETTINGS, self._settings)
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (lock,))
            # Statements of their own: one that waited for the lock would see what was there before it.
            state = self._state(connection)
            found = self._execute(connection, _KNOWN, (self.log, list(ids)))
            return State(_end(state[0].fetchone()), _head(state[1].fetchone())), dict(found.fetchall())

    def state(self, connection: Connection[Any]) -> State:
        """Where the chain ends, without a lock."""
        segment, last = self._state(connection)
        return State(_end(segment.fetchone()), _head(last.fetchone()))

    def insert(
        self, connection: Connection[Any], after: Head, lines: Sequence[bytes], hashes: Sequence[str]
    ) -> None:
        """Add lines behind a head; of each, the hash of the line before is given too."""
        ids = [record_id(line) for line in lines]
        prevs = [bytes.fromhex(each) for each in hashes]
        self._execute(connection, _INSERT, (self.log, after.seq, ids, prevs, list(lines)))

    def move(self, connection: Connection[Any], end: End) -> None:
        """Say where the chain ends now."""
        head, number, first, day, size = end
        self._execute(connection, _MOVE, (self.log, number, first, day, head.seq, head.hash, size))

    def page(self, connection: Connection[Any], after: int, last: int = MAX_SEQ) -> list[tuple[int, bytes]]:
        """The next records behind a sequence number and up to another, with the numbers of their rows."""
        return self._execute(connection, _PAGE, (self.log, after, last, PAGE)).fetchall()

    def segments(self, connection: Connection[Any]) -> list[End]:
        """All segments in order, each with the end that it had or has."""
        rows = self._execute(connection, _SEGMENTS + " ORDER BY number", (self.log,)).fetchall()
        return [end for end in map(_end, rows) if end is not None]

    def extent(self, connection: Connection[Any]) -> tuple[int, int]:
        """The first and the last record that are there; zeros if there are none."""
        query = "SELECT coalesce(min(seq), 0), coalesce(max(seq), 0) FROM {table} WHERE log = %s"
        first, last = self._row(connection, query, (self.log,))
        return first, last

    def size(self, connection: Connection[Any], after: int, last: int) -> int:
        """The bytes of the records behind a sequence number and up to another, line breaks included."""
        query = "SELECT coalesce(sum(octet_length(line) + 1), 0)::bigint" + _STRETCH
        size: int = self._row(connection, query, (self.log, after, last))[0]
        return size

    def seq_at(self, connection: Connection[Any], after: int, offset: int) -> int:
        """The last of the records behind `after` that together take no more bytes than `offset`."""
        seq: int = self._row(connection, _SEQ_AT, (after, self.log, after, offset))[0]
        return seq

    def _state(self, connection: Connection[Any]) -> tuple[Cursor[Any], Cursor[Any]]:
        both = (self._execute(connection, statement, (self.log,)) for statement in (_SEGMENT, _LAST))
        segment, last = both
        return segment, last

    def _execute(self, connection: Connection[Any], statement: str, values: Sequence[object]) -> Cursor[Any]:
        return connection.execute(statement.format(table=self.table).encode(), values, binary=True)

    def _row(self, connection: Connection[Any], statement: str, values: Sequence[object]) -> Any:
        return self._execute(connection, statement, values).fetchone()


def _end(row: Any) -> End | None:
    if row is None:
        return None
    number, first, day, seq, hashed, size = row
    return End(Head(seq, hashed), number, first, day, size)


def _head(row: Any) -> Head | None:
    return None if row is None else Head(*row)
