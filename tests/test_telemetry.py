"""Spans of runs, nodes and tools, as a real OpenTelemetry SDK records them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from langchain_core.language_models.fake_chat_models import FakeMessagesListChatModel
from langchain_core.messages import AIMessage
from langchain_core.tools import tool
from langgraph.graph import END, START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF, ParentBased
from opentelemetry.trace import StatusCode

from asgi_agent import AgentASGI, AgentService, Run, RunInput
from asgi_agent.events import CHAT, Outcome
from asgi_agent.graphs.callables import CallableAdapter
from asgi_agent.telemetry import RequestSpan, RunTelemetry
from asgi_agent.testing import http_scope
from tests.tracing import SECRET, attributes, echo, fail, named, parent_of, request

if TYPE_CHECKING:
    import pytest
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    from asgi_agent.graphs.base import Emit


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


async def wait(value: Any, run: Run) -> None:
    await run.emit("started")
    await asyncio.Event().wait()


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


async def test_a_failure_is_an_error_by_its_class(spans: InMemorySpanExporter) -> None:
    """Of the run, and of the request as a server error; no description, no event."""
    assert await request(AgentASGI(fail)) == 500
    for name in ("invoke_agent agent", "POST /invoke"):
        span = named(spans, name)
        assert span.status.status_code is StatusCode.ERROR
        assert span.status.description is None
        assert span.events == ()
    assert attributes(named(spans, "invoke_agent agent"))["error.type"] == "ValueError"


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


class Tooling(CallableAdapter):
    """Calls two tools; one fails, the other never comes back."""

    async def run(self, run: Run, emit: Emit) -> Outcome:
        for call_id in ("failed", "lost"):
            await emit("tool.end", {"id": call_id, "name": call_id, "args": {}})
        await emit("tool.result", {"id": "failed", "name": "failed", "content": SECRET, "error": True})
        await emit("tool.result", {"id": "unheard of", "name": "x", "content": SECRET, "error": False})
        return Outcome()


async def test_a_tool_that_fails_is_an_error_and_a_lost_one_ends_with_the_run(
    spans: InMemorySpanExporter,
) -> None:
    """A result without a call is nobody's."""
    service = AgentService({"agent": Tooling(echo)}, observers=[RunTelemetry()])
    await service.invoke("agent", RunInput())
    assert named(spans, "execute_tool failed").status.status_code is StatusCode.ERROR
    assert named(spans, "execute_tool lost").status.status_code is StatusCode.UNSET
    assert len(spans.get_finished_spans()) == 3


async def test_without_an_sdk_nothing_is_prepared() -> None:
    """No span, no observation, and so no events that only they would need."""
    with RequestSpan(http_scope() | {"asgi_agent.request_id": "r"}) as span:
        assert span._span is None
        span.answered("/invoke", 200)
    observed: list[Any] = []

    def observe(run: Any) -> Any:
        observed.append(RunTelemetry()(run))
        return observed[-1]

    await AgentService({"agent": CallableAdapter(echo)}, observers=[observe]).invoke("agent", RunInput())
    assert observed == [None]


async def test_a_sampler_that_drops_everything_costs_no_request(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spans that are not recorded take attributes and ends all the same."""
    provider = TracerProvider(sampler=ParentBased(ALWAYS_OFF))
    monkeypatch.setattr(trace, "get_tracer_provider", lambda: provider)
    assert await request(AgentASGI(a_graph()), body={"messages": ["x"]}) == 200
