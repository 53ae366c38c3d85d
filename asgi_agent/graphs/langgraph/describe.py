"""A LangGraph graph in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent.graphs.base import Edge, GraphDescription
from asgi_agent.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable


def describe(graph: Any, kind: str, schemas: tuple[dict[str, Any], dict[str, Any]]) -> GraphDescription:
    """Nodes, edges and drawing of anything that has LangChain's `get_graph`."""
    drawable = graph.get_graph()
    return GraphDescription(
        kind=kind,
        nodes=tuple(drawable.nodes),
        edges=tuple(
            Edge(edge.source, edge.target, edge.conditional, None if edge.data is None else str(edge.data))
            for edge in drawable.edges
        ),
        input_schema=schemas[0],
        output_schema=schemas[1],
        mermaid=drawable.draw_mermaid(),
    )


def local_schemas(graph: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """JSON schemas of what goes in and out; `{}` for a type that has none."""
    return schema_or_empty(graph.get_input_jsonschema), schema_or_empty(graph.get_output_jsonschema)


def remote_schemas(graph: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The same, asked of the other server by blocking calls."""
    if graph.sync_client is None:
        return {}, {}
    assistants = graph.sync_client.assistants
    try:
        # LangGraph's server runs an assistant by the name of its graph, but gives schemas by id only.
        known = assistants.search(graph_id=graph.assistant_id, limit=1)
        told = assistants.get_schemas(known[0]["assistant_id"] if known else graph.assistant_id)
    except Exception as error:
        if hasattr(error, "status_code"):  # a smaller server, without these routes
            return {}, {}
        raise
    return told.get("input_schema") or {}, told.get("output_schema") or {}


def schema_or_empty(of: Callable[[], Any]) -> dict[str, Any]:
    """A JSON schema, or `{}` where pydantic has none for some type in a state."""
    try:
        schema: dict[str, Any] = plain(of())
    except Exception:  # pydantic raises whatever the type's own hooks raise
        return {}
    return schema
