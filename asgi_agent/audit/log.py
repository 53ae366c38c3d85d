"""`AuditLog`: what an application writes its audit records to."""

from __future__ import annotations

import asyncio
import hashlib
import os
import socket
import threading
import weakref
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from asgi_agent.audit.delivery import Delivery
from asgi_agent.audit.errors import AuditWriteError
from asgi_agent.audit.files import DirectoryStore
from asgi_agent.audit.forks import renew_after_fork
from asgi_agent.audit.health import AuditHealth, OnFailure
from asgi_agent.audit.jobs import Job, Waiter
from asgi_agent.audit.keyfile import load_or_make_pseudonyms
from asgi_agent.audit.pseudonyms import Pseudonyms
from asgi_agent.audit.record import Chain, Record, Source, encode_record
from asgi_agent.audit.writer import Writer, WriterEndedError
from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from asgi_agent.audit.store import AuditStore

PSEUDONYM_KEY = "pseudonyms.key"


class AuditLog:
    """Writes records to one chain, together with all other processes that write there."""

    def __init__(
        self,
        store: AuditStore | str | Path,
        *,
        name: str | None = None,
        service: str = "asgi-agent",
        version: str | None = None,
        instance: str | None = None,
        on_failure: OnFailure = "closed",
        pseudonyms: Pseudonyms | str | Path | None = None,
        heartbeat: float = 60.0,
        queue: int = 10_000,
        rotate_bytes: int = 64 << 20,
        sync: bool = True,
        timeout: float = 30.0,
        sinks: Sequence[Callable[[Record, bytes], None]] = (),
    ) -> None:
        if on_failure not in get_args(OnFailure):
            raise ConfigurationError(f"on_failure= is one of {', '.join(get_args(OnFailure))}")
        if isinstance(store, (str, Path)):
            store = DirectoryStore(store, name=name, rotate_bytes=rotate_bytes, sync=sync)
        self._store = store
        self._source = Source(service, version, instance or socket.gethostname()[:64])
        self._pseudonyms = pseudonyms
        self._heartbeat, self._queue, self._sinks, self._timeout = heartbeat, queue, tuple(sinks), timeout
        self._settings = {"on_failure": on_failure, "heartbeat": heartbeat, "queue": queue, "sync": sync}
        self._delivery = Delivery(store, on_failure)
        self._writer: Writer | None = None
        self._starting = threading.Lock()
        renew_after_fork(self)

    @classmethod
    def shared(cls, log: AuditStore | AuditLog | str | Path, **options: Any) -> AuditLog:
        """The log of this process at a place: the same one for all who ask."""
        if isinstance(log, AuditLog):
            return log
        place = os.path.realpath(log) if isinstance(log, (str, Path)) else log.place
        with _sharing:
            if (found := _shared.get(place)) is None:
                found = _shared[place] = cls(log, **options)
            return found

    @property
    def place(self) -> str:
        """Where it is."""
        return self._store.place

    @property
    def pseudonyms(self) -> Pseudonyms:
        """Makes the pseudonyms of this log's patients; a directory without a key gets one.

        Raises:
            ConfigurationError: the key cannot be read or made.
        """
        if not isinstance(self._pseudonyms, Pseudonyms):
            path = self._pseudonyms
            if path is None and not isinstance(self._store, DirectoryStore):
                raise ConfigurationError("pseudonyms= is needed for a log that is not in a directory")
            self._pseudonyms = load_or_make_pseudonyms(path or Path(self.place, PSEUDONYM_KEY))
        return self._pseudonyms

    @property
    def on_failure(self) -> OnFailure:
        """What happens when the store fails."""
        return self._delivery.on_failure

    @property
    def source(self) -> Source:
        """Who writes: this process."""
        writer = self._writer
        return self._source if writer is None else writer.source

    async def write(self, record: Record) -> None:
        """Write a record; returns when it is durable."""
        waiter = asyncio.get_running_loop().create_future()
        self._put(Job(record, encode_record(record), waiter))
        await waiter

    def write_sync(self, record: Record) -> None:
        """Write a record from a thread without an event loop; returns when it is durable."""
        waiter: Waiter = Future()
        self._put(Job(record, encode_record(record), waiter))
        waiter.result()

    def submit(self, record: Record) -> None:
        """Have a record written, without waiting; if it cannot be, it is counted as lost."""
        try:
            self._put(Job(record, encode_record(record)))
        except AuditWriteError:
            self._delivery.drop(1)

    def health(self) -> AuditHealth:
        """How the log is doing."""
        return self._delivery.health()

    async def aclose(self) -> None:
        """Write what waits and the stop record. A later write starts the log again."""
        await asyncio.to_thread(self.close)

    def close(self) -> None:
        """As `aclose`, for threads."""
        with self._starting:
            writer, self._writer = self._writer, None
        if writer is not None:
            writer.stop()
            writer.join()
            self._store.close()

    def after_fork(self) -> None:
        """Leave the parent's writer to the parent."""
        self._starting = threading.Lock()
        self._writer = None
        self._delivery = Delivery(self._store, self._delivery.on_failure)

    def _put(self, job: Job) -> None:
        while True:
            writer = self._writer or self._started()
            try:
                writer.put(job)
                return
            except WriterEndedError:
                with self._starting:
                    if self._writer is writer:
                        self._writer = None

    def _started(self) -> Writer:
        with self._starting:
            if self._writer is None:
                source = msgspec.structs.replace(self._source, boot=os.urandom(4).hex(), pid=os.getpid())
                digest = hashlib.sha256(msgspec.json.encode(self._settings, order="sorted")).hexdigest()
                self._writer = Writer(
                    self._delivery,
                    source,
                    Chain(config=digest, on_failure=self.on_failure),
                    heartbeat=self._heartbeat,
                    limit=self._queue,
                    sinks=self._sinks,
                )
            return self._writer


_shared: weakref.WeakValueDictionary[str, AuditLog] = weakref.WeakValueDictionary()
_sharing = threading.Lock()
