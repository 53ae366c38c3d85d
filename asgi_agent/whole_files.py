"""Small files that are there whole or not at all, and on the disk; and files that keep others waiting."""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def create(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Make a file that is not there yet, with its content, on the disk when this returns.

    Raises:
        FileExistsError: it is there. It was not touched.
        OSError: it cannot be made.
    """
    with _temporary(path, data, mode) as temporary:
        os.link(temporary, path)  # unlike a rename, a link never takes the place of another file
    sync_directory(str(path.parent))


def replace(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Give a file a new content, all at once.

    Raises:
        OSError: it cannot be written; it is as it was.
    """
    with _temporary(path, data, mode) as temporary:
        os.replace(temporary, path)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep other processes that do the same with this file waiting. It is made if it is missing, and stays.

    Raises:
        OSError: it cannot be opened.
    """
    import fcntl  # not on Windows, where what needs no lock can be used all the same

    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)  # which lets go of the lock


@contextmanager
def _temporary(path: Path, data: bytes, mode: int) -> Iterator[Path]:
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        try:
            write_all(file, data)
            os.fsync(file)
        finally:
            os.close(file)
        yield temporary
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def write_all(file: int, data: bytes) -> None:
    """Write all of it: the system may take a part, such as what a disk still has room for."""
    view = memoryview(data)
    while view:
        view = view[os.write(file, view) :]


def sync_directory(path: str) -> None:
    """Bring the names in a directory to the disk."""
    directory = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
