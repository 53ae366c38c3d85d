"""OpenTelemetry exporters that let no identifier out: wrap the one that you have.

    BatchSpanProcessor(RedactingSpanExporter(OTLPSpanExporter(), redactor))
    BatchLogRecordProcessor(RedactingLogRecordExporter(OTLPLogExporter(), redactor))

Instrumentation of FastAPI, Starlette or any ASGI app runs outside of all middleware and writes the address
of each request into its spans; instrumentation of models writes prompts. At the exporter all of it comes by,
in a thread of the SDK and off the event loop, and nothing that was recorded is changed: it gets copies.

Resources, instrumentation scopes, trace state, ids and times are left as they are. Needs the extra `otel`.
"""

from __future__ import annotations

import copy
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from opentelemetry.attributes import BoundedAttributes
from opentelemetry.trace import Link, Status

from asgi_agent.errors import MissingDependencyError
from asgi_agent.phi.records import MAX_LENGTH, RecordRedaction
from asgi_agent.phi.spans import Label

try:
    from opentelemetry.sdk._logs.export import LogRecordExporter, LogRecordExportResult
    from opentelemetry.sdk.trace import Event, ReadableSpan
    from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
    from opentelemetry.sdk.util import BoundedList
except ImportError as error:  # an older SDK has the names of its logs elsewhere
    raise MissingDependencyError(
        "asgi_agent.phi.telemetry needs opentelemetry-sdk 1.39 or newer: pip install 'asgi-agent[otel]'"
    ) from error

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from opentelemetry.sdk._logs import ReadableLogRecord

    from asgi_agent.phi.redactor import Redactor

KEPT = frozenset(
    {
        "asgi_agent.request_id",
        "asgi_agent.run_id",
        "code.file.path",
        "code.function.name",
        "error.type",
        "exception.type",
        "http.flavor",
        "http.host",
        "http.method",
        "http.request.method",
        "http.route",
        "http.scheme",
        "http.server_name",
        "net.host.name",
        "network.protocol.name",
        "network.protocol.version",
        "server.address",
        "url.scheme",
        "url.template",
    }
)
"""Attributes that say what the service is and does."""

WITHHELD = "withheld"

_PATHS = frozenset({"http.target", "url.path"})
_URLS = frozenset({"http.url", "url.full"})
_QUERY = "url.query"
_ADDRESSES = _PATHS | _URLS | {_QUERY}
_NAME = re.compile(
    r"(?s)(?P<before>(?:.*?\s)??)(?P<path>/.*?)(?P<after>(?: (?:http|websocket) (?:send|receive))?)\Z"
)
_TEMPLATE = re.compile(r"(?:/(?:[\w.~-]+|\{\w+(?::\w+)?\}))+/?")


