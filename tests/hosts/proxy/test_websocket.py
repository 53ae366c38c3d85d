"""WebSockets through the proxy, in front of a real server."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import logging
import re
import time
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.hosts.proxy import AgentProxy
from asgi_agent.testing import ASGIConnection, ASGIValidator, polluted_context, websocket_scope
from tests.servers import HOST, Server, free_port, serve

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
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


@asynccontextmanager
async def handshaking(answer: Callable[[bytes], bytes]) -> AsyncIterator[tuple[str, list[bytes]]]:
    """A server that answers handshakes so and says nothing more; its URL, and what it was asked."""
    asked: list[bytes] = []

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError):
            asked.append(await reader.readuntil(b"\r\n\r\n"))
            writer.write(answer(asked[-1]))
            await reader.read()
        writer.close()

    async with await asyncio.start_server(converse, HOST, 0) as server:
        yield f"http://{HOST}:{server.sockets[0].getsockname()[1]}", asked


async def test_a_redirect_is_not_followed() -> None:
    """A handshake that is answered with one is refused."""
    said = b"HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n"
    async with handshaking(lambda _: said) as (url, asked), dial(url) as client:
        await client.put({"type": "websocket.connect"})
        assert (await client.get())["status"] == 302
        assert len(asked) == 1


async def test_why_the_upstream_refuses_is_handed_on() -> None:
    """Its challenge and its words, but for what belongs to one hop."""
    said = (
        b'HTTP/1.1 401 No\r\nwww-authenticate: Bearer realm="agent"\r\nconnection: x-hop\r\nx-hop: 1\r\n'
        b"x-odd: \xff\r\ncontent-type: application/problem+json\r\ncontent-length: 2\r\n\r\n{}"
    )
    async with handshaking(lambda _: said) as (url, _), dial(url) as client:
        await client.put({"type": "websocket.connect"})
        start, body = await client.get(), await client.get()
    assert (start["status"], body["body"]) == (401, b"{}")
    assert dict(start["headers"]) == {
        b"www-authenticate": b'Bearer realm="agent"',
        b"x-odd": b"\xff",
        b"content-type": b"application/problem+json",
        b"content-length": b"2",
    }


async def test_an_upstream_that_answers_no_ping_is_gone() -> None:
    """After as long as it may be silent."""

    def accept(request: bytes) -> bytes:
        key = re.search(rb"(?i)sec-websocket-key: *([^\r]+)", request)
        assert key is not None
        digest = hashlib.sha1(key[1] + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()
        switching = b"HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: websocket\r\n"
        return switching + b"sec-websocket-accept: " + base64.b64encode(digest) + b"\r\n\r\n"

    async with handshaking(accept) as (url, _):
        app = ASGIValidator(AgentProxy(url, read_timeout=0.3))
        async with ASGIConnection(app, websocket_scope("/ws"), timeout=PATIENCE) as client:
            await client.put({"type": "websocket.connect"})
            assert (await client.get())["type"] == "websocket.accept"
            closed = await client.get()
            assert (closed["type"], closed["code"]) == ("websocket.close", 1011)


async def denied(app: AgentProxy, path: str = "/ws", **scope: Any) -> int:
    """The status that a handshake is refused with."""
    async with ASGIConnection(ASGIValidator(app), websocket_scope(path, **scope)) as client:
        await client.put({"type": "websocket.connect"})
        status: int = (await client.get())["status"]
        return status


async def accepted(app: AgentProxy, **scope: Any) -> dict[str, str]:
    """The headers that the upstream got with a handshake that it accepts."""
    async with ASGIConnection(ASGIValidator(app), websocket_scope("/ws", **scope)) as client:
        await client.put({"type": "websocket.connect"})
        assert (await client.get())["type"] == "websocket.accept"
        headers: dict[str, str] = json.loads((await client.get())["text"])
        return headers


@pytest.mark.parametrize("fault", [{"path": "/ws#b", "raw_path": b"/ws#b"}, {"subprotocols": ["a b"]}])
async def test_what_makes_no_handshake_is_the_clients_fault(upstream: Server, fault: dict[str, Any]) -> None:
    """400, however often, and nobody else is kept from the upstream for it."""
    app = AgentProxy(upstream.url, failures=2)
    assert [await denied(app, **fault) for _ in range(3)] == [400, 400, 400]
    assert await accepted(app)


@pytest.mark.parametrize(("said", "status"), [(b"what?\r\n\r\n", 502), (b"", 504)])
async def test_a_handshake_that_is_not_answered_closes_no_circuit(said: bytes, status: int) -> None:
    """As any client can send what an upstream will not read."""
    async with handshaking(lambda _: said) as (url, asked):
        app = AgentProxy(url, failures=2, connect_timeout=0.5)
        assert [await denied(app) for _ in range(4)] == [status] * 4
        assert len(asked) == 4


async def test_a_handshake_brings_no_body(upstream: Server) -> None:
    """A length would have the upstream wait for it."""
    got = await accepted(AgentProxy(upstream.url), headers=[(b"host", b"x"), (b"content-length", b"5")])
    assert "content-length" not in got


async def test_a_websocket_goes_to_another_upstream_if_the_first_cannot_be_reached(upstream: Server) -> None:
    """From the first on."""
    app = AgentProxy([f"http://{HOST}:{free_port()}", upstream.url])
    assert await accepted(app)
    assert await denied(AgentProxy([f"http://{HOST}:{free_port()}", upstream.url], retries=0)) == 502


async def test_no_header_of_a_handshake_is_logged(upstream: Server, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever the level: tokens are among them."""
    caplog.set_level(logging.DEBUG)
    await accepted(AgentProxy(upstream.url), headers=[(b"authorization", b"Bearer secret")])
    assert "secret" not in caplog.text
