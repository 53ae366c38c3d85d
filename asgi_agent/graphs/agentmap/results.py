"""What AgentMap gives back, without what is its own, and what of it is a failure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent.errors import GraphFailedError, NothingToResumeError
from asgi_agent.plain import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from asgi_agent.errors import Problem

# Bundles of sub-graphs cannot be written as JSON, and errors are exception texts, which may quote a patient.
INTERNAL = frozenset({"subgraph_bundles", "errors"})


def visible(state: Mapping[str, Any]) -> dict[str, Any]:
    """A state or an update as clients may see it."""
    return {
        str(key): plain(_without_internals(value))
        for key, value in state.items()
        if not str(key).startswith("__") and key not in INTERNAL
    }


def _without_internals(value: Any) -> Any:
    """The state of a sub-graph lies in its parent's as a value."""
    return visible(value) if isinstance(value, dict) else value


def failure(result: Mapping[str, Any], wrote: Sequence[tuple[str, Mapping[str, Any]]]) -> Problem | None:
    """The problem that a run ended with; None for one that succeeded.

    AgentMap takes an agent that returns an error in place of an output for one that succeeded. Here it has
    failed, as its client would see when it reads the output.
    """
    if not result.get("success"):
        if "not found in storage" in str(result.get("error")):
            return NothingToResumeError("AgentMap no longer knows the interrupt")
        return _problem(_failed_node(result), result.get("error_type"))
    outputs = result.get("outputs") or {}
    for name, written in reversed(wrote):
        if any(_is_error(value) for value in written.values()):
            return _problem(name, None)
    if any(_is_error(value) for value in outputs.values()) or outputs.get("__graph_success") is False:
        return _problem(_failed_node(result), None)
    if (node := _failed_node(result)) is not None and outputs.get("__resumed_from_node") is not None:
        return _problem(node, None)  # AgentMap does not apply its policy to what was resumed
    return None


def _problem(node: str | None, exception: str | None) -> GraphFailedError:
    """AgentMap keeps the text of what a node raised, and its class only where it did not catch it itself."""
    extensions = {"exception": exception or "AgentFailed"} | ({"node": node} if node else {})
    return GraphFailedError("a node of the workflow failed", extensions=extensions)


def _failed_node(result: Mapping[str, Any]) -> str | None:
    executions = getattr(result.get("execution_summary"), "node_executions", ())
    return next((each.node_name for each in executions if not each.success), None)


def _is_error(value: Any) -> bool:
    return isinstance(value, dict) and bool(value.get("error")) and value.get("last_action_success") is False
