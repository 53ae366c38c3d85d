"""By what ids a request is found in logs and traces."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from opentelemetry import trace

from asgi_agent.audit.correlation import correlation_of
from asgi_agent.audit.pseudonyms import machine_made
from asgi_agent.ids import uuid7
from asgi_agent.middleware.correlation import TraceContext
from asgi_agent.scope import PARENT_REQUEST_ID_KEY, REQUEST_ID_KEY, TRACE_CONTEXT_KEY
from tests.audit.audited import Audited

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

INBOUND = TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331")


def test_what_is_not_known_is_left_out() -> None:
    """Without a correlation middleware there is nothing."""
    corr = correlation_of({}, Audited().audit.naming)
    assert (corr.request, corr.parent_request, corr.trace, corr.span) == (None, None, None, None)


def test_ids_that_only_machines_make_stand_as_they_are() -> None:
    """Any other is one that a client has chosen, or may have."""
    audited = Audited()
    scope = {REQUEST_ID_KEY: "AB" * 16, PARENT_REQUEST_ID_KEY: "order 7"}
    corr = correlation_of(scope, audited.audit.naming)
    assert corr.request == "ab" * 16
    assert corr.parent_request == audited.store.pseudonyms.of("request", "order 7")


@pytest.mark.parametrize(
    "chosen",
    [
        "00000000000000000000000412555019",
        "41255501900000000000000000000000",
        "12345678901234567890123456789012",
        "a0000000000000000000000412555019",
        "00000000-0000-0000-0000-000412555019",
        "12345678-1234-4234-8234-123412555019",
    ],
)
def test_an_id_that_is_filled_up_is_one_that_a_client_has_chosen(chosen: str) -> None:
    """A phone number among zeros is one all the same, in a request's id as in a trace's."""
    audited = Audited()
    scope = {REQUEST_ID_KEY: chosen, TRACE_CONTEXT_KEY: TraceContext(chosen, "b7ad6b7169203331")}
    corr = correlation_of(scope, audited.audit.naming)
    assert corr.request == audited.store.pseudonyms.of("request", chosen)
    assert corr.trace == audited.store.pseudonyms.of("trace", chosen)


def test_ids_of_machines_are_hardly_ever_taken_for_chosen_ones() -> None:
    """Nor are those with a time in front."""
    made = [*(uuid7() for _ in range(500)), *(str(uuid4()) for _ in range(500))]
    assert sum(map(machine_made, made)) >= len(made) - 1


def test_the_callers_trace_stands_there_but_not_its_span() -> None:
    """Sixteen digits may be anything."""
    corr = correlation_of({TRACE_CONTEXT_KEY: INBOUND}, Audited().audit.naming)
    assert (corr.trace, corr.span) == (INBOUND.trace_id, None)


def test_a_span_that_is_recorded_here_is_the_one(spans: InMemorySpanExporter) -> None:
    """Whatever the caller says; one that has ended belongs to an earlier request of the connection."""
    naming = Audited().audit.naming
    with trace.get_tracer("test").start_as_current_span("request") as span:
        context = span.get_span_context()
        corr = correlation_of({TRACE_CONTEXT_KEY: INBOUND}, naming)
        assert (corr.trace, corr.span) == (f"{context.trace_id:032x}", f"{context.span_id:016x}")
        span.end()
        assert correlation_of({TRACE_CONTEXT_KEY: INBOUND}, naming).trace == INBOUND.trace_id
