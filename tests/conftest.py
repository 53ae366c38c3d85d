from __future__ import annotations

import gc
import signal
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest
from opentelemetry import metrics, trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opentelemetry.sdk.metrics.export import InMemoryMetricReader
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

if find_spec("hypothesis") is not None:  # the environments of `tests.environments` have none
    from hypothesis import settings

    # Examples are judged by what they do. How long one takes depends on what else the machine does.
    settings.register_profile("steady", deadline=None)
    settings.load_profile("steady")

# What a shell runs in the background ignores SIGINT, and so would every server that is started here.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish() -> None:
    """Thousands of collected tests are not looked through whenever the garbage collector runs."""
    gc.freeze()


# A process can set its OpenTelemetry providers only once, and most tests want none: so the fixtures stand in
# for the functions that look the providers up, which is what `trace.get_tracer` itself does. The SDK is
# imported in them for the same reason as above.


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    """A tracing SDK for one test, and what it exports."""
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "get_tracer_provider", lambda: provider)
    yield exporter
    provider.shutdown()


@pytest.fixture
def meters(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemoryMetricReader]:
    """A metrics SDK for one test, and what it reads."""
    from opentelemetry.sdk.metrics import MeterProvider
    from opentelemetry.sdk.metrics.export import InMemoryMetricReader

    reader = InMemoryMetricReader()
    provider = MeterProvider([reader])
    monkeypatch.setattr(metrics, "get_meter", provider.get_meter)
    monkeypatch.setattr(metrics, "get_meter_provider", lambda: provider)
    yield reader
    provider.shutdown()
