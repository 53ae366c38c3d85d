from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
import pytest
from opentelemetry._logs import SeverityNumber
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor, InMemoryLogRecordExporter

from asgi_agent.audit import AuditLog
from asgi_agent.audit.record import Correlation
from asgi_agent.audit.sinks import OpenTelemetrySink
from asgi_agent.audit.sinks.flat import flat
from tests.audit.sinks.records import SPAN, TRACE, line, record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def exporter() -> InMemoryLogRecordExporter:
    """Keeps what is exported."""
    return InMemoryLogRecordExporter()  # type: ignore[no-untyped-call]


@pytest.fixture
def provider(exporter: InMemoryLogRecordExporter) -> Iterator[LoggerProvider]:
    """A provider of the SDK, with a processor as in production."""
    provider = LoggerProvider(shutdown_on_exit=False)
    provider.add_log_record_processor(BatchLogRecordProcessor(exporter))
    yield provider
    provider.shutdown()


async def test_each_record_is_exported(
    tmp_path: Path, provider: LoggerProvider, exporter: InMemoryLogRecordExporter
) -> None:
    """With the fields that it has in the log, and with nothing else."""
    lines: list[bytes] = []
    sink = OpenTelemetrySink(provider)
    log = AuditLog(tmp_path / "audit", sync=False, sinks=[sink, lambda _, line: lines.append(line)])
    for status in ("success", "denied"):
        await log.write(record(status))
    await log.aclose()
    assert sink.close()
    provider.force_flush()
    exported = [data.log_record for data in exporter.get_finished_logs()]
    assert [each.body for each in exported] == ["http.request", "http.request"]
    assert [each.severity_number for each in exported] == [SeverityNumber.INFO, SeverityNumber.WARN]
    for each, told in zip(exported, lines, strict=True):
        attributes = dict(each.attributes or {})
        assert {name: list(v) if isinstance(v, tuple) else v for name, v in attributes.items()} == flat(told)


def test_a_record_keeps_its_time_and_its_trace(
    provider: LoggerProvider, exporter: InMemoryLogRecordExporter
) -> None:
    """Whenever and wherever it is exported."""
    sink = OpenTelemetrySink(provider)
    sink(record(), line(record()))
    assert sink.close()
    provider.force_flush()
    (data,) = exporter.get_finished_logs()
    moment = datetime(2026, 11, 21, 9, 0, 0, 250_000, tzinfo=UTC)
    assert data.log_record.timestamp == int(moment.timestamp() * 1000) * 1_000_000
    assert data.log_record.trace_id == int(TRACE, 16)
    assert data.log_record.span_id == int(SPAN, 16)


def test_a_trace_that_is_a_pseudonym_is_an_attribute(
    provider: LoggerProvider, exporter: InMemoryLogRecordExporter
) -> None:
    """The client had chosen it; a number of 128 bits it is not."""
    named = "hmac:v1:" + "0" * 32
    chosen = msgspec.structs.replace(record(), corr=Correlation(trace=named))
    sink = OpenTelemetrySink(provider)
    sink(chosen, line(chosen))
    assert sink.close()
    provider.force_flush()
    (data,) = exporter.get_finished_logs()
    assert data.log_record.trace_id == 0
    assert dict(data.log_record.attributes or {})["corr.trace"] == named


def test_without_an_sdk_nothing_happens() -> None:
    """The API alone does nothing, and that is no failure."""
    sink = OpenTelemetrySink()
    sink(record(), line(record()))
    assert sink.close()
    assert sink.failures == 0
