"""What becomes of open WebSockets when the app shuts down."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from asgi_agent import AgentASGI
from asgi_agent.testing import ASGIConnection, ASGIValidator, websocket_scope
from asgi_agent.transport import farewell
from tests.asking import until

if TYPE_CHECKING:
    from starlette.types import Message


async def wait(_: Any) -> None:
    """Runs until it is cancelled."""
    await asyncio.sleep(60)


@pytest.mark.parametrize("protocol", ["native", "agentflow"])
async def test_a_client_gets_the_end_of_its_run_and_then_the_connection_is_closed(protocol: str) -> None:
    """And the app is done with the connection, so that the server may go."""
    app = AgentASGI(wait, protocols=[protocol], drain_timeout=0)
    path = "/ws" if protocol == "native" else "/v1/graph/ws"
    body = {"input": 1} if protocol == "native" else {"messages": [{"role": "user", "content": "hi"}]}
    async with ASGIConnection(ASGIValidator(app), websocket_scope(path)) as connection:
        await connection.put({"type": "websocket.connect"})
        assert (await connection.get())["type"] == "websocket.accept"
        await connection.put({"type": "websocket.receive", "text": msgspec.json.encode(body).decode()})
        await until(lambda: app.live_runs == 1)
        closing = asyncio.create_task(app.aclose())
        got = [await connection.get()]
        while got[-1]["type"] != "websocket.close":
            got.append(await connection.get())
        await closing
        assert got[-1]["code"] == 1001
        assert "shut" in got[-2 if protocol == "native" else -3]["text"]
        await connection.put({"type": "websocket.disconnect", "code": 1001, "reason": ""})
        await connection.wait()


async def test_a_client_that_takes_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last message may never leave."""
    monkeypatch.setattr(farewell, "CLOSE_SECONDS", 0.05)
    app = AgentASGI(wait)
    stalled = asyncio.Event()

    async def receive() -> Message:
        if not received:
            received.append(1)
            return {"type": "websocket.connect"}
        return await asyncio.get_running_loop().create_future()  # type: ignore[no-any-return]

    async def send(message: Message) -> None:
        if message["type"] == "websocket.close":
            stalled.set()
            await asyncio.sleep(60)

    received: list[int] = []
    serving = asyncio.create_task(app(websocket_scope("/ws"), receive, send))
    await until(lambda: len(app._sockets._sockets) == 1)
    await asyncio.sleep(0)
    await asyncio.wait_for(app.aclose(), 30)
    assert stalled.is_set()
    serving.cancel()
    await asyncio.wait([serving])
