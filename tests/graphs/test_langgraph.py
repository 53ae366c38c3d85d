"""Runs of compiled graphs: what comes out, what the nodes get to know, what is asked of LangGraph."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Annotated, Any, TypedDict

import msgspec
import pytest
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.config import get_stream_writer
from langgraph.func import entrypoint
from langgraph.graph import START, MessagesState, StateGraph
from langgraph.pregel.remote import RemoteGraph
from pydantic import BaseModel

from asgi_agent.events import GRANULARITY, Family
from asgi_agent.graphs.langgraph import (
    LangGraphAdapter,
    is_langgraph,
    is_remote_graph,
    is_uncompiled_langgraph,
)
from tests.graphs.collect import collect

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class Echo(TypedDict, total=False):
    text: str
    reply: str


class Question(BaseModel):
    text: str


class Answered(BaseModel):
    text: str
    reply: str


class Trail(TypedDict):
    steps: Annotated[list[str], operator.add]


def echo(state: Echo) -> Echo:
    return {"reply": "echo:" + state["text"]}


def one_node(node: Any, state: Any = Echo, **options: Any) -> Any:
    return StateGraph(state, **options).add_node("node", node).add_edge(START, "node").compile()


ECHO = one_node(echo)


class TestShape:
    def test_compiled_graph(self) -> None:
        """A compiled graph is one, a graph under construction is not."""
        assert is_langgraph(ECHO)
        assert not is_uncompiled_langgraph(ECHO)
        assert not is_remote_graph(ECHO)

    def test_uncompiled_graph(self) -> None:
        """A graph on which compile() was not called is told apart."""
        assert is_uncompiled_langgraph(StateGraph(Echo))
        assert not is_langgraph(StateGraph(Echo))

    def test_remote_graph(self) -> None:
        """A RemoteGraph is told without asking its server."""
        remote = RemoteGraph("agent", url="http://127.0.0.1:9")
        assert is_remote_graph(remote)
        assert is_langgraph(remote)

    def test_functional_api(self) -> None:
        """A workflow of the functional API is a compiled graph as well."""

        @entrypoint()
        async def workflow(text: str) -> str:
            return text

        assert is_langgraph(workflow)

    @pytest.mark.parametrize("other", [echo, "text", 3, None, StateGraph, type(ECHO), object()])
    def test_anything_else(self, other: object) -> None:
        """Functions, values and classes are no graphs."""
        assert not is_langgraph(other)
        assert not is_remote_graph(other)
        assert not is_uncompiled_langgraph(other)


class TestOutput:
    async def test_is_what_ainvoke_gives(self) -> None:
        """The output is the graph's own."""
        outcome, _ = await collect(LangGraphAdapter(ECHO), {"text": "hi"})
        assert outcome.output == await ECHO.ainvoke({"text": "hi"}) == {"text": "hi", "reply": "echo:hi"}
        assert outcome.status == "success"

    @pytest.mark.parametrize("include", [Family.NONE, Family.STATE, GRANULARITY["full"]])
    async def test_output_schema_hides_the_rest(self, include: Family) -> None:
        """Channels that the output schema leaves out stay in the graph, whoever listens."""

        class Out(TypedDict):
            reply: str

        graph = one_node(echo, output_schema=Out)
        outcome, _ = await collect(LangGraphAdapter(graph), {"text": "hi"}, include=include)
        assert outcome.output == {"reply": "echo:hi"}

    @pytest.mark.parametrize("include", [Family.NONE, GRANULARITY["full"]])
    async def test_functional_api_gives_its_return_value(self, include: Family) -> None:
        """A workflow's output is whatever it returns."""

        @entrypoint()
        async def workflow(text: str) -> int:
            return len(text)

        outcome, _ = await collect(LangGraphAdapter(workflow), "four", include=include)
        assert outcome.output == 4

    async def test_messages_become_plain_json(self) -> None:
        """Pydantic messages in the state come out as dicts that any wire can encode."""
        graph = one_node(lambda state: {"messages": ("ai", "hello")}, MessagesState)
        outcome, events = await collect(
            LangGraphAdapter(graph), {"messages": [{"role": "user", "content": "hi"}]}, include=Family.STATE
        )
        assert msgspec.json.decode(msgspec.json.encode(outcome.output)) == outcome.output
        assert [message["type"] for message in outcome.output["messages"]] == ["human", "ai"]
        assert events[-1].data["values"] == outcome.output

    async def test_half_filled_pydantic_state(self) -> None:
        """A state whose required field comes from a later node does not fail on the way."""

        def answer(state: Question) -> dict[str, str]:
            return {"reply": state.text.upper()}

        graph = one_node(answer, Answered, input_schema=Question)
        outcome, events = await collect(LangGraphAdapter(graph), {"text": "a"}, include=Family.STATE)
        assert [event.data["values"] for event in events] == [{"text": "a"}, {"text": "a", "reply": "A"}]
        assert outcome.output == {"text": "a", "reply": "A"}

    async def test_state_that_changes_later_changes_nothing_that_was_said(self) -> None:
        """An event holds what was so at its time."""
        kept: list[str] = []

        def first(state: Trail) -> dict[str, list[str]]:
            kept.extend(["one"])
            return {"steps": kept}

        def second(state: Trail) -> dict[str, list[str]]:
            state["steps"].append("smuggled")
            kept.append("smuggled")
            return {"steps": ["two"]}

        graph = (
            StateGraph(Trail)
            .add_node("first", first)
            .add_node("second", second)
            .add_edge(START, "first")
            .add_edge("first", "second")
            .compile()
        )
        _, events = await collect(LangGraphAdapter(graph), {"steps": []}, include=Family.STATE | Family.NODES)
        assert [event.data["values"]["steps"] for event in events.of("state.snapshot")][:2] == [[], ["one"]]
        assert events.of("node.finished")[0].data["output"] == {"steps": ["one"]}