class RedactingSpanExporter(SpanExporter):
    """Exports copies of spans without identifiers: names, attributes, events, links, status descriptions.

    In the address of a request the path becomes its route (`/patients/{id}`), which names nobody, or a
    placeholder where there is none; its host stays. All other texts are looked at by content and by the name
    of their attribute. A span that cannot be redacted keeps its ids, times and kind, and nothing else.

    Args:
        exporter: where the copies go.
        redactor: what to look for; its recognizers are left out.
        keep: further attributes that stay as they are.
        max_length: characters that are kept of each text.
    """

    def __init__(
        self,
        exporter: SpanExporter,
        redactor: Redactor,
        *,
        keep: Collection[str] = (),
        max_length: int = MAX_LENGTH,
    ) -> None:
        self._exporter = exporter
        self._redactor = redactor
        self._keep = KEPT.union(keep)
        self._max_length = max_length

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Export copies."""
        return self._exporter.export([self._redacted(span) for span in spans])

    def shutdown(self) -> None:
        """Shut the exporter down."""
        self._exporter.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        """Have the exporter send what it holds."""
        return self._exporter.force_flush(timeout_millis)

    def _redacted(self, span: ReadableSpan) -> ReadableSpan:
        try:
            redaction = RecordRedaction(self._redactor, self._max_length)
            return _copy_of(span, _Attributes(redaction, self._keep, span.attributes))
        except Exception:  # of the host's own objects, as they are written out
            return _bare(span)


class RedactingLogRecordExporter(LogRecordExporter):
    """Exports copies of log records without identifiers: bodies, attributes, names of events.

    A record that cannot be redacted keeps its ids, times and severity, and nothing else.

    Args:
        exporter: where the copies go.
        redactor: what to look for; its recognizers are left out.
        keep: further attributes that stay as they are.
        max_length: characters that are kept of each text.
    """

    def __init__(
        self,
        exporter: LogRecordExporter,
        redactor: Redactor,
        *,
        keep: Collection[str] = (),
        max_length: int = MAX_LENGTH,
    ) -> None:
        self._exporter = exporter
        self._redactor = redactor
        self._keep = KEPT.union(keep)
        self._max_length = max_length

    def export(self, batch: Sequence[ReadableLogRecord]) -> LogRecordExportResult:
        """Export copies."""
        return self._exporter.export([self._redacted(record) for record in batch])

    def shutdown(self) -> None:
        """Shut the exporter down."""
        self._exporter.shutdown()  # type: ignore[no-untyped-call] # the SDK's own omission

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        """Have the exporter send what it holds."""
        return self._exporter.force_flush(timeout_millis)

    def _redacted(self, record: ReadableLogRecord) -> ReadableLogRecord:
        redaction = RecordRedaction(self._redactor, self._max_length)
        inner = copy.copy(record.log_record)
        inner.exception = None  # the SDK has made attributes of it
        try:
            attributes = _Attributes(redaction, self._keep, inner.attributes)
            inner.attributes = attributes.redacted(inner.attributes)
            inner.body = redaction.values({"body": inner.body})["body"]
            inner.event_name = attributes.text(inner.event_name)
        except Exception:  # of the host's own objects, as they are written out
            inner.body, inner.attributes, inner.event_name = WITHHELD, {}, None
        return replace(record, log_record=inner)


class _Attributes:
    """Redacts what one span or log record is made of.

    Args:
        attributes: those of the span itself, which say what its route is.
    """

    def __init__(
        self, redaction: RecordRedaction, keep: frozenset[str], attributes: Mapping[str, Any] | None
    ) -> None:
        route = (attributes or {}).get("http.route") or (attributes or {}).get("url.template")
        self._route = route if isinstance(route, str) else None
        self._redaction = redaction
        self._hidden = redaction.value("/", Label.URL)
        # A policy may keep addresses; what else is in them still goes.
        self._addresses = _ADDRESSES - keep if self._hidden != "/" else frozenset()
        self._keep = keep

    def redacted(self, attributes: Mapping[str, Any] | None) -> BoundedAttributes:
        """A copy, which counts as dropped what the original does."""
        given = attributes or {}
        addresses = {key: self._address(key, str(given[key])) for key in self._addresses & given.keys()}
        values = self._redaction.values(given, self._keep | addresses.keys()) | addresses
        bounded = BoundedAttributes(attributes=values)
        bounded.dropped = getattr(attributes, "dropped", 0)
        return bounded

    def name(self, name: str) -> str:
        """The name of a span; that of an ASGI app without routes is its method and the path as it came."""
        found = _NAME.match(name) if self._addresses else None
        if found is not None and not self._is_template(found["path"]):
            name = f"{found['before']}{self._path(found['path'])}{found['after']}"
        return self._redaction.text(name)

    def text(self, text: str | None) -> str | None:
        """Any other text."""
        return text and self._redaction.text(text)

    def _is_template(self, path: str) -> bool:
        return path == self._route or ("{" in path and _TEMPLATE.fullmatch(path) is not None)

    def _address(self, key: str, value: str) -> str:
        if key == _QUERY:
            return value and self._hidden
        return self._path(value) if key in _PATHS else self._url(value)

    def _path(self, value: str) -> str:
        path, mark, query = value.partition("?")
        if path not in ("", "/"):
            path = self._route or f"/{self._hidden}"
        return f"{path}{mark}{query and self._hidden}"

    def _url(self, value: str) -> str:
        try:
            parts = urlsplit(value)
            host = parts.netloc.rpartition("@")[2]
        except ValueError:  # no URL
            return self._hidden
        path = self._path(parts.path + (f"?{parts.query}" if parts.query else ""))
        return f"{parts.scheme}://{host}{path}"


def _copy_of(span: ReadableSpan, attributes: _Attributes) -> ReadableSpan:
    own = attributes.redacted(span.attributes)
    own.dropped = span.dropped_attributes
    name = attributes.name(span.name)
    status = Status(span.status.status_code, attributes.text(span.status.description))
    events = [
        Event(attributes.text(event.name) or "", attributes.redacted(event.attributes), event.timestamp)
        for event in span.events
    ]
    links = [Link(link.context, attributes.redacted(link.attributes)) for link in span.links]
    return ReadableSpan(
        name=name,
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes=own,
        events=_bounded(events, span.dropped_events),
        links=_bounded(links, span.dropped_links),
        kind=span.kind,
        status=status,
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )


def _bounded(items: Sequence[Any], dropped: int) -> BoundedList[Any]:
    bounded: BoundedList[Any] = BoundedList.from_seq(None, items)
    bounded.dropped = dropped
    return bounded


def _bare(span: ReadableSpan) -> ReadableSpan:
    return ReadableSpan(
        name=WITHHELD,
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )
