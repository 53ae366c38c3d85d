"""Stored threads: whose they are, also for another process, and mending those whose run was cut."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.events import CHAT, Family
from asgi_agent.identity import Principal
from tests.graphs.agentflow.support import (
    END,
    Ticker,
    adapted,
    calls,
    core,
    cut,
    echo,
    framework,
    new_run,
    say,
    texts,
    utils,
    with_tools,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

ANN, BOB = Principal("ann"), Principal("bob", tenant="north")
ANYBODY = {"thread_id": "t", "user_id": "anonymous"}


class Database:
    """One SQLite file, opened anew by each adapter, as processes do."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open: list[Any] = []

    def adapter(self, nodes: dict[str, Any], **options: Any) -> Any:
        self._open.append(framework("storage.checkpointer").SqliteCheckpointer(self._path))
        return adapted(nodes, checkpointer=self._open[-1], **options)

    async def close(self) -> None:
        for checkpointer in self._open:
            await checkpointer.arelease()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(tmp_path / "threads.db")
    yield database
    await database.close()


async def status(adapter: Any) -> tuple[str, str]:
    state = await adapter.graph._checkpointer.aget_state(ANYBODY)
    return str(state.execution_meta.status), state.execution_meta.current_node


@pytest.mark.parametrize(("principal", "owner"), [(ANN, ANN.owner), (BOB, BOB.owner), (None, "")])
async def test_a_threads_owner_is_known_to_the_next_process(
    principal: Principal | None, owner: str, database: Database
) -> None:
    """The digest is stored with the thread, so that a restart opens it to nobody else."""
    await say(database.adapter({"echo": echo}), "hello", "t", principal=principal)
    assert await database.adapter({"echo": echo}).thread_owner("t") == owner


async def test_a_threads_owner_is_known_while_its_first_run_is_in_flight() -> None:
    """Another request for the thread must not wait for the first run to end to learn whose it is."""
    ticker = Ticker()
    adapter = adapted({"slow": ticker.node})
    task = asyncio.create_task(say(adapter, "hello", "t", principal=ANN))
    await ticker.reached.wait()
    assert await adapter.thread_owner("t") == ANN.owner
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_nothing_stored_has_no_owner() -> None:
    """A thread nobody ever used may be used by anybody."""
    assert await adapted({"echo": echo}).thread_owner("t") is None


async def test_a_thread_of_somebody_elses_code_has_an_unknown_owner() -> None:
    """A state that the host's own code stored is there, and belongs to no caller."""
    adapter = adapted({"echo": echo})
    message = framework("core.state").Message.text_message("hello")
    await adapter.graph.ainvoke({"messages": [message]}, {"thread_id": "t", "user_id": "ann"})
    assert await adapter.thread_owner("t") == ""


async def test_a_thread_of_agentflows_own_server_belongs_to_its_user(database: Database) -> None:
    """A deployment that moves over keeps its conversations."""
    adapter = database.adapter({"echo": echo})
    record = framework("utils.thread_info").ThreadInfo(thread_id="t", user_id="ann")
    await adapter.graph._checkpointer.aput_thread({"thread_id": "t", "user_id": "ann"}, record)
    assert await adapter.thread_owner("t") == ANN.owner


async def test_a_second_run_leaves_the_record_as_it_is() -> None:
    """The first run names the owner; later runs do not change it, nor a name that was given since."""
    adapter = adapted({"echo": echo})
    await say(adapter, "hello", "t", principal=ANN)
    await say(adapter, "hello", "t", principal=None)
    assert await adapter.thread_owner("t") == ANN.owner


@pytest.mark.parametrize("include", [Family.NONE, CHAT], ids=["invoked", "streamed"])
async def test_a_cut_thread_is_healed_in_a_durable_store(include: Family, database: Database) -> None:
    """What heals is stored, so that the worker that takes the next turn sees it."""
    ticker = Ticker()
    await cut(
        database.adapter({"a": echo, "slow": ticker.node}), new_run("x", "t", include=include), ticker.reached
    )
    other = database.adapter({"a": echo, "b": echo})
    assert await status(other) == ("completed", END)
    assert texts(await say(other, "y", "t")) == ["echo y", "echo y"]


async def test_a_thread_whose_worker_was_killed_is_healed_by_its_next_run(database: Database) -> None:
    """Nobody could heal it when its process went away."""
    ticker = Ticker()
    killed = database.adapter({"a": echo, "b": ticker.node})
    task = asyncio.create_task(say(killed, "x", "t"))
    await ticker.reached.wait()
    outcome = await say(database.adapter({"a": echo, "b": echo}), "y", "t")
    assert texts(outcome) == ["echo y", "echo y"]
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_tool_calls_that_were_cut_are_forgotten() -> None:
    """Model providers refuse a conversation in which a tool call has no result."""
    ticker = Ticker()

    async def lookup() -> str:
        await ticker.wait()
        return "found"

    async def quick() -> str:
        return "quick"

    adapter = with_tools(lookup, quick, made=(("c1", "quick", {}), ("c2", "lookup", {})))
    await cut(adapter, new_run("x", "t"), ticker.reached)
    state = await adapter.graph._checkpointer.aget_state(ANYBODY)
    assert [message.role for message in state.context] == ["user"]


async def test_results_of_calls_that_were_cut_are_forgotten_with_them() -> None:
    """A result without its call is refused just as well."""
    adapter = adapted({"echo": echo})
    message = core.Message
    asked = calls(("c1", "add", {}), ("c2", "add", {}))
    answered = calls(("c0", "add", {}))
    results = {
        call_id: message.tool_message([core.ToolResultBlock(call_id=call_id, output="1")])
        for call_id in ("c0", "c1")
    }
    context = [message.text_message("x"), answered, results["c0"], asked, results["c1"]]
    state = core.AgentState(context=context)
    state.set_current_node("echo")
    await adapter.graph._checkpointer.aput_state(ANYBODY, state)
    await adapter.heal(new_run("x", "t"))
    assert state.context == context[:3]


async def test_healing_leaves_a_paused_thread_paused() -> None:
    """A run that came to its interrupt just before it was cut can still be answered."""

    async def ask(state: Any, config: dict[str, Any]) -> str:
        return f"answered {utils.interrupt('sure?')}"

    adapter = adapted({"ask": ask})
    await say(adapter, "go", "t")
    await adapter.heal(new_run("go", "t"))
    assert texts(await say(adapter, None, "t", resume="yes")) == ["answered yes"]


async def test_healing_leaves_a_finished_thread_alone() -> None:
    """The last turn was not cut, so nothing of it is taken away."""
    adapter = adapted({"echo": echo})
    await say(adapter, "one", "t")
    await adapter.heal(new_run("one", "t"))
    state = await adapter.graph._checkpointer.aget_state(ANYBODY)
    assert [message.text() for message in state.context] == ["one", "echo one"]


async def test_healing_a_thread_that_stored_nothing_does_nothing() -> None:
    """A run may be cut before it began."""
    adapter = adapted({"echo": echo})
    await adapter.heal(new_run("one", "t"))
    assert await adapter.thread_owner("t") is None


async def test_a_stop_that_came_too_late_does_not_stop_the_next_run() -> None:
    """A request to stop belongs to the run that was cut."""
    ticker = Ticker()
    adapter = adapted({"slow": ticker.node})
    await cut(adapter, new_run("x", "t"), ticker.reached)
    assert not await adapter.graph._checkpointer.ais_stop_requested(ANYBODY)
