"""What PostgreSQL is asked when a chain is appended to. Each function runs inside one transaction."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from asgi_agent.audit.chain import EMPTY, Head
from asgi_agent.audit.errors import AuditReadError
from asgi_agent.audit.reading import Purged
from asgi_agent.audit.record import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from psycopg import Connection, Cursor

    Values = Sequence[object] | Mapping[str, object]

PAGE = 2000
MAX_SEQ = 2**63 - 1

# What a server, a database or a role has set otherwise must not make a commit less than durable. A plan that
# was made while the table was small, and is kept, must not read all of it when it is large. Not in a
# pipeline: that ends with a Flush message, which turns the time-out of an idle transaction off, and a writer
# that stands still would keep the lock.
_ENTER = """\
BEGIN ISOLATION LEVEL READ COMMITTED;
SELECT set_config('synchronous_commit', CASE
    WHEN NOT {sync} THEN 'off'
    WHEN current_setting('synchronous_commit') = 'remote_apply' THEN 'remote_apply' ELSE 'on' END, true),
    set_config('statement_timeout', '{timeout}ms', true),
    set_config('idle_in_transaction_session_timeout', '{timeout}ms', true),
    set_config('enable_seqscan', 'off', true);
SELECT pg_advisory_xact_lock({lock})"""

_SEGMENTS = """\
SELECT number, first, day, seq, encode(hash, 'hex'), size FROM {table}_segments WHERE log = %s"""

_LOGS = "SELECT DISTINCT log FROM {table}_segments ORDER BY log"

# A statement of its own, behind the one that may wait for the lock: that one sees what was before it waited.
_STATE = """\
SELECT number, first, day, segment.seq, encode(hash, 'hex'), size,
    last.seq, encode(sha256(last.line), 'hex'), present.ids, present.lines
FROM (VALUES (1)) AS one
LEFT JOIN (SELECT * FROM {table}_segments WHERE log = %(log)s ORDER BY number DESC LIMIT 1) AS segment ON true
LEFT JOIN (SELECT * FROM {table} WHERE log = %(log)s ORDER BY seq DESC LIMIT 1) AS last ON true
LEFT JOIN (
    SELECT array_agg(id) AS ids, array_agg(line) AS lines
    FROM {table} WHERE log = %(log)s AND id = ANY(%(ids)s)
) AS present ON true"""

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

_PURGED = """\
SELECT last, encode(hash, 'hex'), segment, frontier, time FROM {table}_purged WHERE log = %s"""

_KEEP = """\
INSERT INTO {table}_purged (log, last, hash, segment, frontier, time)
VALUES (%s, %s, decode(%s, 'hex'), %s, %b::bytea[], %s)
ON CONFLICT (log) DO UPDATE SET last = excluded.last, hash = excluded.hash, segment = excluded.segment,
    frontier = excluded.frontier, time = excluded.time"""

_REMOVE = """\
DELETE FROM {table} WHERE log = %s AND seq <= least(%s, %s + (
    SELECT min(seq) FROM {table} WHERE log = %s))"""


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
    """What the database says of a chain's end: what it was told, what is there, and what it has already."""

    stated: End | None
    last: Head | None
    present: dict[str, bytes]


class Numbered(msgspec.Struct):
    """Of an encoded record, its id."""

    id: str


_numbered = msgspec.json.Decoder(Numbered)


def record_id(body: bytes) -> str:
    """The id of an encoded record."""
    return _numbered.decode(body).id


def lock_number(table: str, log: str) -> int:
    """The number of the lock that all writers of a log share."""
    return int.from_bytes(hashlib.sha256(f"{table}/{log}".encode()).digest()[:8], signed=True)


def log_names(connection: Connection[Any], table: str) -> list[str]:
    """The logs in a table."""
    return [name for (name,) in connection.execute(_LOGS.format(table=table).encode()).fetchall()]


