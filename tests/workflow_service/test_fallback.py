"""Workflows with the code that they are to replace behind them."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import pytest
from starlette.exceptions import HTTPException

from asgi_agent import WorkflowService, with_fallback
from asgi_agent.errors import ConfigurationError, Problem, RunCancelledError, UnauthenticatedError
from asgi_agent.middleware.auth import require
from asgi_agent.workflow_service.metrics import PrometheusMetrics
from asgi_agent.workflow_service.shadow import Report, differences
from tests.asking import until
from tests.workflow_service.flows import Gate, service

if TYPE_CHECKING:
    from pathlib import Path

    from asgi_agent.workflow_service.fallback import Fallback


def legacy(data: dict[str, Any]) -> dict[str, Any]:
    """What was there before."""
    return {"greeting": f"Hello {data['name']}"}


async def legacy_with_context(data: dict[str, Any], context: dict[str, Any] | None) -> str:
    """The same, async and with a context."""
    return f"{data['name']} {context}"


async def test_a_workflow_that_ends_well_is_the_source(tmp_path: Path) -> None:
    """The code behind it is not called."""
    made = with_fallback(service(tmp_path), {"Greeting": legacy})
    answer = await made.execute_with_fallback("Greeting", {"name": "Ada"})
    assert (answer["source"], answer["status"], answer["reason"]) == ("workflow", "completed", None)
    assert answer["result"]["letter"] == "Hello Ada, yours"
    assert made.counts == {("Greeting", "workflow"): 1}


async def test_a_workflow_that_fails_falls_back(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """With the class of what it raised for a reason, and both outcomes counted."""
    under = service(tmp_path, config={"enable_metrics": True})
    made = with_fallback(under, {"Failing": legacy_with_context, "Greeting": legacy})
    answer = await made.execute_with_fallback("Failing", {"name": "Ada"}, {"user_id": "u"})
    assert (answer["source"], answer["reason"]) == ("fallback", "ValueError")
    assert answer["result"] == "Ada {'user_id': 'u'}"
    await made.execute_with_fallback("Greeting", {"name": "Ada"})
    assert made.counts == {("Failing", "fallback"): 1, ("Greeting", "workflow"): 1}
    assert isinstance(under.metrics, PrometheusMetrics)
    assert b'fallback_total{graph="Failing",outcome="fallback"} 1.0' in under.metrics.page()[0]
    assert "Smith" not in caplog.text


async def test_a_workflow_that_takes_too_long_falls_back(tmp_path: Path) -> None:
    """And is cancelled."""
    gate = Gate()
    made = with_fallback(service(tmp_path, gate), {"Waiting": legacy}, timeout=0.05)
    answer = await made.execute_with_fallback("Waiting", {"name": "Ada"})
    assert (answer["source"], answer["reason"]) == ("fallback", "TimeoutError")
    await until(lambda: gate.cancelled == 1)


async def test_a_workflow_that_is_not_there_falls_back(tmp_path: Path) -> None:
    """As one that is still to be written."""
    made = with_fallback(service(tmp_path), {})
    made.register_fallback("Later", legacy)
    answer = await made.execute_with_fallback("Later", {"name": "Ada"})
    assert (answer["source"], answer["reason"]) == ("fallback", "NotFoundError")


async def test_a_question_is_no_failure(tmp_path: Path) -> None:
    """Nothing is done twice."""
    made = with_fallback(service(tmp_path), {"Asking": legacy})
    answer = await made.execute_with_fallback("Asking", {"name": "Ada"})
    assert (answer["source"], answer["status"]) == ("workflow", "interrupted")


async def test_with_nothing_behind_it_a_failure_is_one(tmp_path: Path) -> None:
    """It tells the node and the class, and is counted."""
    made = with_fallback(service(tmp_path), {})
    with pytest.raises(Problem) as failed:
        await made.execute_with_fallback("Failing", {"name": "Ada"})
    assert failed.value.extensions == {"node": "Boom", "exception": "ValueError"}
    assert made.counts == {("Failing", "failed"): 1}


async def test_code_that_fails_too_is_counted(tmp_path: Path) -> None:
    """What it raises is the caller's to see."""
    made = with_fallback(service(tmp_path), {"Failing": legacy})
    with pytest.raises(KeyError):
        await made.execute_with_fallback("Failing", {})
    assert made.counts == {("Failing", "failed"): 1}


