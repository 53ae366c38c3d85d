"""Bringing records to the store, and doing what the host wants where that fails."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from asgi_agent.audit.health import AuditHealth, OnFailure, State
from asgi_agent.audit.record import Chain, Event, Record, encode_record, utc_now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asgi_agent.audit.store import AuditStore

logger = logging.getLogger("asgi_agent")

_FAILED: dict[OnFailure, State] = {"closed": "failing", "spool": "spooling", "open": "dropping"}


class Delivery:
    """Appends to a store, and keeps account of what could not be appended. Safe to use from several threads.

    Args:
        store: where the chain is.
        on_failure: what the log was told to do when the store fails.
    """

    def __init__(self, store: AuditStore, on_failure: OnFailure) -> None:
        self.store, self.on_failure = store, on_failure
        self._lock = threading.Lock()
        self._dropped = 0
        self._unreported = 0
        self._since: str | None = None

    @property
    def in_debt(self) -> bool:
        """Whether the log has yet to be told of records that were lost."""
        return self._unreported > 0

    def health(self) -> AuditHealth:
        """How it is going."""
        since = self._since
        state: State = "ok" if since is None else _FAILED[self.on_failure]
        return AuditHealth(state, self.on_failure, dropped=self._dropped, since=since)

    def deliver(self, bodies: Sequence[bytes]) -> Sequence[bytes]:
        """Append encoded records.

        Returns:
            Their lines.

        Raises:
            OSError: none of them was appended.
        """
        with self._lock:
            lost = self._unreported
            gap = [_gap("dropped", lost)] if lost else []
            try:
                lines = self.store.append([*gap, *bodies]).lines[len(gap) :]
            except Exception as error:
                self._note_failure(error)
                raise
            self._unreported -= lost
            self._note_success()
            return lines

    def drop(self, count: int) -> None:
        """Count records that are lost; the log is told of them when the store works again."""
        self._dropped += count
        self._unreported += count

    def _note_failure(self, error: Exception) -> None:
        if self._since is None:
            self._since = utc_now()
            logger.error("the audit log %s cannot be written: %s", self.store.place, error)

    def _note_success(self) -> None:
        if self._since is not None:
            self._since = None
            logger.warning("the audit log %s is written again", self.store.place)


def _gap(reason: str, count: int) -> bytes:
    return encode_record(
        Record(phase="event", event=Event("audit.gap"), chain=Chain(reason=reason, count=count))
    )
