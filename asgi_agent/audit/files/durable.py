"""Writing so that it is on the disk, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sys


def write_all(file: int, data: bytes) -> None:
    """Write all of it: the system may take a part, such as before a disk is full."""
    view = memoryview(data)
    while view:
        view = view[os.write(file, view) :]


def sync_data(file: int) -> None:
    """Bring what was written to the disk."""
    if sys.platform == "darwin":
        import fcntl

        # fsync() there leaves the data in the cache of the drive.
        fcntl.fcntl(file, fcntl.F_FULLFSYNC)
    else:
        os.fdatasync(file)


def sync_directory(path: str) -> None:
    """Bring the names in a directory to the disk."""
    directory = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def truncate(file: int, size: int) -> None:
    """Take back what a failed write left behind. Where even that fails, the next append mends it."""
    with contextlib.suppress(OSError):
        os.ftruncate(file, size)
