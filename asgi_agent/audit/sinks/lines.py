"""`StructlogSink`: a structlog line for each record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent.audit.sinks.background import LIMIT, BackgroundSink
from asgi_agent.audit.sinks.flat import flat

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger

TROUBLE = frozenset({"denied", "failure"})
"""Outcomes that somebody should look at."""


class StructlogSink(BackgroundSink):
    """Logs each record through structlog: its type as the event, its fields by their path.

    Denied and failed ones are warnings, the others information. Processors see what the record holds and
    nothing else; the audit log stays the record, since log lines can be lost.

    Args:
        logger: a structlog logger; the default is `structlog.get_logger("asgi_agent.audit")`.
        limit: records that may wait while a log cannot be written.
    """

    def __init__(self, logger: FilteringBoundLogger | None = None, *, limit: int = LIMIT) -> None:
        super().__init__(self._log, limit)
        self._logger = logger

    def _log(self, line: bytes) -> None:
        fields: dict[str, Any] = flat(line)
        event = fields.pop("event.type")
        if fields.get("outcome.status") in TROUBLE:
            self._bound().warning(event, **fields)
        else:
            self._bound().info(event, **fields)

    def _bound(self) -> FilteringBoundLogger:
        if self._logger is None:
            import structlog

            self._logger = structlog.get_logger("asgi_agent.audit")
        return self._logger
