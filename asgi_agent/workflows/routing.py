"""Where a node may go, which nodes others meet at, and which of those wait for which."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from asgi_agent.workflows import cells
from asgi_agent.workflows.reach import Reach

if TYPE_CHECKING:
    from asgi_agent.workflows.model import Node, Workflow

ORCHESTRATOR = "orchestrator"


class Routes:
    """The ways of one workflow.

    Attributes:
        joins: nodes that several branches meet at. Such a node runs once, when all branches that are under
            way have come to it or gone elsewhere.
    """

    def __init__(self, workflow: Workflow) -> None:
        anywhere = frozenset(workflow.nodes)
        self._onward = {node.name: _onward(node, anywhere) for node in workflow.nodes.values()}
        self.joins = self._meeting_points(workflow) if self._forks(workflow) else frozenset()
        self._reach = Reach(self._onward if self.joins else {}, self.joins)

    def destinations(self, name: str) -> frozenset[str]:
        """The nodes that a node may go to next."""
        return self._onward[name]

    def fixed(self, node: Node) -> bool:
        """Whether the node goes the same way each time, and nobody has to be told that it comes."""
        return not self.joins and not node.conditional and not _chooses(node)

    def waits_for(self, join: str, other: str) -> bool:
        """Whether branches at one join may still come to another; of two in a loop neither waits."""
        return other in self.joins and self._reach.precedes(other, join)

    def _forks(self, workflow: Workflow) -> bool:
        return any(
            len(targets.nodes) > 1 or targets.function is not None
            for node in workflow.nodes.values()
            for targets in node.routes
        )

    def _meeting_points(self, workflow: Workflow) -> frozenset[str]:
        ways = Counter(target for targets in self._onward.values() for target in targets)
        return frozenset(name for name in workflow.nodes if ways[name] > 1)


def _chooses(node: Node) -> bool:
    return node.agent.casefold() == ORCHESTRATOR or any(each.function is not None for each in node.routes)


def _onward(node: Node, anywhere: frozenset[str]) -> frozenset[str]:
    if _chooses(node):
        return anywhere
    return anywhere.intersection(target for targets in node.routes for target in targets.nodes)


def count_ways(workflow: Workflow) -> int:
    """How many ways there are from node to node; one that may go anywhere has as many as there are nodes."""
    return sum(
        len(workflow.nodes) if _chooses(node) else sum(len(targets.nodes) for targets in node.routes)
        for node in workflow.nodes.values()
    )


def next_nodes(targets: tuple[str, ...], end: str) -> list[str]:
    """Targets as LangGraph names them; none is the end."""
    return [end if target == cells.END else target for target in targets] or [end]
