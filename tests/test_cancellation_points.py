"""Whatever ends a request, at whatever moment: nothing keeps running, no thread stays taken."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.graph import END, START, MessagesState, StateGraph

from asgi_agent import AgentASGI
from asgi_agent.testing import ASGIConnection, http_scope, websocket_scope
from tests.asking import JSON, until

BODY = '{"input": "a", "thread_id": "t"}'
MOMENTS = [*range(24), 30, 40, 60, 90]


async def speak(_: Any) -> Any:
    """A few pieces, with a pause between them."""
    for word in ("one", "two", "three"):
        yield word
        await asyncio.sleep(0)


def remembering() -> Any:
    """A LangGraph graph with a subgraph and a memory."""

    async def answer(state: MessagesState) -> dict[str, Any]:
        await asyncio.sleep(0)
        return {"messages": [("ai", "yes")]}

    inner = StateGraph(MessagesState)
    inner.add_node("answer", answer)
    inner.add_edge(START, "answer")
    inner.add_edge("answer", END)
    outer = StateGraph(MessagesState)
    outer.add_node("inner", inner.compile())
    outer.add_edge(START, "inner")
    outer.add_edge("inner", END)
    return outer.compile(checkpointer=InMemorySaver())


async def end(connection: ASGIConnection, app: AgentASGI, how: str) -> None:
    match how:
        case "cancelled by the host":
            await connection.cancel()
        case "left by the client":
            await connection.disconnect()
        case "drained":
            await app.aclose()
            await connection.disconnect()


async def settled(app: AgentASGI) -> None:
    """No run in flight, no thread taken, no task left that the test did not start."""
    await until(lambda: app.service.live_runs == 0)
    assert not app.service._locks._waiting
    await until(lambda: asyncio.all_tasks() == {asyncio.current_task()})


@pytest.mark.parametrize("how", ["cancelled by the host", "left by the client", "drained"])
@pytest.mark.parametrize("strategy", ["reject", "enqueue"])
@pytest.mark.parametrize("route", ["invoke", "stream", "batch"])
@pytest.mark.parametrize("graph", [lambda: speak, remembering], ids=["function", "langgraph"])
async def test_a_request_may_end_at_any_moment(graph: Any, route: str, strategy: Any, how: str) -> None:
    """Counted in turns of the event loop since the request came."""
    served = graph()
    body = b'{"inputs": ["a", "b"]}' if route == "batch" else BODY.encode()
    for moment in MOMENTS:
        app = AgentASGI(served, multitask_strategy=strategy, drain_timeout=0)
        scope = http_scope(f"/{route}", method="POST", headers=JSON)
        async with ASGIConnection(app, scope) as connection:
            await connection.put({"type": "http.request", "body": body})
            for _ in range(moment):
                await asyncio.sleep(0)
            await end(connection, app, how)
        await settled(app)


@pytest.mark.parametrize("how", ["cancelled by the host", "left by the client", "drained"])
async def test_a_websocket_may_end_at_any_moment(how: str) -> None:
    """With two runs on it, one of which waits for the thread of the other."""
    for moment in MOMENTS:
        app = AgentASGI(speak, multitask_strategy="enqueue", drain_timeout=0)
        async with ASGIConnection(app, websocket_scope("/ws")) as connection:
            await connection.put({"type": "websocket.connect"})
            for _ in range(2):
                await connection.put(
                    {"type": "websocket.receive", "text": '{"input": "a", "thread_id": "t"}'}
                )
            for _ in range(moment):
                await asyncio.sleep(0)
            await end(connection, app, how)
        await settled(app)
