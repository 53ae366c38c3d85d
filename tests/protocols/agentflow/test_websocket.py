"""AgentFlow's wire over a WebSocket."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from asgi_agent import AgentASGI
from asgi_agent.testing import ASGIConnection, ASGIValidator, polluted_context, websocket_scope
from tests.asking import until
from tests.graphs.agentflow.support import SECRET, Ticker, compiled, echo, words
from tests.protocols.agentflow.apps import ask, bearer, failing
from tests.protocols.agentflow.recording import kinds

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

DONE = {"status": "done"}


class Client:
    """One end of a WebSocket."""

    def __init__(self, connection: ASGIConnection, accepted: dict[str, Any]) -> None:
        self.connection = connection
        self.accepted = accepted

    async def send(self, message: Any) -> None:
        text = message if isinstance(message, str) else msgspec.json.encode(message).decode()
        await self.connection.put({"type": "websocket.receive", "text": text})

    async def receive(self) -> dict[str, Any]:
        message = await self.connection.get()
        assert message["type"] == "websocket.send", message
        found: dict[str, Any] = msgspec.json.decode(message["text"])
        return found

    async def until_done(self) -> list[dict[str, Any]]:
        chunks = [await self.receive()]
        while (chunks[-1].get("data") or {}).get("status") != "done":
            chunks.append(await self.receive())
        return chunks


@asynccontextmanager
async def connect(app: AgentASGI, graph: str = "echo", **scope: Any) -> AsyncIterator[Client]:
    asked = {**websocket_scope(f"/graphs/{graph}/v1/graph/ws"), **scope}
    async with ASGIConnection(ASGIValidator(app), asked, context=polluted_context()) as connection:
        await connection.put({"type": "websocket.connect"})
        accepted = await connection.get()
        yield Client(connection, dict(accepted))
        await connection.put({"type": "websocket.disconnect", "code": 1000})


def make_app(ticker: Ticker | None = None, **options: Any) -> AgentASGI:
    graphs = {"echo": compiled({"echo": echo}), "words": compiled({"words": words("one ", "two")})}
    graphs |= {"failing": compiled({"failing": failing}), "ask": compiled({"ask": ask})}
    if ticker is not None:
        graphs["ticker"] = compiled({"ticker": ticker.node})
    return AgentASGI(graphs, protocols=("agentflow",), principal=bearer, **options)


def fresh(text: str = "hello", **about: Any) -> dict[str, Any]:
    message = {"message_id": "0", "role": "user", "content": [{"type": "text", "text": text}]}
    return {"invoke_type": "fresh", "messages": [message], "recursion_limit": 25, **about}


async def test_one_run_after_the_other_each_with_its_end() -> None:
    """The client keeps the connection for as long as its tools go back and forth."""
    async with connect(make_app(), "words") as client:
        for _ in range(2):
            await client.send(fresh())
            assert kinds(await client.until_done())[-2:] == ["assistant whole text", "updates done"]


async def test_the_thread_of_a_run_is_told_and_gone_on_with() -> None:
    """Every chunk has it, the last included."""
    async with connect(make_app(), "ask") as client:
        await client.send(fresh())
        chunks = await client.until_done()
        assert len({chunk["thread_id"] for chunk in chunks}) == 1
        config = {"thread_id": chunks[-1]["thread_id"]}
        await client.send({"invoke_type": "resume", "resume": "yes", "config": config})
        messages = [chunk["message"] for chunk in await client.until_done() if chunk.get("message")]
        assert messages[-1]["content"][0]["text"] == "answered yes"


async def test_a_run_that_fails_is_told_and_ended() -> None:
    """The client waits for the end, and the connection stays good."""
    async with connect(make_app(), "failing") as client:
        await client.send(fresh())
        error, done = await client.until_done()
        assert (error["event"], error["data"]["code"]) == ("error", "NODE_ERROR")
        assert SECRET not in str(error)
        assert done["data"] == DONE


@pytest.mark.parametrize(
    "garbage",
    [
        "",
        "{",
        "[]",
        "null",
        '{"messages": []}',
        '{"messages": 1}',
        '{"invoke_type": "x"}',
        '{"invoke_type": "resume", "tool_result": [{"role": "user"}]}',
        '{"recursion_limit": 1e400}',
    ],
)
async def test_garbage_is_refused_and_the_connection_stays_good(garbage: str) -> None:
    """In the wire's own words, with an end."""
    async with connect(make_app()) as client:
        await client.send(garbage)
        error, _ = await client.until_done()
        assert error["data"]["code"] in ("VALIDATION_ERROR", "BAD_REQUEST")
        await client.send(fresh())
        assert kinds(await client.until_done())[-1] == "updates done"


async def test_a_second_run_has_to_wait_for_the_first() -> None:
    """It is refused at once, and the first goes on to its end."""
    ticker = Ticker(20)
    async with connect(make_app(ticker), "ticker") as client:
        await client.send(fresh())
        await client.send(fresh())
        refused = await client.receive()
        assert (refused["event"], refused["data"]["code"]) == ("error", "THREAD_BUSY")
        assert kinds(await client.until_done())[-1] == "updates done"
    assert ticker.count == 20


@pytest.mark.parametrize(("policy", "stops"), [("cancel", True), ("continue", False)])
async def test_a_client_that_leaves_ends_its_run_or_lets_it_go_on(policy: str, stops: bool) -> None:
    """As `on_disconnect` says."""
    ticker = Ticker(60)
    app = make_app(ticker, on_disconnect=policy)
    async with connect(app, "ticker") as client:
        await client.send(fresh())
        async with asyncio.timeout(10):
            await ticker.reached.wait()
    await until(lambda: app.service.live_runs == 0)
    assert (ticker.count < 60) is stops


async def test_the_name_before_the_token_is_chosen() -> None:
    """A browser's WebSocket fails when the server chooses none of the subprotocols that it offered."""
    async with connect(make_app(), subprotocols=["agentflow-bearer", "token"]) as client:
        assert client.accepted["subprotocol"] == "agentflow-bearer"


async def test_a_page_of_a_strangers_may_not_connect() -> None:
    """Browsers send cookies along with such a handshake."""
    headers = [(b"host", b"clinic.example"), (b"origin", b"https://evil.example")]
    async with connect(make_app(), headers=headers) as client:
        assert client.accepted["type"] == "websocket.http.response.start"
        assert client.accepted["status"] == 403
        await client.connection.get()
