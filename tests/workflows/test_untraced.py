"""Nodes that nobody traces run as those do that somebody does, for less."""

from __future__ import annotations

import asyncio
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.language_models import FakeListChatModel
from langchain_core.runnables import RunnableLambda
from langgraph.config import get_config

from asgi_agent import AgentService, RunInput
from asgi_agent.errors import GraphFailedError
from asgi_agent.graphs.langgraph import LangGraphAdapter
from tests.workflows.csvs import load, run

if TYPE_CHECKING:
    from pathlib import Path

TWO = "G,A,first,,,q,a,B\nG,B,second,,,a,b"

_seen: ContextVar[str] = ContextVar("seen", default="")


class Heard(BaseCallbackHandler):
    """Notes the runs of chains, by name, and whose parts they are."""

    def __init__(self) -> None:
        self.names: dict[Any, str] = {}
        self.inside: list[tuple[str, str]] = []
        self.ended: list[str] = []

    def on_chain_start(
        self, serialized: Any, inputs: Any, *, run_id: Any, parent_run_id: Any = None, **about: Any
    ) -> None:
        """A run begins."""
        self.names[run_id] = about["name"]
        self.inside.append((self.names.get(parent_run_id, ""), about["name"]))

    def on_chain_end(self, outputs: Any, *, run_id: Any, **about: Any) -> None:
        """It is over."""
        self.ended.append(self.names[run_id])


class Deaf(Heard):
    """Listens to models alone."""

    ignore_chain = True


def listened_to(graph: Any, listens: bool) -> Any:
    """The graph, with a handler or without."""
    return graph.with_config(callbacks=[Heard()]) if listens else graph


async def test_who_listens_hears_of_nodes(tmp_path: Path) -> None:
    """With their names, within the graph, and each with its end."""
    handler = Heard()
    graph = load(tmp_path, "G,A,echo,,,q,a,B\nG,B,echo,,,a,b")
    assert (await graph.ainvoke({"q": 1}, {"callbacks": [handler]}))["b"] == 1
    assert [name for around, name in handler.inside if around == "G"] == ["A", "B"]
    assert handler.ended[-1] == "G"
    assert {"A", "B"} <= set(handler.ended)


@pytest.mark.parametrize("listens", [True, False])
async def test_what_a_node_does_to_its_context_is_its_own(tmp_path: Path, listens: bool) -> None:
    """It sees that of whoever runs the graph, and no other node's."""

    async def first(inputs: Any) -> str:
        found = _seen.get()
        _seen.set("by a node")
        await asyncio.sleep(0)
        _seen.set(f"{_seen.get()} twice")
        return found

    graph = listened_to(
        load(tmp_path, TWO, agents={"first": first, "second": lambda i: _seen.get()}), listens
    )
    _seen.set("by the caller")
    state = await run(listened_to(graph, listens), {"q": 1})
    assert (state["a"], state["b"]) == ("by the caller", "by the caller")
    assert _seen.get() == "by the caller"


@pytest.mark.parametrize("listens", [True, False])
async def test_what_runs_in_a_node_has_its_config_and_not_its_name(tmp_path: Path, listens: bool) -> None:
    """LangChain's own callbacks and LangGraph's functions find it."""
    within = Heard()

    async def first(inputs: Any) -> str:
        await RunnableLambda(lambda value: value).ainvoke("x", {"callbacks": [within]})
        config = get_config()
        assert "run_name" not in config
        assert "run_id" not in config
        return str(config["metadata"]["langgraph_node"])

    graph = load(tmp_path, TWO, agents={"first": first, "second": lambda inputs: inputs["a"]})
    assert (await run(listened_to(graph, listens), {"q": 1}))["b"] == "A"
    assert list(within.names.values()) == ["RunnableLambda"]


async def test_models_within_are_heard_by_who_listens_to_models_alone(tmp_path: Path) -> None:
    """With the node that they are called in."""

    class Models(Deaf):
        def on_chat_model_start(self, serialized: Any, messages: Any, **about: Any) -> None:
            self.ended.append(about["metadata"]["langgraph_node"])

    handler = Models()
    model = FakeListChatModel(responses=["hello"])
    graph = load(tmp_path, "G,A,llm,Greet {n},,n,out", agents={"llm": model})
    assert (await graph.ainvoke({"n": "Ada"}, {"callbacks": [handler]}))["out"] == "hello"
    assert handler.ended == ["A"]
    assert handler.inside == []


