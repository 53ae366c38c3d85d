"""What is around every answer of AgentFlow's wire, and how a problem is said in its words.

AgentFlow's client picks the class of the exception that it throws by how the code begins (`GRAPH_RECURSION`,
`GRAPH`, `NODE`, `TRANSIENT_STORAGE`, `STORAGE`, `SERIALIZATION`, ...) and, for other codes, by the status.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from asgi_agent.errors import PROBLEM_URN, Problem

CODES = {
    "malformed-request": "BAD_REQUEST",
    "unauthenticated": "AUTHENTICATION_FAILED",
    "forbidden": "PERMISSION_ERROR",
    "not-found": "RESOURCE_NOT_FOUND",
    "invalid-input": "VALIDATION_ERROR",
    "recursion-limit": "GRAPH_RECURSION_ERROR",
    "graph-failed": "GRAPH_ERROR",
    "storage-unavailable": "TRANSIENT_STORAGE_ERROR",
    "storage-failed": "STORAGE_ERROR",
    "unsupported": "NOT_SUPPORTED",
    "internal-error": "INTERNAL_SERVER_ERROR",
}
"""The code for each kind of problem; of another kind, its slug in capitals."""

NODE_ERROR = "NODE_ERROR"

# Where the parts of a body come from that the graph itself was asked to read.
_INPUT = "body.input."

# The parts of a place, in which `[...]` stands for a name that is not told.
_parts = re.compile(r"(?:\[[^]]*\]|[^.])+").findall


def enveloped(data: Any, request_id: str, message: str = "OK") -> dict[str, Any]:
    """`data` as the client expects an answer."""
    return {"data": data, "metadata": metadata(request_id, message)}


def metadata(request_id: str, message: str) -> dict[str, str]:
    """What the client finds beside data and errors."""
    return {
        "request_id": request_id,
        "timestamp": datetime.now(UTC).isoformat(),
        "message": message,
    }


def code_of(problem: dict[str, Any]) -> str:
    """The code of a problem object; a graph that names the node that failed has a code of its own."""
    slug = str(problem["type"]).removeprefix(PROBLEM_URN)
    if slug == "graph-failed" and "node" in problem:
        return NODE_ERROR
    return CODES.get(slug, slug.upper().replace("-", "_"))


def error_of(problem: dict[str, Any]) -> dict[str, Any]:
    """A problem object (RFC 9457) in AgentFlow's words; nothing is in it that was not in the problem."""
    error = {
        "code": code_of(problem),
        "message": problem.get("detail") or problem["title"],
        "details": [_detail(fault) for fault in problem.get("errors") or ()],
    }
    return error | {name: problem[name] for name in ("node", "exception") if name in problem}


class AgentFlowErrors:
    """Writes problems as AgentFlow's client reads them."""

    media_type = b"application/json"

    def body(self, problem: Problem, request_id: str) -> dict[str, Any]:
        error = error_of(problem.to_dict())
        return {"error": error, "metadata": metadata(request_id, error["message"])}


ERRORS = AgentFlowErrors()


def _detail(fault: dict[str, str]) -> dict[str, Any]:
    place = fault["loc"]
    if place.startswith(_INPUT):
        place = "body." + place.removeprefix(_INPUT)
    return {"loc": _parts(place), "msg": fault["msg"], "type": "value_error"}
