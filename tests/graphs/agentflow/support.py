"""Small graphs without a model, and what it takes to run one by hand."""

from __future__ import annotations

import asyncio
import importlib
import json
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.events import CHAT, Family
from asgi_agent.graphs.agentflow import AgentFlowAdapter
from asgi_agent.ids import uuid7
from tests.graphs.agentflow.root import ROOT
from tests.graphs.collect import Events, a_run

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from asgi_agent.events import Outcome
    from asgi_agent.run import Run

SECRET = "patient 123-45-6789"
EVERYTHING = CHAT | Family.NODES | Family.STATE


def framework(name: str) -> Any:
    """A module of the framework, by its name below the root."""
    return importlib.import_module(f"{ROOT}.{name}")


injectq: Any = importlib.import_module("injectq")
core: Any = framework("core.state")
graphs: Any = framework("core.graph")
utils: Any = framework("utils")
converters: Any = framework("runtime.adapters.llm.model_response_converter")
base: Any = framework("runtime.adapters.llm.base_converter")
Message: Any = core.Message
END: str = utils.END


def new_run(message: Any = "hello", thread_id: str | None = None, **about: Any) -> Run:
    return a_run(message, thread_id or uuid7(), **about)


async def collect(adapter: AgentFlowAdapter, run: Run) -> tuple[Outcome, Events]:
    """Run to the end."""
    events = Events()
    return await adapter.run(run, events), events


async def say(adapter: AgentFlowAdapter, message: Any, thread_id: str, **about: Any) -> Outcome:
    """One turn on a thread that nobody listens to."""
    outcome, _ = await collect(adapter, new_run(message, thread_id, **about))
    return outcome


async def cut(adapter: AgentFlowAdapter, run: Run, reached: asyncio.Event) -> Events:
    """Cancel a run once it has reached the given point, and heal its thread, as the service does."""
    events = Events()
    task = asyncio.create_task(adapter.run(run, events))
    async with asyncio.timeout(10):
        await reached.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await adapter.heal(run)
    return events


def texts(outcome: Outcome) -> list[str]:
    """The text of each message of an outcome."""
    messages = outcome.output["messages"]
    return ["".join(block.get("text", "") for block in message["content"]) for message in messages]


def compiled(
    nodes: dict[str, Any],
    edges: list[tuple[str, str]] | None = None,
    state: Any = None,
    container: Any = None,
    routes: dict[str, Callable[[Any], str]] | None = None,
    **options: Any,
) -> Any:
    """A compiled graph of the given nodes, in a line unless edges or routes say otherwise."""
    graph = graphs.StateGraph(state, container=container or injectq.InjectQ())
    names = list(nodes)
    for name, node in nodes.items():
        graph.add_node(name, node)
    graph.set_entry_point(names[0])
    for source, target in edges if edges is not None else zip(names, [*names[1:], END], strict=True):
        graph.add_edge(source, target)
    for source, route in (routes or {}).items():
        graph.add_conditional_edges(source, route)
    return graph.compile(**options)


def adapted(nodes: dict[str, Any], *arguments: Any, **options: Any) -> AgentFlowAdapter:
    return AgentFlowAdapter(compiled(nodes, *arguments, **options))


def last_text(state: Any) -> str:
    """What the user said last."""
    return next(str(message.text()) for message in reversed(state.context) if message.role == "user")


async def echo(state: Any, config: dict[str, Any]) -> str:
    return f"echo {last_text(state)}"


class Pieces(base.BaseConverter):  # type: ignore[misc]
    """Streams words as OpenAI's (`fixed`), Google's (`fresh`) and Anthropic's (`same`) converters do.

    OpenAI's pieces share an id that the whole message does not have; Google's have an id each; Anthropic's
    share the id of the whole. One that is `cut` never comes to the whole.
    """

    def __init__(self, ids: str = "same") -> None:
        super().__init__()
        self.ids = ids

    async def convert_response(self, response: Any) -> Any:
        return Message.text_message("".join([word async for word in response]), role="assistant")

    async def convert_streaming_response(
        self, config: dict[str, Any], node_name: str, response: Any, meta: Any = None
    ) -> AsyncIterator[Any]:
        first, said = uuid7(), ""
        async for word in response:
            said += word
            piece_id = uuid7() if self.ids == "fresh" else first
            content = [core.TextBlock(text=word)]
            yield Message(message_id=piece_id, role="assistant", content=content, delta=True)
        if self.ids == "cut":
            return
        whole_id = first if self.ids == "same" else uuid7()
        usages = core.TokenUsages(prompt_tokens=3, completion_tokens=4, total_tokens=7)
        content = [core.TextBlock(text=said)]
        yield Message(message_id=whole_id, role="assistant", content=content, usages=usages)


def words(*pieces: str, ids: str = "same") -> Any:
    """A node that streams these pieces of one message."""

    async def generate() -> AsyncIterator[str]:
        for piece in pieces:
            yield piece

    async def node(state: Any, config: dict[str, Any]) -> Any:
        return converters.ModelResponseConverter(generate(), converter=Pieces(ids))

    return node


def calls(*made: tuple[str, str, dict[str, Any]], text: str = "") -> Any:
    """An assistant message that calls tools: (id, name, arguments) each."""
    content = [core.TextBlock(text=text)] if text else []
    content += [core.ToolCallBlock(id=call_id, name=name, args=args) for call_id, name, args in made]
    tools_calls = [
        {"id": call_id, "type": "function", "function": {"name": name, "arguments": json.dumps(args)}}
        for call_id, name, args in made
    ]
    return Message(role="assistant", content=content, tools_calls=tools_calls)


def with_tools(
    *tools: Any, made: tuple[tuple[str, str, dict[str, Any]], ...], **options: Any
) -> AgentFlowAdapter:
    """An agent that makes the given calls for each thing the user says, then reports."""

    async def agent(state: Any, config: dict[str, Any]) -> Any:
        if state.context[-1].role == "user":
            return calls(*made)
        return "done"

    def route(state: Any) -> str:
        return "tools" if state.context[-1].tools_calls else END

    nodes = {"agent": agent, "tools": graphs.ToolNode(list(tools))}
    return adapted(nodes, [("tools", "agent")], routes={"agent": route}, **options)


class Ticker:
    """A node that takes its time and counts how far it came."""

    def __init__(self, ticks: int = 500) -> None:
        self.ticks = ticks
        self.count = 0
        self.reached = asyncio.Event()

    async def wait(self) -> None:
        for _ in range(self.ticks):
            self.count += 1
            if self.count == 2:
                self.reached.set()
            await asyncio.sleep(0.01)

    async def node(self, state: Any, config: dict[str, Any]) -> str:
        await self.wait()
        return "ticked"

    async def generate(self) -> AsyncIterator[str]:
        for number in range(self.ticks):
            self.count += 1
            if self.count == 2:
                self.reached.set()
            yield f"{number} "
            await asyncio.sleep(0.01)

    async def stopped(self) -> bool:
        """Whether it counts no further."""
        before = self.count
        await asyncio.sleep(0.05)
        return self.count == before < self.ticks
