"""Records for tests of sinks."""

from __future__ import annotations

from asgi_agent.audit.chain import EMPTY, seal
from asgi_agent.audit.record import (
    Actor,
    Correlation,
    Event,
    Outcome,
    Record,
    Resource,
    Traffic,
    encode_record,
)

TRACE, SPAN = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"


def record(status: str = "success", name: str = "chart.read") -> Record:
    """A record with a field of every sort."""
    return Record(
        time="2026-11-21T09:00:00.250000Z",
        phase="end",
        event=Event("http.request", "R", name),
        outcome=Outcome(status, 200),  # type: ignore[arg-type]
        actor=Actor("u:7", roles=("clinician", "admin")),
        object=(Resource("Observation", "o-1"), Resource("Thread")),
        http=Traffic("GET", "/chart/{id}", 200, sent=12, complete=True),
        corr=Correlation(trace=TRACE, span=SPAN),
    )


def line(of: Record) -> bytes:
    """The line that a log would have of it."""
    return seal(encode_record(of), "audit", EMPTY)[0]
