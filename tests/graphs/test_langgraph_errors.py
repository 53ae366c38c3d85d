"""Graphs that fail, and what is told of it."""

from __future__ import annotations

import operator
from typing import Annotated, Any, TypedDict

import pytest
from langgraph.graph import START, StateGraph
from langgraph.types import Command

from asgi_agent.errors import ForbiddenError, GraphFailedError, RecursionLimitError
from asgi_agent.events import GRANULARITY, Family
from asgi_agent.graphs.langgraph import LangGraphAdapter
from tests.graphs.collect import Events, a_run, collect

SECRET = "Ada Lovelace 1815-12-10"


class State(TypedDict, total=False):
    text: str
    steps: Annotated[list[str], operator.add]


def failing(state: State) -> State:
    raise LookupError(SECRET)


def with_node(node: Any, name: str = "node") -> Any:
    return StateGraph(State).add_node(name, node).add_edge(START, name).compile()


@pytest.mark.parametrize("include", [Family.NONE, GRANULARITY["full"]])
async def test_names_node_and_class_and_no_text(include: Family) -> None:
    """A failure is told by the node and the exception's class; its text is kept for the host."""
    events = Events()
    with pytest.raises(GraphFailedError) as caught:
        await LangGraphAdapter(with_node(failing)).run(a_run({"text": SECRET}, include=include), events)
    assert caught.value.extensions == {"exception": "LookupError", "node": "node"}
    assert SECRET not in str(caught.value.to_dict())
    assert isinstance(caught.value.__cause__, LookupError)
    assert events.of("node.finished") == []


@pytest.mark.parametrize("way", ["as a node", "called by a node"])
async def test_names_the_innermost_node(way: str) -> None:
    """In a graph of graphs the node is the one whose code raised."""
    inner = with_node(failing, "inner")

    async def call(state: State) -> Any:
        return await inner.ainvoke(state)

    adapter = LangGraphAdapter(with_node(inner if way == "as a node" else call, "outer"))
    with pytest.raises(GraphFailedError) as caught:
        await collect(adapter, {"text": "x"})
    assert caught.value.extensions["node"] == "inner"


async def test_problem_of_a_node_passes_through() -> None:
    """A node may refuse with a status of its own."""

    def node(state: State) -> State:
        raise ForbiddenError("not on weekends")

    with pytest.raises(ForbiddenError, match="not on weekends"):
        await collect(LangGraphAdapter(with_node(node)), {"text": "x"})


class TestRecursionLimit:
    def looping(self) -> Any:
        def node(state: State) -> Command[Any]:
            return Command(update={"steps": ["."]}, goto="node")

        return with_node(node)

    @pytest.mark.parametrize("include", [Family.NONE, GRANULARITY["full"]])
    async def test_ends_a_loop(self, include: Family) -> None:
        """A graph takes as many steps as the run allows."""
        events = Events()
        run = a_run({"steps": []}, recursion_limit=5, include=include | Family.STATE)
        with pytest.raises(RecursionLimitError):
            await LangGraphAdapter(self.looping()).run(run, events)
        assert len(events.of("state.snapshot")[-1].data["values"]["steps"]) == 5

    async def test_of_an_inner_graph(self) -> None:
        """A nested graph that loops is the same problem."""
        with pytest.raises(RecursionLimitError):
            await collect(
                LangGraphAdapter(with_node(self.looping(), "outer")), {"steps": []}, recursion_limit=5
            )

    async def test_of_python_is_a_failure_of_the_node(self) -> None:
        """A node that overflows the stack has not reached the step limit."""

        def node(state: State) -> State:
            raise RecursionError(SECRET)

        with pytest.raises(GraphFailedError) as caught:
            await collect(LangGraphAdapter(with_node(node)), {"text": "x"})
        assert not isinstance(caught.value, RecursionLimitError)


async def test_conflicting_updates_are_the_graphs_failure() -> None:
    """Two nodes that write one channel in one step have a bug; the caller has none."""
    graph = (
        StateGraph(State)
        .add_node("a", lambda state: {"text": "a"})
        .add_node("b", lambda state: {"text": "b"})
        .add_edge(START, "a")
        .add_edge(START, "b")
        .compile()
    )
    with pytest.raises(GraphFailedError) as caught:
        await collect(LangGraphAdapter(graph), {"text": "x"})
    assert caught.value.extensions["exception"] == "InvalidUpdateError"


async def test_empty_input_inside_a_node_is_the_graphs_failure() -> None:
    """A node that starts another graph with nothing has failed by itself."""
    inner = with_node(lambda state: {}, "inner")

    async def call(state: State) -> Any:
        return await inner.ainvoke(None)

    with pytest.raises(GraphFailedError) as caught:
        await collect(LangGraphAdapter(with_node(call, "outer")), {"text": "x"})
    assert caught.value.extensions == {"exception": "EmptyInputError", "node": "outer"}


async def test_open_breaker_of_the_store_is_no_input_fault() -> None:
    """A checkpointer that fails says nothing about the input."""
    from langgraph.checkpoint.memory import InMemorySaver

    class Down(InMemorySaver):
        async def aget_tuple(self, config: Any) -> Any:
            raise ConnectionError(SECRET)

    graph = StateGraph(State).add_node("node", lambda state: {}).add_edge(START, "node")
    with pytest.raises(GraphFailedError) as caught:
        await collect(LangGraphAdapter(graph.compile(checkpointer=Down())), {"text": "x"})
    assert caught.value.extensions == {"exception": "ConnectionError"}
