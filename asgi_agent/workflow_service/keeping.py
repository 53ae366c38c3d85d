"""What went into an execution and came out, as it may be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent.plain import plain
from asgi_agent.redaction.offload import HEAVY, in_thread
from asgi_agent.redaction.problems import failing_closed
from asgi_agent.redaction.rewriting import weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asgi_agent.phi.session import Session
    from asgi_agent.redaction.request import RequestRedaction


async def keepable(value: Any, redaction: RequestRedaction | None, *, said: bool) -> Any:
    """The value as plain JSON, with the identifiers redacted by every policy of the request.

    What goes in may be let pass to the graph, but is never kept so. What observers were told is redacted by
    those policies that redact what comes out, and here by the others.

    Args:
        value: a JSON value, or near to one.
        redaction: the innermost policy of the request, if there is any.
        said: whether it came out of the run.

    Raises:
        Problem: it cannot be redacted, and so must not be kept.
    """
    value = plain(value)
    if redaction is None:
        return value
    sessions = [
        policy.redactor.session(policy.known)
        for policy in redaction.chain()
        if not (said and policy.outbound != "pass")
    ]
    if not sessions or value is None:
        return value
    with failing_closed():
        return await _read(value, sessions)


async def _read(value: Any, sessions: Sequence[Session]) -> Any:
    slow = any(session.redactor.recognizers is not None for session in sessions)
    if slow or weight(value, HEAVY) > HEAVY:
        return await in_thread(_redacted, value, sessions)
    return _redacted(value, sessions)


def _redacted(value: Any, sessions: Sequence[Session]) -> Any:
    for session in sessions:
        if isinstance(value, str):
            value = session.redact(value)
        elif not isinstance(value, bool):
            value = session.redact_json(value)
    return value
