"""`DirectoryStore`: a chain in a directory, appended to by any number of processes of one machine."""

from __future__ import annotations

import errno
import os
import socket
import threading
import time
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

import msgspec

from asgi_agent.audit.chain import Head, seal
from asgi_agent.audit.files.durable import sync_data, sync_directory, truncate, write_all
from asgi_agent.audit.files.head import Position, read_head, write_head
from asgi_agent.audit.files.layout import log_name, segment_name, segment_numbers, torn_name
from asgi_agent.audit.files.opened import OpenFiles
from asgi_agent.audit.files.recovery import Segments, find_end
from asgi_agent.audit.forks import renew_after_fork
from asgi_agent.audit.record import Chain, Entry, Event, Record, Source, decode_entry, encode_record, utc_text
from asgi_agent.audit.store import Appended
from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROTATE_BYTES = 64 << 20


class DirectoryStore:
    """Keeps a chain in segment files, each line of which names the SHA-256 of the line before it.

    An append is one critical section over all writers, under `flock` of the head file: where the chain ends
    is read from the disk, never remembered. A write that a crash cut off is moved to a file of its own and
    recorded as a gap; so is whatever was there before and is not any more. POSIX only; a network file system
    must have working `flock`.

    Args:
        directory: where; made if it is missing.
        name: of the log; the default is the one that the log has, or else the directory's own.
        rotate_bytes: the size at which a segment is closed. It also is at the first record of a UTC day.
        sync: bring each append to the disk. False is for development: after a power cut records may be gone
            that were reported as durable, and what is left is then told as missing.
        clock: Unix time in nanoseconds.

    Raises:
        ConfigurationError: this is no POSIX system, or the name is none that a log may have.
    """

    def __init__(
        self,
        directory: str | os.PathLike[str],
        *,
        name: str | None = None,
        rotate_bytes: int = ROTATE_BYTES,
        sync: bool = True,
        clock: Callable[[], int] = time.time_ns,
    ) -> None:
        if find_spec("fcntl") is None:
            raise ConfigurationError(
                "an audit log in a directory needs flock, which only POSIX systems have: use PostgreSQL"
            )
        self._directory = os.path.realpath(directory)
        self._name = log_name(self._directory, name)
        self._rotate_bytes = rotate_bytes
        self._sync = sync
        self._clock = clock
        self._known: Position | None = None
        self._device: int | None = None
        self._day: tuple[int, str] | None = None
        self._files: OpenFiles | None = None
        self._lock = threading.RLock()
        renew_after_fork(self)

    @property
    def name(self) -> str:
        """Name of the log."""
        return self._name

    @property
    def place(self) -> str:
        """The directory, without symbolic links."""
        return self._directory

    def append(self, bodies: Sequence[bytes]) -> Appended:
        """Append encoded records, all or none; they are on the disk when it returns.

        Raises:
            OSError: they are not. The directory was removed or replaced, the disk is full, ...
        """
        with self._critical_section() as files:
            position, gaps = self._end(files)
            position, own = self._rotated(files, position)
            own += [_own_record("audit.gap", gap) for gap in gaps]
            return self._write(files, position, [*own, *bodies], len(bodies))

    def head(self) -> Head:
        """Where the chain ends, as far as the files tell; nothing is made or mended."""
        with self._lock:
            segments = Segments(self._directory, self._name)
            try:
                head = os.open(os.path.join(self._directory, "head"), os.O_RDONLY)
            except FileNotFoundError:
                stated = None
            else:
                stated = read_head(head)
                os.close(head)
            return find_end(segments, stated, None).position.head

    def lines(self, after: int = 0) -> Iterator[bytes]:
        """The lines with a `seq` above `after`, without line breaks."""
        for number in segment_numbers(self._directory):
            with open(os.path.join(self._directory, segment_name(number)), "rb") as file:
                for line in file:
                    if line.endswith(b"\n") and decode_entry(line).seq > after:
                        yield line[:-1]

    def close(self) -> None:
        """Close the files; a later append opens them again."""
        with self._lock:
            if self._files is not None:
                self._files.close()
            self._files = None

    def after_fork(self) -> None:
        """Let go of the parent's descriptors: the lock goes with them, also when the parent is killed."""
        self._lock = threading.RLock()
        self.close()

    @contextmanager
    def _critical_section(self) -> Iterator[OpenFiles]:
        with self._lock:
            try:
                files = self._opened()
                with files.locked():
                    yield files
            except OSError:
                self.close()  # so that the next append looks at everything anew
                raise

    def _opened(self) -> OpenFiles:
        if self._files is None:
            self._make_directory()
            self._files = OpenFiles(self._directory)
            self._device = os.fstat(self._files.head).st_dev
        return self._files

    def _make_directory(self) -> None:
        if self._device is None:
            if not os.path.isdir(self._directory):
                os.makedirs(self._directory, mode=0o700, exist_ok=True)
                sync_directory(os.path.dirname(self._directory))
            return
        # The log was here before. Where its file system is not mounted any more, what is written to the empty
        # mount point would be hidden as soon as it is mounted again.
        there = self._directory if os.path.isdir(self._directory) else os.path.dirname(self._directory)
        if os.stat(there).st_dev != self._device and not os.path.exists(os.path.join(there, "head")):
            raise OSError(errno.ENODEV, "the file system of the log is not mounted", self._directory)
        if there != self._directory:
            os.mkdir(self._directory, mode=0o700)
            sync_directory(there)

    def _end(self, files: OpenFiles) -> tuple[Position, tuple[Chain, ...]]:
        stated, known = read_head(files.head), self._known
        if files.checked and stated is not None and known is not None:
            ahead = stated.head.seq > known.head.seq or stated.head == known.head
            if ahead and files.size(stated.segment) == stated.offset:
                return stated, ()
        found = find_end(Segments(self._directory, self._name), stated, known)
        position = found.position
        size = files.size(position.segment)
        if size is not None:
            file = files.segment(position.segment)
            if size > position.offset:
                self._quarantine(file, position)
            sync_data(file)  # what a killed writer left may be whole, but nobody has brought it to the disk
        return position, found.gaps

    def _quarantine(self, file: int, position: Position) -> None:
        torn = os.path.join(self._directory, torn_name(position.segment, position.head.seq + 1))
        kept = os.open(torn, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            offset = position.offset
            while block := os.pread(file, 1 << 20, offset):
                write_all(kept, block)
                offset += len(block)
            os.fsync(kept)
        finally:
            os.close(kept)
        os.ftruncate(file, position.offset)

    def _rotated(self, files: OpenFiles, position: Position) -> tuple[Position, list[bytes]]:
        reason, segment = self._reason(files, position), position.segment
        if reason is None:
            return position, []
        if position.offset:
            segment += 1
            while files.size(segment):
                segment += 1
        files.segment(segment)
        self._day = segment, self._today()
        if self._sync:
            files.sync_names()
        # Durable before anything is written there, so that a head that a power cut put back is never behind
        # by a whole segment.
        moved = Position(position.head, segment, 0)
        write_head(files.head, moved, self._name)
        if self._sync:
            sync_data(files.head)
        if segment != position.segment:
            files.seal(position.segment)
        return moved, [_own_record("audit.segment", Chain(reason=reason, segments=(segment,)))]

    def _reason(self, files: OpenFiles, position: Position) -> str | None:
        """Why a new segment is to begin, if one is."""
        if position.head.seq == 0:
            return "first"
        if position.offset == 0:
            return "missing" if files.size(position.segment) is None else "size"
        if position.offset >= self._rotate_bytes:
            return "size"
        return "day" if self._today() > self._day_of(files, position.segment) else None

    def _today(self) -> str:
        return utc_text(self._clock())[:10]

    def _day_of(self, files: OpenFiles, segment: int) -> str:
        if self._day is None or self._day[0] != segment:
            first = os.pread(files.segment(segment), 1 << 14, 0).partition(b"\n")[0]
            self._day = segment, msgspec.json.decode(first, type=Entry).time[:10]
        return self._day[1]

    def _write(self, files: OpenFiles, position: Position, bodies: list[bytes], asked: int) -> Appended:
        head, segment, offset = position
        lines = []
        for body in bodies:
            line, head = seal(body, self._name, head)
            lines.append(line)
        data = b"\n".join([*lines, b""])
        file = files.segment(segment)
        try:
            write_all(file, data)
            if self._sync:
                sync_data(file)
            known = Position(head, segment, offset + len(data))
            write_head(files.head, known, self._name)
        except BaseException:
            truncate(file, offset)
            raise
        self._known, files.checked = known, True
        return Appended(head, lines[len(lines) - asked :])


def _own_record(kind: str, chain: Chain) -> bytes:
    source = Source("asgi-agent", instance=socket.gethostname()[:64], pid=os.getpid())
    return encode_record(Record(phase="event", event=Event(kind), source=source, chain=chain))
