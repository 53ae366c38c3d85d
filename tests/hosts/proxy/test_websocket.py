"""WebSockets through the proxy, in front of a real server."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.hosts.proxy import AgentProxy
from asgi_agent.testing import ASGIConnection, ASGIValidator, polluted_context, websocket_scope
from tests.servers import HOST, Server, free_port, serve

if TYPE_CHECKING:
    from pathlib import Path

UPSTREAM = "tests.hosts.proxy.upstream:app"
PATIENCE = 20.0


def dial(url: str, path: str = "/ws", **scope: Any) -> ASGIConnection:
    """A client's end, validated, which has not said anything yet."""
    app = ASGIValidator(AgentProxy(url))
    return ASGIConnection(app, websocket_scope(path, **scope), context=polluted_context())


async def test_messages_go_both_ways_as_they_are(upstream: Server) -> None:
    """Text stays text and bytes stay bytes; headers are the client's, the subprotocol is the upstream's."""
    headers = [(b"host", b"clinic.example"), (b"authorization", b"Bearer t"), (b"sec-websocket-key", b"x")]
    async with dial(upstream.url, headers=headers, subprotocols=["a", "b"]) as client:
        await client.put({"type": "websocket.connect"})
        assert await client.get() == {"type": "websocket.accept", "subprotocol": "b"}
        got = json.loads((await client.get())["text"])
        assert got["authorization"] == "Bearer t"
        assert got["x-forwarded-host"] == "clinic.example"
        assert got["sec-websocket-key"] != "x"
        await client.put({"type": "websocket.receive", "text": "olá"})
        assert (await client.get())["text"] == "olá"
        await client.put({"type": "websocket.receive", "bytes": b"\x00\xff"})
        assert (await client.get())["bytes"] == b"\x00\xff"


async def test_the_upstreams_close_reaches_the_client(upstream: Server) -> None:
    """With its code and its reason."""
    async with dial(upstream.url) as client:
        await client.put({"type": "websocket.connect"})
        await client.get()
        await client.get()
        await client.put({"type": "websocket.receive", "text": "close"})
        assert await client.get() == {"type": "websocket.close", "code": 4001, "reason": "as asked"}


@pytest.mark.parametrize(("code", "heard"), [(1000, "1000"), (4002, "4002"), (1005, "1000"), (1006, "1001")])
async def test_the_clients_close_reaches_the_upstream(
    upstream: Server, seen: Path, code: int, heard: str
) -> None:
    """As a code that may be sent."""
    key = f"close-{code}"
    async with dial(upstream.url, query_string=key.encode()) as client:
        await client.put({"type": "websocket.connect"})
        await client.get()
        await client.get()
        await client.put({"type": "websocket.disconnect", "code": code})
        await client.wait()
    deadline = time.monotonic() + PATIENCE
    while not await asyncio.to_thread((seen / f"{key}.closed").exists):
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)
    assert (seen / f"{key}.closed").read_text() == heard


async def test_the_upstreams_refusal_is_the_clients(upstream: Server) -> None:
    """With its status where the server can say one."""
    async with dial(upstream.url, "/refuse") as client:
        await client.put({"type": "websocket.connect"})
        refused = await client.get()
        assert (refused["type"], refused["status"]) == ("websocket.http.response.start", 403)
    async with dial(upstream.url, "/refuse", denial=False) as client:
        await client.put({"type": "websocket.connect"})
        assert (await client.get())["type"] == "websocket.close"


async def test_an_upstream_that_is_not_there() -> None:
    """502, as a problem."""
    async with dial(f"http://{HOST}:{free_port()}") as client:
        await client.put({"type": "websocket.connect"})
        assert (await client.get())["status"] == 502
        assert json.loads((await client.get())["body"])["title"] == "The agent cannot be reached"


async def test_an_upstream_that_dies_closes_the_client() -> None:
    """With 1011: it was not the client's fault."""
    with serve("uvicorn", UPSTREAM) as server:
        async with dial(server.url) as client:
            await client.put({"type": "websocket.connect"})
            await client.get()
            await client.get()
            server.process.kill()
            closed = await client.get()
            assert (closed["type"], closed["code"]) == ("websocket.close", 1011)


async def test_a_path_that_leads_out_is_refused(upstream: Server) -> None:
    """As it is for requests."""
    async with dial(upstream.url, "/../x") as client:
        await client.put({"type": "websocket.connect"})
        assert (await client.get())["status"] == 400


async def test_a_redirect_is_not_followed() -> None:
    """A handshake that is answered with one is refused."""
    hits = 0

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal hits
        hits += 1
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(answer, HOST, 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        async with dial(f"http://{HOST}:{port}") as client:
            await client.put({"type": "websocket.connect"})
            assert (await client.get())["status"] == 302
    assert hits == 1
