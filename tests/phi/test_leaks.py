"""A request that fails, with identifiers in every part of it: none is in anything that comes of it."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import pydantic
import pytest
import structlog
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from asgi_agent import AgentASGI, CorrelationIdMiddleware, configure_logging
from asgi_agent.phi.redactor import Redactor
from asgi_agent.phi.spans import Label
from asgi_agent.phi.telemetry import RedactingSpanExporter
from asgi_agent.testing import http_scope, run_http
from tests.asking import JSON

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECRET = "Quillbrook"
REDACTOR = Redactor(known={SECRET: Label.NAME})
logger = logging.getLogger("tests.clinic")


class Chart(pydantic.BaseModel, extra="forbid"):
    bed: int


async def clinic(chart: Chart) -> dict[str, Any]:
    """A graph whose author logs what he should not, and raises it."""
    logger.warning("chart of %s", SECRET, extra={"patient": {"family": SECRET}})
    structlog.get_logger("tests.clinic").warning("chart", of=SECRET)
    raise LookupError(f"no bed for {SECRET}")


@pytest.fixture
def stderr(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """What is written there; afterwards both logging worlds are as they were before."""
    root, config = logging.getLogger(), structlog.get_config()
    level, handlers = root.level, list(root.handlers)
    yield lambda: capsys.readouterr().err
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**config)


@pytest.fixture
def exported(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    """The spans that leave the process."""
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(RedactingSpanExporter(exporter, REDACTOR)))
    monkeypatch.setattr("opentelemetry.trace.get_tracer_provider", lambda: provider)
    yield exporter
    provider.shutdown()


REQUESTS: dict[str, tuple[str, Any, int]] = {
    "no JSON": ("/invoke", f"{{{SECRET}".encode(), 400),
    "unknown key": ("/invoke", {"input": {"bed": 1}, SECRET: 1}, 422),
    "wrong value": ("/invoke", {"input": {"bed": SECRET}}, 422),
    "wrong key in the input": ("/invoke", {"input": {"bed": 1, SECRET: SECRET}}, 422),
    "wrong thread": ("/invoke", {"input": {"bed": 1}, "thread_id": [SECRET]}, 422),
    "no such route": (f"/charts/{SECRET}", {}, 404),
    "no such graph": (f"/graphs/{SECRET}/invoke", {"input": {"bed": 1}}, 404),
    "failure": ("/invoke", {"input": {"bed": 1}}, 500),
    "failure on a stream": ("/stream", {"input": {"bed": 1}}, 200),
}


@pytest.mark.parametrize("name", REQUESTS)
async def test_a_failing_request_gives_nothing_away(
    name: str, exported: InMemorySpanExporter, stderr: Callable[[], str]
) -> None:
    """Not in the answer, its headers, the log, or spans."""
    configure_logging(json=True, redactor=REDACTOR)
    path, body, status = REQUESTS[name]
    scope = http_scope(path, method="POST", headers=JSON, query_string=f"of={SECRET}".encode())
    app = CorrelationIdMiddleware(AgentASGI(clinic, name="clinic"))
    answer = await run_http(app, scope, body if isinstance(body, bytes) else json.dumps(body).encode())
    spans, log = exported.get_finished_spans(), stderr()
    assert answer.status == status
    assert spans
    for written in (repr(answer.messages), "".join(span.to_json() for span in spans), log):
        assert SECRET not in written
    if "failure" in name:
        assert "chart of [NAME]" in log
        assert '"of": "[NAME]"' in log
        assert "LookupError" in log