async def test_who_may_not_use_the_workflow_gets_nothing_else(tmp_path: Path) -> None:
    """The code behind it is no way around."""
    under = service(tmp_path, require=require(scopes=["letters"]))
    made = with_fallback(under, {"Greeting": legacy})
    with pytest.raises(UnauthenticatedError):
        await made.execute_with_fallback("Greeting", {"name": "Ada"})


async def test_who_is_refused_by_a_hook_gets_nothing_else(tmp_path: Path) -> None:
    """Neither by an exception of the host's framework."""

    class Refusing(WorkflowService):
        def pre_workflow_execution(self, graph_name: str, initial_state: Any, context: Any) -> None:
            raise HTTPException(403, "not for you")

    made = with_fallback(service(tmp_path, kind=Refusing), {"Greeting": legacy})
    with pytest.raises(HTTPException):
        await made.execute_with_fallback("Greeting", {"name": "Ada"})
    assert made.counts == {}


async def cancelled(made: Fallback, gate: Gate) -> asyncio.Task[Any]:
    """A call whose execution somebody has cancelled."""
    call = asyncio.create_task(made.execute_with_fallback("Waiting", {"name": "Ada"}))
    await asyncio.wait_for(gate.entered.wait(), 10)
    (execution_id,) = made.service._keeper.live
    await made.service.cancel_execution(execution_id)
    return call


async def test_a_cancelled_workflow_does_not_fall_back(tmp_path: Path) -> None:
    """Who cancels it does not want the code behind it done."""
    gate, called = Gate(), list[Any]()
    made = with_fallback(service(tmp_path, gate), {"Waiting": called.append})
    call = await cancelled(made, gate)
    with pytest.raises(RunCancelledError):
        await call
    assert (called, made.counts) == ([], {("Waiting", "cancelled"): 1})


async def test_a_cancelled_shadow_is_not_compared(tmp_path: Path) -> None:
    """It is counted as what it is."""
    gate, reports = Gate(), list[Report]()
    made = with_fallback(service(tmp_path, gate), {"Waiting": legacy}, shadow=True, on_report=reports.append)
    assert (await (await cancelled(made, gate)))["source"] == "fallback"
    await made.aclose()
    assert (reports, made.counts["Waiting", "cancelled"]) == ([], 1)


