"""Look at what a tracing SDK has recorded."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from asgi_agent.testing import http_scope, run_http
from tests.asking import JSON

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import ReadableSpan
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

SECRET = "zq7secret"


async def fail(value: Any) -> Any:
    raise ValueError(SECRET)


async def echo(value: Any) -> Any:
    return value


async def request(app: Any, path: str = "/invoke", body: Any = SECRET, **options: Any) -> int | None:
    scope = http_scope(path, **{"method": "POST", "headers": JSON, **options})
    return (await run_http(app, scope, json.dumps({"input": body}).encode())).status


def named(spans: InMemorySpanExporter, name: str) -> ReadableSpan:
    [span] = [span for span in spans.get_finished_spans() if span.name == name]
    return span


def parent_of(spans: InMemorySpanExporter, name: str) -> str | None:
    parent = named(spans, name).parent
    names = {span.context.span_id: span.name for span in spans.get_finished_spans() if span.context}
    return None if parent is None else names.get(parent.span_id)


def attributes(span: ReadableSpan) -> dict[str, Any]:
    return dict(span.attributes or {})
