"""A LangGraph graph in words."""

from __future__ import annotations

import contextlib
import typing
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


def tool_names(graph: Any) -> frozenset[str]:
    """Names of the tools in the graph's tool nodes, and in those of its subgraphs."""
    names: set[str] = set()
    for node in getattr(graph, "nodes", {}).values():
        bound = getattr(node, "bound", None)
        names.update(getattr(bound, "tools_by_name", None) or ())
        if hasattr(bound, "nodes"):
            names |= tool_names(bound)
    return frozenset(names)


def local_schemas(graph: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """JSON schemas of what goes in and out; `{}` for a type that has none."""
    builder = getattr(graph, "builder", None)
    return (
        _schema(graph.get_input_jsonschema, getattr(builder, "input_schema", None)),
        _schema(graph.get_output_jsonschema, getattr(builder, "output_schema", None)),
    )


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


def _schema(of: Callable[[], Any], state: Any) -> dict[str, Any]:
    for attempt in (of, lambda: _typed_dict_schema(state)):
        with contextlib.suppress(Exception):  # pydantic raises whatever the hooks of a type raise
            schema: dict[str, Any] = plain(attempt())
            return schema
    return {}


def _typed_dict_schema(state: Any) -> Any:
    """The schema of a `typing.TypedDict`, which pydantic takes from Python 3.12 on only."""
    from pydantic import create_model

    fields: Any = {
        name: (hint, ... if name in state.__required_keys__ else None)
        for name, hint in typing.get_type_hints(state).items()
    }
    return create_model(state.__name__, **fields).model_json_schema()
