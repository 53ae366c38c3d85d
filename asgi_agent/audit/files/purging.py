"""Purging segments of a log in a directory, so that a crash at any point leaves a log that verifies.

The order is: what will be left, in a file of its own; the `audit.purge` record in the chain; that file under
its name; the segments, oldest first. Each is on the disk before the next begins. What was cut off after the
record is finished by `finish`; what was cut off before it has changed nothing.
"""

from __future__ import annotations

import fcntl
import math
import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from asgi_agent.audit.files.reader import PURGED_FILE
from asgi_agent.audit.files.store import DirectoryStore
from asgi_agent.audit.purging import PurgeError, left_by, record_of
from asgi_agent.audit.query import Query
from asgi_agent.audit.reading import Purged, open_log
from asgi_agent.audit.record import DECODE_ERRORS
from asgi_agent.audit.scanning import select
from asgi_agent.whole_files import sync_directory, write_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from asgi_agent.audit.retention import Purge

PENDING_FILE = "purged.json.pending"

_of_segment = re.compile(r"([0-9]{6,})\.(?:jsonl|torn-[0-9]+)").fullmatch


class DirectoryPurger:
    """Purges a log in a directory, alone: a second one at the same time is refused.

    Args:
        directory: of the log.
        mac_key: the key file of its writers, if they have one.

    Raises:
        ConfigurationError: there is no key in the key file.
    """

    def __init__(self, directory: Path, *, mac_key: Path | None = None) -> None:
        self._directory = directory
        self._reader = open_log(directory)
        self._store = DirectoryStore(directory, mac_key=mac_key)

    @contextmanager
    def alone(self) -> Iterator[None]:
        with _translated(self._directory):
            descriptor = os.open(self._directory, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError:
            raise PurgeError(f"{self._directory}: another purge is at work") from None
        finally:
            os.close(descriptor)
            self._store.close()

    def finish(self) -> Purged | None:
        with _translated(self._directory):
            pending = self._pending()
            if pending is not None and self._recorded(pending):
                os.replace(self._directory / PENDING_FILE, self._directory / PURGED_FILE)
                sync_directory(str(self._directory))
            purged = self._reader.purged()
            return purged if purged is not None and self._remove(purged.segment) else None

    def purge(self, step: Purge) -> Purged:
        purged = self._reader.purged()
        if step.first != (0 if purged is None else purged.last) + 1:
            raise PurgeError(f"{self._directory}: something else was purged meanwhile")
        left = left_by(step, self._store.name)
        with _translated(self._directory):
            self._write_pending(msgspec.json.encode(left) + b"\n")
            self._store.append([record_of(step)])
            os.replace(self._directory / PENDING_FILE, self._directory / PURGED_FILE)
            sync_directory(str(self._directory))
            self._remove(left.segment)
        return left

    def _pending(self) -> Purged | None:
        """What a purge was about to leave; one that was cut off while writing this had not begun."""
        try:
            return msgspec.json.decode((self._directory / PENDING_FILE).read_bytes(), type=Purged)
        except (FileNotFoundError, *DECODE_ERRORS):
            return None

    def _recorded(self, pending: Purged) -> bool:
        """Whether the chain says that it was purged."""
        query = Query(type="audit.purge", since=pending.time[:10])
        root = pending.tree().root().hex()
        said = (entry.chain for entry in select(self._reader, query))
        return any(chain is not None and (chain.last, chain.root) == (pending.last, root) for chain in said)

    def _write_pending(self, data: bytes) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        descriptor = os.open(self._directory / PENDING_FILE, flags, 0o600)
        try:
            write_all(descriptor, data)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        sync_directory(str(self._directory))

    def _remove(self, last: int) -> bool:
        """Remove the files of the segments up to one, oldest first; False if there are none."""
        names = [name for name in os.listdir(self._directory) if _number(name) <= last]
        for name in sorted(names, key=_number):
            os.unlink(self._directory / name)
        sync_directory(str(self._directory))
        return bool(names)


def _number(name: str) -> float:
    """Of which segment a file is; of others, none."""
    found = _of_segment(name)
    return math.inf if found is None else int(found[1])


@contextmanager
def _translated(directory: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PurgeError(f"{error.filename or directory}: {error.strerror or type(error).__name__}") from None
