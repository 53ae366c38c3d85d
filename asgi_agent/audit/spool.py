"""The spool: where records wait while their store does not work."""

from __future__ import annotations

import contextlib
import errno
import os
from importlib.util import find_spec
from typing import TYPE_CHECKING

import msgspec

from asgi_agent.audit.files.durable import sync_data, take_back
from asgi_agent.audit.record import DECODE_ERRORS, MAX_LINE
from asgi_agent.errors import ConfigurationError
from asgi_agent.whole_files import sync_directory, write_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from asgi_agent.audit.store import AuditStore

LIMIT = 64 << 20
MARK = 256
BATCH = 512


class _Mark(msgspec.Struct, omit_defaults=True):
    """The first line of the file: up to where its records are in the log.

    While those up to `until` are brought there, `after` is where the log ended before.
    """

    log: str
    done: int = MARK
    until: int | None = None
    after: int | None = None


class _Identified(msgspec.Struct):
    id: str


_decoder = msgspec.json.Decoder(_Identified)


class StoreFailedError(Exception):
    """It is the store that failed, as its cause says, not the spool."""


class Spool:
    """A bounded file of encoded records, shared by all processes that write to a log. Its methods block.

    Records keep the order in which they came, their id and their time. Each is brought into the log once,
    also where a process dies while it does so. What is in the file is not chained: keep it where nobody else
    can write.

    Args:
        path: of the file, on another file system than the log; made on first need, for its owner alone.
        log: name of the log that the records are for.
        limit: bytes that the file may take.

    Raises:
        ConfigurationError: this is no POSIX system.
    """

    def __init__(self, path: str | os.PathLike[str], log: str, *, limit: int = LIMIT) -> None:
        if find_spec("fcntl") is None:
            raise ConfigurationError("spool= needs flock, which only POSIX systems have")
        self._path = os.path.realpath(path)
        self._log, self._limit = log, limit

    @property
    def size(self) -> int:
        """Bytes of the records that wait."""
        try:
            return max(0, os.stat(self._path).st_size - MARK)
        except OSError:  # there is none, or none that can be got at; `put` and `replay` say so
            return 0

    def put(self, bodies: Sequence[bytes]) -> None:
        """Keep encoded records, all or none; they are on the disk when it returns.

        Raises:
            OSError: they are not, or there is no room for them.
        """
        data = b"\n".join([*bodies, b""])
        with self._locked() as file:
            self._mark(file)
            size = _whole(file)
            if size + len(data) > self._limit:
                raise OSError(errno.ENOSPC, "the spool is full", self._path)
            try:
                write_all(file, data)
                sync_data(file)
            except OSError:
                take_back(file, size)
                raise

    def replay(self, store: AuditStore, gap: Callable[[int], bytes]) -> bool:
        """Bring the oldest records into the log, some at a time; says whether there were any.

        Args:
            store: of the log.
            gap: makes the record that goes in front of so many others, which are later than their time says.

        Raises:
            StoreFailedError: the store did not take them. They stay where they are.
            OSError: the spool itself does not work.
        """
        with self._locked() as file:
            mark = self._mark(file)
            if _whole(file) <= mark.done:
                os.ftruncate(file, 0)
                return False
            waiting, bodies = self._begun(file, mark, store)
            if bodies:
                with _blaming_the_store():
                    store.append([gap(len(bodies)), *bodies])
            self._write_mark(file, _Mark(self._log, waiting))
            return True

    def _begun(self, file: int, mark: _Mark, store: AuditStore) -> tuple[int, list[bytes]]:
        """The next records and where they end, without those that an attempt before brought into the log."""
        if mark.after is None or mark.until is None:
            bodies = _lines(os.pread(file, BATCH * MAX_LINE, mark.done))[:BATCH]
            until = mark.done + sum(len(body) + 1 for body in bodies)
            with _blaming_the_store():
                after = store.head().seq
            self._write_mark(file, _Mark(self._log, mark.done, until, after))
            return until, bodies
        with _blaming_the_store():
            there = {_decoder.decode(line).id for line in store.lines(mark.after)}
        bodies = _lines(os.pread(file, mark.until - mark.done, mark.done))
        return mark.until, [body for body in bodies if _decoder.decode(body).id not in there]

    def _mark(self, file: int) -> _Mark:
        if os.fstat(file).st_size < MARK:  # new, or its maker died
            os.ftruncate(file, 0)
            self._write_mark(file, _Mark(self._log))
            sync_directory(os.path.dirname(self._path))
        try:
            mark = msgspec.json.decode(os.pread(file, MARK, 0), type=_Mark)
        except DECODE_ERRORS as error:
            raise OSError(errno.EILSEQ, "the file is no spool", self._path) from error
        if mark.log != self._log:
            raise OSError(errno.EILSEQ, f"the spool is that of the log {mark.log}", self._path)
        return mark

    def _write_mark(self, file: int, mark: _Mark) -> None:
        # Through a descriptor of its own: with O_APPEND, Linux appends whatever offset pwrite() is given.
        writer = os.open(self._path, os.O_WRONLY)
        try:
            os.pwrite(writer, msgspec.json.encode(mark).ljust(MARK - 1) + b"\n", 0)
            sync_data(writer)
        finally:
            os.close(writer)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[int]:
        import fcntl

        file = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file
        finally:
            os.close(file)


@contextlib.contextmanager
def _blaming_the_store() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        raise StoreFailedError from error


def _whole(file: int) -> int:
    """The size of the file without a last line that was cut, which nobody was told is kept."""
    size = os.fstat(file).st_size
    start = max(0, size - MAX_LINE)
    whole = start + os.pread(file, MAX_LINE, start).rfind(b"\n") + 1
    if whole < size:
        os.ftruncate(file, whole)
    return whole


def _lines(data: bytes) -> list[bytes]:
    return data.split(b"\n")[:-1]
