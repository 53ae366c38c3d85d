"""The framework behind a graph: told by its shape, its names taken from the modules that it has loaded.

AgentFlow was renamed: `10xscale-agentflow` imports as `agentflow`, its successor `10xgraph` as `tenxgraph`.
The successor keeps `agentflow` as a deprecated alias whose modules are the new ones, so a class says
`tenxgraph` whichever name it was imported by, and asking for that name never sets off the warning.
"""

from __future__ import annotations

import sys
from typing import Any

ROOTS = ("agentflow", "tenxgraph")


def is_agentflow(graph: object) -> bool:
    """Whether `graph` is a compiled AgentFlow or 10xgraph graph."""
    return (
        _root(graph, "CompiledGraph") is not None
        and all(callable(getattr(graph, name, None)) for name in ("ainvoke", "astream", "astop"))
        and hasattr(graph, "_state_graph")
    )


def is_uncompiled_agentflow(graph: object) -> bool:
    """Whether `graph` is an AgentFlow or 10xgraph `StateGraph` on which nobody has called `.compile()`."""
    return _root(graph, "StateGraph") is not None and callable(getattr(graph, "compile", None))


def named(error: BaseException, *names: str) -> bool:
    """Whether an exception, or a class that it derives from, is one of the framework's of these names."""
    return any(_from_framework(cls) and cls.__name__ in names for cls in type(error).__mro__)


class Framework:
    """The names that an adapter needs of whichever distribution a graph was built with.

    They are looked up in the modules that a graph cannot exist without; nothing is imported.
    """

    def __init__(self, graph: object) -> None:
        root = _root(graph, "CompiledGraph")
        assert root is not None
        state = sys.modules[f"{root}.core.state"]
        self.message: Any = state.Message
        self.tool_result: Any = state.ToolResultBlock
        self.full: Any = sys.modules[f"{root}.utils"].ResponseGranularity.FULL
        self.thread_info: Any = sys.modules[f"{root}.utils.thread_info"].ThreadInfo


def _root(graph: object, class_name: str) -> str | None:
    """Which of the two roots a graph's class comes from."""
    for cls in type(graph).__mro__:
        if cls.__name__ == class_name and _from_framework(cls):
            return cls.__module__.partition(".")[0]
    return None


def _from_framework(cls: type) -> bool:
    return cls.__module__.partition(".")[0] in ROOTS
