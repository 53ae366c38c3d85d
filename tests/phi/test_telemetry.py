"""Spans and log records of the real SDK and the real instrumentation of FastAPI, as an exporter gets them."""

from __future__ import annotations

import logging
import subprocess
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import pytest
from fastapi import FastAPI
from opentelemetry.instrumentation.asgi import OpenTelemetryMiddleware
from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor
from opentelemetry.sdk._logs import LoggerProvider, LoggingHandler
from opentelemetry.sdk._logs.export import InMemoryLogRecordExporter, SimpleLogRecordProcessor
from opentelemetry.sdk.trace import SpanLimits, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import Link, SpanKind, Status, StatusCode

from asgi_agent.phi.policy import Action, Policy
from asgi_agent.phi.redactor import Redactor
from asgi_agent.phi.spans import Label
from asgi_agent.phi.telemetry import WITHHELD, RedactingLogRecordExporter, RedactingSpanExporter
from asgi_agent.testing import http_scope, run_http

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opentelemetry.sdk._logs import ReadableLogRecord
    from opentelemetry.sdk.trace import ReadableSpan
    from opentelemetry.trace import Tracer

# The SDK's logging handler has a successor in a package of its own.
pytestmark = pytest.mark.filterwarnings("ignore:.*LoggingHandler.*:DeprecationWarning")

SECRET = "Quillbrook"
REDACTOR = Redactor(known={SECRET: Label.NAME})


class Tracing:
    """A tracing SDK that exports through the redaction, and next to it without."""

    def __init__(self, redactor: Redactor = REDACTOR, **options: Any) -> None:
        self.exporter, self.raw = InMemorySpanExporter(), InMemorySpanExporter()
        self.provider = TracerProvider(span_limits=SpanLimits(max_attributes=40, max_events=4, max_links=2))
        redacting = RedactingSpanExporter(self.exporter, redactor, **options)
        self.provider.add_span_processor(SimpleSpanProcessor(redacting))
        self.provider.add_span_processor(SimpleSpanProcessor(self.raw))

    @property
    def tracer(self) -> Tracer:
        return self.provider.get_tracer("tests")

    @property
    def spans(self) -> tuple[ReadableSpan, ...]:
        return self.exporter.get_finished_spans()

    @property
    def span(self) -> ReadableSpan:
        [span] = self.spans
        return span

    @property
    def text(self) -> str:
        """All that is exported, as JSON."""
        return "".join(span.to_json() for span in self.spans)


@pytest.fixture
def tracing() -> Iterator[Tracing]:
    """Shut down at the end."""
    tracing = Tracing()
    yield tracing
    tracing.provider.shutdown()


def attributes(span: ReadableSpan) -> dict[str, Any]:
    return dict(span.attributes or {})


def test_every_text_of_a_span_is_redacted(tracing: Tracing) -> None:
    """Its name, attributes, events, links and the description of its status."""
    linked = tracing.tracer.start_span("other")
    linked.end()
    tracing.exporter.clear()
    link = Link(linked.get_span_context(), {"why": f"for {SECRET}"})
    span = tracing.tracer.start_span(f"chat {SECRET}", links=[link])
    span.set_attribute("prompt", f"saw {SECRET}")
    span.set_attribute("said", [f"saw {SECRET}", "nothing"])
    span.set_attribute("ssn", "219-09-9999")
    span.add_event(f"asked {SECRET}", {"answer": f"no {SECRET}"})
    span.record_exception(ValueError(f"no chart of {SECRET}"))
    span.set_status(Status(StatusCode.ERROR, f"ValueError: no chart of {SECRET}"))
    span.end()
    assert SECRET not in tracing.text
    exported = tracing.span
    assert exported.name == "chat [NAME]"
    assert attributes(exported) == {"prompt": "saw [NAME]", "said": ("saw [NAME]", "nothing"), "ssn": "[SSN]"}
    asked, raised = exported.events
    assert (asked.name, dict(asked.attributes or {})) == ("asked [NAME]", {"answer": "no [NAME]"})
    assert (raised.attributes or {})["exception.message"] == "no chart of [NAME]"
    assert "ValueError: no chart of [NAME]" in str((raised.attributes or {})["exception.stacktrace"])
    assert dict(exported.links[0].attributes or {}) == {"why": "for [NAME]"}
    assert exported.status.description == "ValueError: no chart of [NAME]"


