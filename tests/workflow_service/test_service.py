"""Executing workflows from the host's own code."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

import pytest
from langgraph.checkpoint.memory import InMemorySaver
from msgspec.structs import replace

from asgi_agent import AgentConfig, Principal, WorkflowService
from asgi_agent.errors import (
    ConfigurationError,
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    NothingToResumeError,
    OverloadedError,
    ShuttingDownError,
    StorageUnavailableError,
    UnauthenticatedError,
)
from asgi_agent.events import CHAT, Family
from asgi_agent.middleware.auth import require
from asgi_agent.workflow_service import MemoryExecutions, keeper
from asgi_agent.workflows import load_csv
from tests.workflow_service.flows import Gate, boom, service
from tests.workflows.csvs import write

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from asgi_agent import Run
    from asgi_agent.workflow_service import ExecutionRecord
    from asgi_agent.workflow_service.records import State

ANN, BOB = {"user_id": "ann"}, {"user_id": "bob"}


async def test_a_workflow_is_executed_to_its_end(tmp_path: Path) -> None:
    """The result has the fields that the guide promises."""
    result = await service(tmp_path).execute_workflow("Greeting", {"name": "Ada"})
    assert result.pop("execution_time") > 0
    assert len(result.pop("execution_id")) == 36
    assert result == {
        "success": True,
        "status": "completed",
        "result": {"name": "Ada", "greeting": "Hello Ada", "letter": "Hello Ada, yours"},
        "graph_name": "Greeting",
        "nodes_executed": ["Greet", "Sign"],
        "interrupts": [],
        "error": None,
    }


async def test_a_graph_of_the_hosts_is_a_workflow_as_well() -> None:
    """Of any kind that can be served; a single one is called `agent`."""

    async def shout(given: dict[str, str], run: Run) -> dict[str, str]:
        return {"said": given["text"].upper()}

    made = WorkflowService(graph=shout, graphs={"other": len})
    assert (await made.execute_workflow("agent", {"text": "hi"}))["result"] == {"said": "HI"}
    assert (await made.execute_workflow("other", "abc"))["result"] == 3


async def test_a_failure_is_a_result_with_node_and_class(tmp_path: Path) -> None:
    """And without a word of the exception, in the record as well."""
    made = service(tmp_path)
    result = await made.execute_workflow("Failing", {"name": "Ada"})
    status = await made.get_execution_status(result["execution_id"])
    assert (result["success"], result["status"], result["result"]) == (False, "failed", None)
    error = result["error"]
    assert (error["node"], error["exception"], error["status"]) == ("Boom", "ValueError", 500)
    assert "Smith" not in repr((result, status))
    assert [(visit["node"], visit["status"]) for visit in status["nodes"]] == [
        ("First", "finished"),
        ("Boom", "failed"),
    ]


NESTED = """
Outer,S,echo,,,name,s,A|Sub,,
Outer,A,echo,,,name,a,J,,
Outer,Sub,graph,,{workflow=::Inner},name,inner,J,,
Outer,J,echo,,,name,j,,,
Inner,First,echo,,,name,first,Second,,
Inner,Second,boom,,,name,second,Third,,
Inner,Third,echo,,,name,third,,,
"""


@pytest.mark.parametrize("include", [Family.NONE, Family.NODES])
async def test_nodes_are_those_of_the_workflow_itself(tmp_path: Path, include: Family) -> None:
    """Each visit once, whoever else looks on; what runs inside a node is that node's own affair."""
    agents = {"boom": lambda inputs: "quiet"}
    made = WorkflowService(csv_file=write(tmp_path, NESTED), agents=agents)
    execution = await made.start_workflow("Outer", {"name": "Ada"}, include=include)
    execution.unheard()
    result = await execution.result()
    assert sorted(result["nodes_executed"]) == ["A", "J", "S", "Sub"]
    assert result["result"]["inner"]["third"] == "Ada"


async def test_the_node_that_failed_is_the_one_around_what_failed(tmp_path: Path) -> None:
    """Though the problem names the innermost one."""
    made = WorkflowService(csv_file=write(tmp_path, NESTED), agents={"boom": boom})
    result = await made.execute_workflow("Outer", {"name": "Ada"})
    status = await made.get_execution_status(result["execution_id"])
    assert result["error"]["node"] == "Second"
    assert {visit["node"]: visit["status"] for visit in status["nodes"]} == {
        "S": "finished",
        "A": "finished",
        "Sub": "failed",
    }


