"""`Timeline`: which nodes an execution visits, how long it stays, and how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec

from asgi_agent.events import Family
from asgi_agent.workflow_service.records import NodeVisit, VisitState

if TYPE_CHECKING:
    from asgi_agent.events import RunEvent
    from asgi_agent.run import Run

_HOW: dict[str, VisitState] = {"run.failed": "failed", "run.cancelled": "cancelled"}


class Timeline:
    """Observes one run (`asgi_agent.observation.RunObservation`); under a redaction it sees what is left.

    Args:
        earlier: the visits of the runs before it.
        needs: whether it looks into subgraphs as well, or at the steps of the outermost graph.

    Attributes:
        last: the terminal event, once it is out.
        started: when the run began, in Unix time.
    """

    def __init__(
        self, earlier: tuple[NodeVisit, ...] = (), needs: Literal[Family.NODES, Family.STEPS] = Family.NODES
    ) -> None:
        self.needs: Family = needs
        self.last: RunEvent | None = None
        self.started = 0.0
        self._visits: list[NodeVisit] = list(earlier)
        self._open: dict[tuple[str, str], int] = {}

    def __call__(self, run: Run) -> Timeline:
        """The observation of the run, which this is."""
        return self

    @property
    def visits(self) -> tuple[NodeVisit, ...]:
        """All visits so far, in the order in which they began."""
        return tuple(self._visits)

    def event(self, event: RunEvent) -> None:
        """Take note of what concerns nodes, and of the end."""
        match event.type:
            case "run.started":
                self.started = event.time
            case "node.started":
                self._open[_key(event)] = len(self._visits)
                name = "/".join((*event.path, event.node or ""))
                self._visits.append(NodeVisit(name, event.time))
            case "node.finished":
                self._leave(self._open.pop(_key(event), None), event.time, "finished")
            case _ if event.terminal:
                self.last = event
                self._leave_all(event)

    def _leave_all(self, event: RunEvent) -> None:
        failed = event.data.get("problem", {}).get("node")
        for place in self._open.values():
            how: VisitState = _HOW.get(event.type, "interrupted")
            if how == "failed" and failed is not None and self._visits[place].node.split("/")[-1] != failed:
                how = "cancelled"
            self._leave(place, event.time, how)
        self._open.clear()

    def _leave(self, place: int | None, time: float, how: VisitState) -> None:
        if place is not None:
            visit = self._visits[place]
            seconds = max(time - visit.started_at, 0.0)
            self._visits[place] = msgspec.structs.replace(visit, seconds=seconds, status=how)


def _key(event: RunEvent) -> tuple[str, Any]:
    return event.node or "", event.data.get("id")
