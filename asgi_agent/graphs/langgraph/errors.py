"""What went wrong in a graph, as a problem that gives nothing away.

LangGraph's classes are told by their names, and the failing node by the note that LangGraph adds to the
exception, so that nothing of it has to be imported.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from asgi_agent.errors import GraphFailedError, InvalidInputError, Problem, RecursionLimitError
from asgi_agent.validation import pydantic_faults

if TYPE_CHECKING:
    from collections.abc import Callable

_NOTE = re.compile(r"(During|Before) task with name '(.+?)' and (?:id|path) ")

# What LangGraph, its reducers and its state models raise about an input that they cannot take.
_REFUSALS = frozenset(
    (
        "EmptyInputError",
        "InvalidUpdateError",
        "ValidationError",
        "ValueError",
        "TypeError",
        "NotImplementedError",
    )
)


def problem_of(
    error: Exception,
    *,
    taking_input: bool,
    failed_node: str | None,
    input_schema: Callable[[], dict[str, Any]],
) -> Problem:
    """The problem that tells of `error`; a `Problem` is its own.

    Args:
        taking_input: the graph was still reading a new input when it failed.
        failed_node: the node that failed, if the stream named it.
        input_schema: gives the JSON schema of the input, to name fields by.
    """
    if isinstance(error, Problem):
        return error
    remote = _remote_class(error)
    classes = {each.__name__ for each in type(error).__mro__} | {remote}
    node, running = _failing_node(error)
    if "GraphRecursionError" in classes:
        return RecursionLimitError("the graph took more steps than it may")
    if getattr(error, "_langgraph_invalid_resume", False):
        faults = pydantic_faults(error, "body.resume", {})
        return InvalidInputError("the answer is not what the interrupt asks for", errors=faults)
    if taking_input and not running and classes & _REFUSALS:
        return _invalid_input(error, input_schema)
    problem = GraphFailedError.caused_by(error, node or failed_node)
    if remote is not None:
        problem.extensions["exception"] = remote
    return problem


def _failing_node(error: Exception) -> tuple[str | None, bool]:
    """The innermost node that failed, and whether its own code was running."""
    for note in getattr(error, "__notes__", ()):
        if found := _NOTE.match(note):
            when, node = found.groups()
            return (None, False) if node == "__start__" else (node, when == "During")
    return None, False


def _remote_class(error: Exception) -> str | None:
    """The class of an exception on another server; its text stays where it is."""
    told = error.args[0] if type(error).__name__ == "RemoteException" and error.args else None
    name = told.get("error") if isinstance(told, dict) else None
    return name if isinstance(name, str) and name.isidentifier() else None


def _invalid_input(error: Exception, input_schema: Callable[[], dict[str, Any]]) -> InvalidInputError:
    if type(error).__name__ == "ValidationError" and hasattr(error, "errors"):
        faults = pydantic_faults(error, "body.input", input_schema())
    else:
        faults = [{"loc": "body.input", "msg": "the graph cannot take this"}]
    return InvalidInputError("the input does not fit", errors=faults)