def prefer_indexes(connection: Connection[Any]) -> None:
    """Have every query of this connection use the tables' indexes.

    While a table grows, nothing is known of its size, and each page of it may come to be sorted out of all of
    it.
    """
    connection.execute("SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off")


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
        self._enter = _ENTER.format(
            sync=sync, timeout=max(1, round(timeout * 1000)), lock=lock_number(table, log)
        )

    def enter(self, connection: Connection[Any], ids: Sequence[str]) -> State:
        """Begin the critical section over all writers, which ends with the transaction.

        Returns:
            Where the chain ends, and the lines that the log has already of records with these ids.
        """
        connection.execute(self._enter.encode())
        return self.state(connection, ids)

    def state(self, connection: Connection[Any], ids: Sequence[str] = ()) -> State:
        """As `enter`, without a lock."""
        values = {"log": self.log, "ids": list(ids)}
        *segment, seq, hashed, present, lines = self._row(connection, _STATE, values)
        stated = None if segment[0] is None else _end(segment)
        last = None if seq is None else Head(seq, hashed)
        return State(stated, last, dict(zip(present or (), lines or (), strict=True)))

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

    def commit(self, connection: Connection[Any]) -> None:
        """Commit, as one more statement of a pipeline.

        `Connection.commit()` would wait for an answer before all that was asked had left, if it is more than
        what sockets hold.
        """
        connection.execute("COMMIT", prepare=False)

    def page(self, connection: Connection[Any], after: int, last: int = MAX_SEQ) -> list[tuple[int, bytes]]:
        """The next records behind a sequence number and up to another, with the numbers of their rows."""
        return self._execute(connection, _PAGE, (self.log, after, last, PAGE)).fetchall()

    def segments(self, connection: Connection[Any]) -> list[End]:
        """All segments in order, each with the end that it had or has."""
        rows = self._execute(connection, _SEGMENTS + " ORDER BY number", (self.log,)).fetchall()
        return [_end(row) for row in rows]

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

    def purged(self, connection: Connection[Any]) -> Purged | None:
        """What is left of purged records; None if nothing was purged.

        Raises:
            AuditReadError: what stands there makes no sense.
        """
        if connection.execute("SELECT to_regclass(%s)", (f"{self.table}_purged",)).fetchone() == (None,):
            return None  # tables that were made before there were purges
        if (row := self._row(connection, _PURGED, (self.log,))) is None:
            return None
        last, hashed, segment, frontier, time = row
        try:
            tree = tuple(node.hex() for node in frontier)
            return Purged(VERSION, self.log, last, hashed, segment, tree, time)
        except (AttributeError, ValueError):
            raise AuditReadError(f"{self.table}_purged tells nothing of purged records") from None

    def keep(self, connection: Connection[Any], purged: Purged) -> None:
        """Say what is left of records that are purged."""
        frontier = [bytes.fromhex(node) for node in purged.frontier]
        values = (self.log, purged.last, purged.hash, purged.segment, frontier, purged.time)
        self._execute(connection, _KEEP, values)

    def remove(self, connection: Connection[Any], purged: Purged) -> int:
        """Remove some of the records that are purged, the oldest first; gives how many."""
        return self._execute(connection, _REMOVE, (self.log, purged.last, PAGE, self.log)).rowcount

    def remove_segments(self, connection: Connection[Any], purged: Purged) -> int:
        """Remove what is said of purged segments; gives of how many."""
        statement = "DELETE FROM {table}_segments WHERE log = %s AND number <= %s"
        return self._execute(connection, statement, (self.log, purged.segment)).rowcount

    def _execute(self, connection: Connection[Any], statement: str, values: Values) -> Cursor[Any]:
        return connection.execute(statement.format(table=self.table).encode(), values, binary=True)

    def _row(self, connection: Connection[Any], statement: str, values: Values) -> Any:
        return self._execute(connection, statement, values).fetchone()


def _end(row: Sequence[Any]) -> End:
    number, first, day, seq, hashed, size = row
    return End(Head(seq, hashed), number, first, day, size)
