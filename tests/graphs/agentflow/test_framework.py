"""Telling AgentFlow's graphs from everything else."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from asgi_agent.errors import UnsupportedGraphError
from asgi_agent.graphs.agentflow import AgentFlowAdapter, is_agentflow, is_uncompiled_agentflow
from tests.graphs.agentflow.support import compiled, echo, framework, graphs, injectq


def test_a_compiled_graph_is_detected() -> None:
    """A compiled graph is one, and is not an uncompiled one."""
    graph = compiled({"echo": echo})
    assert is_agentflow(graph)
    assert not is_uncompiled_agentflow(graph)


def test_a_subclass_of_a_compiled_graph_is_detected() -> None:
    """The class is looked for among the bases, not only at the end."""

    class Traced(graphs.CompiledGraph):  # type: ignore[misc]
        pass

    graph = compiled({"echo": echo})
    graph.__class__ = Traced
    assert is_agentflow(graph)


@pytest.mark.parametrize("other", [None, 1, "graph", object(), echo, [], {"astream": 1}])
def test_other_objects_are_not_detected(other: Any) -> None:
    """Neither a function nor a value is a graph."""
    assert not is_agentflow(other)
    assert not is_uncompiled_agentflow(other)


def test_a_class_of_the_same_name_is_not_detected() -> None:
    """Several unrelated packages have a `CompiledGraph`."""

    class CompiledGraph:
        _state_graph = None

        async def ainvoke(self) -> None: ...
        async def astream(self) -> None: ...
        async def astop(self) -> None: ...

    assert not is_agentflow(CompiledGraph())


def test_an_uncompiled_graph_is_refused_with_the_way_out() -> None:
    """Who forgot `.compile()` is told so."""
    graph = graphs.StateGraph(container=injectq.InjectQ())
    assert is_uncompiled_agentflow(graph)
    with pytest.raises(UnsupportedGraphError, match=r"call \.compile\(\)"):
        AgentFlowAdapter(graph)


def test_a_realtime_graph_is_refused() -> None:
    """A graph around a LiveAgent takes audio frames, which `ainvoke` would refuse at each request."""
    live = framework("core.realtime.live_agent").LiveAgent("gemini-live", api_key="none")
    with pytest.raises(UnsupportedGraphError, match="audio"):
        AgentFlowAdapter(compiled({"live": live}))


def test_an_object_that_is_no_graph_is_refused() -> None:
    """The adapter says what it was given instead of failing at the first run."""
    with pytest.raises(UnsupportedGraphError, match="str is not a compiled AgentFlow graph"):
        AgentFlowAdapter("graph")


OLD_NAME = """
import warnings
with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from agentflow.core.graph import StateGraph
from asgi_agent.graphs.agentflow import AgentFlowAdapter
graph = StateGraph()
graph.add_node("echo", lambda state, config: "hello")
graph.set_entry_point("echo")
graph.add_edge("echo", "__end__")
print(AgentFlowAdapter(graph.compile()).kind)
"""


def test_the_old_import_name_works_without_a_warning_of_ours() -> None:
    """10xgraph ships `agentflow` as a deprecated alias; only who uses it is warned, not who serves it."""
    command = [sys.executable, "-W", "error::DeprecationWarning", "-c", OLD_NAME]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout.strip(), done.returncode) == ("agentflow", 0), done.stderr


def test_the_adapter_imports_no_framework() -> None:
    """A process that serves other graphs does not pay for AgentFlow."""
    code = (
        "import sys, asgi_agent.graphs.agentflow;"
        "print(sorted({'agentflow', 'tenxgraph', 'injectq', 'pydantic'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"
