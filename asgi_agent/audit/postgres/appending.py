"""What happens in a transaction that appends: find the end of the chain, and write behind it."""

from __future__ import annotations

import os
import socket
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from asgi_agent.audit.chain import Head, seal
from asgi_agent.audit.mac import EPOCH
from asgi_agent.audit.own import GAP, SEGMENT, own_record
from asgi_agent.audit.postgres.recovery import find_end, missing
from asgi_agent.audit.postgres.tables import record_id
from asgi_agent.audit.record import Chain, Source, missing_in, utc_text
from asgi_agent.audit.store import Appended

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from psycopg import Connection

    from asgi_agent.audit.files.mackey import MacKeyFile
    from asgi_agent.audit.mac import Ratchet
    from asgi_agent.audit.postgres.recovery import Found
    from asgi_agent.audit.postgres.tables import End, State, Tables


class Appender:
    """Appends to one log.

    Args:
        tables: where the log is.
        size: bytes at which a segment is full.
        clock: Unix time in nanoseconds.
        mac_key: of the key that lines are signed with.

    Attributes:
        lost: how many records were found to be missing, and told as such.
    """

    def __init__(
        self, tables: Tables, size: int, clock: Callable[[], int], mac_key: MacKeyFile | None = None
    ) -> None:
        self._tables, self._size, self._clock, self._mac_key = tables, size, clock, mac_key
        self._known: End | None = None
        self.lost = 0

    def append(
        self, connection: Connection[Any], bodies: Sequence[bytes], besides: Callable[[], None] = lambda: None
    ) -> Appended:
        """Write those records that are not there yet, and in front of them what must be said of that end.

        Args:
            connection: on which no transaction has begun.
            bodies: the records.
            besides: what is done in the same transaction, while no other writer is at work.
        """
        ids = [record_id(body) for body in bodies]
        with self._key() as ratchet:
            state = self._tables.enter(connection, ids)
            besides()
            return self._append(connection, state, ids, bodies, ratchet)

    @contextmanager
    def _key(self) -> Iterator[Ratchet | None]:
        """The key of the MACs, if there is one, which no other process of this machine moves meanwhile."""
        if self._mac_key is None:
            yield None
            return
        # Everybody takes this lock before that of the database, and lets go of it when the key is written.
        with self._mac_key.locked(), self._mac_key.in_use(self._tables.log) as ratchet:
            yield ratchet

    def _append(
        self,
        connection: Connection[Any],
        state: State,
        ids: Sequence[str],
        bodies: Sequence[bytes],
        ratchet: Ratchet | None,
    ) -> Appended:
        present = {
            each: line
            for each, body in zip(ids, bodies, strict=True)
            if body[1:-1] in (line := state.present.get(each, b""))
        }
        new = [body for each, body in zip(ids, bodies, strict=True) if each not in present]
        end, gaps = self._end(connection, state, ratchet)
        end, reason = self._segment(end)
        own = [] if reason is None else [self._own(SEGMENT, reason)]
        own += [self._own(GAP, gap) for gap in gaps]
        end, lines = self._write(connection, end, [*own, *new], ratchet)
        self._known = end
        self.lost += missing_in(gaps)
        written = iter(lines[len(own) :])
        return Appended(end.head, [present.get(each) or next(written) for each in ids])

    def _end(self, connection: Connection[Any], state: State, ratchet: Ratchet | None) -> Found:
        found = find_end(state, self._known, lambda after: self._tables.page(connection, after))
        head, moved_on = found.end.head, 0 if ratchet is None else ratchet.epoch * EPOCH
        # Where records that moved the key forward are not there any more, their keys are gone as well.
        return found if head.seq >= moved_on else missing(found, head.seq + 1, Head(moved_on, head.hash))

    def _segment(self, end: End) -> tuple[End, Chain | None]:
        """Where to write, and what the first record of the segment says if it is a new one."""
        today = datetime.fromtimestamp(self._clock() // 1_000_000_000, UTC).date()
        if end.day is None:
            reason = "head" if end.head.seq else "first"
        elif end.size >= self._size:
            reason = "size"
        # A clock that steps back over midnight begins no segment; one that was days ahead must not stop them.
        elif not timedelta(0) <= end.day - today <= timedelta(days=1):
            reason = "day"
        else:
            return end, None
        number = end.number + 1
        return type(end)(end.head, number, end.head.seq + 1, today, 0), Chain(
            reason=reason, segments=(number,)
        )

    def _write(
        self, connection: Connection[Any], end: End, bodies: Sequence[bytes], ratchet: Ratchet | None
    ) -> tuple[End, list[bytes]]:
        head, lines, hashes = end.head, [], []
        mac = None if ratchet is None else ratchet.mac
        for body in bodies:
            hashes.append(head.hash)
            line, head = seal(body, self._tables.log, head, mac)
            lines.append(line)
        written = end._replace(head=head, size=end.size + sum(map(len, lines)) + len(lines))
        with connection.pipeline():
            if lines:
                self._tables.insert(connection, end.head, lines, hashes)
                self._tables.move(connection, written)
            self._tables.commit(connection)
        return written, lines

    def _own(self, kind: str, chain: Chain) -> bytes:
        source = Source("asgi-agent", instance=socket.gethostname()[:64], pid=os.getpid())
        return own_record(kind, source, chain, time=utc_text(self._clock()))
