"""Reading a log back: its segments, their lines, its records. Nothing here writes, and nothing is judged."""

from __future__ import annotations

import fcntl
import os
import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec

from asgi_agent.audit.errors import AuditReadError
from asgi_agent.audit.record import MAX_LINE, VERSION, Entry, decode_entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HEAD_FILE = "head"
PURGED_FILE = "purged.json"
BLOCK = 1 << 20

segment_number = re.compile(r"([0-9]{6,})\.jsonl").fullmatch
log_name = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}").fullmatch


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


def open_log(place: str | Path) -> LogReader:
    """A log by where it is: a directory.

    Raises:
        AuditReadError: there is no such directory, it may not be read, or there is no log in it.
    """
    return DirectoryReader(Path(place))


def entries(reader: LogReader, after: int = 0) -> Iterator[Entry]:
    """The records of a log with a `seq` above `after`, in order. Their chain is not checked.

    Raises:
        AuditReadError: the log cannot be read, or a line is no record.
    """
    for segment in _from(reader.segments(), after):
        for number, line in enumerate(segment.lines(), 1):
            try:
                entry = decode_entry(line)
            except msgspec.MsgspecError:
                raise AuditReadError(f"{segment.name}:{number} is no audit record") from None
            if entry.seq > after:
                yield entry


def first_seq(segment: Segment) -> int | None:
    """The `seq` of a segment's first line; None if it has none that can be read."""
    for line in segment.lines():
        with suppress(msgspec.MsgspecError):
            return decode_entry(line).seq
        break
    return None


def _from(segments: list[Segment], after: int) -> list[Segment]:
    """The segments without those that end at or before `after`: all before one that begins no later."""
    for index in range(len(segments) - 1, 0, -1):
        if (first := first_seq(segments[index])) is not None and first <= after + 1:
            return segments[index:]
    return segments


class _Look(NamedTuple):
    head: WrittenHead | None
    segments: list[Segment]


class DirectoryReader:
    """Reads the directory of a log. It takes the writers' lock for as long as listing the files takes.

    Args:
        directory: where the segment files are.

    Raises:
        AuditReadError: there is no such directory, it may not be read, or there is no log in it.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._look = self._looked()
        if self._look.head is None and not self._look.segments and self.purged() is None:
            raise AuditReadError(f"{directory}: there is no audit log in it")

    @property
    def place(self) -> str:
        return str(self._directory)

    @property
    def name(self) -> str:
        if self._look.head is not None:
            return self._look.head.log
        for segment in self._look.segments:
            for line in segment.lines():
                with suppress(msgspec.MsgspecError):
                    return decode_entry(line).log
                break
        own = self._directory.resolve().name
        return own if log_name(own) else "audit"

    def segments(self) -> list[Segment]:
        self._look = self._looked()
        return list(self._look.segments)

    def head(self) -> WrittenHead | None:
        return self._look.head

    def purged(self) -> Purged | None:
        with _translated(self._directory / PURGED_FILE) as path:
            try:
                return msgspec.json.decode(path.read_bytes(), type=Purged)
            except FileNotFoundError:
                return None
            except msgspec.MsgspecError:
                raise AuditReadError(f"{path}: what stands there tells nothing of purged records") from None

    def _looked(self) -> _Look:
        with _translated(self._directory), _shared(self._directory / HEAD_FILE) as head:
            written = None if head is None else _parsed(os.pread(head, MAX_LINE, 0))
            sizes = [(entry.name, entry.stat().st_size) for entry in os.scandir(self._directory)]
        found = sorted((int(match[1]), name, size) for name, size in sizes if (match := segment_number(name)))
        return _Look(
            written,
            [
                FileSegment(self._directory / name, number, size, sealed=place < len(found))
                for place, (number, name, size) in enumerate(found, 1)
            ],
        )


@dataclass(frozen=True)
class FileSegment:
    """A segment file, up to the size that it had when it was found."""

    path: Path
    number: int
    size: int
    sealed: bool

    @property
    def name(self) -> str:
        return self.path.name

    def lines(self, start: int = 0) -> Iterator[bytes]:
        return chain.from_iterable(self.blocks(start))

    def blocks(self, start: int = 0) -> Iterator[list[bytes]]:
        rest = b""
        for block in self._read(start):
            *lines, rest = (rest + block).split(b"\n")
            if lines:
                yield lines
            if len(rest) > BLOCK:  # no record is that long; what has no end must not fill the memory
                yield [rest]
                rest = b""

    def torn(self) -> bytes:
        rest = b""
        for block in self._read(max(0, self.size - BLOCK)):
            rest = (rest + block).rpartition(b"\n")[2]
        return rest

    def _read(self, start: int) -> Iterator[bytes]:
        with _translated(self.path) as path, path.open("rb", buffering=0) as file:
            file.seek(start)
            left = self.size - start
            while left > 0 and (block := file.read(min(BLOCK, left))):
                left -= len(block)
                yield block


@contextmanager
def _translated(path: Path) -> Iterator[Path]:
    try:
        yield path
    except OSError as error:
        raise AuditReadError(f"{path}: {error.strerror or type(error).__name__}") from None


@contextmanager
def _shared(head: Path) -> Iterator[int | None]:
    """The head file, with no writer at work: what is listed meanwhile fits what the head says."""
    try:
        file = os.open(head, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        yield None
        return
    try:
        with suppress(OSError):  # a file system without locks; then nobody writes there either
            fcntl.flock(file, fcntl.LOCK_SH)
        yield file
    finally:
        os.close(file)


def _parsed(text: bytes) -> WrittenHead | None:
    try:
        head = msgspec.json.decode(text, type=WrittenHead)
    except msgspec.MsgspecError:
        return None
    return head if head.v == VERSION and log_name(head.log) else None
