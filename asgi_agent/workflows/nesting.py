"""How a workflow that runs inside of another tells it that it failed."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_inside: ContextVar[bool] = ContextVar("asgi_agent.workflow_inside", default=False)


@contextmanager
def inside() -> Iterator[None]:
    """What runs in this block is a workflow inside of another."""
    token = _inside.set(True)
    try:
        yield
    finally:
        _inside.reset(token)


def taken_inside() -> bool:
    """Whether the workflow around a node is inside of another; what the node runs is not, from now on."""
    found = _inside.get()
    _inside.set(False)
    return found
