"""The open files of a log, and the lock that all its writers share."""

from __future__ import annotations

import contextlib
import errno
import os
from typing import TYPE_CHECKING

from asgi_agent.audit.files.durable import sync_directory
from asgi_agent.audit.files.layout import HEAD, segment_name

if TYPE_CHECKING:
    from collections.abc import Iterator

SEALED = 0o440


class OpenFiles:
    """The head file and the segment in use, held open. The head file is what is locked.

    Args:
        directory: of the log, which exists.

    Raises:
        OSError: the head file can neither be opened nor be made.
    """

    def __init__(self, directory: str) -> None:
        self.directory = directory
        self._head_path = os.path.join(directory, HEAD)
        self.head = os.open(self._head_path, os.O_RDWR | os.O_CREAT, 0o600)
        self._identity = _identity(os.fstat(self.head))
        self._segment: tuple[int, int] | None = None
        self.checked = False
        """Whether the end of the chain was looked up since the files were opened."""

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """The critical section over all writers, in this process and in others.

        Raises:
            OSError: the directory is not the one that was opened.
        """
        import fcntl

        fcntl.flock(self.head, fcntl.LOCK_EX)
        try:
            self._check_identity()
            yield
        finally:
            fcntl.flock(self.head, fcntl.LOCK_UN)

    def segment(self, number: int) -> int:
        """A segment to append to; it is made if it is not there."""
        if self._segment is not None and self._segment[0] == number:
            return self._segment[1]
        self._close_segment()
        path = os.path.join(self.directory, segment_name(number))
        file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        self._segment = number, file
        return file

    def size(self, number: int) -> int | None:
        """The size of a segment; None where there is none, or another than the one that is open."""
        try:
            found = os.stat(os.path.join(self.directory, segment_name(number)))
        except FileNotFoundError:
            self._close_segment()
            return None
        if self._segment is not None and self._segment[0] == number:
            if _identity(found) != _identity(os.fstat(self._segment[1])):
                self._close_segment()
                return None
        return found.st_size

    def seal(self, number: int) -> None:
        """Take the permission to write a segment, which is complete. A guard against mistakes only."""
        with contextlib.suppress(OSError):  # another owner's file, or a file system without modes
            os.chmod(os.path.join(self.directory, segment_name(number)), SEALED)

    def sync_names(self) -> None:
        """Bring the names of the files to the disk."""
        sync_directory(self.directory)

    def close(self) -> None:
        """Close them, which lets go of the lock too."""
        self._close_segment()
        os.close(self.head)

    def _close_segment(self) -> None:
        if self._segment is not None:
            os.close(self._segment[1])
        self._segment = None

    def _check_identity(self) -> None:
        try:
            same = _identity(os.stat(self._head_path)) == self._identity
        except FileNotFoundError:
            same = False
        if not same:
            raise OSError(errno.ESTALE, "the directory of the log was removed or replaced", self.directory)


def _identity(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino
