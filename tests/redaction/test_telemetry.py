"""What spans, metrics and logs know of redacted runs."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent import AgentASGI
from asgi_agent.events import Interrupt, Outcome
from tests.asking import ask
from tests.redaction.around import NOTE, VALUES, Around, Emitting

if TYPE_CHECKING:
    from opentelemetry.sdk.metrics.export import InMemoryMetricReader
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

TALKATIVE = Emitting(
    ("node.started", {"id": "n"}),
    ("message.delta", {"id": "m", "text": NOTE}),
    ("message.end", {"id": "m", "text": NOTE}),
    ("tool.end", {"id": "c", "name": "look_up", "args": {"note": NOTE}}),
    ("tool.result", {"id": "c", "name": "look_up", "content": NOTE, "error": True}),
    ("node.finished", {"id": "n", "output": NOTE}),
    ("usage", {"model": "scripted", "input_tokens": 3, "output_tokens": 4, "note": NOTE}),
    outcome=Outcome(NOTE, (Interrupt("q", NOTE),)),
)


@pytest.mark.parametrize("outbound", ["redact", "pass"])
@pytest.mark.parametrize("error", [None, ValueError(NOTE)])
async def test_spans_and_metrics_hold_no_content(
    spans: InMemorySpanExporter, meters: InMemoryMetricReader, outbound: str, error: Exception | None
) -> None:
    """Ids, names, counts and classes; whether or not the output is redacted."""
    graph = TALKATIVE if error is None else Emitting(error=error)
    app = Around(AgentASGI({"agent": graph}, expose_errors=True), outbound=outbound, inbound="pass")
    body = {"input": NOTE, "granularity": "full"}
    await ask(app, "POST", "/stream", body, scope={"query_string": b"note=219-09-9999"})
    finished = spans.get_finished_spans()
    assert {span.name for span in finished} >= {"POST /stream", "invoke_agent agent"}
    metrics = meters.get_metrics_data()
    assert metrics is not None
    told = "".join(span.to_json() for span in finished) + metrics.to_json()
    assert not any(value in told for value in VALUES)


async def test_logs_hold_no_content(caplog: pytest.LogCaptureFixture) -> None:
    """Of a failure, the class and the places; of the rest nothing."""
    caplog.set_level(logging.DEBUG)
    for graph in (TALKATIVE, Emitting(error=ValueError(NOTE))):
        await ask(Around(AgentASGI({"agent": graph})), "POST", "/invoke", {"input": NOTE})
    assert any(record.message == "run failed" for record in caplog.records)
    told = str([vars(record) for record in caplog.records])
    assert not any(value in told for value in VALUES)


async def test_the_host_has_the_counts_for_its_audit_log() -> None:
    """When the response is complete."""
    app: Any = Around(AgentASGI({"agent": Emitting(outcome=Outcome({"note": NOTE}))}))
    await ask(app, "POST", "/invoke", {"input": "hello"})
    assert app.handed[0].counts == {"SSN": 1, "MRN": 1, "PHONE": 1, "EMAIL": 1}
