"""`Timeline`: which nodes an execution visits, how long it stays, and how it ends."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from asgi_agent.events import Family
from asgi_agent.workflow_service.records import NodeVisit, VisitState

if TYPE_CHECKING:
    from asgi_agent.events import RunEvent

_HOW: dict[str, VisitState] = {"run.failed": "failed", "run.cancelled": "cancelled"}


class Timeline:
    """Observes one run (`asgi_agent.observation.RunObservation`); under a redaction it sees what is left.

    Args:
        earlier: the visits of the runs before it.
        needs: whether it looks into subgraphs as well, or at the steps of the outermost graph; `NONE` where
            that is a workflow whose nodes tell of themselves.

    Attributes:
        last: the terminal event, once it is out.
        started: when the run began, in Unix time.
    """

    def __init__(
        self,
        earlier: tuple[NodeVisit, ...] = (),
        needs: Literal[Family.NODES, Family.STEPS, Family.NONE] = Family.NODES,
    ) -> None:
        self.needs: Family = needs
        self.last: RunEvent | None = None
        self.started = 0.0
        self._visits: list[NodeVisit] = list(earlier)
        self._open: dict[tuple[str, Any], int] = {}

    @property
    def visits(self) -> tuple[NodeVisit, ...]:
        """All visits so far, in the order in which they began."""
        return tuple(self._visits)

    def entered(self, node: str) -> int:
        """See `asgi_agent.workflows.watching.Watcher`."""
        place = len(self._visits)
        self._visits.append(NodeVisit(node, time.time()))
        self._open[node, place] = place
        return place

    def left(self, visit: int, *, failed: bool) -> None:
        """See `asgi_agent.workflows.watching.Watcher`."""
        self._open.pop((self._visits[visit].node, visit), None)
        self._leave(visit, time.time(), "failed" if failed else "finished")

    def event(self, event: RunEvent) -> None:
        """Take note of what concerns nodes, unless they tell of themselves, and of the end."""
        if event.terminal:
            self.last = event
            self._leave_all(event)
        elif event.type == "run.started":
            self.started = event.time
        elif self.needs is not Family.NONE:
            self._follow(event)

    def _follow(self, event: RunEvent) -> None:
        if event.type == "node.started":
            self._open[_key(event)] = len(self._visits)
            name = "/".join((*event.path, event.node or ""))
            self._visits.append(NodeVisit(name, event.time))
        elif event.type == "node.finished":
            self._leave(self._open.pop(_key(event), None), event.time, "finished")

    def _leave_all(self, event: RunEvent) -> None:
        how: VisitState = _HOW.get(event.type, "interrupted")
        culprits = self._culprits(event) if how == "failed" else set()
        for place in self._open.values():
            self._leave(place, event.time, "cancelled" if culprits and place not in culprits else how)
        self._open.clear()

    def _culprits(self, event: RunEvent) -> set[int]:
        """The open visits that made the run fail, where that can be told: others were cancelled for it."""
        if self.needs is Family.NONE:
            return {-1}  # those have told of it
        failed = event.data.get("problem", {}).get("node")
        return {place for place in self._open.values() if self._visits[place].node.split("/")[-1] == failed}

    def _leave(self, place: int | None, time: float, how: VisitState) -> None:
        if place is not None:
            visit = self._visits[place]
            seconds = max(time - visit.started_at, 0.0)
            self._visits[place] = msgspec.structs.replace(visit, seconds=seconds, status=how)


def _key(event: RunEvent) -> tuple[str, Any]:
    return event.node or "", event.data.get("id")
