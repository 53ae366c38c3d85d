"""What happens in a transaction that appends: find the end of the chain, and write behind it."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from asgi_agent.audit.chain import seal
from asgi_agent.audit.own import GAP, SEGMENT, own_record
from asgi_agent.audit.postgres.recovery import find_end
from asgi_agent.audit.record import Chain, Source
from asgi_agent.audit.store import Appended

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from psycopg import Connection

    from asgi_agent.audit.postgres.tables import End, Tables


class Appender:
    """Appends to one log.

    Args:
        tables: where the log is.
        size: bytes at which a segment is full.
        clock: Unix time in nanoseconds.
    """

    def __init__(self, tables: Tables, size: int, clock: Callable[[], int]) -> None:
        self._tables, self._size, self._clock = tables, size, clock
        self._known: End | None = None

    def append(self, connection: Connection[Any], ids: Sequence[str], bodies: Sequence[bytes]) -> Appended:
        """Write those records that are not there yet, and in front of them what must be said of that end."""
        state = self._tables.enter(connection, ids)
        present = {
            each: line
            for each, body in zip(ids, bodies, strict=True)
            if body[1:-1] in (line := state.present.get(each, b""))
        }
        new = [body for each, body in zip(ids, bodies, strict=True) if each not in present]
        end, gaps = find_end(state, self._known, lambda after: self._tables.page(connection, after))
        end, reason = self._segment(end)
        own = [] if reason is None else [self._own(SEGMENT, reason)]
        own += [self._own(GAP, gap) for gap in gaps]
        end, lines = self._write(connection, end, [*own, *new])
        self._known = end
        written = iter(lines[len(own) :])
        return Appended(end.head, [present.get(each) or next(written) for each in ids])

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
        self, connection: Connection[Any], end: End, bodies: Sequence[bytes]
    ) -> tuple[End, list[bytes]]:
        head, lines, hashes = end.head, [], []
        for body in bodies:
            hashes.append(head.hash)
            line, head = seal(body, self._tables.log, head)
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
        return own_record(kind, source, chain)
