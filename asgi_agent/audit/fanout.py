"""Showing records to whoever else wants them, once they are durable: best effort, never in the way."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from asgi_agent.audit.record import Record

logger = logging.getLogger("asgi_agent")


class Sink(Protocol):
    """Is shown each record of this process, in order, on the thread that writes them.

    One that can block, such as on a network, has a bounded queue and a thread of its own.
    """

    def __call__(self, record: Record, line: bytes, /) -> None:
        """Take a record.

        Args:
            record: as it was given to the log.
            line: as it stands in the log. Of a record that waits in the spool, its line has no `seq` yet.
        """
        ...


class Fanout:
    """Shows records to sinks, and counts what they did not take.

    Attributes:
        failures: how often a sink raised.
    """

    def __init__(self, sinks: Sequence[Sink]) -> None:
        self._sinks = tuple(sinks)
        self._blamed: set[int] = set()
        self.failures = 0

    def show(self, records: Sequence[Record], lines: Iterable[bytes]) -> None:
        """Show records with their lines to each sink."""
        if not self._sinks:
            return
        pairs = list(zip(records, lines, strict=True))
        for number, sink in enumerate(self._sinks):
            for record, line in pairs:
                try:
                    sink(record, line)
                except Exception as error:
                    self._blame(number, sink, error)

    def _blame(self, number: int, sink: Sink, error: Exception) -> None:
        self.failures += 1
        if number not in self._blamed:  # once: a sink that fails is likely to fail with each record
            self._blamed.add(number)
            logger.error("an audit sink fails, %s: %s", type(sink).__qualname__, type(error).__name__)
