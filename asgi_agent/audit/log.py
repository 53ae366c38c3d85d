"""`AuditLog`: what an application writes its audit records to."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from concurrent.futures import Future, wait
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from asgi_agent.audit.delivery import Delivery
from asgi_agent.audit.errors import AuditWriteError, RecordSizeError
from asgi_agent.audit.fanout import Fanout, Sink
from asgi_agent.audit.files import DirectoryStore
from asgi_agent.audit.forks import renew_after_fork
from asgi_agent.audit.health import AuditHealth, OnFailure
from asgi_agent.audit.jobs import Job, Waiter
from asgi_agent.audit.keyfile import MADE_FIRST, load_or_make_pseudonyms
from asgi_agent.audit.options import (
    check_values,
    comparable,
    digest_of,
    make_checkpointing,
    make_source,
    make_spool,
    make_store,
    place_of,
)
from asgi_agent.audit.patience import FAULT
from asgi_agent.audit.pseudonyms import Pseudonyms
from asgi_agent.audit.record import Chain, Record, Source, encode_record
from asgi_agent.audit.sharing import Sharing
from asgi_agent.audit.spool import LIMIT
from asgi_agent.audit.writer import Pace, Writer, WriterEndedError
from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asgi_agent.audit.checkpoints.running import Checkpoints
    from asgi_agent.audit.store import AuditStore

logger = logging.getLogger("asgi_agent")

PSEUDONYM_KEY = "pseudonyms.key"


class AuditLog:
    """Writes records to one chain, together with all other processes that write there.

    Nothing is opened, and no thread started, before the first record. Each start is a boot of its own, from
    an `audit.start` to an `audit.stop` record with an `audit.heartbeat` at least every `heartbeat` seconds
    between them, so that a crash and a time without records can be told from records that were taken away.

    Safe to use from any thread, from several event loops, and in a process that was forked after the log was
    made or used.

    Args:
        store: where the chain is: a directory, the URL of a PostgreSQL database, or a store.
        name: of the log. The default is the one that stands in the directory or the URL, or its own name.
        service: what writes, for `source` of each record.
        version: of the service.
        instance: which one of several; the default is the name of the host.
        on_failure: what to do with a record while the store does not work. `closed`: `write` raises. `spool`:
            it is kept in the spool, and brought into the log later. `open`: it is lost, and counted; the log
            is told how many when it works again.
        spool: file for `spool`, on another disk than the log.
        spool_limit: bytes that it may take.
        pseudonyms: makes pseudonyms of patients, or the file with its keys, which is made if it is missing.
            The default is a file in the directory of the log. A key that is made for a log whose records
            have pseudonyms has another id than the first one.
        heartbeat: seconds.
        queue: records that may wait; one more is refused as if the store had failed.
        mac_key: file of the key that lines are signed with; `asgi-agent audit keygen` makes one.
        rotate_bytes: the size at which a segment is closed.
        sync: whether a record is on the disk when `write` returns. False is for tests and
            development: it is durable then as far as the process may be killed, not as far as power may fail.
        timeout: seconds after which `write` gives up on a store that hangs.
        sinks: are shown each record once it is durable.
        checkpoints: how the log is to be signed.

    Raises:
        ConfigurationError: the options do not fit each other, or what stands on the disk does not fit them.
    """

    _writer: Writer | None = None

    def __init__(
        self,
        store: AuditStore | str | os.PathLike[str],
        *,
        name: str | None = None,
        service: str = "asgi-agent",
        version: str | None = None,
        instance: str | None = None,
        on_failure: OnFailure = "closed",
        spool: str | os.PathLike[str] | None = None,
        spool_limit: int = LIMIT,
        pseudonyms: Pseudonyms | str | os.PathLike[str] | None = None,
        heartbeat: float = 60.0,
        queue: int = 10_000,
        mac_key: str | os.PathLike[str] | None = None,
        rotate_bytes: int | None = None,
        sync: bool = True,
        timeout: float = 30.0,
        sinks: Sequence[Sink] = (),
        checkpoints: Checkpoints | None = None,
    ) -> None:
        if on_failure not in get_args(OnFailure):
            raise ConfigurationError(f"on_failure= is one of {', '.join(get_args(OnFailure))}")
        if on_failure == "spool" and spool is None:
            raise ConfigurationError('on_failure="spool" needs spool=, a file on another disk')
        options = {
            "name": name,
            "service": service,
            "version": version,
            "instance": instance,
            "on_failure": on_failure,
            "spool": spool,
            "spool_limit": spool_limit,
            "pseudonyms": pseudonyms,
            "heartbeat": heartbeat,
            "queue": queue,
            "mac_key": mac_key,
            "rotate_bytes": rotate_bytes,
            "sync": sync,
            "timeout": timeout,
            "sinks": sinks,
            "checkpoints": checkpoints,
        }
        check_values(options)
        self._store = make_store(
            store, name=name, mac_key=mac_key, rotate_bytes=rotate_bytes, sync=None if sync else False
        )
        self._source = make_source(service, version, instance)
        self._pseudonyms = pseudonyms
        self._pace = Pace(heartbeat, queue, timeout)
        self._fanout = Fanout(sinks)
        kept = make_spool(spool, self._store, spool_limit)
        self._checkpointing = make_checkpointing(checkpoints, self._store)
        self._delivery = Delivery(self._store, on_failure, kept, self._checkpointing)
        options["name"] = self._store.name
        self._options = {key: comparable(option) for key, option in options.items()}
        self._starting = threading.Lock()
        renew_after_fork(self)

    @classmethod
    def shared(cls, log: AuditLog | AuditStore | str | os.PathLike[str], **options: Any) -> AuditLog:
        """The one log of this process at a place, made on first need.

        Args:
            log: a log, which is returned, or what `AuditLog` takes.
            options: what `AuditLog` takes.

        Raises:
            ConfigurationError: the log is in use already with another option, or cannot be made.
        """
        if not isinstance(log, AuditLog):
            store, place = log, place_of(log)
            log = _shared.at(place, lambda: cls(store, **options))
        log._check_options(options)
        return log

    @property
    def place(self) -> str:
        """Where the chain is."""
        return self._store.place

    @property
    def store(self) -> AuditStore:
        """Where the chain is kept."""
        return self._store

    @property
    def on_failure(self) -> OnFailure:
        """What is done with a record while the store does not work."""
        return self._delivery.on_failure

    @property
    def failing(self) -> bool:
        """Whether the store failed last, so that a record fails unless it works again."""
        return self._delivery.failing and self.on_failure == "closed"

    @property
    def source(self) -> Source:
        """Who writes: this process, and which boot of it as soon as there is one."""
        writer = self._writer
        return self._source if writer is None else writer.source

    @property
    def pseudonyms(self) -> Pseudonyms:
        """Makes the pseudonyms of patients.

        Raises:
            ConfigurationError: their key can neither be read nor be made.
        """
        if not isinstance(self._pseudonyms, Pseudonyms):
            path = self._pseudonyms
            if path is None and not isinstance(self._store, DirectoryStore):
                raise ConfigurationError("pseudonyms= is needed where the log is not in a directory")
            first = isinstance(self._store, DirectoryStore) and self._store.lacks(MADE_FIRST)
            self._pseudonyms = load_or_make_pseudonyms(path or Path(self.place, PSEUDONYM_KEY), first=first)
        return self._pseudonyms

    async def write(self, record: Record) -> None:
        """Write a record; returns when it is durable.

        A coroutine that is cancelled while it waits leaves its record to be written all the same.

        Raises:
            AuditWriteError: it cannot be made durable. It may be in the log, if that took too long to tell.
            RecordSizeError: the record is longer than a line may be; a ValueError as well.
        """
        loop = asyncio.get_running_loop()
        waiter = loop.create_future()
        if self._accepts(record, waiter, loop.time()):
            await waiter

    def write_sync(self, record: Record) -> None:
        """As `write`, for threads without an event loop. Blocks.

        Raises:
            AuditWriteError: it cannot be made durable.
            RecordSizeError: as there.
        """
        waiter: Future[None] = Future()
        if not self._accepts(record, waiter):
            return
        try:
            waiter.result(self._pace.timeout)
        except TimeoutError as error:
            if self.on_failure != "open":
                raise AuditWriteError(FAULT) from error

    def submit(self, record: Record) -> None:
        """Have a record written without waiting. If it cannot be, it is counted: see `health`, and the log.

        Raises:
            RecordSizeError: as `write`; it is counted all the same.
        """
        try:
            self._put(Job(record, _encoded(record)))
        except AuditWriteError as error:
            self._delivery.drop(1)
            if isinstance(error, RecordSizeError):
                raise

    def hand_over(self, record: Record) -> None:
        """As `submit`, for what is over: whoever made the record can do nothing about its length any more."""
        with suppress(RecordSizeError):
            self.submit(record)

    def health(self) -> AuditHealth:
        """How the log is doing. Does not block."""
        checkpointing = self._checkpointing
        return msgspec.structs.replace(
            self._delivery.health(),
            sink_failures=self._fanout.failures,
            checkpoints=None if checkpointing is None else checkpointing.health(),
        )

    async def aclose(self) -> None:
        """Write what waits, and behind it the stop record. A later record starts the log again."""
        if (writer := self._stopped()) is not None:
            await asyncio.wait([asyncio.wrap_future(writer.ended)], timeout=self._pace.timeout)
            self._check_ended(writer)

    def close(self) -> None:
        """As `aclose`, for threads. Blocks."""
        if (writer := self._stopped()) is not None:
            wait([writer.ended], timeout=self._pace.timeout)
            self._check_ended(writer)

    def after_fork(self) -> None:
        """Leave the writer, and what it lost, to the parent."""
        self._starting = threading.Lock()
        self._writer = None
        self._delivery = self._delivery.renewed()

    def __del__(self) -> None:
        # Nobody can write to it any more, so its thread is to write the last record and end.
        self._stopped()

    def _accepts(self, record: Record, waiter: Waiter, since: float = 0.0) -> bool:
        """Have a record written; False if it is lost, and that is as it should be."""
        try:
            self._put(Job(record, _encoded(record), waiter, since))
        except AuditWriteError:
            if self.on_failure != "open":
                raise
            self._delivery.drop(1)
            return False
        return True

    def _put(self, job: Job) -> None:
        while True:
            writer = self._writer or self._started()
            try:
                writer.put(job)
                return
            except WriterEndedError:
                self._forget(writer)

    def _started(self) -> Writer:
        with self._starting:
            if self._writer is None:
                source = msgspec.structs.replace(self._source, boot=os.urandom(4).hex(), pid=os.getpid())
                start = Chain(
                    config=digest_of(self._options), on_failure=self.on_failure, every=self._pace.heartbeat
                )
                try:
                    self._writer = Writer(self._delivery, self._fanout, source, start, self._pace)
                except RuntimeError as error:
                    raise AuditWriteError("no thread can be started for the audit log") from error
            return self._writer

    def _forget(self, writer: Writer) -> None:
        with self._starting:
            if self._writer is writer:
                self._writer = None

    def _stopped(self) -> Writer | None:
        writer = self._writer
        if writer is not None:
            self._forget(writer)
            writer.stop()
        return writer

    def _check_ended(self, writer: Writer) -> None:
        if not writer.ended.done():
            logger.error("the audit log %s was not closed in time", self.place)

    def _check_options(self, options: dict[str, Any]) -> None:
        for key, value in options.items():
            if (key, value) == ("name", None):
                continue
            if key not in self._options or self._options[key] != comparable(value):
                raise ConfigurationError(f"the audit log {self.place} is in use with another {key}=")


_shared: Sharing[AuditLog] = Sharing()


def _encoded(record: Record) -> bytes:
    """The record without a source: the writer says who it is."""
    try:
        return encode_record(
            record if record.source is None else msgspec.structs.replace(record, source=None)
        )
    except RecordSizeError as error:
        logger.error("a record does not come into the audit log: %s", error)
        raise
