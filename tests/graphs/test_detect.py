"""Which adapter runs an object, told by the frameworks' own objects."""

from __future__ import annotations

import functools
import importlib
from typing import Any

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.prompts import PromptTemplate
from langchain_core.runnables import RunnableLambda, RunnableParallel
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.func import entrypoint
from langgraph.graph import START, MessagesState, StateGraph
from langgraph.pregel.remote import RemoteGraph
from starlette.applications import Starlette

from asgi_agent.errors import ConfigurationError, UnsupportedGraphError
from asgi_agent.events import Outcome
from asgi_agent.graphs.callables import CallableAdapter
from asgi_agent.graphs.detect import adapt, adapt_all
from tests.graphs.agentflow.root import ROOT


def a_builder() -> Any:
    builder = StateGraph(MessagesState)
    builder.add_node("node", lambda state: {})
    builder.add_edge(START, "node")
    return builder


@entrypoint()
def workflow(value: int) -> int:
    return value


async def function(value: Any) -> Any:
    return value


class Own:
    """A `GraphAdapter` of the host's."""

    kind = "own"

    async def run(self, run: Any, emit: Any) -> Outcome:
        return Outcome()

    async def heal(self, run: Any) -> None: ...

    async def thread_owner(self, thread_id: str) -> str | None:
        return None

    def describe(self) -> Any: ...


def an_agentflow_builder() -> Any:
    """A graph of AgentFlow or 10xgraph with a container of its own, not compiled."""
    graphs, utils = importlib.import_module(f"{ROOT}.core.graph"), importlib.import_module(f"{ROOT}.utils")
    container = importlib.import_module("injectq").InjectQ()
    builder = graphs.StateGraph(container=container)
    builder.add_node("node", lambda state: state)
    builder.set_entry_point("node")
    builder.add_edge("node", utils.END)
    return builder


KINDS: list[tuple[Any, str]] = [
    (a_builder().compile(), "langgraph"),
    (a_builder().compile(checkpointer=InMemorySaver()), "langgraph"),
    (workflow, "langgraph"),
    (a_builder().compile().with_config(tags=["x"]), "langgraph"),
    (RemoteGraph("agent", url="http://127.0.0.1:9"), "langgraph"),
    (RunnableLambda(lambda value: value), "runnable"),
    (PromptTemplate.from_template("{x}") | GenericFakeChatModel(messages=iter(["y"])), "runnable"),
    (RunnableParallel(a=lambda value: value), "runnable"),
    (GenericFakeChatModel(messages=iter(["y"])), "runnable"),
    (function, "callable"),
    (lambda value: value, "callable"),
    (functools.partial(function), "callable"),
    (Own().run, "callable"),
    (Own(), "own"),
]
UNCOMPILED: list[Any] = [a_builder()]
if ROOT:
    KINDS.append((an_agentflow_builder().compile(), "agentflow"))
    UNCOMPILED.append(an_agentflow_builder())


@pytest.mark.parametrize(("graph", "kind"), KINDS, ids=lambda value: type(value).__name__)
def test_each_kind_of_graph_has_its_adapter(graph: Any, kind: str) -> None:
    """Compiled graphs, workflows, remote graphs, chains, models, functions, and the host's own."""
    assert adapt(graph).kind == kind


def test_an_adapter_of_the_hosts_own_is_used_as_it_is() -> None:
    """Whatever it is, it has the methods."""
    own = Own()
    assert adapt(own) is own


@pytest.mark.parametrize("graph", UNCOMPILED, ids=lambda value: type(value).__module__)
def test_a_graph_that_is_not_compiled_is_refused(graph: Any) -> None:
    """The message says what to call."""
    with pytest.raises(UnsupportedGraphError, match=r"StateGraph is not compiled yet: call \.compile\(\)"):
        adapt(graph)


@pytest.mark.parametrize(
    ("graph", "called"),
    [
        (None, "an object of builtins.NoneType"),
        ("my_app:graph", "an object of builtins.str"),
        (3, "an object of builtins.int"),
        ([function], "an object of builtins.list"),
        (Own, "the class tests.graphs.test_detect.Own"),
        (dict, "the class builtins.dict"),
        (StateGraph, "the class langgraph.graph.state.StateGraph"),
        (RunnableLambda, "the class langchain_core.runnables.base.RunnableLambda"),
    ],
)
def test_anything_else_is_refused_in_words_that_help(graph: Any, called: str) -> None:
    """What it is, by its type and not by its text, and what is accepted."""
    with pytest.raises(UnsupportedGraphError) as caught:
        adapt(graph)
    message = str(caught.value)
    assert message.startswith(called)
    for accepted in (
        "LangGraph",
        "RemoteGraph",
        "AgentFlow",
        "10xgraph",
        "Runnable",
        "generator",
        "GraphAdapter",
    ):
        assert accepted in message


@pytest.mark.parametrize("app", [Starlette(), Starlette().router.app])
def test_an_asgi_app_is_no_graph(app: Any) -> None:
    """It is callable, with the wrong arguments."""
    with pytest.raises(UnsupportedGraphError, match=r"it must take \(input\)"):
        adapt(app)


@pytest.mark.parametrize("name", ["a", "A-1", "triage.v2", "x_" * 32, "0"])
def test_a_name_may_stand_in_a_path(name: str) -> None:
    """Letters, digits and three signs, up to 64 of them."""
    assert isinstance(adapt_all({name: function})[name], CallableAdapter)


@pytest.mark.parametrize("name", ["", ".", "..", "-a", "a b", "a/b", "{a}", "ä", "a\n", "a" * 65, 1, None])
def test_another_name_is_refused(name: Any) -> None:
    """What a path could not hold, or would read as something else."""
    with pytest.raises(ConfigurationError, match="cannot name a graph"):
        adapt_all({name: function})


def test_one_graph_may_have_several_names() -> None:
    """Order is kept, since the first one is the default."""
    graph = a_builder().compile()
    assert list(adapt_all({"b": graph, "a": graph})) == ["b", "a"]
