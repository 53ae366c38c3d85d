"""Spans, as a real OpenTelemetry SDK records them."""

from __future__ import annotations

import asyncio
import contextvars
import json
from typing import TYPE_CHECKING, Any

import pytest
from langchain_core.language_models.fake_chat_models import FakeMessagesListChatModel
from langchain_core.messages import AIMessage
from langchain_core.tools import tool
from langgraph.graph import END, START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode
from opentelemetry import context as otel_context
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF, ParentBased
from opentelemetry.trace import SpanKind, StatusCode

from asgi_agent import AgentASGI, AgentService, CorrelationIdMiddleware, Run, RunInput
from asgi_agent.events import CHAT
from asgi_agent.graphs.callables import CallableAdapter
from asgi_agent.telemetry import RequestSpan, RunTelemetry
from asgi_agent.testing import ASGIConnection, http_scope, run_http, websocket_scope
from tests.asking import JSON

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import ReadableSpan
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

SECRET = "zq7secret"
TRACE_ID, SPAN_ID = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


@tool
def lookup(query: str) -> str:
    """Look something up."""
    with trace.get_tracer("host").start_as_current_span("inside the tool"):
        return SECRET


def a_graph() -> Any:
    """Asks a scripted model twice, calls a tool in between."""
    call = {"name": "lookup", "args": {"query": SECRET}, "id": "call-1"}
    usage = {"input_tokens": 3, "output_tokens": 2, "total_tokens": 5}
    answers = [
        AIMessage("", tool_calls=[call], usage_metadata=usage),
        AIMessage(SECRET, usage_metadata=usage),
    ]
    model = FakeMessagesListChatModel(responses=list(answers))

    async def think(state: MessagesState) -> dict[str, Any]:
        with trace.get_tracer("host").start_as_current_span("inside the node"):
            return {"messages": [await model.ainvoke(state["messages"])]}

    builder = StateGraph(MessagesState)
    builder.add_node("think", think)
    builder.add_node("tools", ToolNode([lookup]))
    builder.add_edge(START, "think")
    builder.add_conditional_edges("think", lambda state: "tools" if len(state["messages"]) == 2 else END)
    builder.add_edge("tools", "think")
    return builder.compile()


async def fail(value: Any) -> Any:
    raise ValueError(SECRET)


async def wait(value: Any, run: Run) -> None:
    await run.emit("started")
    await asyncio.Event().wait()


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


async def test_a_run_its_nodes_and_its_tools_are_spans(spans: InMemorySpanExporter) -> None:
    """In OpenTelemetry's words for generative AI, each below the right parent."""
    app = AgentASGI(a_graph(), name="triage")
    assert await request(app, body={"messages": [SECRET]}) == 200
    assert parent_of(spans, "invoke_agent triage") == "POST /invoke"
    assert parent_of(spans, "execute_tool lookup") == "invoke_agent triage"
    assert parent_of(spans, "node tools") == "invoke_agent triage"
    run = attributes(named(spans, "invoke_agent triage"))
    assert run["gen_ai.operation.name"] == "invoke_agent"
    assert run["gen_ai.agent.name"] == "triage"
    assert len(run["gen_ai.conversation.id"]) == len(run["asgi_agent.run_id"]) == 36
    assert (run["gen_ai.usage.input_tokens"], run["gen_ai.usage.output_tokens"]) == (6, 4)
    assert run["asgi_agent.outcome"] == "success"
    assert attributes(named(spans, "execute_tool lookup")) == {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": "lookup",
        "gen_ai.tool.call.id": "call-1",
    }
    assert attributes(named(spans, "node tools"))["asgi_agent.node"] == "tools"
    assert sum(span.name == "node think" for span in spans.get_finished_spans()) == 2


async def test_spans_that_the_graph_opens_belong_to_the_run(spans: InMemorySpanExporter) -> None:
    """In nodes, and in tools that run in threads."""
    await request(AgentASGI(a_graph(), name="triage"), body={"messages": ["x"]})
    run = named(spans, "invoke_agent triage").context
    inside = [span for span in spans.get_finished_spans() if span.name.startswith("inside")]
    assert len(inside) == 3
    assert {span.parent and span.parent.span_id for span in inside} == {run and run.span_id}


async def test_no_span_holds_a_word_of_what_was_said(spans: InMemorySpanExporter) -> None:
    """Not the path, the query, the method, an input, a result, an argument, nor an exception's text."""
    app = AgentASGI({"triage": a_graph(), "fail": fail})
    await request(app, body={"messages": [SECRET]}, query_string=SECRET.encode())
    await request(app, f"/{SECRET}")
    await request(app, method=SECRET)
    await request(app, f"/graphs/{SECRET}/invoke")
    await request(app, "/graphs/fail/invoke")
    recorded = "".join(span.to_json() for span in spans.get_finished_spans())
    assert "invoke_agent fail" in recorded
    assert SECRET not in recorded


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


async def test_a_failure_is_an_error_by_its_class(spans: InMemorySpanExporter) -> None:
    """Of the run, and of the request as a server error; no description, no event."""
    assert await request(AgentASGI(fail)) == 500
    for name in ("invoke_agent agent", "POST /invoke"):
        span = named(spans, name)
        assert span.status.status_code is StatusCode.ERROR
        assert span.status.description is None
        assert span.events == ()
    assert attributes(named(spans, "invoke_agent agent"))["error.type"] == "ValueError"


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


async def test_a_cancelled_run_ends_every_span_that_is_open(spans: InMemorySpanExporter) -> None:
    """With the outcome, and not as an error."""
    service = AgentService({"agent": CallableAdapter(wait)}, observers=[RunTelemetry()])
    live = await service.start("agent", RunInput(include=CHAT))
    await live.buffer.take()
    live.cancel("request")
    await live.wait()
    assert parent_of(spans, "node wait") == "invoke_agent agent"
    span = named(spans, "invoke_agent agent")
    assert attributes(span)["asgi_agent.outcome"] == "cancelled"
    assert span.status.status_code is StatusCode.UNSET


async def test_without_an_sdk_nothing_is_prepared() -> None:
    """No span, and no events that only spans would need."""
    with RequestSpan(http_scope() | {"asgi_agent.request_id": "r"}) as span:
        assert span._span is None
        span.answered("/invoke", 200)
    observed: list[Any] = []

    def observe(run: Any) -> Any:
        observed.append(RunTelemetry()(run))
        return observed[-1]

    await AgentService({"agent": CallableAdapter(echo)}, observers=[observe]).invoke("agent", RunInput())
    [observation] = observed
    assert observation._span is None
    assert not observation.needs


async def test_a_sampler_that_drops_everything_costs_no_request(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spans that are not recorded take attributes and ends all the same."""
    provider = TracerProvider(sampler=ParentBased(ALWAYS_OFF))
    monkeypatch.setattr(trace, "get_tracer_provider", lambda: provider)
    assert await request(AgentASGI(a_graph()), body={"messages": ["x"]}) == 200
