from __future__ import annotations

import logging

import structlog
from structlog.testing import LogCapture

from asgi_agent.audit.sinks import StructlogSink
from tests.audit.sinks.records import SPAN, TRACE, line, record


def captured(*statuses: str) -> list[dict[str, object]]:
    """What a logger is given of records with these outcomes."""
    capture = LogCapture()
    logger = structlog.wrap_logger(
        None, processors=[capture], wrapper_class=structlog.make_filtering_bound_logger(0)
    )
    sink = StructlogSink(logger)
    for status in statuses:
        sink(record(status), line(record(status)))
    assert sink.close()
    assert sink.failures == 0
    return [dict(entry) for entry in capture.entries]


def test_a_record_is_one_line_with_its_fields() -> None:
    """By their paths; nothing but what the record says."""
    (entry,) = captured("success")
    made = {name: entry.pop(name) for name in ("id", "prev")}
    assert all(made.values())
    assert entry == {
        "event": "http.request",
        "log_level": "info",
        "v": 1,
        "log": "audit",
        "seq": 1,
        "time": "2026-11-21T09:00:00.250000Z",
        "phase": "end",
        "event.action": "R",
        "event.name": "chart.read",
        "outcome.status": "success",
        "outcome.code": 200,
        "actor.id": "u:7",
        "actor.roles": ["clinician", "admin"],
        "object": ["Observation/o-1", "Thread"],
        "http.method": "GET",
        "http.route": "/chart/{id}",
        "http.status": 200,
        "http.out": 12,
        "http.complete": True,
        "corr.trace": TRACE,
        "corr.span": SPAN,
    }


def test_what_was_denied_or_failed_is_a_warning() -> None:
    """An aborted request is none: clients leave all the time."""
    levels = [entry["log_level"] for entry in captured("success", "denied", "failure", "aborted")]
    assert levels == ["info", "warning", "warning", "info"]


def test_the_default_logger_is_structlogs_own() -> None:
    """As the application has configured it."""
    capture = LogCapture()
    structlog.configure(processors=[capture])
    try:
        sink = StructlogSink()
        sink(record(), line(record()))
        assert sink.close()
    finally:
        structlog.reset_defaults()
    assert [entry["event"] for entry in capture.entries] == ["http.request"]
    assert logging.getLogger("asgi_agent.audit").handlers == []
