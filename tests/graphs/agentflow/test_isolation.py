"""Containers: graphs side by side, and what the host's own code sees of them."""

from __future__ import annotations

import asyncio
import importlib
from contextvars import Context
from typing import Any

import pytest

from asgi_agent.errors import ConfigurationError
from asgi_agent.graphs.agentflow import AgentFlowAdapter, check_isolated
from asgi_agent.run import _current_run, current_run
from tests.graphs.agentflow.support import Ticker, adapted, compiled, echo, injectq, new_run, say, texts
from tests.graphs.collect import Events


def test_graphs_with_a_container_each_may_be_served_together() -> None:
    """That is how the framework wants it."""
    check_isolated([adapted({"a": echo}), adapted({"b": echo})])


def test_one_graph_may_be_served_under_two_names() -> None:
    """It shares threads with nobody but itself."""
    graph = compiled({"a": echo})
    check_isolated([AgentFlowAdapter(graph), AgentFlowAdapter(graph)])


def test_graphs_that_share_a_container_are_refused_with_the_way_out() -> None:
    """Each would read the other's threads, and nobody would notice."""
    container = injectq.InjectQ()
    shared = [adapted({name: echo}, container=container) for name in ("a", "b")]
    with pytest.raises(ConfigurationError, match=r"StateGraph\(container=InjectQ\(\)\)"):
        check_isolated(shared)


async def test_graphs_side_by_side_keep_their_threads_apart() -> None:
    """Without entering its container, each graph would use the one that was built last."""

    async def count(state: Any, config: dict[str, Any]) -> str:
        await asyncio.sleep(0.01)
        return f"{len(state.context)} messages"

    adapters = [adapted({"count": count}) for _ in range(2)]
    turns = [say(adapter, "hello", "same-id") for adapter in adapters]
    assert [texts(outcome) for outcome in await asyncio.gather(*turns)] == [["1 messages"]] * 2


async def test_overlapping_runs_leave_the_hosts_container_as_it_was() -> None:
    """InjectQ's own context manager leaves one of the two containers behind on the event loop's thread."""
    first, second = Ticker(ticks=3), Ticker(ticks=6)
    adapters = [adapted({"slow": ticker.node}) for ticker in (first, second)]
    importlib.import_module("injectq.core.context").ContainerContext.clear_current()
    hosts = Context().run(injectq.InjectQ.get_instance)
    runs = [asyncio.create_task(say(adapter, "x", "t"), context=Context()) for adapter in adapters]
    await second.reached.wait()
    assert Context().run(injectq.InjectQ.get_instance) is hosts
    await asyncio.gather(*runs)
    assert Context().run(injectq.InjectQ.get_instance) is hosts


class Session:
    """What a host opens for each request."""


async def test_a_context_is_injected_for_each_run_where_the_node_is_decorated() -> None:
    """`@inject` and a factory give every one of many runs its own."""

    async def node(state: Any, config: dict[str, Any], session: Any = injectq.Inject[Session]) -> str:
        await asyncio.sleep(0.01)
        return str(session is config["context"])

    container = injectq.InjectQ()
    container.bind_factory(Session, lambda: current_run().context)
    adapter = adapted({"node": injectq.inject(node)}, container=container)

    async def turn(number: int) -> list[str]:
        run = new_run("x", f"t{number}", context=Session())
        _current_run.set(run)
        return texts(await adapter.run(run, Events()))

    turns = [asyncio.create_task(turn(number)) for number in range(4)]
    assert await asyncio.gather(*turns) == [["True"]] * 4
