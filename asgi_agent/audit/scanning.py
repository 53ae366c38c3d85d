"""Going through a log for the records that a query looks for, one after the other, in little memory."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from asgi_agent.audit.errors import AuditReadError
from asgi_agent.audit.joining import entry_of, joined, peek
from asgi_agent.audit.query import Query, Selector
from asgi_agent.audit.record import DECODE_ERRORS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from asgi_agent.audit.pseudonyms import Pseudonyms
    from asgi_agent.audit.reading import LogReader, Segment
    from asgi_agent.audit.record import Entry


def select(
    reader: LogReader,
    query: Query,
    pseudonyms: Pseudonyms | None = None,
    *,
    join: bool = False,
    advance: Callable[[int], None] = lambda count: None,
    damaged: Callable[[str], None] | None = None,
) -> Iterator[Entry]:
    """The records of a log that a query looks for, oldest first, read as they are asked for.

    Args:
        reader: the log.
        query: what to look for.
        pseudonyms: to find ids by their pseudonyms.
        join: one entry for an intent and its end, which are looked at together (see `joining`).
        advance: called with the number of bytes that were read since the last call.
        damaged: called with the place of a line that is no record, which is then left out. Without it, such
            a line is an error.

    Raises:
        AuditReadError: the log cannot be read, or a line is no record.
    """
    for _, entry in found(reader, Selector(query, pseudonyms), join=join, advance=advance, damaged=damaged):
        yield entry


def found(
    reader: LogReader,
    selector: Selector,
    *,
    join: bool = False,
    advance: Callable[[int], None] = lambda count: None,
    damaged: Callable[[str], None] | None = None,
) -> Iterator[tuple[bytes, Entry]]:
    """As `select`, each entry with its line as it stands in the log; of a joined one, that of its end."""
    lines = _Lines(recent(reader.segments(), selector.query.since), advance, damaged)
    for happening in joined(lines, lines.refuse) if join else ((line,) for line in lines):
        if not selector.may_match(*happening):
            continue
        try:
            entry = entry_of(happening)
            timed = datetime.fromisoformat(entry.time).tzinfo is not None
        except (*DECODE_ERRORS, ValueError):
            timed = False
        if not timed:
            lines.refuse()
        elif selector.matches(entry):
            yield happening[-1], entry


def recent(segments: list[Segment], since: str | None) -> list[Segment]:
    """The segments that may hold a record of or after a time.

    A segment holds the records of one UTC day, and those that were made before it and came late. A second day
    is for records that were made just before midnight. That the segment behind it is old as well is asked for
    since segments of a damaged log may be longer.
    """
    if since is None or since < "0001-01-03":
        return segments
    day = date.fromisoformat(since[:10])
    own, following = (day - timedelta(days=2)).isoformat(), (day - timedelta(days=1)).isoformat()
    times = [_first_time(segment) for segment in segments]
    old = [left < own and right < following for left, right in pairwise(times)]
    return [segment for segment, skipped in zip(segments, [*old, False], strict=False) if not skipped]


def _first_time(segment: Segment) -> str:
    """When the first record was written; of a segment that does not tell, the end of all days."""
    for line in segment.lines():
        try:
            return peek(line).time
        except DECODE_ERRORS:
            break
    return "9999-12-31"


class _Lines:
    """The lines of segments that are records at first sight; remembers which one was read last."""

    def __init__(
        self,
        segments: Iterable[Segment],
        advance: Callable[[int], None],
        damaged: Callable[[str], None] | None,
    ) -> None:
        self._segments = segments
        self._advance = advance
        self._damaged = damaged
        self._place = ("", 0)

    def __iter__(self) -> Iterator[bytes]:
        for segment in self._segments:
            name, before = segment.name, 0
            for lines in segment.blocks():
                for number, line in enumerate(lines, before + 1):
                    self._place = (name, number)
                    if line[:1] == b"{" and line[-1:] == b"}":
                        yield line
                    else:
                        self.refuse()
                before += len(lines)
                self._advance(sum(map(len, lines)) + len(lines))

    def refuse(self) -> None:
        """Say of the line that was read last that it is no record."""
        place = "{}:{}".format(*self._place)
        if self._damaged is None:
            raise AuditReadError(f"{place} is no audit record")
        self._damaged(place)