async def test_a_workflow_that_the_host_has_loaded_has_nodes_as_well(tmp_path: Path) -> None:
    """As any graph of LangGraph's."""
    graphs = load_csv(write(tmp_path, NESTED), agents={"boom": boom})
    made = WorkflowService(graphs=graphs)
    result = await made.execute_workflow("Outer", {"name": "Ada"})
    status = await made.get_execution_status(result["execution_id"])
    assert [(visit["node"], visit["status"]) for visit in status["nodes"] if visit["node"] == "Sub"] == [
        ("Sub", "failed")
    ]
    assert (await made.execute_workflow("Inner", {"name": "Ada"}))["nodes_executed"] == ["First"]


async def test_an_unknown_workflow_is_not_found(tmp_path: Path) -> None:
    """And leaves no record."""
    with pytest.raises(NotFoundError):
        await service(tmp_path).execute_workflow("Greetings", {})


async def test_an_execution_can_be_looked_up(tmp_path: Path) -> None:
    """With its times, its nodes and how long they took."""
    made = service(tmp_path)
    result = await made.execute_workflow("Greeting", {"name": "Ada"})
    status = await made.get_execution_status(result["execution_id"])
    assert status["initial_state"] == {"name": "Ada"}
    assert status["started_at"] <= status["completed_at"]
    assert status["estimated_completion"] is None
    assert [visit["node"] for visit in status["nodes"]] == ["Greet", "Sign"]
    assert all(visit["duration"] >= 0 for visit in status["nodes"])
    with pytest.raises(NotFoundError):
        await made.get_execution_status("nope")


async def test_what_runs_can_be_looked_up_and_says_when_it_may_end(tmp_path: Path) -> None:
    """By what earlier executions of the workflow took."""
    gate = Gate()
    made = service(tmp_path, gate)
    gate.open.set()
    # The agent's time is not worth waiting for: past ones are told to have taken an hour.
    past = await made.execute_workflow("Waiting", {"name": "Ada"})
    record = await made.store.get(past["execution_id"])
    assert record is not None
    assert await made.store.update(replace(record, seconds=3600.0), ["completed"])
    gate.open.clear()
    gate.entered.clear()
    execution = await made.start_workflow("Waiting", {"name": "Ada"})
    await gate.entered.wait()
    status = await made.get_execution_status(execution.execution_id)
    assert (status["status"], status["completed_at"]) == ("running", None)
    assert [(visit["node"], visit["status"]) for visit in status["nodes"]] == [("Wait", "running")]
    assert status["estimated_completion"] > status["started_at"]
    gate.open.set()
    assert (await execution.result())["success"]


async def test_another_users_execution_is_not_found(tmp_path: Path) -> None:
    """Whatever is wanted of it; the host itself may see all."""
    made = service(tmp_path)
    execution_id = (await made.execute_workflow("Asking", {"name": "Ada"}, ANN))["execution_id"]
    for whose in (BOB, {}):
        for asked in (made.get_execution_status, made.cancel_execution):
            with pytest.raises(NotFoundError):
                await asked(execution_id, whose)
        with pytest.raises(NotFoundError):
            await made.resume_workflow(execution_id, True, whose)
    assert (await made.get_execution_status(execution_id))["status"] == "interrupted"
    assert (await made.resume_workflow(execution_id, True, ANN))["success"]


@pytest.mark.parametrize(("answer", "way"), [("approve", "sent"), ({"action": "reject"}, "dropped")])
async def test_a_question_is_answered(tmp_path: Path, answer: Any, way: str) -> None:
    """And the execution stays one, with the nodes of all its runs."""
    made = service(tmp_path)
    asked = await made.execute_workflow("Asking", {"name": "Ada"})
    assert (asked["success"], asked["status"], asked["error"]) == (False, "interrupted", None)
    assert asked["interrupts"][0]["value"]["prompt"] == "Send Ada a letter?"
    result = await made.resume_workflow(asked["execution_id"], answer)
    assert (result["success"], result["result"]["way"]) == (True, way)
    assert result["execution_id"] == asked["execution_id"]
    assert len(result["nodes_executed"]) == 2


