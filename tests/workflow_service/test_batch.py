"""Several workflows, of which some cannot be begun."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from starlette.exceptions import HTTPException

from asgi_agent import WorkflowService
from asgi_agent.errors import ConfigurationError
from tests.asking import until
from tests.workflow_service.flows import Gate, service

if TYPE_CHECKING:
    from pathlib import Path


class Refusing(WorkflowService):
    """Refuses what is not for everybody."""

    def pre_workflow_execution(self, graph_name: str, initial_state: Any, context: Any) -> None:
        """As a framework does, or by a fault."""
        if initial_state["name"] == "Bob":
            raise HTTPException(403, "not for Bob", headers={"x-why": "bob"})
        if initial_state["name"] == "Eve":
            raise OSError("John Smith")


def of(name: str, graph_name: str = "Greeting") -> dict[str, Any]:
    """One execution of a batch."""
    return {"graph_name": graph_name, "initial_state": {"name": name}}


async def test_a_refusal_is_one_result_among_the_others(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """With the host's own status; a fault has its class in the log, and no words."""
    made = service(tmp_path, kind=Refusing)
    ada, bob, eve, dan = await made.batch_execute_workflows([of("Ada"), of("Bob"), of("Eve"), of("Dan")])
    assert ada["success"]
    assert dan["success"]
    assert (bob["status"], bob["error"]["status"], bob["error"]["detail"]) == ("failed", 403, "not for Bob")
    assert eve["error"]["status"] == 500
    assert {getattr(record, "exception", None) for record in caplog.records} >= {"OSError"}
    assert "Smith" not in repr([vars(record) for record in caplog.records]) + repr(eve)


async def test_a_refusal_leaves_what_runs_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """It goes on to its end."""
    gate = Gate()
    made = service(tmp_path, gate, kind=Refusing)
    batch = asyncio.create_task(made.batch_execute_workflows([of("Ada", "Waiting"), of("Eve")]))
    await asyncio.wait_for(gate.entered.wait(), 10)
    await until(lambda: "request failed" in caplog.messages)
    gate.open.set()
    waited, refused = await asyncio.wait_for(batch, 10)
    assert (waited["success"], refused["success"], gate.cancelled) == (True, False, 0)


async def test_a_caller_without_an_id_is_refused_before_anything_runs(tmp_path: Path) -> None:
    """As by a single execution."""
    made = service(tmp_path)
    with pytest.raises(ConfigurationError, match="cannot tell the id"):
        await made.batch_execute_workflows([of("Ada"), of("Bob") | {"context": {"user": object()}}])
    assert await made.store.durations("Greeting") == []
