"""Observers: who sees the events of every run, whatever wire it came in by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from asgi_agent.events import Family, RunEvent
    from asgi_agent.run import Run


class RunObservation(Protocol):
    """Sees the events of one run: telemetry, an audit log. Made in the run's own task."""

    needs: Family
    """What it wants to see beyond what every wire gets."""

    def event(self, event: RunEvent) -> None:
        """Called for each event, in order, the terminal one last. Must not block.

        Under a redaction middleware it sees redacted events only, with tokens where the caller gets values.
        What it raises fails the run; about the terminal event it is too late for that, and it is logged.
        """
        ...


class RunObserver(Protocol):
    """Asked about every run; None when it does not want to see this one."""

    def __call__(self, run: Run) -> RunObservation | None: ...