async def test_a_question_is_answered_once(tmp_path: Path) -> None:
    """Of two answers at once as well."""
    made = service(tmp_path)
    asked = await made.execute_workflow("Asking", {"name": "Ada"})
    answers = [made.resume_workflow(asked["execution_id"], True) for _ in range(2)]
    first, second = await asyncio.gather(*answers, return_exceptions=True)
    assert {type(first), type(second)} == {dict, NothingToResumeError}
    with pytest.raises(NothingToResumeError):
        await made.resume_workflow(asked["execution_id"], True)


async def test_an_answer_that_meets_a_full_service_can_be_given_again(tmp_path: Path) -> None:
    """The question is still there."""
    gate = Gate()
    made = service(tmp_path, gate, max_concurrency=1)
    asked = await made.execute_workflow("Asking", {"name": "Ada"})
    other = await made.start_workflow("Waiting", {"name": "Ada"})
    with pytest.raises(OverloadedError):
        await made.resume_workflow(asked["execution_id"], True)
    gate.open.set()
    await other.result()
    assert (await made.resume_workflow(asked["execution_id"], True))["success"]


async def test_one_limit_holds_for_all(tmp_path: Path) -> None:
    """What comes beyond it is told when to come again."""
    gate = Gate()
    made = service(tmp_path, gate, config=AgentConfig(max_concurrency=1))
    execution = await made.start_workflow("Waiting", {"name": "Ada"})
    with pytest.raises(OverloadedError) as refused:
        await made.execute_workflow("Greeting", {"name": "Ada"})
    assert refused.value.headers == {"retry-after": "1"}
    gate.open.set()
    await execution.result()
    assert (await made.execute_workflow("Greeting", {"name": "Ada"}))["success"]


async def test_a_running_execution_is_cancelled(tmp_path: Path) -> None:
    """Its node is, and its record says so."""
    gate = Gate()
    made = service(tmp_path, gate)
    execution = await made.start_workflow("Waiting", {"name": "Ada"}, ANN)
    await gate.entered.wait()
    cancelled = await made.cancel_execution(execution.execution_id, ANN)
    assert (cancelled["status"], gate.cancelled) == ("cancelled", 1)
    assert cancelled["nodes"][0]["status"] == "cancelled"
    with pytest.raises(ConflictError):
        await made.resume_workflow(execution.execution_id, True, ANN)


async def test_an_execution_that_waits_for_an_answer_is_cancelled(tmp_path: Path) -> None:
    """Nobody can answer it then; and what has ended cannot be cancelled."""
    made = service(tmp_path)
    asked = await made.execute_workflow("Asking", {"name": "Ada"})
    assert (await made.cancel_execution(asked["execution_id"]))["status"] == "cancelled"
    with pytest.raises(NothingToResumeError):
        await made.resume_workflow(asked["execution_id"], True)
    ended = await made.execute_workflow("Greeting", {"name": "Ada"})
    with pytest.raises(ConflictError):
        await made.cancel_execution(ended["execution_id"])


async def test_cancelling_the_call_cancels_the_execution(tmp_path: Path) -> None:
    """And its end is on record all the same."""
    gate = Gate()
    made = service(tmp_path, gate)
    call = asyncio.create_task(made.execute_workflow("Waiting", {"name": "Ada"}))
    await gate.entered.wait()
    (execution,) = made._keeper.live.values()
    call.cancel()
    result = await execution.result()
    assert (result["status"], call.cancelled(), gate.cancelled) == ("cancelled", True, 1)
    assert (await made.get_execution_status(execution.execution_id))["status"] == "cancelled"


async def test_a_run_that_takes_too_long_has_failed(tmp_path: Path) -> None:
    """With the problem of a time-out."""
    result = await service(tmp_path, run_timeout=0.01).execute_workflow("Waiting", {"name": "Ada"})
    assert (result["status"], result["error"]["status"]) == ("failed", 504)


async def test_a_batch_gives_each_result_in_order(tmp_path: Path) -> None:
    """A failure, or a name that nobody knows, is a result among the others."""
    wanted: list[dict[str, Any]] = [
        {"graph_name": "Greeting", "initial_state": {"name": "Ada"}},
        {"workflow_name": "Failing", "initial_state": {"name": "Bob"}, "context": ANN},
        {"graph_name": "Nope"},
    ]
    first, second, third = await service(tmp_path, max_concurrency=1).batch_execute_workflows(wanted)
    assert first["result"]["letter"] == "Hello Ada, yours"
    assert second["error"]["node"] == "Boom"
    assert (third["error"]["status"], third["execution_id"]) == (404, None)


