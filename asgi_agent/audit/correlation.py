"""By what ids the same request is found in logs and traces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opentelemetry import trace

from asgi_agent.audit.record import Correlation
from asgi_agent.scope import PARENT_REQUEST_ID_KEY, REQUEST_ID_KEY, TRACE_CONTEXT_KEY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asgi_agent.audit.naming import Naming
    from asgi_agent.middleware._trace_context import TraceContext

REQUEST = "request"
TRACE = "trace"


def correlation_of(scope: Mapping[str, Any], naming: Naming) -> Correlation:
    """The ids of a request: its own and its parent's, and those of its trace.

    A client may have chosen all but the span that is being recorded here, so what is not of a form that only
    machines make becomes a pseudonym. The client's span is left out: sixteen digits may be anything.
    """
    request: str | None = scope.get(REQUEST_ID_KEY)
    parent: str | None = scope.get(PARENT_REQUEST_ID_KEY)
    trace_id, span_id = _trace(scope.get(TRACE_CONTEXT_KEY))
    return Correlation(
        request=None if request is None else naming.opaque(REQUEST, request),
        parent_request=None if parent is None else naming.opaque(REQUEST, parent),
        trace=None if trace_id is None else naming.opaque(TRACE, trace_id),
        span=span_id,
    )


def _trace(inbound: TraceContext | None) -> tuple[str | None, str | None]:
    span = trace.get_current_span()
    # One that has ended belongs to an earlier request of the connection, in whose context this one began.
    if span.is_recording():
        context = span.get_span_context()
        return f"{context.trace_id:032x}", f"{context.span_id:016x}"
    return (None if inbound is None else inbound.trace_id), None
