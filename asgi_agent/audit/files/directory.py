"""The directory of a log: making it, opening what is in it, and noticing that it is not there any more."""

from __future__ import annotations

import contextlib
import errno
import os
from typing import TYPE_CHECKING

import msgspec

from asgi_agent.audit.files.layout import HEAD, is_log_name, segment_name, segment_numbers
from asgi_agent.audit.files.opened import OpenFiles
from asgi_agent.audit.files.regular import regular
from asgi_agent.audit.record import DECODE_ERRORS, MAX_LINE
from asgi_agent.whole_files import sync_directory

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Named(msgspec.Struct):
    log: str


class LogDirectory:
    """Opens the files of a log, and opens them again if need be. Not safe to use from several threads.

    Args:
        path: of the directory.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._device: int | None = None
        self._files: OpenFiles | None = None

    def opened(self) -> OpenFiles:
        """The files; made where there are none.

        Raises:
            OSError: they cannot be opened.
        """
        if self._files is None:
            if self._device is None:
                self._make()
            else:
                self._make_again(self._device)
            self._files = OpenFiles(self._path)
            self._device = self._files.device
        return self._files

    @contextlib.contextmanager
    def shared(self) -> Iterator[int | None]:
        """The head file for reading, while no writer is at work; None if there is none."""
        import fcntl

        try:
            head = os.open(os.path.join(self._path, HEAD), os.O_RDONLY)
        except FileNotFoundError:
            yield None
            return
        try:
            fcntl.flock(head, fcntl.LOCK_SH)
            yield head
        finally:
            os.close(head)

    def close(self) -> None:
        """Close the files."""
        if self._files is not None:
            self._files.close()
        self._files = None

    def _make(self) -> None:
        if not os.path.isdir(self._path):
            os.makedirs(self._path, mode=0o700, exist_ok=True)
            sync_directory(os.path.dirname(self._path))

    def _make_again(self, device: int) -> None:
        """Make the directory of a log that was open before and is gone.

        Not where the file system it was on is gone: what is written to an empty mount point is out of sight
        as soon as something is mounted there again.
        """
        parent = os.path.dirname(self._path)
        there = os.path.isdir(self._path)
        found = os.stat(self._path if there else parent).st_dev
        if found != device and not os.path.exists(os.path.join(self._path, HEAD)):
            raise OSError(errno.ENODEV, "the file system of the log is not mounted", self._path)
        if not there:
            with contextlib.suppress(FileExistsError):  # another process was quicker
                os.mkdir(self._path, mode=0o700)
            sync_directory(parent)


def name_on_disk(path: str) -> str | None:
    """The name of the log that stands in a directory; None where none does, or it cannot be told.

    Without the lock, for which whoever sets up an application is not to wait.
    """
    numbers = segment_numbers(path)[:1] if os.path.isdir(path) else []
    for name in (HEAD, *map(segment_name, numbers)):
        with contextlib.suppress(OSError), open(os.path.join(path, name), "rb", opener=regular) as file:
            if (log := _named_in(file.readline(MAX_LINE))) is not None:
                return log
    return None


def _named_in(line: bytes) -> str | None:
    try:
        log = msgspec.json.decode(line, type=_Named).log
    except DECODE_ERRORS:
        return None
    return log if is_log_name(log) else None
