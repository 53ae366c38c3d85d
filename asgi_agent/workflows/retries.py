"""How often a row is tried again, and after how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.workflows.agents.step import CannotBuild

if TYPE_CHECKING:
    from asgi_agent.workflows.model import Node

RETRY_DELAY = 0.5
MAX_RETRIES = 100


def retrying(node: Node) -> tuple[int, float]:
    """The `retries` of a row's context, and its `retry_delay` in seconds; numbers, also as texts.

    Raises:
        CannotBuild: they are none, or out of range.
    """
    retries = _number(node, "retries", 0.0)
    if retries > MAX_RETRIES or not retries.is_integer():
        raise CannotBuild(f"retries is a whole number up to {MAX_RETRIES}", "Context")
    return int(retries), _number(node, "retry_delay", RETRY_DELAY)


def _number(node: Node, name: str, default: float) -> float:
    value = node.context.get(name, default)
    try:
        number = -1.0 if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        number = -1.0
    if not 0 <= number < float("inf"):
        raise CannotBuild(f"{name} is a number of 0 or more, not {value!r}", "Context")
    return number