def test_the_rest_of_a_span_stays(tracing: Tracing) -> None:
    """Ids, times, kind, resource, scope, and how much was dropped; the recorded span is untouched."""
    with tracing.tracer.start_as_current_span("outer"):
        span = tracing.tracer.start_span("inner", kind=SpanKind.CLIENT, attributes={"count": 3, "share": 0.5})
        for number in range(60):
            span.set_attribute(f"n{number}", True)
            span.add_event("again")
        span.set_attribute("prompt", SECRET)
        span.end()
    exported, raw = tracing.spans[0], tracing.raw.get_finished_spans()[0]
    for name in (
        "context",
        "parent",
        "kind",
        "resource",
        "start_time",
        "end_time",
        "instrumentation_scope",
        "dropped_attributes",
        "dropped_events",
        "dropped_links",
    ):
        assert getattr(exported, name) == getattr(raw, name), name
    assert exported.dropped_attributes == 23
    assert exported.dropped_events == 56
    assert [event.timestamp for event in exported.events] == [event.timestamp for event in raw.events]
    assert attributes(raw)["prompt"] == SECRET
    assert attributes(exported)["prompt"] == "[NAME]"


@pytest.mark.parametrize(
    ("name", "exported"),
    [
        ("GET", "GET"),
        ("invoke_agent triage", "invoke_agent triage"),
        ("GET /charts/4711", "GET /[URL]"),
        ("GET /charts/some one", "GET /[URL]"),
        ("GET /charts/some one http send", "GET /[URL] http send"),
        ("GET /charts/{id}", "GET /charts/{id}"),
        ("GET /charts/{id:int}/notes http receive", "GET /charts/{id:int}/notes http receive"),
        ("GET /charts/{id}/some one", "GET /[URL]"),
        ("/ws/4711 websocket send", "/[URL] websocket send"),
        ("GET /", "GET /"),
        ("node a/b", "node a/b"),
    ],
)
def test_a_path_in_a_name_is_hidden(tracing: Tracing, name: str, exported: str) -> None:
    """Unless it is a template: without routes, instrumentation takes the path as it came."""
    tracing.tracer.start_span(name).end()
    assert tracing.span.name == exported


ADDRESS = {
    "http.url": "https://user:pw@ehr.example.org/charts/4711?mrn=55512#x",
    "http.target": "/charts/4711?mrn=55512",
    "url.full": "https://ehr.example.org/charts/4711",
    "url.path": "/charts/4711",
    "url.query": "mrn=55512",
}


def test_an_address_becomes_its_route(tracing: Tracing) -> None:
    """Which names nobody. The query goes, and so does who is logged in."""
    tracing.tracer.start_span("GET /charts/{id}", attributes={**ADDRESS, "http.route": "/charts/{id}"}).end()
    assert attributes(tracing.span) == {
        "http.url": "https://ehr.example.org/charts/{id}?[URL]",
        "http.target": "/charts/{id}?[URL]",
        "url.full": "https://ehr.example.org/charts/{id}",
        "url.path": "/charts/{id}",
        "url.query": "[URL]",
        "http.route": "/charts/{id}",
    }


def test_an_address_without_a_route_is_hidden(tracing: Tracing) -> None:
    """A path that nobody knows may hold anything, and the root nothing; what is no URL is hidden whole."""
    tracing.tracer.start_span("GET", attributes=ADDRESS).end()
    tracing.tracer.start_span("GET", attributes={"url.path": "/", "url.query": "", "http.url": "//[x"}).end()
    first, second = map(attributes, tracing.spans)
    assert first == {
        "http.url": "https://ehr.example.org/[URL]?[URL]",
        "http.target": "/[URL]?[URL]",
        "url.full": "https://ehr.example.org/[URL]",
        "url.path": "/[URL]",
        "url.query": "[URL]",
    }
    assert second == {"url.path": "/", "url.query": "", "http.url": "[URL]"}


def test_a_policy_may_keep_addresses() -> None:
    """What else is in them still goes."""
    tracing = Tracing(Redactor(Policy("test", {Label.URL: Action.KEEP}), known={SECRET: Label.NAME}))
    tracing.tracer.start_span(f"GET /charts/{SECRET}", attributes={"url.path": f"/charts/{SECRET}"}).end()
    assert tracing.span.name == "GET /charts/[NAME]"
    assert attributes(tracing.span) == {"url.path": "/charts/[NAME]"}
    tracing.provider.shutdown()


