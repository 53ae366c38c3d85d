"""What AgentFlow's own server tells of a graph: how it was compiled, and its tools."""

from __future__ import annotations

from typing import Any

from asgi_agent.graphs.agentflow import isolation
from asgi_agent.plain import plain


def compiled_with(graph: Any) -> dict[str, Any]:
    """What a graph was compiled with, by the names of classes."""
    state = type(graph._state)
    return {
        "is_realtime": False,
        "checkpointer": graph._checkpointer is not None,
        "checkpointer_type": type(graph._checkpointer).__name__,
        "publisher": graph._publisher is not None,
        "store": graph._store is not None,
        "interrupt_before": list(graph._interrupt_before or ()),
        "interrupt_after": list(graph._interrupt_after or ()),
        "state_type": state.__name__,
        "state_fields": list(state.model_fields),
    }


def state_schema(graph: Any) -> dict[str, Any]:
    """JSON schema of a graph's state."""
    return dict(type(graph._state).model_json_schema(mode="serialization"))


async def tools_by_node(graph: Any) -> dict[str, list[dict[str, Any]]]:
    """The tools of each node that runs tools, in words; a tool server may be asked for its own."""
    nodes: dict[str, Any] = {
        name: getattr(node, "func", None) for name, node in graph._state_graph.nodes.items()
    }
    with isolation.active(graph):
        return {
            name: [_tool(node, tool) for tool in await node.all_tools()]
            for name, node in nodes.items()
            if callable(getattr(node, "all_tools", None))
        }


def _tool(node: Any, tool: dict[str, Any]) -> dict[str, Any]:
    function = tool.get("function") or {}
    name = str(function.get("name", ""))
    source = "local" if name in node._funcs else "remote" if name in node.remote_tool_names else "mcp"
    return {
        "name": name,
        "description": function.get("description"),
        "source": source,
        "parameters": plain(function.get("parameters")),
    }
