"""Answers that are not taken, come too early or are cut, and what becomes of the execution then."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.graph import START, StateGraph
from langgraph.types import interrupt

from asgi_agent import WorkflowService
from asgi_agent.errors import (
    ConflictError,
    InvalidInputError,
    NothingToResumeError,
    OverloadedError,
    StorageUnavailableError,
)
from asgi_agent.workflow_service import MemoryExecutions
from asgi_agent.workflow_service.sql import SQLExecutions
from tests.workflow_service.flows import Gate, service
from tests.workflows.csvs import write

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from asgi_agent.workflow_service import ExecutionRecord
    from asgi_agent.workflow_service.records import State


async def test_an_answer_in_another_process_leaves_the_question_to_the_one_that_holds_it(
    tmp_path: Path,
) -> None:
    """It is told why; the record is what it was."""
    stores = [SQLExecutions(f"sqlite:///{tmp_path}/e.db") for _ in range(2)]
    made, other = (service(tmp_path, store=store) for store in stores)
    asked = await made.execute_workflow("Asking", {"name": "Ada"})
    before = await made.store.get(asked["execution_id"])
    for _ in range(2):
        with pytest.raises(ConflictError, match="another process may hold it"):
            await other.resume_workflow(asked["execution_id"], True)
    assert await other.store.get(asked["execution_id"]) == before
    assert (await made.resume_workflow(asked["execution_id"], True))["success"]
    for each in stores:
        await each.aclose()


async def test_a_question_that_a_restart_has_lost_can_be_cancelled(tmp_path: Path) -> None:
    """By whoever has the record."""
    store = MemoryExecutions()
    asked = await service(tmp_path, store=store).execute_workflow("Asking", {"name": "Ada"})
    made = service(tmp_path, store=store)
    with pytest.raises(ConflictError):
        await made.resume_workflow(asked["execution_id"], True)
    assert (await made.cancel_execution(asked["execution_id"]))["status"] == "cancelled"


async def test_a_hook_hears_nothing_of_an_answer_that_was_not_taken(tmp_path: Path) -> None:
    """Nothing was executed."""
    heard: list[str] = []

    class Told(WorkflowService):
        async def post_workflow_execution(self, graph_name: str, result: Any, context: Any) -> None:
            heard.append(result["status"])

    made = service(tmp_path, kind=Told)
    asked = await made.execute_workflow("Asking", {"name": "Ada"})
    with pytest.raises(InvalidInputError):
        await made.resume_workflow(asked["execution_id"], {"0" * 32: True})
    assert heard == ["interrupted"]


@pytest.mark.parametrize("wrong", [{"0" * 32: True}, {"approved": "perhaps"}])
async def test_an_answer_that_does_not_fit_leaves_the_question(wrong: Any) -> None:
    """One to no question, or of another form than is asked for; a good one may follow."""
    from pydantic import BaseModel

    class Decision(BaseModel):
        approved: bool

    def decide(state: dict[str, Any]) -> dict[str, Any]:
        return {"said": interrupt("ok?", response_schema=Decision).approved}

    graph: Any = StateGraph(dict).add_node("decide", decide).add_edge(START, "decide")  # type: ignore[type-var]
    made = WorkflowService(graph=graph.compile(checkpointer=InMemorySaver()))
    asked = await made.execute_workflow("agent", {"said": None})
    with pytest.raises(InvalidInputError):
        await made.resume_workflow(asked["execution_id"], wrong)
    status = await made.get_execution_status(asked["execution_id"])
    assert (status["status"], status["interrupts"]) == ("interrupted", asked["interrupts"])
    result = await made.resume_workflow(asked["execution_id"], {"approved": True})
    assert (result["success"], result["result"]) == (True, {"said": True})


@pytest.mark.parametrize("hangs", [False, True])
async def test_an_answer_while_the_state_is_out_of_reach_leaves_the_question(
    tmp_path: Path, hangs: bool
) -> None:
    """Nothing was executed, and the next answer may be taken."""

    class Away(InMemorySaver):
        away = False

        async def aget_tuple(self, config: Any) -> Any:
            if self.away:
                self.away = False
                if hangs:
                    await asyncio.sleep(60)
                raise OSError("the connection was closed")
            return await super().aget_tuple(config)

    saver = Away()
    rows = 'G,Ask,human,Well?,"{""interaction_type"": ""approval""}",,ok'
    made = WorkflowService(csv_file=write(tmp_path, rows), checkpointer=saver, run_timeout=0.5)
    asked = await made.execute_workflow("G", {})
    saver.away = True
    with pytest.raises(StorageUnavailableError):
        await made.resume_workflow(asked["execution_id"], True)
    assert (await made.resume_workflow(asked["execution_id"], True))["result"] == {"ok": True}


@pytest.mark.parametrize("kind", [NothingToResumeError, InvalidInputError])
async def test_a_node_that_fails_as_an_answer_might_has_failed(
    tmp_path: Path, kind: type[ConflictError | InvalidInputError]
) -> None:
    """The answer was taken, and its question is gone."""
    rows = 'G,Ask,human,Well?,"{""interaction_type"": ""approval""}",,ok,Next\nG,Next,next,,,,out'

    def fail(inputs: dict[str, Any]) -> None:
        raise kind("of something else")

    made = WorkflowService(csv_file=write(tmp_path, rows), agents={"next": fail})
    asked = await made.execute_workflow("G", {})
    result = await made.resume_workflow(asked["execution_id"], True)
    assert (result["status"], result["error"]["status"]) == ("failed", kind.status)


class Late(MemoryExecutions):
    """A store whose changes are to be seen before whoever made them hears of it."""

    def __init__(self, *late: State) -> None:
        super().__init__()
        self.changed, self.told = asyncio.Event(), asyncio.Event()
        self._late = set(late)

    async def update(self, record: ExecutionRecord, expected: Collection[State]) -> bool:
        """Put a record in the place of its older self, and wait, the first time."""
        done = await super().update(record, expected)
        if record.state in self._late:
            self._late.remove(record.state)
            self.changed.set()
            await self.told.wait()
        return done


async def test_an_answer_may_come_before_the_question_is_known_to_be_on_record(tmp_path: Path) -> None:
    """What goes on is in flight then, whatever ends late."""
    rows = 'G,Ask,human,Well?,"{""interaction_type"": ""approval""}",,ok,Wait\nG,Wait,wait,,,,out'
    gate, store = Gate(), Late("interrupted")
    made = WorkflowService(csv_file=write(tmp_path, rows), agents={"wait": gate}, store=store)
    asking = await made.start_workflow("G", {})
    await store.changed.wait()
    answering = asyncio.create_task(made.resume_workflow(asking.execution_id, True))
    await gate.entered.wait()
    store.told.set()
    assert (await asking.result())["status"] == "interrupted"
    assert list(made._keeper.live) == [asking.execution_id]
    status = await made.get_execution_status(asking.execution_id)
    assert [visit["node"] for visit in status["nodes"]][-1] == "Wait"
    gate.open.set()
    assert (await answering)["success"]
    assert not made._keeper.live
    assert not made._keeper.timelines


@pytest.mark.parametrize(("closing", "left"), [(False, "cancelled"), (True, "interrupted")])
async def test_an_answer_that_is_cut_leaves_nothing_running_nowhere(
    tmp_path: Path, closing: bool, left: State
) -> None:
    """Cancelling the call cancels the execution from its beginning; a service that closes begins none."""
    store = Late("running")
    made = service(tmp_path, store=store)
    asked = await made.execute_workflow("Asking", {"name": "Ada"})
    answering = asyncio.create_task(made.resume_workflow(asked["execution_id"], True))
    await store.changed.wait()
    answering.cancel()
    await asyncio.wait([answering])
    assert answering.cancelled()
    (beginning,) = made._beginning.values()
    store.told.set()
    if closing:
        await made.aclose()
    else:
        await (await beginning).result()
    assert (await made.get_execution_status(asked["execution_id"]))["status"] == left


async def test_what_is_about_to_go_on_is_cancelled(tmp_path: Path) -> None:
    """As if it went on already; and no second answer overtakes the first."""
    store = Late("running")
    made = service(tmp_path, store=store)
    execution_id = (await made.execute_workflow("Asking", {"name": "Ada"}))["execution_id"]
    answering = asyncio.create_task(made.resume_workflow(execution_id, True))
    await store.changed.wait()
    cancelling = asyncio.create_task(made.cancel_execution(execution_id))
    with pytest.raises(NothingToResumeError):
        await made.resume_workflow(execution_id, True)
    store.told.set()
    assert (await cancelling)["status"] == (await answering)["status"] == "cancelled"


async def test_what_cannot_go_on_after_all_is_cancelled_where_it_waits(tmp_path: Path) -> None:
    """Whoever has answered is told to come again, which is too late then."""
    gate, store = Gate(), Late("running")
    made = service(tmp_path, gate, store=store, max_concurrency=1)
    execution_id = (await made.execute_workflow("Asking", {"name": "Ada"}))["execution_id"]
    other = await made.start_workflow("Waiting", {"name": "Ada"})
    answering = asyncio.create_task(made.resume_workflow(execution_id, True))
    await store.changed.wait()
    cancelling = asyncio.create_task(made.cancel_execution(execution_id))
    await asyncio.sleep(0)  # it waits for the answer by then
    store.told.set()
    assert (await cancelling)["status"] == "cancelled"
    with pytest.raises(OverloadedError):
        await answering
    gate.open.set()
    assert (await other.result())["success"]


async def test_what_comes_to_a_question_while_it_is_being_cancelled_is_cancelled(tmp_path: Path) -> None:
    """And leaves no state behind."""
    store = Late("interrupted")
    made = service(tmp_path, store=store)
    asking = await made.start_workflow("Asking", {"name": "Ada"})
    await store.changed.wait()
    cancelling = asyncio.create_task(made.cancel_execution(asking.execution_id))
    await asyncio.sleep(0)  # it waits for the end of the run by then
    store.told.set()
    assert (await cancelling)["status"] == "cancelled"
    with pytest.raises(NothingToResumeError):
        await made.resume_workflow(asking.execution_id, True)
