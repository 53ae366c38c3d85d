"""What is kept of an execution, and how it is told."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

State = Literal["running", "interrupted", "completed", "failed", "cancelled"]
VisitState = Literal["running", "finished", "failed", "interrupted", "cancelled"]

ENDED: frozenset[State] = frozenset({"completed", "failed", "cancelled"})


class NodeVisit(msgspec.Struct, frozen=True):
    """One visit to a node; of a node in a subgraph, with the names of those around it."""

    node: str
    started_at: float
    seconds: float | None = None
    status: VisitState = "running"


class ExecutionRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One execution, from its first run to the last that answered a question.

    Times are Unix time in seconds; `seconds` is what its runs took, without the time that it waited for
    answers. `owner` is the digest of whoever asked for it (`Principal.owner`), `""` for nobody. What went in
    and came out is there as the redaction policy of its request had it.
    """

    execution_id: str
    graph_name: str
    owner: str
    state: State
    started_at: float
    request_id: str = ""
    run_id: str = ""
    ended_at: float | None = None
    seconds: float = 0.0
    nodes: tuple[NodeVisit, ...] = ()
    initial_state: Any = None
    result: Any = None
    interrupts: tuple[dict[str, Any], ...] = ()
    error: dict[str, Any] | None = None


def told(record: ExecutionRecord) -> dict[str, Any]:
    """How an execution came out, or where it stands: what `execute_workflow` gives."""
    return {
        "success": record.state == "completed",
        "status": record.state,
        "result": record.result,
        "graph_name": record.graph_name,
        "execution_time": round(record.seconds, 6),
        "nodes_executed": [visit.node for visit in record.nodes if visit.status == "finished"],
        "execution_id": record.execution_id,
        "interrupts": list(record.interrupts),
        "error": record.error,
    }


def told_in_full(record: ExecutionRecord, estimate: float | None) -> dict[str, Any]:
    """The same with its times and the visits of its nodes: what `get_execution_status` gives.

    Args:
        record: of the execution.
        estimate: Unix time at which it may be expected to end; None if it has, or nobody can tell.
    """
    return {
        **told(record),
        "initial_state": record.initial_state,
        "started_at": moment(record.started_at),
        "completed_at": moment(record.ended_at),
        "estimated_completion": moment(estimate),
        "nodes": [
            {
                "node": visit.node,
                "status": visit.status,
                "started_at": moment(visit.started_at),
                "duration": None if visit.seconds is None else round(visit.seconds, 6),
            }
            for visit in record.nodes
        ],
    }


def moment(time: float | None) -> str | None:
    """A time as RFC 3339 has it, in UTC."""
    return None if time is None else datetime.fromtimestamp(time, UTC).isoformat(timespec="milliseconds")


def without_inner(output: Any) -> Any:
    """The state of a graph without the keys that belong to whoever runs it."""
    if not isinstance(output, dict):
        return output
    return {key: value for key, value in output.items() if not key.startswith("__")}
