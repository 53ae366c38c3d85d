"""LangGraph graphs in words."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, TypedDict

from langchain_core.tools import tool
from langgraph.graph import END, START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode

from asgi_agent.graphs.base import Edge
from asgi_agent.graphs.langgraph import LangGraphAdapter

if TYPE_CHECKING:
    import pytest


class Echo(TypedDict):
    text: str


class Opaque:
    """Something that no JSON schema tells of."""


class Exotic(TypedDict):
    text: str
    handle: Opaque


def branching() -> Any:
    def decide(state: Echo) -> str:
        return "yes"

    return (
        StateGraph(Echo)
        .add_node("decide", lambda state: {})
        .add_node("act", lambda state: {})
        .add_edge(START, "decide")
        .add_conditional_edges("decide", decide, {"yes": "act", "no": END})
        .add_edge("act", END)
        .compile()
    )


def test_nodes_edges_and_labels() -> None:
    """Edges say from where to where, and when, if there is a choice."""
    description = LangGraphAdapter(branching()).describe()
    assert description.kind == "langgraph"
    assert description.nodes == ("__start__", "decide", "act", "__end__")
    assert set(description.edges) == {
        Edge("__start__", "decide"),
        Edge("decide", "act", conditional=True, label="yes"),
        Edge("decide", "__end__", conditional=True, label="no"),
        Edge("act", "__end__"),
    }
    assert "decide -. &nbsp;yes&nbsp; .-> act" in description.mermaid


def test_schemas() -> None:
    """Input and output are told as JSON schemas, in plain values."""
    description = LangGraphAdapter(
        StateGraph(MessagesState).add_node("chat", lambda state: {}).add_edge(START, "chat").compile()
    ).describe()
    assert description.input_schema["properties"]["messages"]["type"] == "array"
    assert description.output_schema["properties"]["messages"]["type"] == "array"


def test_schema_of_a_typed_dict() -> None:
    """A plain TypedDict has its schema on every Python, though pydantic refuses it before 3.12."""
    schema = LangGraphAdapter(branching()).describe().input_schema
    assert schema["properties"]["text"]["type"] == "string"
    assert schema["required"] == ["text"]


def test_state_without_a_schema() -> None:
    """A type that pydantic knows nothing of costs its schema, and nothing else."""
    graph = StateGraph(Exotic).add_node("a", lambda state: {}).add_edge(START, "a").compile()
    description = LangGraphAdapter(graph).describe()
    assert description.nodes == ("__start__", "a", "__end__")
    assert description.input_schema == {}


def test_graph_that_cannot_be_drawn(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A drawing that fails leaves the names of the nodes, and a line in the log."""
    graph = branching()

    def broken() -> None:
        raise ValueError("no drawing")

    monkeypatch.setattr(graph, "get_graph", broken)
    with caplog.at_level(logging.WARNING, "asgi_agent"):
        description = LangGraphAdapter(graph).describe()
    assert "decide" in description.nodes
    assert description.edges == ()
    assert [record.message for record in caplog.records] == ["a graph cannot be drawn"]


@tool
def look_up(text: str) -> str:
    """Look something up."""
    return text


def test_the_tools_are_those_of_its_tool_nodes() -> None:
    """Those of a subgraph as well; a graph without tool nodes declares none."""
    inner = (
        StateGraph(MessagesState).add_node("tools", ToolNode([look_up])).add_edge(START, "tools").compile()
    )
    outer = StateGraph(MessagesState).add_node("sub", inner).add_edge(START, "sub").compile()
    assert LangGraphAdapter(inner).tools == LangGraphAdapter(outer).tools == {"look_up"}
    assert LangGraphAdapter(branching()).tools == frozenset()
