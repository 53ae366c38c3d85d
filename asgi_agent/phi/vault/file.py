"""`FileStore`: one sealed file for each conversation."""

from __future__ import annotations

import os
import secrets
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from asgi_agent.errors import ConfigurationError
from asgi_agent.phi.secrecy import Secretive
from asgi_agent.phi.vault.errors import VaultUnavailableError
from asgi_agent.phi.vault.stores import DAY, SWEEPS
from asgi_agent.whole_files import locked, sync_directory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

_SUFFIX = ".vault"
_TEMPORARY = ".tmp"  # left behind by a process that died while it wrote


class FileStore(Secretive):
    """Keeps conversations in a directory, for all worker processes of one machine.

    A file is replaced whole under a lock, and is on the disk before `put` returns. Files are readable by
    their owner alone, and what has expired is removed now and then. POSIX only; a network file system must
    have working `flock`.

    Args:
        directory: where; made if it is missing.
        ttl: seconds after its last use that a conversation is kept; told by the file's time stamp.
        clock: Unix time in seconds.

    Raises:
        ConfigurationError: `ttl` is not above 0, the directory cannot be made, or this is no POSIX system.
    """

    volatile = False

    def __init__(
        self, directory: str | os.PathLike[str], *, ttl: float = DAY, clock: Callable[[], float] = time.time
    ) -> None:
        if ttl <= 0:
            raise ConfigurationError("ttl= of a vault store is above 0")
        if os.name != "posix":
            raise ConfigurationError("FileStore locks files as POSIX does; use SQLStore on this system")
        self._directory, self._ttl, self._clock = Path(directory), ttl, clock
        try:
            self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigurationError(f"the vault's directory: {type(error).__name__}") from error
        self._swept = clock()

    def get(self, name: str) -> bytes | None:
        """The blob of that name, which now counts as used; None where there is none or it has expired.

        Raises:
            VaultUnavailableError: the file system refused.
        """
        with _translated():
            return self._read(name, touch=True)

    def put(self, name: str, blob: bytes, previous: bytes | None) -> bool:
        """Store the blob if `previous` is what stands there (None: nothing does); says whether it was.

        Raises:
            VaultUnavailableError: the file system refused; what stood there stands.
        """
        with _translated():
            with self._locked(name):
                if self._read(name) != previous:
                    return False
                self._replace(name, blob)
            self._sweep()
            return True

    def delete(self, name: str) -> None:
        """Forget that name, if it is known.

        Raises:
            VaultUnavailableError: the file system refused.
        """
        with _translated(), self._locked(name):
            self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._directory / f"{name}{_SUFFIX}"

    def _read(self, name: str, *, touch: bool = False) -> bytes | None:
        path, now = self._path(name), self._clock()
        try:
            if path.stat().st_mtime + self._ttl <= now:
                return None
            blob = path.read_bytes()
            if touch:
                os.utime(path, (now, now))
        except FileNotFoundError:
            return None
        return blob

    def _replace(self, name: str, blob: bytes) -> None:
        temporary = self._directory / f"{name}.{secrets.token_hex(4)}{_TEMPORARY}"
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(blob)
                file.flush()
                os.fsync(handle)
            now = self._clock()
            os.utime(temporary, (now, now))
            os.replace(temporary, self._path(name))
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        sync_directory(str(self._directory))

    def _locked(self, name: str) -> AbstractContextManager[None]:
        # Not the file itself, which is replaced; and several, so that few wait for one another's disk.
        return locked(self._directory / f"{name[:2]}.lock")

    def _sweep(self) -> None:
        now = self._clock()
        if now - self._swept < self._ttl / SWEEPS:
            return
        self._swept = now
        for path in self._directory.iterdir():
            if path.suffix not in (_SUFFIX, _TEMPORARY):
                continue
            with self._locked(path.name), suppress(FileNotFoundError):
                if path.stat().st_mtime + self._ttl <= now:
                    path.unlink()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise VaultUnavailableError(f"the vault's directory: {type(error).__name__}") from error
