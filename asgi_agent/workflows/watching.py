"""Who watches a run from node to node, told by the nodes themselves.

LangGraph can stream the same, for any graph and at some cost for each step. Nodes of workflows know when they
begin and when they are done.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Protocol


class Watcher(Protocol):
    """Watches the nodes of the outermost workflow of a run."""

    def entered(self, node: str) -> int:
        """A visit to a node begins; returns what it is to be called by."""
        ...

    def left(self, visit: int, *, failed: bool) -> None:
        """It is over. One that waits for somebody, or is cancelled, is not told of."""
        ...


_watcher: ContextVar[Watcher | None] = ContextVar("asgi_agent.workflow_watcher", default=None)


def watch(watcher: Watcher | None) -> None:
    """Let this watch the workflow that runs in this context."""
    _watcher.set(watcher)


def taken_watcher() -> Watcher | None:
    """Who watches the workflow around a node; nobody watches what runs inside the node from now on."""
    if (watcher := _watcher.get()) is not None:
        _watcher.set(None)
    return watcher
