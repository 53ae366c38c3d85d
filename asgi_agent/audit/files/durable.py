"""Writing so that it is on the disk, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sys

from asgi_agent.whole_files import write_all

BLOCK = 1 << 20


def sync_data(file: int) -> None:
    """Bring what was written to the disk."""
    if sys.platform == "darwin":
        import fcntl

        # fsync() there leaves the data in the cache of the drive.
        fcntl.fcntl(file, fcntl.F_FULLFSYNC)
    else:
        os.fdatasync(file)


def take_back(file: int, size: int) -> None:
    """Cut off what a failed write left behind. Where even that fails, the next append mends it."""
    with contextlib.suppress(OSError):
        os.ftruncate(file, size)


def set_aside(file: int, offset: int, path: str) -> None:
    """Move what a file holds from an offset on to the end of another one, which is on the disk first."""
    aside = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        place = offset
        while block := os.pread(file, BLOCK, place):
            write_all(aside, block)
            place += len(block)
        os.fsync(aside)
    finally:
        os.close(aside)
    os.ftruncate(file, offset)
