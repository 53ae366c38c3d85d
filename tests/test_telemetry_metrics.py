"""Metrics, as a real OpenTelemetry SDK reads them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent import AgentASGI, AgentService, RunInput
from asgi_agent.errors import GraphFailedError
from asgi_agent.events import CHAT
from asgi_agent.graphs.callables import CallableAdapter
from asgi_agent.telemetry import RunTelemetry
from tests.asking import ask

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from opentelemetry.sdk.metrics.export import InMemoryMetricReader

    from asgi_agent.live import LiveRun

SECRET = "zq7secret"
AGENT = {"gen_ai.agent.name": "agent"}


async def speak(value: Any) -> AsyncIterator[str]:
    yield SECRET


async def fail(value: Any) -> None:
    raise ValueError(SECRET)


async def wait(value: Any) -> None:
    await asyncio.Event().wait()


def points(meters: InMemoryMetricReader) -> dict[str, list[Any]]:
    """The data points of each instrument."""
    data = meters.get_metrics_data()
    if data is None:
        return {}
    scopes = [scope for resource in data.resource_metrics for scope in resource.scope_metrics]
    return {metric.name: list(metric.data.data_points) for scope in scopes for metric in scope.metrics}


def service(function: Any) -> AgentService:
    return AgentService({"agent": CallableAdapter(function)}, observers=[RunTelemetry()])


def active(meters: InMemoryMetricReader) -> dict[str, int]:
    found = points(meters)
    return {name: point.value for name in found if name.endswith(".active") for point in found[name]}


async def begun(function: Any) -> LiveRun:
    live = await service(function).start("agent", RunInput(SECRET, include=CHAT))
    await live.buffer.take()
    return live


async def test_a_run_is_active_while_it_runs(meters: InMemoryMetricReader) -> None:
    """And no longer when it has been cancelled."""
    live = await begun(wait)
    assert active(meters) == {"asgi_agent.runs.active": 1, "asgi_agent.streams.active": 1}
    live.cancel("disconnect")
    await live.wait()
    assert active(meters) == {"asgi_agent.runs.active": 0, "asgi_agent.streams.active": 0}


@pytest.mark.parametrize("function", [speak, fail])
async def test_nothing_is_active_in_the_end(meters: InMemoryMetricReader, function: Any) -> None:
    """After a success, and after a failure."""
    live = await begun(function)
    await live.wait()
    assert active(meters) == {"asgi_agent.runs.active": 0, "asgi_agent.streams.active": 0}


async def test_a_run_without_a_reader_is_no_stream(meters: InMemoryMetricReader) -> None:
    """`invoke` counts as a run alone."""
    await service(speak).invoke("agent", RunInput())
    assert active(meters) == {"asgi_agent.runs.active": 0}


async def test_durations_are_told_by_outcome(meters: InMemoryMetricReader) -> None:
    """One point for each run, and the time to its first event."""
    agents = service(speak)
    for _ in range(3):
        await agents.invoke("agent", RunInput())
    found = points(meters)
    [duration] = found["asgi_agent.run.duration"]
    [first_event] = found["asgi_agent.run.time_to_first_event"]
    assert dict(duration.attributes) == AGENT | {"asgi_agent.outcome": "success"}
    assert dict(first_event.attributes) == AGENT
    assert (duration.count, first_event.count) == (3, 3)
    assert 0 < first_event.sum <= duration.sum


async def test_failures_are_counted_by_class(meters: InMemoryMetricReader) -> None:
    """The class of the exception, which is bounded; not its text, which is not."""
    with pytest.raises(GraphFailedError):
        await service(fail).invoke("agent", RunInput())
    [error] = points(meters)["asgi_agent.run.errors"]
    assert error.value == 1
    assert dict(error.attributes) == AGENT | {"asgi_agent.outcome": "failed", "error.type": "ValueError"}


async def test_cancellations_are_counted_by_reason(meters: InMemoryMetricReader) -> None:
    """A client that left, or one that asked for it."""
    live = await begun(wait)
    live.cancel("disconnect")
    await live.wait()
    found = points(meters)
    [cancellation] = found["asgi_agent.run.cancellations"]
    assert cancellation.value == 1
    assert dict(cancellation.attributes) == AGENT | {
        "asgi_agent.outcome": "cancelled",
        "asgi_agent.reason": "disconnect",
    }
    assert "asgi_agent.run.errors" not in found


async def test_no_label_holds_a_word_of_what_was_said(meters: InMemoryMetricReader) -> None:
    """Nor a path, a query, or an exception's text."""
    app = AgentASGI({"agent": speak, "fail": fail})
    for path in ("/stream", "/graphs/fail/invoke", f"/graphs/{SECRET}/invoke", f"/{SECRET}"):
        await ask(app, "POST", path, {"input": SECRET}, scope={"query_string": SECRET.encode()})
    data = meters.get_metrics_data()
    assert data is not None
    recorded = data.to_json()
    assert "asgi_agent.run.errors" in recorded
    assert SECRET not in recorded
