"""What of a log may be purged: whole sealed segments, from the oldest on, whose records are all old enough.

Documentation that HIPAA asks for is kept for six years (45 CFR 164.316(b)(2)(i)). What is left of purged
records is one file, `purged.json` in the log's directory, or a row with the same in a database:

    {"v": 1, "log": "audit",
     "last": 1234,              the last purged record; 1 to 1234 are gone
     "hash": "<64 hex>",        the hash of its line, which record 1235 has as its `prev`
     "segment": 12,             the last purged segment; 1 to 12 are gone
     "frontier": ["<64 hex>"],  the RFC 6962 tree over lines 1 to 1234: its perfect subtrees, largest first
     "time": "2026-..."}        when

An `audit.purge` record in the chain says the same: `chain.segments` that were removed this time, `first` to
`last` and `count` of their records, and as `root` the root of the tree over all records from 1 to `last`.
With the frontier, the tree still grows to the sizes of later checkpoints, which so still verify.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from asgi_agent.audit.chain import EMPTY, Head, line_hash
from asgi_agent.audit.errors import AuditReadError
from asgi_agent.audit.merkle import Frontier
from asgi_agent.audit.moments import before, written
from asgi_agent.audit.record import DECODE_ERRORS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from asgi_agent.audit.reading import LogReader, Segment

YEARS = 6

MAX_SEGMENTS = 500
"""How many segments one record can name."""


class BrokenChainError(AuditReadError):
    """A log is not as it was written, and evidence of that is not purged."""


class Purge(NamedTuple):
    """What one step of a purge removes: segments, and the records `first` to `head.seq` in them.

    `frontier` is the tree over all records up to there, `newest` the time of the newest of these.
    """

    segments: tuple[Segment, ...]
    first: int
    head: Head
    frontier: Frontier
    newest: str

    @property
    def records(self) -> int:
        """How many records."""
        return self.head.seq - self.first + 1


def bound(now: datetime) -> str:
    """The time before which records have been kept for long enough."""
    return written(before(now, YEARS, "y"))


def plan(
    reader: LogReader, before: str, advance: Callable[[int], None] = lambda count: None
) -> Iterator[Purge]:
    """The steps that purge the segments whose records are all older than a time.

    The chain is checked on the way.

    Args:
        reader: the log.
        before: the time, as records write it.
        advance: called with the number of bytes that were read since the last call.

    Raises:
        BrokenChainError: a record of these is not the one that was written there.
        AuditReadError: the log cannot be read.
    """
    walk = _Walk(reader)
    some: list[Segment] = []
    for segment in walk.sealed():
        try:
            taken = walk.takes(segment, before)
        except AuditReadError:
            walk.check_alone()
            raise
        if not taken:
            break
        advance(segment.size)
        some.append(segment)
        if len(some) == MAX_SEGMENTS:
            yield walk.step(some)
            some = []
    if some:
        yield walk.step(some)


class _Stamp(msgspec.Struct):
    """What a purge needs to know of a line."""

    seq: int
    time: str
    prev: str


_decoder = msgspec.json.Decoder(_Stamp)


class _Walk:
    """Goes through a log from its beginning, a segment at a time."""

    def __init__(self, reader: LogReader) -> None:
        purged = reader.purged()
        self._reader, self._purged = reader, purged
        self._number = 0 if purged is None else purged.segment
        self._head = EMPTY if purged is None else purged.head
        self._tree = Frontier() if purged is None else purged.tree()
        self._first = self._head.seq + 1
        self._newest = ""

    def sealed(self) -> list[Segment]:
        """The segments to look at. The last one is written to, whatever its age."""
        segments = [segment for segment in self._reader.segments() if segment.number > self._number]
        return [segment for segment in segments if segment.sealed]

    def takes(self, segment: Segment, before: str) -> bool:
        """Go through a segment, unless a record in it is too young."""
        if segment.number != self._number + 1:
            raise BrokenChainError(f"{segment.name} is not the one that follows: a segment is missing")
        tree, head, newest = Frontier(self._tree.size, self._tree.hashes), self._head, self._newest
        for lines in segment.blocks():
            for line in lines:
                stamp = _stamp(line, segment)
                if stamp.time >= before:
                    return False
                if (stamp.seq, stamp.prev) != (head.seq + 1, head.hash):
                    what = f"record {stamp.seq} does not follow the one before it"
                    raise BrokenChainError(f"{segment.name}: {what}; `asgi-agent audit verify` says more")
                head, newest = Head(stamp.seq, line_hash(line)), max(newest, stamp.time)
            tree.extend(lines)
        self._number, self._tree, self._head, self._newest = segment.number, tree, head, newest
        return True

    def check_alone(self) -> None:
        """See that what is not there any more was not purged meanwhile.

        Raises:
            AuditReadError: it was.
        """
        if self._reader.purged() != self._purged:
            raise AuditReadError(f"{self._reader.place}: something else was purged meanwhile")

    def step(self, segments: list[Segment]) -> Purge:
        """What removes the segments that were gone through since the last step.

        Raises:
            AuditReadError: they were purged meanwhile.
        """
        self.check_alone()
        tree = Frontier(self._tree.size, self._tree.hashes)
        first, self._first = self._first, self._head.seq + 1
        return Purge(tuple(segments), first, self._head, tree, self._newest)


def _stamp(line: bytes, segment: Segment) -> _Stamp:
    try:
        return _decoder.decode(line)
    except DECODE_ERRORS:
        raise BrokenChainError(f"{segment.name} has a line that is no record") from None
