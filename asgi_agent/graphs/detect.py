"""Which adapter runs an object: told by its shape, without importing any framework."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from asgi_agent.errors import ConfigurationError, UnsupportedGraphError
from asgi_agent.graphs.agentflow import (
    AgentFlowAdapter,
    check_isolated,
    is_agentflow,
    is_uncompiled_agentflow,
)
from asgi_agent.graphs.callables import CallableAdapter
from asgi_agent.graphs.langgraph import (
    LangGraphAdapter,
    is_langgraph,
    is_remote_graph,
    is_uncompiled_langgraph,
)
from asgi_agent.graphs.runnable import RunnableAdapter, is_runnable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asgi_agent.graphs.base import GraphAdapter

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")

ACCEPTED = """\
a compiled LangGraph graph or RemoteGraph, a compiled AgentFlow or 10xgraph graph, a LangChain Runnable, \
an AgentMapGraph, an async or sync function or generator that takes (input) or (input, run), \
or a GraphAdapter of your own"""


def adapt_all(graphs: Mapping[str, Any]) -> dict[str, GraphAdapter]:
    """An adapter for each graph.

    Raises:
        UnsupportedGraphError: one of them is not a graph.
        ConfigurationError: a name cannot stand in a path, or two graphs would share what they must not.
    """
    for name in graphs:
        if not isinstance(name, str) or not NAME.fullmatch(name):
            raise ConfigurationError(f"{name!r} cannot name a graph: use letters, digits, '.', '_' and '-'")
    adapters = {name: adapt(graph) for name, graph in graphs.items()}
    check_isolated([adapter for adapter in adapters.values() if isinstance(adapter, AgentFlowAdapter)])
    return adapters


def adapt(graph: Any) -> GraphAdapter:
    """The adapter that runs `graph`.

    Raises:
        UnsupportedGraphError: nothing runs it; the message says what would.
    """
    if is_uncompiled_langgraph(graph) or is_uncompiled_agentflow(graph):
        raise UnsupportedGraphError(
            f"{_name(graph)} is not compiled yet: call .compile() and pass what it returns"
        )
    if _is_adapter(graph):
        return cast("GraphAdapter", graph)
    if is_agentflow(graph):
        return AgentFlowAdapter(graph)
    if is_langgraph(graph) or is_remote_graph(graph):
        return LangGraphAdapter(graph)
    if is_runnable(graph):
        return RunnableAdapter(graph)
    if callable(graph) and not isinstance(graph, type):
        return CallableAdapter(graph)
    raise UnsupportedGraphError(f"{_name(graph)} cannot be served as a graph. Accepted: {ACCEPTED}")


def _is_adapter(graph: Any) -> bool:
    methods = ("run", "heal", "describe", "thread_owner")
    return not isinstance(graph, type) and all(callable(getattr(graph, method, None)) for method in methods)


def _name(graph: Any) -> str:
    kind = graph if isinstance(graph, type) else type(graph)
    what = "the class" if isinstance(graph, type) else "an object of"
    return f"{what} {kind.__module__}.{kind.__qualname__}"