def test_attributes_that_are_to_be_kept_are_kept() -> None:
    """What the code of the service says about itself, and what the caller names and answers for."""
    tracing = Tracing(keep={"tenant"})
    given = {"tenant": SECRET, "server.address": SECRET, "http.route": f"/{SECRET}", "other": SECRET}
    tracing.tracer.start_span("x", attributes=given).end()
    assert attributes(tracing.span) == {**given, "other": "[NAME]"}
    tracing.provider.shutdown()


def test_a_span_that_cannot_be_redacted_is_bare(tracing: Tracing, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others of its batch are exported all the same, and the trace keeps its shape."""
    monkeypatch.setattr("asgi_agent.phi.session.Session.redact_json", lambda session, value: 1 / 0)
    span = tracing.tracer.start_span(f"saw {SECRET}", kind=SpanKind.SERVER, attributes={"prompt": SECRET})
    span.set_status(Status(StatusCode.ERROR, SECRET))
    span.end()
    exported = tracing.span
    assert SECRET not in tracing.text
    assert (exported.name, exported.kind, exported.context) == (
        WITHHELD,
        SpanKind.SERVER,
        span.get_span_context(),
    )
    assert exported.status.status_code is StatusCode.ERROR


def test_shutting_down_and_flushing_reach_the_exporter() -> None:
    """As if there were nothing in between."""
    tracing = Tracing()
    assert tracing.provider.force_flush()
    tracing.provider.shutdown()
    redacting = RedactingSpanExporter(tracing.exporter, REDACTOR)
    assert redacting.force_flush()
    assert redacting.export([]).name == "FAILURE"  # the exporter in it takes no more


# --- instrumentation of FastAPI, which runs outside of all middleware


def clinic() -> FastAPI:
    app = FastAPI()

    @app.get("/charts/{name}")
    def chart(name: str) -> dict[str, str]:
        return {}

    @app.get("/broken/{name}")
    def broken(name: str) -> None:
        raise ValueError(f"no chart of {name.partition(' ')[2]}")

    return app


@contextmanager
def instrumented(tracing: Tracing, *, fastapi: bool) -> Iterator[Any]:
    """FastAPI's own instrumentation, or the one for any ASGI app, which knows no routes."""
    app = clinic()
    if not fastapi:
        yield OpenTelemetryMiddleware(app, tracer_provider=tracing.provider)
        return
    options: dict[str, Any] = {
        "tracer_provider": tracing.provider,
        "http_capture_headers_server_request": ["x-patient", "referer"],
    }
    FastAPIInstrumentor.instrument_app(app, **options)
    yield app
    FastAPIInstrumentor.uninstrument_app(app)


@pytest.mark.parametrize("fastapi", [True, False], ids=["fastapi", "asgi"])
@pytest.mark.parametrize("path", ["charts", "broken", "nowhere"])
async def test_no_request_leaves_an_identifier_in_spans(tracing: Tracing, path: str, fastapi: bool) -> None:
    """In path, query, headers and exceptions; a number says nothing by itself, so its place has to."""
    scope = http_scope(
        f"/{path}/4711081547x {SECRET}",
        query_string=b"mrn=55512908176x",
        headers=[
            (b"host", b"ehr.example.org"),
            (b"user-agent", f"curl for {SECRET}".encode()),
            (b"x-patient", SECRET.encode()),
            (b"referer", f"https://ehr.example.org/charts/{SECRET}".encode()),
        ],
    )
    with instrumented(tracing, fastapi=fastapi) as app, suppress(ValueError):
        await run_http(app, scope)
    raw = "".join(span.to_json() for span in tracing.raw.get_finished_spans())
    assert SECRET in raw
    assert "4711081547x" in raw
    for leaked in (SECRET, "4711081547x", "55512908176x"):
        assert leaked not in tracing.text
    server = tracing.spans[-1]
    assert server.kind is SpanKind.SERVER
    if fastapi and path != "nowhere":
        assert server.name == f"GET /{path}/{{name}}"
        assert attributes(server)["http.target"] == f"/{path}/{{name}}"
    assert attributes(server)["http.method"] == "GET"
    assert attributes(server)["http.scheme"] == "http"


# --- log records


class Logs:
    """A logs SDK that exports through the redaction, and next to it without."""

    def __init__(self) -> None:
        make: Any = InMemoryLogRecordExporter
        self.exporter: InMemoryLogRecordExporter = make()
        self.raw: InMemoryLogRecordExporter = make()
        self.provider = LoggerProvider()
        redacting = RedactingLogRecordExporter(self.exporter, REDACTOR)
        self.provider.add_log_record_processor(SimpleLogRecordProcessor(redacting))
        self.provider.add_log_record_processor(SimpleLogRecordProcessor(self.raw))
        self.logger = logging.Logger("tests.phi")
        self.logger.addHandler(LoggingHandler(logger_provider=self.provider))

    @property
    def records(self) -> tuple[ReadableLogRecord, ...]:
        return self.exporter.get_finished_logs()


@pytest.fixture
def logs() -> Iterator[Logs]:
    """Shut down at the end."""
    logs = Logs()
    yield logs
    logs.provider.shutdown()


def test_log_records_are_redacted(logs: Logs) -> None:
    """Body, attributes and exceptions; the record that was made is untouched."""
    try:
        raise ValueError(f"no chart of {SECRET}")
    except ValueError:
        logs.logger.exception("saw %s", SECRET, extra={"chart": {"of": SECRET}, "ssn": "219-09-9999", "n": 3})
    [record], [raw] = logs.records, logs.raw.get_finished_logs()
    assert SECRET not in record.to_json()
    values = dict(record.log_record.attributes or {})
    assert record.log_record.body == "saw [NAME]"
    assert (values["chart"], values["ssn"], values["n"]) == ({"of": "[NAME]"}, "[SSN]", 3)
    assert values["exception.type"] == "ValueError"
    assert values["exception.message"] == "no chart of [NAME]"
    assert "in test_log_records_are_redacted" in str(values["exception.stacktrace"])
    assert raw.log_record.body == f"saw {SECRET}"
    for name in ("timestamp", "severity_number", "trace_id", "span_id"):
        assert getattr(record.log_record, name) == getattr(raw.log_record, name)
    assert (record.resource, record.instrumentation_scope) == (raw.resource, raw.instrumentation_scope)


def test_structured_bodies_and_events_are_redacted(logs: Logs) -> None:
    """Whatever a body is made of, and the name of an event."""
    logger = logs.provider.get_logger("tests")
    logger.emit(body={"saw": [SECRET], "n": 3}, event_name=f"visit of {SECRET}", exception=ValueError(SECRET))
    [record] = logs.records
    assert record.log_record.body == {"saw": ["[NAME]"], "n": 3}
    assert record.log_record.event_name == "visit of [NAME]"
    assert record.log_record.exception is None
    assert SECRET not in record.to_json()


def test_bytes_in_a_body_are_read(logs: Logs) -> None:
    """They are exported as the text that they are."""
    logs.provider.get_logger("tests").emit(body={"raw": f"saw {SECRET}".encode()})
    [record] = logs.records
    assert record.log_record.body == {"raw": "saw [NAME]"}


def test_a_log_record_that_cannot_be_redacted_is_bare(logs: Logs, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its time and severity stay."""
    monkeypatch.setattr("asgi_agent.phi.session.Session.redact_json", lambda session, value: 1 / 0)
    logs.logger.error(SECRET, extra={"chart": SECRET})
    [record] = logs.records
    assert record.log_record.body == WITHHELD
    assert record.log_record.severity_text == "ERROR"
    assert SECRET not in record.to_json()


def test_flushing_reaches_the_log_exporter(logs: Logs) -> None:
    """As if there were nothing in between."""
    assert logs.provider.force_flush()
    assert RedactingLogRecordExporter(logs.exporter, REDACTOR).force_flush()


def test_without_the_sdk_the_extra_is_named() -> None:
    """The API alone is a dependency."""
    program = (
        "import sys; sys.modules['opentelemetry.sdk'] = None\n"
        "from asgi_agent.errors import MissingDependencyError\n"
        "try:\n    import asgi_agent.phi.telemetry\n"
        "except MissingDependencyError as error:\n    print(error)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("pip install 'asgi-agent[otel]'")
    assert done.stderr == ""
