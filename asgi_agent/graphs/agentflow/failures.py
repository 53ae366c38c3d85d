"""What AgentFlow raises, as problems: by the class's name, never with a word of its text."""

from __future__ import annotations

from typing import Any

from asgi_agent.errors import (
    ConflictError,
    GraphFailedError,
    InvalidInputError,
    NotFoundError,
    Problem,
    RecursionLimitError,
    RunTimeoutError,
    StorageUnavailableError,
)
from asgi_agent.graphs.agentflow.framework import named


def problem(error: Exception) -> Problem:
    """The problem that a failed run ends with."""
    if isinstance(error, Problem):
        return error
    if isinstance(error.__cause__, Problem) and named(error, "NodeError"):
        return error.__cause__  # a node of the host's said itself what went wrong
    if _too_many_steps(error):
        return RecursionLimitError("the graph did not end within its limit of steps")
    if named(error, "NodeTimeoutError"):
        return RunTimeoutError("a node took too long", extensions=_where(error))
    if type(error) is ValueError or named(error, "ValidationError"):
        # Past its nodes, which wrap what they raise, only the reading of the input says so.
        return InvalidInputError(
            "the graph does not take this input",
            errors=[{"loc": "body.input", "msg": "refused by the graph"}],
        )
    return of_storage(error) or _of_graph(error)


def _too_many_steps(error: Exception) -> bool:
    """A `GraphRecursionError`, or what a stream dies of when it tries to report one.

    The stream builds `ErrorBlock(text=...)`, a field that does not exist, before it raises the real error.
    """
    from_pydantic = type(error).__module__.partition(".")[0] in ("pydantic", "pydantic_core")
    return named(error, "GraphRecursionError") or (
        from_pydantic and getattr(error, "title", None) == "ErrorBlock"
    )


def of_storage(error: Exception) -> Problem | None:
    """The problem for what a checkpointer raised, None for what it does not say in a class of its own."""
    if named(error, "StaleStateError"):
        return ConflictError("the thread was changed by somebody else meanwhile")
    if named(error, "TransientStorageError"):
        return StorageUnavailableError("the graph's storage is out of reach", headers={"retry-after": "1"})
    if named(error, "ResourceNotFoundError") or _foreign(error):
        return NotFoundError("there is no such thread")
    return None


def _foreign(error: Exception) -> bool:
    """A store refused a thread to somebody who does not own it; only one of its stores has a code for it."""
    return named(error, "StorageError") and (
        str(getattr(error, "error_code", "")).startswith("STORAGE_FORBIDDEN")
        or "owned by a different user" in str(error)
    )


def _of_graph(error: Exception) -> Problem:
    where = _where(error)
    node = where.get("node")
    cause = error.__cause__ if named(error, "NodeError", "GraphError") and error.__cause__ else error
    return GraphFailedError.caused_by(cause, node)


def _where(error: Exception) -> dict[str, Any]:
    """The node that an error of the framework names; node names are the developer's own words."""
    context = getattr(error, "context", None)
    context = context if isinstance(context, dict) else {}
    node = context.get("node_name") or context.get("from_node")
    return {"node": str(node)} if node else {}
