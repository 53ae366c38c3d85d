"""A WebSocket whose client takes nothing."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
import pytest

from asgi_agent import AgentASGI
from asgi_agent.testing import ASGIConnection, ASGIValidator, websocket_scope
from tests.asking import until

ASKED = {
    "native": ("/ws", {"input": 1}),
    "agentflow": ("/v1/graph/ws", {"messages": [{"role": "user", "content": "hi"}]}),
}


async def chatty(_: Any) -> Any:
    """Says more than fits between a graph and a reader."""
    for _ in range(1000):
        yield "word "


@pytest.mark.parametrize("protocol", ASKED)
async def test_a_client_that_takes_nothing_counts_as_gone(protocol: str) -> None:
    """After `send_timeout` its run is cancelled, its slot is free, and the connection is done with."""
    app = AgentASGI(chatty, protocols=[protocol], send_timeout=0.05)
    path, body = ASKED[protocol]
    async with ASGIConnection(ASGIValidator(app), websocket_scope(path)) as connection:
        await connection.put({"type": "websocket.connect"})
        assert (await connection.get())["type"] == "websocket.accept"
        text = msgspec.json.encode(body).decode()
        await connection.put({"type": "websocket.receive", "text": text})
        await until(lambda: app.live_runs == 1)
        await until(lambda: app.live_runs == 0)
        await asyncio.wait_for(connection.wait(), 30)


async def test_a_client_that_takes_each_in_time_is_there_however_long_all_takes() -> None:
    """The limit is on what it takes nothing for."""
    app = AgentASGI(chatty, send_timeout=1)
    async with ASGIConnection(ASGIValidator(app), websocket_scope("/ws")) as connection:
        await connection.put({"type": "websocket.connect"})
        await connection.get()
        await connection.put({"type": "websocket.receive", "text": '{"input": 1}'})
        types = [""]
        while types[-1] != "run.finished":
            types.append(msgspec.json.decode((await connection.get())["text"])["type"])
            await asyncio.sleep(0.002)
        await connection.disconnect()
    assert types.count("message.delta") == 1000
