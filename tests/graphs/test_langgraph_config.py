"""What a node of a LangGraph graph gets to know of the run, and what a caller cannot tell it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypedDict

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langgraph.graph import START, StateGraph
from langgraph.runtime import Runtime  # noqa: TC002 - LangGraph reads it off the annotation
from pydantic import BaseModel

from asgi_agent.errors import InvalidInputError
from asgi_agent.events import GRANULARITY
from asgi_agent.graphs.langgraph import LangGraphAdapter
from asgi_agent.identity import Principal
from asgi_agent.run import Run, _current_run, current_run
from tests.graphs.collect import Events, a_run, collect

if TYPE_CHECKING:
    from langchain_core.runnables import RunnableConfig


class Echo(TypedDict, total=False):
    text: str
    reply: str


def one_node(node: Any, **options: Any) -> Any:
    return StateGraph(Echo, **options).add_node("node", node).add_edge(START, "node").compile()


class TestWhatANodeKnows:
    async def test_config(self) -> None:
        """A node sees the caller's configurable, tags and metadata, and the server's own ids."""
        seen: list[RunnableConfig] = []

        def node(state: Echo, config: RunnableConfig) -> Echo:
            seen.append(config)
            return {}

        run = a_run(
            {"text": "x"},
            config={"configurable": {"tone": "dry"}, "tags": ["beta"], "metadata": {"ticket": 7}},
            principal=Principal("ann"),
        )
        await LangGraphAdapter(one_node(node)).run(run, Events())
        (config,) = seen
        assert config["configurable"]["tone"] == "dry"
        assert config["configurable"]["thread_id"] == "thread-1"
        assert "beta" in config["tags"]
        assert {
            "ticket": 7,
            "asgi_agent_request_id": "request-1",
            "asgi_agent_run_id": run.run_id,
            "asgi_agent_owner": Principal("ann").owner,
        }.items() <= config["metadata"].items()

    @pytest.mark.parametrize(
        "name",
        [
            "thread_id",
            "run_id",
            "checkpoint_id",
            "checkpoint_ns",
            "checkpoint_map",
            "__pregel_checkpointer",
            "langgraph_auth_user",
            "asgi_agent_owner",
        ],
    )
    async def test_server_keys_of_the_caller_are_dropped(self, name: str) -> None:
        """A caller cannot name a thread, a checkpoint, or an owner through the config."""
        seen: list[RunnableConfig] = []

        def node(state: Echo, config: RunnableConfig) -> Echo:
            seen.append(config)
            return {}

        forged = {"configurable": {name: "forged"}, "metadata": {name: "forged"}}
        await collect(LangGraphAdapter(one_node(node)), {"text": "x"}, config=forged)
        (config,) = seen
        assert config["configurable"].get(name) != "forged"
        assert config["metadata"].get(name) != "forged"

    @pytest.mark.parametrize(
        "config", [{"configurable": []}, {"metadata": "x"}, {"tags": "x"}, {"tags": [1]}]
    )
    async def test_config_of_the_wrong_type(self, config: dict[str, Any]) -> None:
        """A config that is none is the caller's fault."""
        with pytest.raises(InvalidInputError):
            await collect(LangGraphAdapter(one_node(lambda state: {})), {"text": "x"}, config=config)

    async def test_run_id_is_that_of_the_trace(self) -> None:
        """LangChain's callbacks and tracers see the run's own id and the graph's name."""

        class Roots(BaseCallbackHandler):
            roots: list[tuple[str, str]] = []  # noqa: RUF012 - read by the test

            def on_chain_start(
                self, *args: Any, run_id: Any, parent_run_id: Any = None, **about: Any
            ) -> None:
                if parent_run_id is None:
                    self.roots.append((str(run_id), about["name"]))

        handler = Roots()
        run = a_run({"text": "x"})
        await LangGraphAdapter(one_node(lambda state: {}).with_config(callbacks=[handler])).run(run, Events())
        assert handler.roots == [(run.run_id, "agent")]

    async def test_concurrent_runs_keep_apart(self) -> None:
        """Many runs of one adapter at once neither mix their states nor their events."""

        async def node(state: Echo, config: RunnableConfig) -> Echo:
            await asyncio.sleep(0.001)
            return {"reply": f"{state['text']} on {config['configurable']['thread_id']}"}

        adapter = LangGraphAdapter(one_node(node))
        results = await asyncio.gather(
            *(collect(adapter, {"text": str(n)}, f"t{n}", include=GRANULARITY["full"]) for n in range(50))
        )
        for n, (outcome, events) in enumerate(results):
            assert outcome.output == {"text": str(n), "reply": f"{n} on t{n}"}
            assert events.of("node.finished")[0].data["output"] == {"reply": f"{n} on t{n}"}

    async def test_current_run_reaches_sync_nodes(self) -> None:
        """LangGraph copies the context into the threads of sync nodes."""
        seen: list[Run] = []

        def node(state: Echo) -> Echo:
            seen.append(current_run())
            return {}

        run = a_run({"text": "x"})
        token = _current_run.set(run)
        await LangGraphAdapter(one_node(node)).run(run, Events())
        _current_run.reset(token)
        assert seen == [run]


@dataclass
class Settings:
    tone: str
    limit: int = 3
    computed: int = field(init=False, default=1)


class Options(BaseModel, extra="forbid"):
    tone: str


class Keys(TypedDict, total=False):
    tone: str


class TestContext:
    @staticmethod
    def graph(schema: Any) -> tuple[Any, list[Any]]:
        seen: list[Any] = []

        def node(state: Echo, runtime: Runtime[Any]) -> Echo:
            seen.append(runtime.context)
            return {}

        return one_node(node, context_schema=schema), seen

    @pytest.mark.parametrize(
        ("schema", "expected"),
        [
            (None, {"tone": "dry", "unknown": 1}),
            (Settings, Settings("dry")),
            (Options, Options(tone="dry")),
            (Keys, {"tone": "dry"}),
        ],
    )
    async def test_mapping_is_fitted_to_the_schema(self, schema: Any, expected: Any) -> None:
        """A mapping becomes what the schema says, without the keys that the schema lacks."""
        graph, seen = self.graph(schema)
        await collect(LangGraphAdapter(graph), {"text": "x"}, context={"tone": "dry", "unknown": 1})
        assert seen == [expected]

    @pytest.mark.parametrize("schema", [None, Settings])
    async def test_object_is_handed_on_as_it_is(self, schema: Any) -> None:
        """What the host made for the run, a session say, reaches the node untouched."""
        graph, seen = self.graph(schema)
        session = object()
        await collect(LangGraphAdapter(graph), {"text": "x"}, context=session)
        assert seen[0] is session

    async def test_none_is_no_context(self) -> None:
        """Without a context the runtime has none."""
        graph, seen = self.graph(Settings)
        await collect(LangGraphAdapter(graph), {"text": "x"})
        assert seen == [None]

    @pytest.mark.parametrize("schema", [Settings, Options])
    async def test_missing_key_is_the_callers_fault(self, schema: Any) -> None:
        """A context that lacks what the schema requires is refused."""
        graph, seen = self.graph(schema)
        with pytest.raises(InvalidInputError):
            await collect(LangGraphAdapter(graph), {"text": "x"}, context={"limit": 1})
        assert seen == []
