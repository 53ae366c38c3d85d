"""`DirectoryStore`: a chain in a directory, appended to by any number of processes of one machine."""

from __future__ import annotations

import os
import threading
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from asgi_agent.audit import reading
from asgi_agent.audit.chain import EMPTY, Head
from asgi_agent.audit.errors import AuditAbsentError
from asgi_agent.audit.files.appending import Appender
from asgi_agent.audit.files.directory import LogDirectory, name_on_disk
from asgi_agent.audit.files.head import read_head
from asgi_agent.audit.files.layout import log_name
from asgi_agent.audit.files.mackey import MacKeyFile
from asgi_agent.audit.files.recovery import find_end
from asgi_agent.audit.files.rotation import Rotation
from asgi_agent.audit.files.segments import Segments
from asgi_agent.audit.forks import renew_after_fork
from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from asgi_agent.audit.files.opened import OpenFiles
    from asgi_agent.audit.reading import Purged
    from asgi_agent.audit.store import Appended

ROTATE_BYTES = 64 << 20


class DirectoryStore:
    """Keeps a chain in segment files, each line of which names the SHA-256 of the line before it.

    An append is one critical section over all writers, under `flock` of the head file: where the chain ends
    is read from the disk, never remembered. A write that a crash cut off is moved to a file of its own and
    recorded as a gap, and so is whatever was there before and is not any more. POSIX only; a network file
    system must have working `flock`.

    Args:
        directory: where; made if it is missing.
        name: of the log; the default is the one that the log has, and of a new one the directory's own.
        rotate_bytes: the size at which a segment is closed. It also is at the first record of a UTC day.
        mac_key: file of the key that lines are signed with; `asgi-agent audit keygen` makes one.
        sync: bring each append to the disk. False is for tests and development: after a power cut, records
            may be gone that were reported as durable, and are then told as missing.
        clock: Unix time in nanoseconds, for rotation.

    Raises:
        ConfigurationError: this is no POSIX system, the directory holds a log of another name, or the file of
            the key holds none or is in the directory.
    """

    def __init__(
        self,
        directory: str | os.PathLike[str],
        *,
        name: str | None = None,
        rotate_bytes: int = ROTATE_BYTES,
        mac_key: str | os.PathLike[str] | None = None,
        sync: bool = True,
        clock: Callable[[], int] = time.time_ns,
    ) -> None:
        if find_spec("fcntl") is None:
            raise ConfigurationError("a log in a directory needs flock, which only POSIX systems have")
        if rotate_bytes < 1:
            raise ConfigurationError("rotate_bytes= is above 0")
        self._place = os.path.realpath(directory)
        standing = name_on_disk(self._place)
        if name is not None and standing not in (None, name):
            raise ConfigurationError(f"{self._place} holds the log {standing}, not {name}")
        self._name = log_name(self._place, standing if name is None else name)
        self._directory = LogDirectory(self._place)
        self._segments = Segments(self._place, self._name)
        self._appender = Appender(self._segments, Rotation(rotate_bytes, clock), sync=sync)
        self._mac_key = None if mac_key is None else MacKeyFile(Path(mac_key))
        if mac_key is not None and self.holds(mac_key):
            raise ConfigurationError("mac_key= is not to be in the directory of the log")
        self._lock = threading.RLock()
        renew_after_fork(self)

    @property
    def name(self) -> str:
        """Name of the log."""
        return self._name

    @property
    def place(self) -> str:
        """The directory, without symbolic links."""
        return self._place

    def lacks(self, needle: bytes) -> bool:
        """Whether no record has some bytes. False as well where there is too much to look through at once."""
        try:
            return self._segments.lack(needle)
        except (OSError, ValueError):  # of a segment that cannot be read, nobody can tell
            return False

    def holds(self, path: str | os.PathLike[str]) -> bool:
        """Whether a file is in the directory of the log."""
        return Path(os.path.realpath(path)).is_relative_to(self._place)

    @property
    def lost(self) -> int:
        """How many records of the chain were found to be missing since the store was made."""
        return self._appender.lost

    def append(self, bodies: Sequence[bytes]) -> Appended:
        """Append encoded records, all or none; they are on the disk when it returns.

        Raises:
            OSError: they are not. The directory was removed or replaced, the disk is full, ...
        """
        with self._critical_section() as files:
            if self._mac_key is None:
                return self._appender.append(files, bodies, None)
            with self._mac_key.in_use(self._name) as ratchet:
                return self._appender.append(files, bodies, ratchet)

    def head(self) -> Head:
        """Where the chain ends, as far as the files tell. Nothing is made or mended.

        Raises:
            OSError: they cannot be read.
        """
        with self._lock, self._directory.shared() as head:
            if head is None and not os.path.isdir(self._place):
                return EMPTY
            stated = None if head is None else read_head(head, self._name)
            return find_end(self._segments, stated).position.head

    def lines(self, after: int = 0) -> Iterator[bytes]:
        """The lines with a `seq` above `after` in order, without line breaks, up to the end as it is now.

        Raises:
            AuditReadError: they cannot be read.
        """
        try:
            reader = reading.open_log(self._place)
        except AuditAbsentError:
            return iter(())
        return reading.lines(reader, after)

    def purged(self) -> Purged | None:
        """What is left of purged records; None if nothing was purged.

        Raises:
            AuditReadError: it cannot be read.
        """
        return reading.open_log(self._place).purged()

    def close(self) -> None:
        """Close the files; a later append opens them again."""
        with self._lock:
            self._directory.close()

    def after_fork(self) -> None:
        """Let go of the parent's descriptors, and of its lock with them should the parent be killed."""
        self._lock = threading.RLock()
        self.close()

    @contextmanager
    def _critical_section(self) -> Iterator[OpenFiles]:
        with self._lock:
            try:
                files = self._directory.opened()
                with files.locked():
                    yield files
            except OSError:
                self.close()  # so that the next append looks at everything anew
                raise