class TestAskingForNoMoreThanIsWanted:
    @pytest.mark.parametrize(
        ("include", "modes", "subgraphs"),
        [
            (Family.NONE, {"values"}, False),
            (Family.STATE, {"values"}, False),
            (Family.MESSAGES, {"values", "messages"}, True),
            (Family.TOOLS, {"values", "messages"}, True),
            (Family.CUSTOM, {"values", "custom"}, True),
            (Family.NODES, {"values", "tasks"}, True),
            (GRANULARITY["full"], {"values", "messages", "custom", "tasks"}, True),
        ],
    )
    async def test_stream_modes(
        self, monkeypatch: pytest.MonkeyPatch, include: Family, modes: set[str], subgraphs: bool
    ) -> None:
        """LangGraph is asked for the modes that the listeners need, and for no others."""
        asked: list[dict[str, Any]] = []
        graph = one_node(echo)
        astream = graph.astream

        def spy(*args: Any, **options: Any) -> AsyncIterator[Any]:
            asked.append(options)
            result: AsyncIterator[Any] = astream(*args, **options)
            return result

        adapter = LangGraphAdapter(graph)
        monkeypatch.setattr(graph, "astream", spy)
        await collect(adapter, {"text": "x"}, include=include)
        assert set(asked[0]["stream_mode"]) == modes
        assert asked[0]["subgraphs"] is subgraphs
        assert ("output_keys" in asked[0]) is (Family.STATE not in include)

    async def test_unheard_families_are_not_emitted(self) -> None:
        """Nobody listens, nothing is said."""

        def node(state: Echo) -> Echo:
            get_stream_writer()("unheard")
            return {"reply": "x"}

        _, events = await collect(LangGraphAdapter(one_node(node)), {"text": "x"})
        assert events == []


class TestSteps:
    async def test_node_events(self) -> None:
        """A step starts and finishes under one id, with what it wrote."""
        _, events = await collect(LangGraphAdapter(ECHO), {"text": "hi"}, include=Family.NODES)
        started, finished = events
        assert (started.type, started.node) == ("node.started", "node")
        assert (finished.type, finished.node) == ("node.finished", "node")
        assert finished.data == {"id": started.data["id"], "output": {"reply": "echo:hi"}}

    @pytest.mark.parametrize("way", ["as a node", "called by a node"])
    async def test_subgraph(self, way: str) -> None:
        """Steps inside a subgraph name the node that it is in; only the outer state is the state."""
        inner = one_node(echo)

        async def call(state: Echo) -> Any:
            return await inner.ainvoke(state)

        graph = (
            StateGraph(Echo)
            .add_node("outer", inner if way == "as a node" else call)
            .add_edge(START, "outer")
            .compile()
        )
        outcome, events = await collect(
            LangGraphAdapter(graph), {"text": "hi"}, include=Family.NODES | Family.STATE
        )
        assert outcome.output == {"text": "hi", "reply": "echo:hi"}
        steps = [(event.node, event.path) for event in events.of("node.started")]
        assert steps == [("outer", ()), ("node", ("outer",))]
        assert len(events.of("state.snapshot")) == 2
        assert all(event.path == () for event in events.of("state.snapshot"))


class TestCustom:
    @pytest.mark.parametrize(
        ("written", "name"),
        [
            ("halfway", "custom"),
            ({"progress": 0.5}, "custom"),
            ({"name": "progress", "done": 5}, "progress"),
            ({"type": "progress", "done": 5}, "progress"),
            ({"name": "a", "type": "b"}, "a"),
            ({"name": 7}, "custom"),
        ],
    )
    async def test_value_is_what_was_written(self, written: Any, name: str) -> None:
        """A writer's value goes out whole; its own name or type names the event."""

        def node(state: Echo) -> Echo:
            get_stream_writer()(written)
            return {}

        _, events = await collect(LangGraphAdapter(one_node(node)), {"text": "x"}, include=Family.CUSTOM)
        assert [event.data for event in events] == [{"name": name, "value": written}]

    async def test_written_in_a_subgraph(self) -> None:
        """The path says which node the writing graph is in."""

        def node(state: Echo) -> Echo:
            get_stream_writer()("deep")
            return {}

        graph = StateGraph(Echo).add_node("outer", one_node(node)).add_edge(START, "outer").compile()
        _, events = await collect(LangGraphAdapter(graph), {"text": "x"}, include=Family.CUSTOM)
        assert [(event.data["value"], event.path) for event in events] == [("deep", ("outer",))]


async def test_unread_checkpointer_is_looked_up_at_each_run() -> None:
    """A host may give the graph its checkpointer after it built the adapter, in a lifespan say."""
    graph = one_node(echo)
    adapter = LangGraphAdapter(graph)
    assert await adapter.thread_owner("t") is None
    graph.checkpointer = InMemorySaver()
    await collect(adapter, {"text": "x"}, "t")
    assert await adapter.thread_owner("t") == ""