async def test_what_cannot_be_copied_is_not_executed_in_the_shadow(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The code behind it answers, that is counted, and the log has the class of the fault."""
    made = with_fallback(service(tmp_path), {"Greeting": legacy}, shadow=True)
    answer = await made.execute_with_fallback("Greeting", {"name": "Ada", "lock": threading.Lock()})
    await made.aclose()
    assert answer["result"] == {"greeting": "Hello Ada"}
    assert made.counts == {("Greeting", "skipped"): 1, ("Greeting", "fallback"): 1}
    (record,) = [each for each in caplog.records if each.message == "data not copied, workflow not executed"]
    assert vars(record)["exception"] == "TypeError"


async def test_a_comparison_that_fails_is_counted_and_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """By the class of what was raised; the caller learns nothing of it."""
    reports: list[Report] = []

    def broken(ours: Any, theirs: Any) -> list[str]:
        raise ValueError(ours["letter"])

    made = with_fallback(
        service(tmp_path), {"Greeting": legacy}, shadow=True, compare=broken, on_report=reports.append
    )
    answer = await made.execute_with_fallback("Greeting", {"name": "Ada"})
    await made.aclose()
    assert answer["result"] == {"greeting": "Hello Ada"}
    assert made.counts == {("Greeting", "fallback"): 1, ("Greeting", "uncompared"): 1}
    assert [(report.agreed, report.exception) for report in reports] == [(False, "ValueError")]
    assert "results not compared" in caplog.messages
    assert "yours" not in repr([vars(record) for record in caplog.records])


async def test_in_the_shadow_both_run_and_differences_are_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The code answers; a log has the names of what differs, a report the values."""
    reports: list[Report] = []

    def other(data: dict[str, Any]) -> dict[str, Any]:
        data["name"] = "Bob"  # its own copy
        return {"greeting": "Hello Bob", "name": "Ada"}

    made = with_fallback(
        service(tmp_path), {"Greeting": other, "Failing": legacy}, shadow=True, on_report=reports.append
    )
    answer = await made.execute_with_fallback("Greeting", {"name": "Ada"})
    assert (answer["source"], answer["result"]["greeting"]) == ("fallback", "Hello Bob")
    await made.execute_with_fallback("Failing", {"name": "Ada"})
    await made.aclose()
    by_name = {report.graph_name: report for report in reports}
    assert by_name["Greeting"].differences == ("greeting",)
    assert by_name["Greeting"].workflow_result["greeting"] == "Hello Ada"
    assert by_name["Failing"].exception == "WorkflowFailedError"
    assert made.counts["Greeting", "differed"] == made.counts["Failing", "broken"] == 1
    assert "Bob" not in repr([vars(record) for record in caplog.records])


async def test_in_the_shadow_agreement_is_counted(tmp_path: Path) -> None:
    """By the host's own measure, if it has one."""
    made = with_fallback(service(tmp_path), {"Greeting": legacy}, shadow=True)
    await made.execute_with_fallback("Greeting", {"name": "Ada"})
    await made.aclose()
    assert made.counts["Greeting", "agreed"] == 1
    strict = with_fallback(
        service(tmp_path), {"Greeting": legacy}, shadow=True, compare=lambda ours, theirs: ["all"]
    )
    await strict.execute_with_fallback("Greeting", {"name": "Ada"})
    await strict.aclose()
    assert strict.counts["Greeting", "differed"] == 1


async def test_in_the_shadow_callers_come_first(tmp_path: Path) -> None:
    """A service that is full executes nothing beside, and the answer does not wait for the shadow."""
    gate = Gate()
    under = service(tmp_path, gate, max_concurrency=1)
    made = with_fallback(under, {"Waiting": legacy, "Greeting": legacy}, shadow=True)
    answer = await made.execute_with_fallback("Waiting", {"name": "Ada"})
    assert answer["result"] == {"greeting": "Hello Ada"}
    await gate.entered.wait()
    await made.execute_with_fallback("Greeting", {"name": "Ada"})
    gate.open.set()
    await asyncio.wait_for(made.aclose(), 10)
    assert made.counts["Greeting", "skipped"] == 1


async def test_code_that_fails_leaves_nothing_to_compare(tmp_path: Path) -> None:
    """Its exception is the caller's."""
    made = with_fallback(service(tmp_path), {"Greeting": legacy}, shadow=True)
    with pytest.raises(KeyError):
        await made.execute_with_fallback("Greeting", {})
    await asyncio.wait_for(made.aclose(), 10)
    assert made.counts == {("Greeting", "failed"): 1}


async def test_a_report_that_nobody_can_take_is_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """By the class of what was raised."""

    async def broken(report: Report) -> None:
        raise OSError("John Smith")

    made = with_fallback(service(tmp_path), {"Greeting": legacy}, shadow=True, on_report=broken)
    await made.execute_with_fallback("Greeting", {"name": "Ada"})
    await made.aclose()
    assert "on_report= failed" in caplog.messages
    assert "Smith" not in caplog.text


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [
        ({"a": 1, "more": 2}, {"a": 1}, []),
        ({"a": {"b": [1, 2]}}, {"a": {"b": [1, 3]}}, ["a.b[1]"]),
        ({"a": [1]}, {"a": [1, 2]}, ["a"]),
        ({}, {"a": None}, ["a"]),
        (1, 2, ["result"]),
    ],
)
def test_differences_are_named_by_path(ours: Any, theirs: Any, found: list[str]) -> None:
    """What the workflow has beyond is none."""
    assert differences(ours, theirs) == found


def test_options_that_cannot_work_are_refused(tmp_path: Path) -> None:
    """When it is made."""
    under = service(tmp_path)
    refused: list[dict[str, Any]] = [{"timeout": 0}, {"on_report": print}, {"compare": differences}]
    for options in refused:
        with pytest.raises(ConfigurationError):
            with_fallback(under, {}, **options)
    with pytest.raises(ConfigurationError, match="Greeting is a callable"):
        with_fallback(under, {"Greeting": 3})  # type: ignore[dict-item]
