"""What a client sends, on its way through the proxy: whether it is a body, and how much of it is held."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.errors import MalformedRequestError
from asgi_agent.hosts.proxy import AgentProxy
from asgi_agent.hosts.proxy.body import READ_AHEAD, RequestBody
from asgi_agent.testing import ASGIConnection, ASGIValidator, http_scope, run_http
from asgi_agent.transport.connection import ClientDisconnected
from tests.servers import HOST

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.servers import Server

PIECE = 16 * 1024
PATIENCE = 20.0


@pytest.fixture
async def proxy(upstream: Server) -> AsyncIterator[AgentProxy]:
    app = AgentProxy(upstream.url)
    yield app
    await app.aclose()


@pytest.mark.parametrize("method", ["DELETE", "GET", "POST", "REPORT"])
@pytest.mark.parametrize("version", ["1.1", "2"])
async def test_a_body_goes_on_though_nothing_said_that_it_comes(
    proxy: AgentProxy, method: str, version: str
) -> None:
    """HTTP/2 need not say so, and a middleware may have changed how long it is."""
    scope = http_scope("/x", method=method, http_version=version)
    got = (await run_http(ASGIValidator(proxy), scope, [b"", b"a", b"bc"])).json()
    assert (got["method"], got["body"]) == (method, "abc")
    assert dict(got["headers"])["transfer-encoding"] == "chunked"


@pytest.mark.parametrize("version", ["1.1", "2"])
@pytest.mark.parametrize("pieces", [[b""], [b"", b""]])
async def test_a_request_without_a_body_stays_one(
    proxy: AgentProxy, version: str, pieces: list[bytes]
) -> None:
    """The upstream is not told to wait for any."""
    got = (await run_http(proxy, http_scope("/x", method="DELETE", http_version=version), pieces)).json()
    assert {"transfer-encoding", "content-length"}.isdisjoint(dict(got["headers"]))


async def test_a_client_that_leaves_is_noticed_before_the_upstream_is_asked() -> None:
    """While its request waits for a connection, with a body that nobody has taken yet."""
    asked = asyncio.Event()

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.set()
        await reader.read()
        writer.close()

    async with await asyncio.start_server(converse, HOST, 0) as server:
        url = f"http://{HOST}:{server.sockets[0].getsockname()[1]}"
        app = AgentProxy(url, max_connections=1, connect_timeout=600.0)
        async with ASGIConnection(app, http_scope("/first")) as first:
            await first.put({"type": "http.request"})
            await asyncio.wait_for(asked.wait(), PATIENCE)
            scope = http_scope("/second", method="POST", headers=[(b"content-length", b"9")])
            async with ASGIConnection(app, scope, timeout=PATIENCE) as second:
                await second.put({"type": "http.request", "body": b"abc", "more_body": True})
                await second.disconnect()
                await second.wait()
                assert second.sent == []
        await app.aclose()


class Client:
    """Sends pieces of a body as fast as they are taken, and leaves after so many."""

    def __init__(self, pieces: int) -> None:
        self.taken = 0
        self._pieces = pieces

    async def receive(self) -> dict[str, Any]:
        if self.taken == self._pieces:
            return {"type": "http.disconnect"}
        self.taken += 1
        return {"type": "http.request", "body": b"x" * PIECE, "more_body": True}


async def test_what_the_upstream_does_not_take_is_not_read() -> None:
    """But for a little, so that memory stays as it is; and it is read on as the upstream goes on."""
    client = Client(1000)
    body = RequestBody(client.receive, None, None)
    reading, pieces = asyncio.create_task(body.until_client_leaves()), aiter(body)
    try:
        for took in range(4):
            for _ in range(100):
                await asyncio.sleep(0)
            assert client.taken == took + READ_AHEAD // PIECE
            await anext(pieces)
    finally:
        reading.cancel()


async def test_a_short_body_does_not_hide_that_its_client_has_left() -> None:
    """Though the upstream takes none of it."""
    client = Client(READ_AHEAD // PIECE - 1)
    body = RequestBody(client.receive, None, None)
    await asyncio.wait_for(body.until_client_leaves(), PATIENCE)
    pieces = aiter(body)
    for _ in range(client.taken):
        assert len(await anext(pieces)) == PIECE
    with pytest.raises(ClientDisconnected):
        await anext(pieces)


async def test_an_upstream_that_has_answered_does_not_hide_it_either() -> None:
    """The rest of the body is dropped, and read no further than to its end."""
    client = Client(1000)
    body = RequestBody(client.receive, None, None)
    body.let_go()
    await asyncio.wait_for(body.until_client_leaves(), PATIENCE)
    assert client.taken == 1000
    with pytest.raises(ClientDisconnected):
        await body.empty()


async def test_a_fault_of_whoever_gives_the_body_is_the_requests() -> None:
    """A middleware that reads along refuses in that way."""

    async def receive() -> dict[str, Any]:
        raise MalformedRequestError("not so")

    async with await asyncio.start_server(lambda reader, writer: writer.close(), HOST, 0) as server:
        app = AgentProxy(f"http://{HOST}:{server.sockets[0].getsockname()[1]}")
        scope = http_scope("/x", method="POST", headers=[(b"content-length", b"3")])
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        await app(scope, receive, send)
        await app.aclose()
    assert sent[0]["status"] == 400


@asynccontextmanager
async def sending(app: AgentProxy, path: str) -> AsyncIterator[ASGIConnection]:
    """A client that has sent the first of three bytes, and stays."""
    scope = http_scope(path, method="POST", headers=[(b"content-length", b"3")])
    async with ASGIConnection(ASGIValidator(app), scope, timeout=PATIENCE) as client:
        await client.put({"type": "http.request", "body": b"a", "more_body": True})
        yield client


async def test_a_refusal_reaches_a_client_that_has_not_sent_all(proxy: AgentProxy) -> None:
    """As soon as the upstream has said it, and what waits for the body is free."""
    for _ in range(2):
        async with sending(proxy, "/early") as client:
            assert (await client.get())["status"] == 413
            await client.get()
            await client.wait()
    [state] = await proxy.ready()
    assert (state["circuit"], state["in_flight"]) == ("up", 0)


async def test_a_client_that_sends_no_more_is_not_waited_for(upstream: Server) -> None:
    """408 after as long as an upstream may be silent, and it is nobody's failure."""
    app = AgentProxy(upstream.url, read_timeout=0.3, failures=1)
    for _ in range(2):
        async with sending(app, "/x") as client:
            assert (await client.get())["status"] == 408
            await client.get()
            await client.wait()
    [state] = await app.ready()
    assert (state["circuit"], state["in_flight"]) == ("up", 0)
    await app.aclose()


async def test_an_upstream_that_gives_a_slow_client_up_has_not_failed() -> None:
    """Or any client could close it for all."""

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(converse, HOST, 0) as server:
        app = AgentProxy(f"http://{HOST}:{server.sockets[0].getsockname()[1]}", failures=1)
        for _ in range(2):
            async with sending(app, "/x") as client:
                assert (await client.get())["status"] == 502
                await client.get()
                await client.wait()
        await app.aclose()