async def test_a_batch_that_does_not_fit_is_refused_whole(tmp_path: Path) -> None:
    """Before anything runs."""
    made = service(tmp_path)
    batches: list[list[dict[str, Any]]] = [[{"initial_state": {}}], [{"graph_name": "Greeting"}] * 101]
    for wanted in batches:
        with pytest.raises(InvalidInputError):
            await made.batch_execute_workflows(wanted)


async def test_who_may_not_use_a_workflow_is_refused(tmp_path: Path) -> None:
    """By scopes; before anything runs."""
    made = service(tmp_path, require={"Greeting": require(scopes=["letters"])})
    with pytest.raises(UnauthenticatedError):
        await made.execute_workflow("Greeting", {"name": "Ada"})
    with pytest.raises(ForbiddenError):
        await made.execute_workflow("Greeting", {"name": "Ada"}, ANN)
    ann = Principal("ann", scopes=("letters",))
    assert (await made.execute_workflow("Greeting", {"name": "Ada"}, {"principal": ann}))["success"]


async def test_events_are_there_to_read(tmp_path: Path) -> None:
    """The last one comes when the end is on record."""
    made = service(tmp_path)
    execution = await made.start_workflow("Greeting", {"name": "Ada"}, include=CHAT | Family.NODES)
    async for event in execution.events():
        if event.terminal:
            record = await made.store.get(execution.execution_id)
            assert record is not None
            assert record.state == "completed"
    assert event.thread_id == execution.execution_id


class Broken(MemoryExecutions):
    """A store that fails when it is told to, and counts what it is told of changes."""

    failing: frozenset[str] = frozenset()
    updates = 0

    async def add(self, record: ExecutionRecord) -> Collection[ExecutionRecord]:
        """Keep a new record."""
        if "add" in self.failing:
            raise OSError("John Smith")
        return await super().add(record)

    async def update(self, record: ExecutionRecord, expected: Collection[State]) -> bool:
        """Put a record in the place of its older self."""
        self.updates += 1
        if "update" in self.failing:
            raise OSError("John Smith")
        return await super().update(record, expected)


async def test_what_cannot_be_put_on_record_is_not_executed(tmp_path: Path) -> None:
    """The caller is told to come again."""
    gate, store = Gate(), Broken()
    made = service(tmp_path, gate, store=store)
    store.failing = frozenset({"add", "update"})
    with pytest.raises(StorageUnavailableError):
        await made.execute_workflow("Waiting", {"name": "Ada"})
    assert store.updates == 1
    await made.aclose()
    assert made.agents.live_runs == 0
    assert not made._keeper.live
    assert not made._keeper.timelines


async def test_an_end_that_cannot_be_put_on_record_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was done was done."""
    monkeypatch.setattr(keeper, "ASKED_AGAIN", (0.0,))
    store = Broken()
    store.failing = frozenset({"update"})
    result = await service(tmp_path, store=store).execute_workflow("Greeting", {"name": "Ada"})
    assert result["success"]
    assert "the end of an execution is not on record" in caplog.messages
    assert "Smith" not in caplog.text


async def test_closing_ends_what_runs(tmp_path: Path) -> None:
    """And takes nothing new."""
    made = service(tmp_path, Gate())
    made.agents._drain_timeout = 0.01
    execution = await made.start_workflow("Waiting", {"name": "Ada"})
    await made.aclose()
    assert (await execution.result())["status"] == "cancelled"
    with pytest.raises(ShuttingDownError):
        await made.execute_workflow("Greeting", {"name": "Ada"})


async def test_what_has_ended_leaves_no_state_behind(tmp_path: Path) -> None:
    """Except in a checkpointer of the host's."""
    made = service(tmp_path)
    asked = await made.execute_workflow("Asking", {"name": "Ada"})
    (saver,) = {file.graphs["Asking"].checkpointer for file in made._library._files.values()}
    assert asked["execution_id"] in saver.storage
    await made.resume_workflow(asked["execution_id"], True)
    assert asked["execution_id"] not in saver.storage
    kept = InMemorySaver()
    other = service(tmp_path, checkpointer=kept)
    ended = await other.execute_workflow("Greeting", {"name": "Ada"})
    assert ended["execution_id"] in kept.storage


