"""Records that an application makes itself, on their way to the log."""

from __future__ import annotations

import asyncio
from threading import Lock
from typing import TYPE_CHECKING, Any

from asgi_agent.audit.errors import AuditUnavailableError, AuditWriteError

if TYPE_CHECKING:
    from collections.abc import Generator

    from asgi_agent.audit.log import AuditLog
    from asgi_agent.audit.record import Record


class Holding:
    """Holds the records of a request until its intent record is written; later ones it hands on at once.

    Args:
        log: where they go.
        holds: whether there is an intent record to wait for.
    """

    __slots__ = ("_held", "_holds", "_lock", "_log")

    def __init__(self, log: AuditLog, *, holds: bool) -> None:
        self._log = log
        self._holds = holds
        self._held: list[Record] = []
        self._lock = Lock()

    def note(self, record: Record | None) -> Said:
        """Take a record, from any thread.

        A late one of a thread without an event loop is durable when the call returns. In an event loop it is
        handed on a moment later, so that whoever awaits the result at once gets to wait for it.

        Raises:
            AuditUnavailableError: a thread has waited for it in vain.
        """
        if record is None:
            return Said(self, None)
        loop = _running_loop()
        with self._lock:
            late = not self._holds
            if not late or loop is not None:
                self._held.append(record)
        if late and loop is None:
            self._write_sync(record)
        elif late and loop is not None:
            loop.call_soon(self.flush)
        return Said(self, record)

    async def begin(self, intent: Record) -> None:
        """Write the intent record, and what was held for it.

        Raises:
            AuditUnavailableError: one of them cannot be written. What was held is held again.
        """
        held = self._release()
        if not held:  # as nearly always
            try:
                await self._log.write(intent)
            except AuditWriteError as error:
                raise unavailable(self._log) from error
            return
        records = [*held, intent]
        faults = await asyncio.gather(*map(self._log.write, records), return_exceptions=True)
        for fault in faults:
            if fault is not None and not isinstance(fault, AuditWriteError):
                raise fault
        if any(faults):
            failed = [record for record, fault in zip(held, faults, strict=False) if fault is not None]
            self._held = failed + self._held
            raise unavailable(self._log)

    async def write(self, record: Record) -> None:
        """Write one record; returns when it is durable.

        Raises:
            AuditUnavailableError: it cannot be.
        """
        try:
            await self._log.write(record)
        except AuditWriteError as error:
            raise unavailable(self._log) from error

    async def write_if_held(self, record: Record) -> None:
        """Write a record that is still here; raises as `write`."""
        with self._lock:
            others = [held for held in self._held if held is not record]
            still_here = len(others) < len(self._held)
            self._held = others
        if still_here:
            await self.write(record)

    def flush(self) -> None:
        """Hand on what is held, without waiting."""
        for record in self._release():
            self._log.hand_over(record)

    def _release(self) -> list[Record]:
        with self._lock:
            self._holds = False
            held, self._held = self._held, []
        return held

    def _write_sync(self, record: Record) -> None:
        try:
            self._log.write_sync(record)
        except AuditWriteError as error:
            raise unavailable(self._log) from error


class Said:
    """A record on its way. Awaited at once, it waits until the record is durable."""

    __slots__ = ("_holding", "_record")

    def __init__(self, holding: Holding, record: Record | None) -> None:
        self._holding, self._record = holding, record

    def __await__(self) -> Generator[Any, None, None]:
        if self._record is not None:
            yield from self._holding.write_if_held(self._record).__await__()


def unavailable(log: AuditLog) -> AuditUnavailableError:
    """The problem with which to refuse what cannot be recorded; it tells the state of the log."""
    health = log.health()
    return AuditUnavailableError(
        "what cannot be recorded is not answered",
        headers={"retry-after": "1"},
        extensions={"audit": {"on_failure": health.on_failure, "state": health.state}},
    )


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
