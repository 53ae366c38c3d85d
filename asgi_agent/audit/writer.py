"""The writer thread: takes all that waits, has it appended at once, and wakes those who wait for it."""

from __future__ import annotations

import atexit
import logging
import os
import threading
import time
from collections import deque
from concurrent.futures import Future
from typing import TYPE_CHECKING, NamedTuple

from asgi_agent.audit.delivery import RETRY, told
from asgi_agent.audit.errors import AuditWriteError
from asgi_agent.audit.jobs import Job, settle
from asgi_agent.audit.own import HEARTBEAT, START, STOP, own_record, signature, signed
from asgi_agent.audit.patience import FAULT, Patience

if TYPE_CHECKING:
    from asgi_agent.audit.delivery import Delivery
    from asgi_agent.audit.fanout import Fanout
    from asgi_agent.audit.record import Chain, Source

logger = logging.getLogger("asgi_agent")

BATCH = 512
EXIT_PATIENCE = 5.0


class WriterEndedError(Exception):
    """The writer takes no more records; another one has to be started."""


class Pace(NamedTuple):
    """Bounds of a writer: seconds between signs of life, records that may wait, seconds anybody waits."""

    heartbeat: float
    queue: int
    timeout: float


class Writer:
    """One boot of a log: a daemon thread, from a start record to a stop record.

    Args:
        delivery: where the records go.
        fanout: who else sees them.
        source: who writes them.
        start: what the start record says of the log.
        pace: its bounds.

    Raises:
        RuntimeError: no thread can be started.

    Attributes:
        source: who writes the records.
        ended: settled when the thread has ended.
    """

    def __init__(self, delivery: Delivery, fanout: Fanout, source: Source, start: Chain, pace: Pace) -> None:
        self.source = source
        self.ended: Future[None] = Future()
        self.ended.set_running_or_notify_cancel()  # from here on, nobody who waits for it can cancel it
        self._delivery, self._fanout, self._pace = delivery, fanout, pace
        self._signature = signature(source)
        self._start: Chain | None = start
        self._jobs: deque[Job] = deque()
        self._batch: list[Job] = []
        # The lock is taken directly, and nobody woken who is awake: every request comes by here twice.
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        self._resting = self._ending = False
        self._pid = os.getpid()
        self._patience = Patience(self._waiting, pace.timeout, None if self._forgiving else FAULT)
        threading.Thread(target=self._run, name="asgi-agent-audit", daemon=True).start()
        atexit.register(self._at_exit)

    def put(self, job: Job) -> None:
        """Have a record written.

        Raises:
            WriterEndedError: the writer was stopped, or its thread has died.
            AuditWriteError: too many records wait.
        """
        with self._lock:
            if self._ending:
                raise WriterEndedError
            if len(self._jobs) >= self._pace.queue:
                raise AuditWriteError(f"{self._pace.queue} audit records wait to be written")
            self._jobs.append(job)
            if self._resting:
                self._resting = False
                self._changed.notify()
        waiter = job.waiter
        if waiter is not None and not isinstance(waiter, Future):
            self._patience.watch(waiter.get_loop())

    def stop(self) -> None:
        """Take no more records. What waits is still written, and behind it the stop record."""
        with self._lock:
            self._ending = True
            self._changed.notify()

    @property
    def _forgiving(self) -> bool:
        return self._delivery.on_failure == "open"

    def _waiting(self) -> list[Job]:
        with self._lock:
            return [*self._batch, *self._jobs]

    def _at_exit(self) -> None:
        if self._pid == os.getpid():
            self.stop()
            try:
                self.ended.result(EXIT_PATIENCE)
            except TimeoutError:
                logger.error("the audit log was not closed in time")

    def _run(self) -> None:
        try:
            self._work()
        finally:
            atexit.unregister(self._at_exit)
            self._abandon()

    def _work(self) -> None:
        alive = time.monotonic()
        while self._take(alive + self._pace.heartbeat):
            due = time.monotonic() >= alive + self._pace.heartbeat
            written = self._commit(self._batch) if self._batch else self._stay_in_touch(due=due)
            alive = time.monotonic() if written else alive
            self._batch = []
        self._finish()

    def _take(self, heartbeat: float) -> bool:
        """Wait for records, for the next sign of life or for the end, which is when it returns False."""
        wake = time.monotonic() + RETRY if self._delivery.unsettled else heartbeat
        with self._lock:
            while not self._jobs and not self._ending:
                self._resting = True
                if not self._changed.wait(max(0.0, wake - time.monotonic())):
                    break
            self._resting = False
            while self._jobs and len(self._batch) < BATCH:
                self._batch.append(self._jobs.popleft())
            return bool(self._batch) or not self._ending

    def _commit(self, batch: list[Job]) -> bool:
        """Write records, and tell those who wait; whether they are durable."""
        bodies = [signed(job.body, self._signature) for job in batch]
        own = [] if self._start is None else [own_record(START, self.source, self._start)]
        try:
            lines = self._delivery.deliver([*own, *bodies], self.source)
        except Exception as error:
            self._give_up(batch, error)
            return False
        self._start = None
        settle(batch)
        self._fanout.show([job.record for job in batch], lines[len(own) :])
        return True

    def _give_up(self, batch: list[Job], error: Exception) -> None:
        if self._forgiving:
            self._delivery.drop(len(batch))
            settle(batch)
            return
        self._delivery.drop(sum(job.waiter is None for job in batch))
        settle(batch, f"the audit log cannot be written: {told(error)}")

    def _stay_in_touch(self, *, due: bool) -> bool:
        """Tell the store what it does not know, with a sign of life if one is due; whether one was given."""
        signs = [self._sign_of_life()] if due or self._delivery.failing else []
        try:
            if due:
                self._delivery.deliver(signs, self.source)
            else:
                self._delivery.catch_up(signs, self.source)
        except Exception:  # the delivery tells of it; there is nobody else who waits to know
            return False
        if signs:
            self._start = None
        return bool(signs)

    def _sign_of_life(self) -> bytes:
        if self._start is not None:
            return own_record(START, self.source, self._start)
        return own_record(HEARTBEAT, self.source)

    def _finish(self) -> None:
        try:
            if self._start is None:
                self._delivery.deliver([own_record(STOP, self.source)], self.source)
            self._delivery.close()
        except Exception as error:
            logger.error("the audit log was not closed: %s", told(error))

    def _abandon(self) -> None:
        """Let nobody wait for a thread that is not there any more."""
        with self._lock:
            self._ending = True
            jobs = self._waiting()
            self._jobs.clear()
        self._delivery.drop(sum(job.waiter is None for job in jobs))
        settle(jobs, None if self._forgiving else "the writer of the audit log has died")
        self.ended.set_result(None)
