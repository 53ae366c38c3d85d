"""Threads of LangGraph graphs: memory, ownership, and what a cancelled run leaves behind."""

from __future__ import annotations

import asyncio
import operator
from typing import TYPE_CHECKING, Annotated, Any, TypedDict

import pytest
from langchain_core.messages import AIMessage
from langchain_core.tools import tool
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
from langgraph.config import get_stream_writer
from langgraph.graph import END, START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode
from langgraph.types import Command, interrupt

from asgi_agent.events import GRANULARITY, Family
from asgi_agent.graphs.langgraph import LangGraphAdapter
from asgi_agent.identity import Principal
from tests.graphs.collect import Events, a_run, collect

if TYPE_CHECKING:
    from pathlib import Path

    from asgi_agent.run import Run

ANN, BOB = Principal("ann"), Principal("bob")


class State(TypedDict):
    said: Annotated[list[str], operator.add]


def with_node(node: Any, **options: Any) -> Any:
    return StateGraph(State).add_node("node", node).add_edge(START, "node").compile(**options)


def talking(**options: Any) -> LangGraphAdapter:
    return LangGraphAdapter(with_node(lambda state: {"said": ["ok"]}, **options))


class TestMemory:
    async def test_a_thread_goes_on(self) -> None:
        """With a checkpointer a thread remembers, and only its own."""
        adapter = talking(checkpointer=InMemorySaver())
        await collect(adapter, {"said": ["a"]}, "one")
        outcome, _ = await collect(adapter, {"said": ["b"]}, "one")
        other, _ = await collect(adapter, {"said": ["c"]}, "two")
        assert outcome.output == {"said": ["a", "ok", "b", "ok"]}
        assert other.output == {"said": ["c", "ok"]}

    async def test_without_a_checkpointer_nothing_is_kept(self) -> None:
        """Each run starts afresh."""
        adapter = talking()
        await collect(adapter, {"said": ["a"]}, "one")
        outcome, _ = await collect(adapter, {"said": ["b"]}, "one")
        assert outcome.output == {"said": ["b", "ok"]}
        assert await adapter.thread_owner("one") is None


class TestOwner:
    async def test_survives_a_restart(self, tmp_path: Path) -> None:
        """Whose a thread is stands in its checkpoint, where the next process finds it."""
        path = str(tmp_path / "threads.sqlite")
        async with AsyncSqliteSaver.from_conn_string(path) as saver:
            adapter = talking(checkpointer=saver)
            await collect(adapter, {"said": ["a"]}, "hers", principal=ANN)
            await collect(adapter, {"said": ["a"]}, "nobodys")
        async with AsyncSqliteSaver.from_conn_string(path) as saver:
            adapter = talking(checkpointer=saver)
            assert await adapter.thread_owner("hers") == ANN.owner
            assert await adapter.thread_owner("nobodys") == ""
            assert await adapter.thread_owner("unknown") is None

    async def test_is_stored_with_the_first_checkpoint(self) -> None:
        """A run that fails at once has made a thread, which is its caller's."""

        def failing(state: State) -> State:
            raise LookupError

        adapter = LangGraphAdapter(with_node(failing, checkpointer=InMemorySaver()))
        with pytest.raises(Exception, match="raised"):
            await collect(adapter, {"said": []}, "hers", principal=ANN)
        assert await adapter.thread_owner("hers") == ANN.owner

    async def test_of_an_interrupted_thread(self) -> None:
        """A thread that waits for an answer has its owner, before and after."""

        def ask(state: State) -> State:
            return {"said": [interrupt("?")]}

        adapter = LangGraphAdapter(with_node(ask, checkpointer=InMemorySaver()))
        await collect(adapter, {"said": []}, "hers", principal=ANN)
        assert await adapter.thread_owner("hers") == ANN.owner
        await collect(adapter, thread_id="hers", principal=ANN, resume="yes")
        assert await adapter.thread_owner("hers") == ANN.owner

    @pytest.mark.parametrize("place", ["configurable", "metadata", "context"])
    async def test_cannot_be_forged(self, place: str) -> None:
        """LangGraph copies scalars of the config into the metadata; a caller's own is dropped."""
        forged: dict[str, Any] = {"asgi_agent_owner": BOB.owner}
        options = {"context": forged} if place == "context" else {"config": {place: forged}}
        adapter = talking(checkpointer=InMemorySaver())
        await collect(adapter, {"said": []}, "anonymous", **options)
        await collect(adapter, {"said": []}, "hers", principal=ANN, **options)
        assert await adapter.thread_owner("anonymous") == ""
        assert await adapter.thread_owner("hers") == ANN.owner


