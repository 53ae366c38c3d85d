"""Bringing records to the store, and keeping account of what cannot be brought there."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from asgi_agent.audit.health import FAILED, AuditHealth, OnFailure
from asgi_agent.audit.own import GAP, own_record
from asgi_agent.audit.record import Chain, utc_now
from asgi_agent.audit.spool import StoreFailedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asgi_agent.audit.checkpoints.running import Checkpointing
    from asgi_agent.audit.record import Source
    from asgi_agent.audit.spool import Spool
    from asgi_agent.audit.store import AuditStore

logger = logging.getLogger("asgi_agent")

RETRY = 0.5
"""Seconds after a failure before a store is tried again, while records can go elsewhere or nobody waits."""


class Delivery:
    """Appends to a store, or to a spool while the store does not work. Safe to use from several threads.

    What the log has yet to be told of goes in front of the next records that it takes: those that waited in
    the spool, and the number of those that were lost.

    Args:
        store: where the chain is.
        on_failure: what to do while the store does not work.
        spool: where records wait meanwhile; needed for `spool`, and otherwise brought into the log if another
            process left anything there.
        checkpointing: is told how far the log has come.
    """

    def __init__(
        self,
        store: AuditStore,
        on_failure: OnFailure,
        spool: Spool | None = None,
        checkpointing: Checkpointing | None = None,
    ) -> None:
        self.store, self.on_failure, self._spool = store, on_failure, spool
        self._checkpointing = checkpointing
        self._appending = threading.Lock()
        self._counting = threading.Lock()
        self._dropped = self._untold = 0
        self._since: str | None = None
        self._tried = 0.0
        self._blamed_spool = False

    def renewed(self) -> Delivery:
        """One for a forked process, without the parent's locks and losses."""
        return Delivery(self.store, self.on_failure, self._spool, self._checkpointing)

    @property
    def failing(self) -> bool:
        """Whether the store failed last."""
        return self._since is not None

    @property
    def unsettled(self) -> bool:
        """Whether the store failed last, or does not know of everything yet."""
        waiting = self._spool is not None and self._spool.size > 0
        return self.failing or self._untold > 0 or waiting

    def health(self) -> AuditHealth:
        """How it is going."""
        since = self._since
        return AuditHealth(
            "ok" if since is None else FAILED[self.on_failure],
            self.on_failure,
            dropped=self._dropped + self._lost,
            spooled=0 if self._spool is None else self._spool.size,
            since=since,
        )

    def deliver(self, bodies: Sequence[bytes], source: Source) -> Sequence[bytes]:
        """Make encoded records durable, all or none.

        Args:
            bodies: the records.
            source: this process, for what the log is told besides.

        Returns:
            Their lines; of records that are in the spool, the records as they came.

        Raises:
            Exception: they are in neither place.
        """
        with self._appending:
            if self.on_failure == "closed" or not self._rests():
                try:
                    return self._append(bodies, source)
                except Exception as error:
                    self._note_failure(error)
                    if self.on_failure != "spool":
                        raise
            if self.on_failure != "spool" or self._spool is None:
                raise OSError("the store failed a moment ago")
            self._spool.put(bodies)
            return bodies

    def catch_up(self, bodies: Sequence[bytes], source: Source) -> None:
        """Tell the store what it does not know yet, and besides it records that are not worth a spool.

        Raises:
            Exception: it does not take it.
        """
        with self._appending:
            try:
                self._append(bodies, source)
            except Exception as error:
                self._note_failure(error)
                raise

    def close(self) -> None:
        """Make a last checkpoint, and close the store until it is needed again."""
        if self._checkpointing is not None:
            self._checkpointing.close()
        self.store.close()

    def drop(self, count: int) -> None:
        """Count records that are lost."""
        with self._counting:
            self._dropped += count
            self._untold += count

    def _append(self, bodies: Sequence[bytes], source: Source) -> Sequence[bytes]:
        if self._spool is not None and self._spool.size:
            self._replay(self._spool, source)
        lost = self._untold
        gap = [_gap("dropped", lost, source)] if lost else []
        if not gap and not bodies:
            return ()
        known = self._lost
        head, lines = self.store.append([*gap, *bodies])
        if self._lost > known:
            logger.error("%d records of the audit log %s are gone", self._lost - known, self.store.place)
        with self._counting:
            self._untold -= lost
        self._note_success()
        if self._checkpointing is not None:
            self._checkpointing.notice(head.seq)
        return lines[len(gap) :]

    @property
    def _lost(self) -> int:
        """Records that the store had and has not any more, where it counts them."""
        lost: int = getattr(self.store, "lost", 0)
        return lost

    def _replay(self, spool: Spool, source: Source) -> None:
        try:
            while spool.replay(self.store, lambda count: _gap("spooled", count, source)):
                pass
        except StoreFailedError:
            raise
        except Exception as error:  # what is in the spool stays there, and keeps nothing out of the log
            if not self._blamed_spool:
                logger.error("the audit log %s leaves its spool alone: %s", self.store.place, told(error))
            self._blamed_spool = True
        else:
            self._blamed_spool = False

    def _rests(self) -> bool:
        return self.failing and time.monotonic() - self._tried < RETRY

    def _note_failure(self, error: Exception) -> None:
        self._tried = time.monotonic()
        if self._since is None:
            self._since = utc_now()
            logger.error("the audit log %s cannot be written: %s", self.store.place, told(error))

    def _note_success(self) -> None:
        if self._since is not None:
            self._since = None
            logger.warning("the audit log %s is written again", self.store.place)


def told(error: BaseException) -> str:
    """What may be said of a failure: class, and name by the system. Other text may quote records."""
    if isinstance(error, StoreFailedError) and error.__cause__ is not None:
        error = error.__cause__
    system = error.strerror if isinstance(error, OSError) else None
    return f"{type(error).__name__}, {system}" if system else type(error).__name__


def _gap(reason: str, count: int, source: Source) -> bytes:
    return own_record(GAP, source, Chain(reason=reason, count=count))
