"""`OpenTelemetrySink`: an OpenTelemetry log record for each audit record."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from asgi_agent.audit.sinks.background import LIMIT, BackgroundSink
from asgi_agent.audit.sinks.flat import flat
from asgi_agent.audit.sinks.lines import TROUBLE

if TYPE_CHECKING:
    from opentelemetry._logs import Logger, LoggerProvider, SeverityNumber

    from asgi_agent.audit.sinks.flat import Field

_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00Z")


class OpenTelemetrySink(BackgroundSink):
    """Emits each record through the OpenTelemetry logs API, in the trace that it belongs to.

    The body is the record's type; its fields are attributes by their path, such as `http.status`. Batching
    exporters drop records when their queue is full, so this is a copy, and the audit log stays the record.

    Args:
        provider: a logger provider; the default is the global one as it is at the first record.
        limit: records that may wait while an exporter blocks.
    """

    def __init__(self, provider: LoggerProvider | None = None, *, limit: int = LIMIT) -> None:
        super().__init__(self._emit, limit)
        self._provider = provider
        self._logger: Logger | None = None

    def _emit(self, line: bytes) -> None:
        from opentelemetry._logs import LogRecord, SeverityNumber
        from opentelemetry.trace import TraceFlags

        fields = flat(line)
        trouble = fields.get("outcome.status") in TROUBLE
        severity: SeverityNumber = SeverityNumber.WARN if trouble else SeverityNumber.INFO
        self._bound().emit(
            LogRecord(
                timestamp=_nanoseconds(fields["time"]),
                trace_id=_number(fields.get("corr.trace")),
                span_id=_number(fields.get("corr.span")),
                trace_flags=TraceFlags(TraceFlags.DEFAULT),
                severity_text=severity.name,
                severity_number=severity,
                body=fields["event.type"],
                attributes=fields,
            )
        )

    def _bound(self) -> Logger:
        if self._logger is None:
            from opentelemetry._logs import get_logger_provider

            provider = self._provider or get_logger_provider()
            self._logger = provider.get_logger("asgi_agent.audit")
        return self._logger


def _nanoseconds(time: Field) -> int:
    """Unix time of a record's time."""
    return (datetime.fromisoformat(str(time)) - _EPOCH) // timedelta(microseconds=1) * 1000


def _number(digits: Field | None) -> int:
    """What OpenTelemetry calls an id: zero for none, and for a pseudonym, which stands in the attributes."""
    return 0 if digits is None or ":" in str(digits) else int(str(digits), 16)
