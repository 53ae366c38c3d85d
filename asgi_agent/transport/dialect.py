"""How a failure stands in the body of a response: each wire has its own way to say it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from asgi_agent.errors import Problem

PROBLEM_JSON = b"application/problem+json"


class Dialect(Protocol):
    """Writes problems for one wire."""

    media_type: bytes

    def body(self, problem: Problem, request_id: str) -> Any:
        """What is sent as JSON in place of the answer. Nothing may be in it that is not in the problem."""
        ...


class ProblemDetails:
    """`application/problem+json` (RFC 9457)."""

    media_type = PROBLEM_JSON

    def body(self, problem: Problem, request_id: str) -> dict[str, Any]:
        return problem.to_dict(request_id)


PROBLEM_DETAILS = ProblemDetails()
