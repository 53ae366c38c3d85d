"""What LangGraph's objects look like from outside, told without importing it."""

from __future__ import annotations

from typing import Any

_METHODS = ("ainvoke", "astream", "aget_state", "get_graph")
_INNARDS = ("checkpointer", "nodes", "channels")


def is_langgraph(candidate: object) -> bool:
    """Whether this is a compiled graph or a `RemoteGraph`."""
    return _runs_threads(candidate) and (
        all(hasattr(candidate, name) for name in _INNARDS) or is_remote_graph(candidate)
    )


def is_remote_graph(candidate: object) -> bool:
    """Whether this stands for a graph on another server: an assistant, and no checkpointer of its own."""
    return (
        _runs_threads(candidate)
        and hasattr(candidate, "assistant_id")
        and not hasattr(candidate, "checkpointer")
    )


def is_uncompiled_langgraph(candidate: object) -> bool:
    """Whether this is a `StateGraph` on which nobody has called `.compile()` yet."""
    return (
        not isinstance(candidate, type)
        and all(callable(getattr(candidate, name, None)) for name in ("compile", "add_node", "add_edge"))
        and not hasattr(candidate, "ainvoke")
    )


def has_breakpoints(graph: Any) -> bool:
    """Whether the graph, or one inside it, was compiled with `interrupt_before` or `interrupt_after`."""
    inner = [subgraph for _, subgraph in graph.get_subgraphs(recurse=True)]
    return any(
        getattr(each, "interrupt_before_nodes", None) or getattr(each, "interrupt_after_nodes", None)
        for each in (graph, *inner)
    )


def _runs_threads(candidate: object) -> bool:
    return not isinstance(candidate, type) and all(
        callable(getattr(candidate, name, None)) for name in _METHODS
    )
