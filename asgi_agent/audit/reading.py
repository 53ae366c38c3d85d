"""Reading a log back: its segments, their lines, its records. Nothing here writes, and nothing is judged."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from asgi_agent.audit.chain import Head
from asgi_agent.audit.errors import AuditReadError
from asgi_agent.audit.merkle import Frontier
from asgi_agent.audit.places import is_database
from asgi_agent.audit.record import DECODE_ERRORS, decode_entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from asgi_agent.audit.record import Entry

MAC_AT = -74
"""Where `,"mac":"<64 hex>"}` begins in a line that ends so."""

_seq = re.compile(rb'\{"v":\d{1,9},"log":"[a-z0-9._-]{1,64}","seq":(\d{1,18}),').match


class WrittenHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the log itself says of its end: the last record, and where its line ends."""

    v: int
    log: str
    seq: int
    hash: str
    segment: int
    offset: int


class Purged(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left of the records before the first segment that is still there.

    `last` and `hash` are the sequence number and the line hash of the last purged record, `segment` the
    number of the last purged segment, `frontier` the Merkle tree over records 1 to `last` as the roots of its
    perfect subtrees, the largest first. The `audit.purge` record whose `chain.last` is `last` holds the root
    of that tree, and `chain.segments` names the segments.
    """

    v: int
    log: str
    last: int
    hash: str
    segment: int
    frontier: tuple[str, ...]
    time: str

    def __post_init__(self) -> None:
        if self.last < 1 or self.segment < 1:
            raise ValueError("records and segments count from 1")

    @property
    def head(self) -> Head:
        """Where the chain was behind them."""
        return Head(self.last, self.hash)

    def tree(self) -> Frontier:
        """The Merkle tree over them, to grow on.

        Raises:
            AuditReadError: there is none of that size.
        """
        try:
            return Frontier(self.last, map(bytes.fromhex, self.frontier))
        except ValueError:
            what = f"what is left of records 1 to {self.last} holds no Merkle tree of that size"
            raise AuditReadError(what) from None


class Segment(Protocol):
    """A stretch of a log as it was when `segments()` looked: what is appended later is not read."""

    @property
    def name(self) -> str:
        """What messages call it."""
        ...

    @property
    def number(self) -> int:
        """Its place among the segments, from 1."""
        ...

    @property
    def size(self) -> int:
        """Its length in bytes, line breaks included."""
        ...

    @property
    def sealed(self) -> bool:
        """Whether it is complete: another one follows it."""
        ...

    def blocks(self, start: int = 0) -> Iterator[Sequence[bytes]]:
        """Its lines from a byte offset on, many at a time, without line breaks."""
        ...

    def lines(self, start: int = 0) -> Iterator[bytes]:
        """Its lines from a byte offset on, one at a time, without line breaks."""
        ...

    def torn(self) -> bytes:
        """What stands after the last line break, which no line holds: empty unless a write was cut."""
        ...

    def offset_after(self, seq: int) -> int:
        """An offset at which a line begins, and before which there is no line with a `seq` above this."""
        ...


class LogReader(Protocol):
    """A log to read from. Its methods block, and raise `AuditReadError` for what cannot be read."""

    @property
    def name(self) -> str:
        """Name of the log."""
        ...

    @property
    def place(self) -> str:
        """Where it is, for messages."""
        ...

    def segments(self) -> list[Segment]:
        """The segments that are there, in order, as of now."""
        ...

    def head(self) -> WrittenHead | None:
        """What the log said of its end when `segments()` looked last; None if it says nothing readable."""
        ...

    def purged(self) -> Purged | None:
        """What is left of purged records; None if nothing was purged."""
        ...

    def close(self) -> None:
        """Let go of a connection, if it has one. It may be read from again all the same."""
        ...


def open_log(place: str | Path) -> LogReader:
    """A log by where it is: a directory, or a database as `postgresql://host/database#log`.

    Raises:
        AuditAbsentError: there is no such place, or no log in it.
        AuditReadError: it may not be read.
        MissingDependencyError: it is in a database, and the driver is not installed.
    """
    if is_database(place):
        from asgi_agent.audit.postgres import PostgresReader

        return PostgresReader(str(place))
    from asgi_agent.audit.files.reader import DirectoryReader

    return DirectoryReader(Path(place))


def lines(reader: LogReader, after: int = 0) -> Iterator[bytes]:
    """The lines of a log with a `seq` above `after`, in order, found without reading those before them."""
    for segment in _from(reader.segments(), after):
        for line in segment.lines(segment.offset_after(after)):
            if (seq := seq_of(line)) is None or seq > after:
                yield line


def entries(reader: LogReader, after: int = 0) -> Iterator[Entry]:
    """The records of a log with a `seq` above `after`, in order. Their chain is not checked.

    Raises:
        AuditReadError: the log cannot be read, or a line is no record.
    """
    last = after
    for line in lines(reader, after):
        try:
            entry = decode_entry(line)
        except DECODE_ERRORS:
            raise AuditReadError(f"{reader.place}: what follows record {last} is no audit record") from None
        last = entry.seq
        yield entry


def seq_of(line: bytes) -> int | None:
    """The `seq` of a line by where it stands; None if the line is not written as a log writes them."""
    found = _seq(line)
    return None if found is None else int(found[1])


def follows(line: bytes, head: Head) -> bool:
    """Whether a line is the next one of the chain that ends at `head`, by its number and its link."""
    link = b',"prev":"%b"' % head.hash.encode()
    return seq_of(line) == head.seq + 1 and (line.endswith(link + b"}") or line[:MAC_AT].endswith(link))


def first_seq(segment: Segment) -> int | None:
    """The `seq` of a segment's first line; None if it has none that can be read."""
    first = next(iter(segment.lines()), None)
    return None if first is None else seq_of(first)


def _from(segments: list[Segment], after: int) -> list[Segment]:
    """The segments without those that end at or before `after`: all before one that begins no later."""
    for index in range(len(segments) - 1, 0, -1):
        if (first := first_seq(segments[index])) is not None and first <= after + 1:
            return segments[index:]
    return segments