async def test_what_waits_and_is_no_longer_on_record_leaves_no_state_behind(tmp_path: Path) -> None:
    """Neither when the record is dropped while it waits, nor while it runs; nor when it is cancelled."""
    gate = Gate()
    rows = """
        G,Wait,wait,,,,waited,Ask,,
        G,Ask,human,Well?,"{""interaction_type"": ""approval""}",,ok,,,
        H,Ask,human,Well?,"{""interaction_type"": ""approval""}",,ok,,,
    """
    store = MemoryExecutions(2)
    made = WorkflowService(csv_file=write(tmp_path, rows), agents={"wait": gate}, store=store)
    running = await made.start_workflow("G", {})
    await gate.entered.wait()
    asked = [(await made.execute_workflow("H", {}))["execution_id"] for _ in range(4)]
    gate.open.set()
    assert (await running.result())["status"] == "interrupted"
    savers = [graph.checkpointer for file in made._library._files.values() for graph in file.graphs.values()]
    assert {thread for saver in savers for thread in saver.storage} == set(asked[2:])
    assert (await made.resume_workflow(asked[2], True))["success"]
    await made.cancel_execution(asked[3])
    assert not any(saver.storage for saver in savers)


async def test_what_is_dropped_while_it_waits_stays_in_a_checkpointer_of_the_hosts(tmp_path: Path) -> None:
    """It is not the service's to tidy."""
    kept = InMemorySaver()
    made = service(tmp_path, checkpointer=kept, store=MemoryExecutions(1))
    for _ in range(3):
        await made.execute_workflow("Asking", {"name": "Ada"})
    assert len(kept.storage) == 3


async def test_a_workflow_that_was_taken_from_its_file_leaves_no_state_behind(tmp_path: Path) -> None:
    """When an execution that waited is cancelled."""
    rows = 'G,Ask,human,Well?,"{""interaction_type"": ""approval""}",,ok\nH,A,echo,,,,out'
    made = WorkflowService({"enable_hot_reload": True}, csv_file=write(tmp_path, rows))
    asked = await made.execute_workflow("G", {})
    saver = made._library._options["checkpointer"]
    assert asked["execution_id"] in saver.storage
    write(tmp_path, "H,A,echo,,,,out")
    await made.refresh()
    assert (await made.cancel_execution(asked["execution_id"]))["status"] == "cancelled"
    assert not saver.storage


async def test_workflows_are_described(tmp_path: Path) -> None:
    """With their rows, and without their prompts."""
    made = service(tmp_path)
    assert [each["name"] for each in made.list_workflows()] == ["Greeting", "Failing", "Asking", "Waiting"]
    found = made.get_workflow_definition("Asking")
    assert (found["entry_point"], found["file"]) == ("Ask", "flow.csv")
    assert found["nodes"][0]["agent_type"] == "human"
    assert {"source": "Ask", "target": "Send", "conditional": True} in found["edges"]
    assert "letter?" not in repr(found)
    assert made.get_workflow_definition("Asking") is found
    with pytest.raises(NotFoundError):
        made.get_workflow_definition("Nope")


async def test_a_level_is_a_services_own(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Two in one process log as each is told."""
    caplog.set_level(logging.INFO, "asgi_agent")
    quiet = service(tmp_path, config={"log_level": "ERROR"})
    await quiet.execute_workflow("Greeting", {"name": "Ada"})
    assert "execution ended" not in caplog.messages
    await service(tmp_path).execute_workflow("Greeting", {"name": "Ada"})
    assert "execution ended" in caplog.messages


def test_a_service_needs_a_workflow() -> None:
    """It says so."""
    with pytest.raises(ConfigurationError, match="needs a graph"):
        WorkflowService()


@pytest.mark.parametrize("options", [{"max_concurrency": 0}, {"run_timeout": 0}, {"config": 3}])
def test_an_option_that_cannot_work_is_refused(tmp_path: Path, options: Any) -> None:
    """Nothing is taken for no limit, or for no settings."""
    with pytest.raises(ConfigurationError):
        service(tmp_path, **options)