async def test_a_stream_of_messages_has_the_tokens_of_a_model(tmp_path: Path) -> None:
    """With the name of their node."""
    graph = load(tmp_path, "G,A,llm,Greet {n},,n,out", agents={"llm": FakeListChatModel(responses=["hello"])})
    chunks = graph.astream({"n": "Ada"}, stream_mode="messages")
    said = [(chunk.content, about["langgraph_node"]) async for chunk, about in chunks]
    assert "".join(text for text, _ in said) == "hello"
    assert {node for _, node in said} == {"A"}


@pytest.mark.parametrize("mode", ["values", "updates", "tasks"])
async def test_streams_are_those_of_traced_nodes(tmp_path: Path, mode: str) -> None:
    """With a failure, a choice, two branches at once and where they meet."""
    rows = """
        G,Begin,echo,,,q,q,Left|Right,,
        G,Left,echo,,,q,left,Meet,,
        G,Right,failure,,,q,right,,Meet,Fix
        G,Fix,echo,,,q,fixed,Meet,,
        G,Meet,summary,,,left|fixed,out,,,
    """
    graph = load(tmp_path, rows)

    async def streamed(listens: bool) -> list[str]:
        chunks = listened_to(graph, listens).astream({"q": "x"}, stream_mode=mode)
        # Of branches at once, the sooner one comes first.
        return sorted([repr({k: v for k, v in chunk.items() if k != "id"}) async for chunk in chunks])

    assert await streamed(listens=False) == await streamed(listens=True)


@pytest.mark.parametrize("listens", [True, False])
async def test_a_time_limit_within_a_node_is_the_nodes(tmp_path: Path, listens: bool) -> None:
    """It ends what it is around, and nothing else."""

    async def first(inputs: Any) -> str:
        late = []
        try:
            async with asyncio.timeout(0.01):
                await asyncio.sleep(60)
        except TimeoutError:
            await asyncio.sleep(0)
            late.append("asyncio")
        with anyio.move_on_after(0.01) as scope:
            await anyio.sleep(60)
        return " ".join([*late, *["anyio"] * scope.cancelled_caught])

    graph = load(tmp_path, TWO, agents={"first": first, "second": lambda inputs: inputs["a"]})
    assert (await run(listened_to(graph, listens), {"q": 1}))["b"] == "asyncio anyio"


@pytest.mark.parametrize("listens", [True, False])
async def test_a_group_of_tasks_within_a_node(tmp_path: Path, listens: bool) -> None:
    """Of which one fails: the others are cancelled, and the node can go on."""
    cancelled: list[str] = []

    async def waits() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            cancelled.append("waits")
            raise

    async def fails() -> None:
        await asyncio.sleep(0)
        raise ValueError

    async def first(inputs: Any) -> str:
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(waits())
                group.create_task(fails())
        except ExceptionGroup as failures:
            return type(failures.exceptions[0]).__name__
        return ""

    graph = load(tmp_path, TWO, agents={"first": first, "second": lambda inputs: inputs["a"]})
    assert (await run(listened_to(graph, listens), {"q": 1}))["b"] == "ValueError"
    assert cancelled == ["waits"]


@pytest.mark.parametrize("listens", [True, False])
async def test_a_cancelled_run_cancels_its_node(tmp_path: Path, listens: bool) -> None:
    """Which can clean up, also with what it has to wait for."""
    cleaned: list[str] = []
    begun = asyncio.Event()

    async def first(inputs: Any) -> str:
        begun.set()
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0)
            cleaned.append("first")
        return ""

    graph = load(tmp_path, TWO, agents={"first": first, "second": lambda inputs: ""})
    task = asyncio.create_task(run(listened_to(graph, listens), {"q": 1}))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert cleaned == ["first"]


@pytest.mark.parametrize("listens", [True, False])
async def test_a_node_that_says_that_it_was_cancelled_has_failed(tmp_path: Path, listens: bool) -> None:
    """As nobody has cancelled the run."""

    async def first(inputs: Any) -> str:
        raise asyncio.CancelledError

    graph = listened_to(load(tmp_path, TWO, agents={"first": first, "second": lambda inputs: ""}), listens)
    service = AgentService({"g": LangGraphAdapter(graph)})
    with pytest.raises(GraphFailedError):
        await service.invoke("g", RunInput(input={"q": 1}))
