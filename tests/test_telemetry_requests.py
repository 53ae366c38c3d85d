"""Spans of requests: their names, their parents, their errors."""

from __future__ import annotations

import contextvars
from typing import TYPE_CHECKING, Any

import pytest
from opentelemetry import context as otel_context
from opentelemetry import trace
from opentelemetry.trace import SpanKind, StatusCode

from asgi_agent import AgentASGI, CorrelationIdMiddleware
from asgi_agent.telemetry import RequestSpan
from asgi_agent.testing import ASGIConnection, http_scope, run_http, websocket_scope
from tests.asking import JSON
from tests.tracing import SECRET, attributes, echo, named, parent_of, request

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

TRACE_ID, SPAN_ID = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


async def test_a_request_is_a_server_span_named_by_its_route(spans: InMemorySpanExporter) -> None:
    """A trace of its own, with the template of the route and the id of the request."""
    await request(AgentASGI(echo, name="agent"), "/graphs/agent/invoke")
    span = named(spans, "POST /graphs/{graph}/invoke")
    assert span.kind is SpanKind.SERVER
    assert span.parent is None
    found = attributes(span)
    assert len(found.pop("asgi_agent.request_id")) == 32
    assert found == {
        "http.request.method": "POST",
        "http.route": "/graphs/{graph}/invoke",
        "http.response.status_code": 200,
    }


@pytest.mark.parametrize(
    ("options", "name", "status"),
    [
        ({"path": "/nowhere"}, "POST", 404),
        ({"path": "/invoke", "method": "BREW"}, "HTTP", 405),
        ({"path": "/graphs", "method": "GET"}, "GET /graphs", 200),
    ],
)
async def test_a_name_is_made_of_known_words(
    spans: InMemorySpanExporter, options: Any, name: str, status: int
) -> None:
    """Whatever a client asks for, the number of names is bounded."""
    assert await request(AgentASGI(echo), **options) == status
    found = attributes(named(spans, name))
    assert found["http.response.status_code"] == status
    assert found["http.request.method"] in ("POST", "GET", "_OTHER")


async def test_a_refusal_is_no_error_of_the_servers(spans: InMemorySpanExporter) -> None:
    """4xx is the caller's."""
    assert await request(AgentASGI(echo), body=None, headers=[]) == 415
    assert named(spans, "POST /invoke").status.status_code is StatusCode.UNSET


async def test_an_error_after_the_response_began_is_noted(spans: InMemorySpanExporter) -> None:
    """There is no status any more that could tell."""
    scope = {"type": "http", "method": "GET", "asgi_agent.request_id": "r"}
    with pytest.raises(ValueError, match=SECRET), RequestSpan(scope):
        raise ValueError(SECRET)
    span = named(spans, "request")
    assert attributes(span)["error.type"] == "ValueError"
    assert span.events == ()


async def test_under_a_host_that_traces_the_request_is_its_child(spans: InMemorySpanExporter) -> None:
    """The host's span is the server's."""
    with trace.get_tracer("host").start_as_current_span("host"):
        await request(AgentASGI(echo))
    assert parent_of(spans, "POST /invoke") == "host"
    assert named(spans, "POST /invoke").kind is SpanKind.INTERNAL


async def test_a_span_left_behind_by_another_request_is_no_parent(spans: InMemorySpanExporter) -> None:
    """Servers start a request in the context of the one before."""
    leaked = contextvars.copy_context()
    span = trace.get_tracer("host").start_span("before")
    leaked.run(otel_context.attach, trace.set_span_in_context(span))
    span.end()
    body = b'{"input": 1}'
    await run_http(AgentASGI(echo), http_scope("/invoke", method="POST", headers=JSON), body, context=leaked)
    assert named(spans, "POST /invoke").parent is None
    assert parent_of(spans, "invoke_agent agent") == "POST /invoke"


@pytest.mark.parametrize("trust", ["trusted", "public", "ignore"])
async def test_a_callers_trace_is_continued_or_linked_to(spans: InMemorySpanExporter, trust: Any) -> None:
    """As the correlation middleware says: a stranger may not choose our trace."""
    app = CorrelationIdMiddleware(AgentASGI(echo), trace=trust)
    header = (b"traceparent", f"00-{TRACE_ID}-{SPAN_ID}-01".encode())
    await request(app, headers=[*JSON, header])
    span = named(spans, "POST /invoke")
    linked = [f"{link.context.trace_id:032x}-{link.context.span_id:016x}" for link in span.links]
    assert span.kind is SpanKind.SERVER
    assert linked == ([f"{TRACE_ID}-{SPAN_ID}"] if trust == "public" else [])
    if trust == "trusted":
        assert span.parent is not None
        assert f"{span.parent.trace_id:032x}-{span.parent.span_id:016x}" == f"{TRACE_ID}-{SPAN_ID}"
    else:
        assert span.parent is None
        assert span.context is not None
        assert f"{span.context.trace_id:032x}" != TRACE_ID


async def test_what_is_not_sampled_is_not_sampled_in_parts(spans: InMemorySpanExporter) -> None:
    """The run of a request that a trusted caller does not record starts no trace of its own."""
    app = CorrelationIdMiddleware(AgentASGI(echo), trace="trusted")
    header = (b"traceparent", f"00-{TRACE_ID}-{SPAN_ID}-00".encode())
    assert await request(app, headers=[*JSON, header]) == 200
    assert spans.get_finished_spans() == ()


async def test_a_websocket_is_a_span_with_its_runs_below(spans: InMemorySpanExporter) -> None:
    """From the handshake to the close."""
    async with ASGIConnection(AgentASGI(echo), websocket_scope("/ws")) as connection:
        await connection.put({"type": "websocket.connect"})
        await connection.get()
        await connection.put({"type": "websocket.receive", "text": '{"input": 1}'})
        while '"run.finished"' not in (await connection.get())["text"]:
            pass
        await connection.disconnect()
        await connection.wait()
    assert parent_of(spans, "invoke_agent agent") == "WEBSOCKET /ws"
