"""A graph in words."""

from __future__ import annotations

from typing import Any, Literal

from asgi_agent.graphs.agentflow import AgentFlowAdapter
from asgi_agent.graphs.base import Edge
from tests.graphs.agentflow.support import END, adapted, core, echo, graphs, with_tools


class Ward(core.AgentState):  # type: ignore[misc]
    beds: int = 1


def route(state: Any) -> Literal["b", "__end__"]:
    return "b"


def anywhere(state: Any) -> str:
    return "b"


def test_nodes_and_edges_are_told_by_name() -> None:
    """AgentFlow gives them new random ids at every call, with which nothing could be compared."""
    description = adapted({"a": echo, "b": echo}).describe()
    assert description.kind == "agentflow"
    assert set(description.nodes) == {"__start__", "a", "b", "__end__"}
    assert set(description.edges) == {Edge("__start__", "a"), Edge("a", "b"), Edge("b", END)}
    assert description == adapted({"a": echo, "b": echo}).describe()


def test_a_router_leads_where_its_annotation_says() -> None:
    """`-> Literal[...]` names the targets that the framework itself does not know."""
    edges = adapted({"a": echo, "b": echo}, [("b", END)], routes={"a": route}).describe().edges
    assert {edge.target for edge in edges if edge.conditional} == {"b", END}


def test_a_router_without_an_annotation_may_lead_anywhere() -> None:
    """Better too many edges than a node that looks as if nothing led to it."""
    edges = adapted({"a": echo, "b": echo}, [("b", END)], routes={"a": anywhere}).describe().edges
    assert {edge.target for edge in edges if edge.conditional} == {"b", END}


def test_a_mapped_router_labels_its_edges() -> None:
    """The condition's result is the label."""
    graph = graphs.StateGraph()
    graph.add_node("a", echo)
    graph.add_node("b", echo)
    graph.set_entry_point("a")
    graph.add_conditional_edges("a", anywhere, {"urgent": "b", "done": END})

    labels = {edge.label: edge.target for edge in AgentFlowAdapter(graph.compile()).describe().edges}
    assert (labels["urgent"], labels["done"]) == ("b", END)


def test_the_input_schema_has_the_applications_fields() -> None:
    """Messages and the fields that a caller may set, not the framework's own."""
    schema = adapted({"a": echo}, state=Ward()).describe().input_schema
    whole = schema["anyOf"][1]["properties"]
    assert set(whole["state"]["properties"]) == {"beds"}
    assert "messages" in whole


def test_the_output_schema_refers_to_nothing_that_is_missing() -> None:
    """Every definition that it needs comes along, and no other."""
    schema = adapted({"a": echo}, state=Ward()).describe().output_schema
    assert set(schema["properties"]) == {"messages", "state"}
    text = repr(schema)
    assert all(f"#/$defs/{name}" in text for name in schema["$defs"])
    assert text.count("$ref") >= len(schema["$defs"])


def test_the_drawing_survives_any_name() -> None:
    """Node names are the developer's and may hold quotes and brackets."""
    drawing = adapted({'say "hi" [x]': echo}).describe().mermaid
    assert drawing.startswith("graph TD;\n")
    assert "#quot;hi#quot; [x]" in drawing


def test_the_tools_are_those_of_its_tool_nodes() -> None:
    """By name; a node of another kind declares none."""

    def look_up(text: str) -> str:
        """Look something up."""
        return text

    assert with_tools(look_up, made=()).tools == {"look_up"}
    assert adapted({"a": echo}).tools == frozenset()
