"""The open files of a log, and the lock that all its writers share."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from typing import TYPE_CHECKING

from asgi_agent.audit.files.layout import HEAD, segment_name

if TYPE_CHECKING:
    from collections.abc import Iterator

CLOSED = -1
SEALED = 0o440
UNSEALED = 0o600


class OpenFiles:
    """The head file and the segment in use, held open. The head file is what is locked.

    Args:
        directory: of the log, which exists.

    Raises:
        OSError: the head file can neither be opened nor be made.

    Attributes:
        head: descriptor of the head file.
        checked: whether the end of the chain was looked up since the files were opened.
    """

    head = CLOSED
    _segment: int | None = None

    def __init__(self, directory: str) -> None:
        self._directory = directory
        self._head_path = os.path.join(directory, HEAD)
        self._number = 0
        self.checked = False
        self.head = os.open(self._head_path, os.O_RDWR | os.O_CREAT, 0o600)
        self._identity = _identity(os.fstat(self.head))

    @property
    def device(self) -> int:
        """The file system that they are on."""
        return self._identity[0]

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
        """The descriptor of a segment to append to; it is made if it is not there."""
        if self._segment is None or self._number != number:
            self.let_go_of_segment()
            path = self._path(number)
            self._segment = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, UNSEALED)
            self._number = number
        return self._segment

    def size(self, number: int) -> int | None:
        """The size of a segment; None where there is none, or another one than that which is open."""
        try:
            found = os.stat(self._path(number))
        except FileNotFoundError:
            return None
        if self._segment is not None and self._number == number:
            return found.st_size if _identity(found) == _identity(os.fstat(self._segment)) else None
        return found.st_size

    def sealed(self, number: int) -> bool:
        """Whether a segment was closed for good."""
        try:
            return not os.stat(self._path(number)).st_mode & stat.S_IWUSR
        except FileNotFoundError:
            return False

    def seal(self, number: int) -> None:
        """Take the permission to write a segment, which is complete. It guards against mistakes only."""
        self._set_mode(number, SEALED)

    def unseal(self, number: int) -> None:
        """Give the permission to write back."""
        self._set_mode(number, UNSEALED)

    def let_go_of_segment(self) -> None:
        """Close the segment; it is opened again by its name."""
        if self._segment is not None:
            os.close(self._segment)
        self._segment = None

    def close(self) -> None:
        """Close them, which lets go of the lock too."""
        self.let_go_of_segment()
        if self.head != CLOSED:
            os.close(self.head)
        self.head = CLOSED

    def __del__(self) -> None:
        self.close()

    def _path(self, number: int) -> str:
        return os.path.join(self._directory, segment_name(number))

    def _set_mode(self, number: int, mode: int) -> None:
        with contextlib.suppress(PermissionError):  # the file of another user of the same group
            os.chmod(self._path(number), mode)

    def _check_identity(self) -> None:
        try:
            same = _identity(os.stat(self._head_path)) == self._identity
        except FileNotFoundError:
            same = False
        if not same:
            raise OSError(errno.ESTALE, "the directory of the log was removed or replaced", self._directory)


def _identity(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino
