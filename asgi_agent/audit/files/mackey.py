"""The file of the MAC key that a log's writers share, each of which moves it forward."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
from typing import TYPE_CHECKING

from asgi_agent.audit.mac import MacKey, Ratchet
from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

logger = logging.getLogger("asgi_agent")

SIZE = 256


class MacKeyFile:
    """A key file. It is read and written inside the critical section over a log's writers; where that ends
    before the key is written, or the writers are on several machines, `locked` is needed as well.

    The key is overwritten in place. What a file system or a drive may keep of the old bytes is beyond this:
    whoever fears that too puts the file on a file system in memory, and keeps the first key elsewhere.

    Args:
        path: the file, which `asgi-agent audit keygen` makes. Not in the directory of the log.

    Raises:
        ConfigurationError: there is no key in it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            MacKey.parse(path.read_bytes())
        except (OSError, ValueError) as error:
            raise ConfigurationError(f"{path} holds no MAC key: {type(error).__name__}") from error

    @contextlib.contextmanager
    def in_use(self, log: str) -> Iterator[Ratchet]:
        """The key as it is now; where it has moved forward by the end, it takes the place of the old one.

        Not before that: were its records taken back, they would need the old key again.

        Raises:
            OSError: it cannot be read, or is another log's.
        """
        ratchet = self._load(log)
        epoch = ratchet.epoch
        yield ratchet
        if ratchet.epoch > epoch:
            try:
                self._store(MacKey(ratchet.key.hex(), ratchet.epoch, log))
            except OSError as error:  # the records stand, and the next append tries again
                logger.error("the MAC key %s stays the old one: %s", self._path, type(error).__name__)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keep the other processes of this machine that do the same from moving the key.

        Raises:
            OSError: the file cannot be opened.
        """
        import fcntl

        file = os.open(self._path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
        finally:
            os.close(file)  # which lets go of the lock

    def _load(self, log: str) -> Ratchet:
        try:
            found = MacKey.parse(self._path.read_bytes())
        except ValueError as error:
            raise OSError(errno.EILSEQ, "the file holds no MAC key", str(self._path)) from error
        if found.log not in (None, log):
            raise OSError(errno.EILSEQ, f"the MAC key is that of the log {found.log}", str(self._path))
        if found.log is None:
            self._store(MacKey(found.key, found.epoch, log))
        return Ratchet(bytes.fromhex(found.key), found.epoch)

    def _store(self, key: MacKey) -> None:
        file = os.open(self._path, os.O_WRONLY)
        try:
            os.pwrite(file, key.to_bytes().rstrip().ljust(SIZE - 1) + b"\n", 0)
            os.fsync(file)
        finally:
            os.close(file)
