"""An AgentFlow graph in words: its nodes and edges, what goes in, what comes out."""

from __future__ import annotations

import typing
from typing import Any

from asgi_agent.graphs.agentflow.coercion import RESERVED_FIELDS
from asgi_agent.graphs.base import Edge, GraphDescription

END = "__end__"


def describe(graph: Any) -> GraphDescription:
    """Describe a compiled graph; node names are the ids, since AgentFlow makes up new ones at every call."""
    nodes = tuple(graph._state_graph.nodes)
    edges = tuple(edge for found in graph._state_graph.edges for edge in _edges(found, nodes))
    state = type(graph._state).model_json_schema(mode="serialization")
    return GraphDescription(
        kind="agentflow",
        nodes=nodes,
        edges=edges,
        input_schema=_input_schema(state),
        output_schema=_output_schema(state),
        mermaid=_mermaid(nodes, edges),
    )


def tool_names(graph: Any) -> frozenset[str]:
    """Names of the tools in the graph's tool nodes."""
    functions = (getattr(node, "func", None) for node in graph._state_graph.nodes.values())
    return frozenset(name for function in functions for name in getattr(function, "_funcs", None) or ())


def _edges(edge: Any, nodes: tuple[str, ...]) -> list[Edge]:
    if edge.condition is None:
        return [Edge(edge.from_node, edge.to_node)]
    if edge.to_node:
        return [Edge(edge.from_node, edge.to_node, conditional=True, label=_label(edge.condition_result))]
    targets = _literals(edge.condition) or [
        name for name in nodes if name not in ("__start__", edge.from_node)
    ]
    return [Edge(edge.from_node, target, conditional=True) for target in targets if target in nodes]


def _label(result: Any) -> str | None:
    return None if result is None else str(result)


def _literals(condition: Any) -> list[str]:
    """Where a router may go, if its return annotation says so: `-> Literal["search", "answer"]`."""
    try:
        hint = typing.get_type_hints(condition).get("return")
    except (NameError, TypeError, AttributeError):  # a name that exists for type checkers only
        return []
    return [str(name) for name in typing.get_args(hint)] if typing.get_origin(hint) is typing.Literal else []


def _input_schema(state: dict[str, Any]) -> dict[str, Any]:
    block = {"type": "object", "properties": {"type": {"type": "string"}}, "required": ["type"]}
    content = {"anyOf": [{"type": "string"}, {"type": "array", "items": block}]}
    role = {"type": "string", "enum": ["user", "assistant", "system"], "default": "user"}
    message = {"type": "object", "properties": {"role": role, "content": content}, "required": ["content"]}
    messages = {"type": "array", "items": {"anyOf": [{"type": "string"}, message]}}
    return _with_definitions(
        {
            "anyOf": [
                {"type": "string"},
                {
                    "type": "object",
                    "properties": {"messages": messages, "state": _own_fields(state, RESERVED_FIELDS)},
                },
            ]
        },
        state,
    )


def _output_schema(state: dict[str, Any]) -> dict[str, Any]:
    fields = _own_fields(state, frozenset({"context", "execution_meta"}))
    properties = {"messages": state["properties"]["context"], "state": fields}
    return _with_definitions({"type": "object", "properties": properties}, state)


def _own_fields(state: dict[str, Any], without: frozenset[str]) -> dict[str, Any]:
    properties = {name: field for name, field in state["properties"].items() if name not in without}
    return {"type": "object", "properties": properties}


def _with_definitions(schema: dict[str, Any], state: dict[str, Any]) -> dict[str, Any]:
    """The schema with those of the state's definitions that it refers to."""
    known, needed, waiting = state.get("$defs", {}), {}, _references(schema)
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed[name] = known[name]
            waiting += _references(known[name])
    return {**schema, "$defs": needed} if needed else schema


def _references(schema: Any) -> list[str]:
    if isinstance(schema, list):
        return [name for item in schema for name in _references(item)]
    if not isinstance(schema, dict):
        return []
    own = [schema["$ref"].rpartition("/")[2]] if isinstance(schema.get("$ref"), str) else []
    return own + [name for value in schema.values() for name in _references(value)]


def _mermaid(nodes: tuple[str, ...], edges: tuple[Edge, ...]) -> str:
    """Nodes are numbered, so that a name may hold anything."""
    number = {name: f"n{index}" for index, name in enumerate(nodes)}
    lines = ["graph TD;"]
    for name in nodes:
        text = name.strip("_").replace('"', "#quot;")
        lines.append(
            f'\t{number[name]}(["{text}"]);' if name in ("__start__", END) else f'\t{number[name]}["{text}"];'
        )
    for edge in edges:
        arrow = "-.->" if edge.conditional else "-->"
        label = f'|"{edge.label}"|' if edge.label else ""
        lines.append(f"\t{number[edge.source]} {arrow}{label} {number[edge.target]};")
    return "\n".join(lines) + "\n"
