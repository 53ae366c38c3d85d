"""Reading the directory of a log."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from asgi_agent.audit.errors import AuditAbsentError, AuditReadError
from asgi_agent.audit.files.layout import HEAD, log_name
from asgi_agent.audit.files.regular import regular
from asgi_agent.audit.reading import Purged, WrittenHead, seq_of
from asgi_agent.audit.record import DECODE_ERRORS, MAX_LINE, VERSION, decode_entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from asgi_agent.audit.reading import Segment

PURGED_FILE = "purged.json"
BLOCK = 1 << 20
PROBE = 1 << 16

_segment = re.compile(r"(\d{6,12})\.jsonl").fullmatch


class _Look(NamedTuple):
    head: WrittenHead | None
    segments: list[Segment]


class DirectoryReader:
    """Reads the directory of a log. It takes the writers' lock for as long as listing the files takes.

    Args:
        directory: where the segment files are.

    Raises:
        AuditAbsentError: there is no such directory, or no log in it.
        AuditReadError: it may not be read.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        if not os.path.isdir(directory):
            raise AuditAbsentError(f"{directory}: there is no such directory")
        self._look = self._looked()
        if self._look.head is None and not self._look.segments and self.purged() is None:
            raise AuditAbsentError(f"{directory}: there is no audit log in it")

    @property
    def place(self) -> str:
        return str(self._directory)

    @property
    def name(self) -> str:
        if self._look.head is not None:
            return self._look.head.log
        for line in chain.from_iterable(segment.lines() for segment in self._look.segments):
            with suppress(*DECODE_ERRORS):
                return decode_entry(line).log
            break
        return log_name(os.path.realpath(self._directory))

    def segments(self) -> list[Segment]:
        self._look = self._looked()
        return list(self._look.segments)

    def head(self) -> WrittenHead | None:
        return self._look.head

    def purged(self) -> Purged | None:
        with _translated(self._directory / PURGED_FILE) as path:
            try:
                with open(path, "rb", opener=regular) as file:
                    return msgspec.json.decode(file.read(), type=Purged)
            except FileNotFoundError:
                return None
            except DECODE_ERRORS:
                raise AuditReadError(f"{path}: what stands there tells nothing of purged records") from None

    def _size(self, name: str) -> int:
        return (self._directory / name).stat().st_size

    def close(self) -> None:
        """Nothing is held open between two calls."""

    def _looked(self) -> _Look:
        with _translated(self._directory), _shared(self._directory / HEAD) as head:
            written = None if head is None else _parsed(os.pread(head, MAX_LINE, 0))
            names = [name for name in os.listdir(self._directory) if _segment(name)]
            found = sorted((int(name.partition(".")[0]), name, self._size(name)) for name in names)
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

    def offset_after(self, seq: int) -> int:
        low, high = 0, self.size
        while high - low > PROBE:
            middle = (low + high) // 2
            found = self._first_line_in(middle, high)
            if found is not None and found[0] <= seq:
                low = found[1]
            else:
                high = middle
        return low

    def _first_line_in(self, start: int, end: int) -> tuple[int, int] | None:
        """The `seq` and the offset of the first line that begins after `start`."""
        with _translated(self.path) as path, open(path, "rb", opener=regular) as file:
            file.seek(start)
            begin = start + len(file.readline(PROBE))
            seq = seq_of(file.readline(PROBE)) if begin < end else None
        return None if seq is None else (seq, begin)

    def _read(self, start: int) -> Iterator[bytes]:
        with _translated(self.path) as path, open(path, "rb", buffering=0, opener=regular) as file:
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
    with _translated(head):
        try:
            file = regular(str(head), os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            file = None
    if file is None:
        yield None
        return
    try:
        with suppress(ImportError, OSError):  # a system without such locks; then nobody writes there either
            import fcntl

            fcntl.flock(file, fcntl.LOCK_SH)
        yield file
    finally:
        os.close(file)


def _parsed(text: bytes) -> WrittenHead | None:
    try:
        head = msgspec.json.decode(text, type=WrittenHead)
    except DECODE_ERRORS:
        return None
    return head if head.v == VERSION else None