async def cancelled(adapter: LangGraphAdapter, run: Run, started: asyncio.Event) -> Events:
    """Run until the graph says that it has started, cancel, and heal as the service does."""
    events = Events()
    task = asyncio.create_task(adapter.run(run, events))
    await asyncio.wait_for(started.wait(), 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await adapter.heal(run)
    return events


class Ticking:
    """A graph that loops with a pause, and counts its steps."""

    def __init__(self) -> None:
        self.steps = 0
        self.started = asyncio.Event()
        graph = StateGraph(State).add_node("tick", self.tick).add_edge(START, "tick")
        self.graph = graph.compile()

    async def tick(self, state: State) -> Command[Any]:
        self.steps += 1
        if self.steps == 3:
            self.started.set()
        await asyncio.sleep(0.01)
        return Command(update={"said": ["."]}, goto="tick")

    async def call(self, state: State) -> Any:
        return await self.graph.ainvoke(state, {"recursion_limit": 1000})


class TestCancelling:
    @pytest.mark.parametrize("include", [Family.NONE, GRANULARITY["full"]])
    @pytest.mark.parametrize("nesting", ["flat", "as a node", "called by a node", "called twice over"])
    async def test_stops_the_graph(self, nesting: str, include: Family) -> None:
        """A cancelled run takes no further step, however deep the graph that was stepping."""
        ticking = Ticking()
        graph = {
            "flat": ticking.graph,
            "as a node": with_node(ticking.graph),
            "called by a node": with_node(ticking.call),
            "called twice over": with_node(with_node(ticking.call)),
        }[nesting]
        run = a_run({"said": []}, include=include, recursion_limit=1000)
        await cancelled(LangGraphAdapter(graph), run, ticking.started)
        steps = ticking.steps
        await asyncio.sleep(0.1)
        assert ticking.steps == steps

    async def test_while_the_reader_is_behind(self) -> None:
        """A run that waits for its reader is cancelled as well."""
        ticking = Ticking()
        waiting = asyncio.Event()

        async def stuck(event_type: str, data: Any, *, node: Any = None, path: Any = ()) -> None:
            waiting.set()
            await asyncio.Event().wait()

        run = a_run({"said": []}, include=Family.STATE, recursion_limit=1000)
        task = asyncio.create_task(LangGraphAdapter(ticking.graph).run(run, stuck))
        await asyncio.wait_for(waiting.wait(), 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        steps = ticking.steps
        await asyncio.sleep(0.05)
        assert ticking.steps == steps

    async def test_is_over_when_the_run_is(self) -> None:
        """A node in flight has let go of what it holds by the time the cancelled run ends."""
        waiting, held = asyncio.Event(), True

        async def node(state: State) -> State:
            nonlocal held
            get_stream_writer()("in flight")
            try:
                await asyncio.sleep(60)
            finally:
                held = False
            return {"said": []}

        async def stuck(event_type: str, data: Any, *, node: Any = None, path: Any = ()) -> None:
            waiting.set()
            await asyncio.Event().wait()

        adapter = LangGraphAdapter(with_node(node))
        task = asyncio.create_task(adapter.run(a_run({"said": []}, include=Family.CUSTOM), stuck))
        await asyncio.wait_for(waiting.wait(), 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert not held


class TestHealing:
    async def test_next_input_starts_over(self) -> None:
        """After a cut, new input enters at the start, with what was written before the cut."""
        started, hang = asyncio.Event(), True

        async def second(state: State) -> State:
            if hang:
                started.set()
                await asyncio.sleep(60)
            return {"said": ["second"]}

        graph = (
            StateGraph(State)
            .add_node("first", lambda state: {"said": ["first"]})
            .add_node("second", second)
            .add_edge(START, "first")
            .add_edge("first", "second")
            .compile(checkpointer=InMemorySaver())
        )
        adapter = LangGraphAdapter(graph)
        await cancelled(adapter, a_run({"said": ["a"]}, principal=ANN), started)
        hang = False
        outcome, _ = await collect(adapter, {"said": ["b"]}, principal=ANN)
        assert outcome.output == {"said": ["a", "first", "b", "first", "second"]}

    async def test_tool_calls_that_were_cut_are_answered(self) -> None:
        """Models refuse a history with a call that has no result, so each cut call gets one."""
        started = asyncio.Event()

        @tool
        async def slow(city: str) -> str:
            """Takes long."""
            started.set()
            await asyncio.sleep(60)
            return city

        def chat(state: MessagesState) -> dict[str, Any]:
            if state["messages"][-1].type != "human" or len(state["messages"]) > 2:
                return {"messages": [AIMessage("done")]}
            calls = [{"name": "slow", "args": {"city": "Oslo"}, "id": name} for name in ("c1", "c2")]
            return {"messages": [AIMessage("", tool_calls=calls)]}

        def more(state: MessagesState) -> str:
            return "tools" if getattr(state["messages"][-1], "tool_calls", None) else END

        graph = (
            StateGraph(MessagesState)
            .add_node("chat", chat)
            .add_node("tools", ToolNode([slow]))
            .add_edge(START, "chat")
            .add_conditional_edges("chat", more, ["tools", END])
            .add_edge("tools", "chat")
            .compile(checkpointer=InMemorySaver())
        )
        adapter = LangGraphAdapter(graph)
        run = a_run({"messages": [{"role": "user", "content": "hi"}]}, principal=ANN)
        await cancelled(adapter, run, started)
        assert await adapter.thread_owner("thread-1") == ANN.owner
        outcome, _ = await collect(
            adapter, {"messages": [{"role": "user", "content": "again"}]}, principal=ANN
        )
        told = [(message["type"], message.get("status")) for message in outcome.output["messages"]]
        assert told == [
            ("human", None),
            ("ai", None),
            ("tool", "error"),
            ("tool", "error"),
            ("human", None),
            ("ai", None),
        ]

    async def test_question_that_was_open_stays_open(self) -> None:
        """A tool call that waits for an answer is not cut, so healing leaves it alone."""

        @tool
        def book(city: str) -> str:
            """Books, if it may."""
            return f"{city}: {interrupt('sure?')}"

        def chat(state: MessagesState) -> dict[str, Any]:
            call = {"name": "book", "args": {"city": "Oslo"}, "id": "c1"}
            return {"messages": [AIMessage("", tool_calls=[call])]}

        graph = (
            StateGraph(MessagesState)
            .add_node("chat", chat)
            .add_node("tools", ToolNode([book]))
            .add_edge(START, "chat")
            .add_edge("chat", "tools")
            .compile(checkpointer=InMemorySaver())
        )
        adapter = LangGraphAdapter(graph)
        await collect(adapter, {"messages": [{"role": "user", "content": "go"}]})
        await adapter.heal(a_run())
        outcome, _ = await collect(adapter, resume="yes")
        assert outcome.output["messages"][-1]["content"] == "Oslo: yes"

    @pytest.mark.parametrize("options", [{}, {"checkpointer": InMemorySaver()}])
    async def test_nothing_to_heal(self, options: dict[str, Any]) -> None:
        """A graph without memory, and a thread that never was, need nothing."""
        adapter = talking(**options)
        await adapter.heal(a_run(thread_id="unknown"))
        assert await adapter.thread_owner("unknown") is None
