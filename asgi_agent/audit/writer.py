"""The writer thread: takes all that waits, appends it at once, and wakes those who wait for it."""

from __future__ import annotations

import atexit
import logging
import os
import threading
import time
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from asgi_agent.audit.errors import AuditWriteError
from asgi_agent.audit.jobs import Job, settle
from asgi_agent.audit.record import Chain, Event, Record, encode_record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from asgi_agent.audit.delivery import Delivery
    from asgi_agent.audit.record import Source

logger = logging.getLogger("asgi_agent")

BATCH = 512
RETRY = 1.0
EXIT_PATIENCE = 5.0

Sink = "Callable[[Record, bytes], None]"


class WriterEndedError(Exception):
    """The writer takes no more records; another one must be started."""


class Writer:
    """One boot of a log: a daemon thread from its first record to its stop record.

    Args:
        delivery: where the records go.
        source: who writes them.
        start: what the start record says of the log.
        heartbeat: seconds without a record after which one says that the writer is alive.
        limit: records that may wait.
        sinks: are shown each record with its line, once it is durable.
    """

    def __init__(
        self,
        delivery: Delivery,
        source: Source,
        start: Chain,
        *,
        heartbeat: float,
        limit: int,
        sinks: Sequence[Callable[[Record, bytes], None]] = (),
    ) -> None:
        self.source = source
        self._delivery = delivery
        self._signature = b',"source":' + msgspec.json.encode(source) + b"}"
        self._start: Chain | None = start
        self._heartbeat = heartbeat
        self._limit = limit
        self._sinks = sinks
        self._jobs: deque[Job] = deque()
        self._changed = threading.Condition(threading.Lock())
        self._ending = False
        self._thread = threading.Thread(target=self._run, name="asgi-agent-audit", daemon=True)
        self._thread.start()
        atexit.register(self._at_exit, os.getpid())

    def put(self, job: Job) -> None:
        """Have a record written.

        Raises:
            WriterEndedError: the writer was stopped, or its thread has died.
            AuditWriteError: too many records wait.
        """
        with self._changed:
            if self._ending:
                raise WriterEndedError
            if len(self._jobs) >= self._limit:
                raise AuditWriteError(f"{self._limit} audit records wait to be written")
            self._jobs.append(job)
            self._changed.notify()

    def stop(self) -> None:
        """Take no more records; what waits is written, and then the stop record."""
        with self._changed:
            self._ending = True
            self._changed.notify()

    def join(self, timeout: float | None = None) -> None:
        """Wait for the end of the thread. Blocks."""
        self._thread.join(timeout)

    def _at_exit(self, pid: int) -> None:
        if pid == os.getpid():
            self.stop()
            self.join(EXIT_PATIENCE)

    def _run(self) -> None:
        batch: list[Job] = []
        try:
            while batch or not self._ending:
                batch = self._take()
                if batch or self._start is None:
                    self._commit(batch)
            self._say("audit.stop")
        finally:
            atexit.unregister(self._at_exit)
            self._abandon(batch)

    def _take(self) -> list[Job]:
        """All that waits, as soon as anything does; nothing when it is time for a sign of life."""
        deadline = time.monotonic() + (RETRY if self._delivery.in_debt else self._heartbeat)
        with self._changed:
            while not self._jobs and not self._ending:
                if not self._changed.wait(deadline - time.monotonic()):
                    break
            batch = list(islice(self._jobs, BATCH))
            for _ in batch:
                self._jobs.popleft()
            return batch

    def _commit(self, batch: list[Job]) -> None:
        signature = self._signature
        bodies = [job.body[:-1] + signature for job in batch]
        if self._start is not None:
            bodies.insert(0, self._own("audit.start", self._start))
        elif not batch:
            bodies = [self._own("audit.heartbeat")]
        try:
            lines = self._delivery.deliver(bodies)
        except Exception as error:
            self._fail(batch, error)
            return
        self._start = None
        settle(batch)
        self._show(batch, lines[len(lines) - len(batch) :])

    def _fail(self, batch: list[Job], error: Exception) -> None:
        fault = f"the audit log cannot be written: {type(error).__name__}"
        if self._delivery.on_failure == "open":
            self._delivery.drop(len(batch))
            settle(batch)
        else:
            self._delivery.drop(sum(job.waiter is None for job in batch))
            settle(batch, fault)

    def _show(self, batch: list[Job], lines: Sequence[bytes]) -> None:
        for sink in self._sinks:
            for job, line in zip(batch, lines, strict=True):
                sink(job.record, line)

    def _say(self, kind: str) -> None:
        if self._start is None:
            self._delivery.deliver([self._own(kind)])

    def _own(self, kind: str, chain: Chain | None = None) -> bytes:
        record = Record(phase="event", event=Event(kind), chain=chain)
        return encode_record(record)[:-1] + self._signature

    def _abandon(self, batch: list[Job]) -> None:
        with self._changed:
            self._ending = True
            jobs = [*batch, *self._jobs]
            self._jobs.clear()
        settle(jobs, "the writer of the audit log has died")
