"""Upstreams that answer with anything, and clients and hosts that hand in anything."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
import websockets
from hypothesis import given, settings
from hypothesis import strategies as st

from asgi_agent.hosts.proxy import AgentProxy
from asgi_agent.hosts.proxy.events import MAX_EVENT, WholeEvents
from asgi_agent.hosts.proxy.exchange import UpstreamCutError
from asgi_agent.hosts.proxy.target import request_target
from asgi_agent.hosts.proxy.upstreams import Upstream
from asgi_agent.testing import ASGIConnection, ASGIValidator, http_scope, run_http, websocket_scope
from tests.servers import HOST

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from asgi_agent.testing import HTTPResult

OK = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"
CHUNKED = b"transfer-encoding: chunked\r\n\r\n"
EVENTS = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"


@asynccontextmanager
async def saying(
    answer: bytes, *, stay: bool = False, asked: asyncio.Event | None = None, **options: Any
) -> AsyncIterator[AgentProxy]:
    """A proxy before a server that gives these bytes to whatever it is asked.

    It hangs up then, or at the end if it is to stay.
    """
    talks: list[asyncio.Task[None] | None] = []
    over = asyncio.Event()

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks.append(asyncio.current_task())
        with suppress(OSError, asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            if asked is not None:
                asked.set()
            writer.write(answer)
            await writer.drain()
            if stay:
                await over.wait()
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()

    async with await asyncio.start_server(converse, HOST, 0) as server:
        app = AgentProxy(f"http://{HOST}:{server.sockets[0].getsockname()[1]}", **options)
        yield app
        over.set()
        await app.aclose()
        await asyncio.gather(*filter(None, talks))


async def ask(app: AgentProxy, path: str = "/x", **changes: Any) -> HTTPResult:
    """One request, validated."""
    return await run_http(ASGIValidator(app), http_scope(path, **changes))


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        (b"HTTP/1.1 204 No\r\ncontent-length: 5\r\n\r\nhello", b""),
        (b"HTTP/1.1 304 No\r\ncontent-length: 5\r\n\r\n", b""),
        (
            b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n" + CHUNKED + b"5\r\nhello\r\n0\r\n\r\n",
            b"hello",
        ),
    ],
)
async def test_a_length_that_is_none_stays_behind(answer: bytes, body: bytes) -> None:
    """A server would wait for what does not come, or take the rest for another answer."""
    async with saying(answer) as app:
        got = await ask(app)
    assert (got.body, got.header("content-length")) == (body, [])


@pytest.mark.parametrize(
    "answer",
    [
        b"\x00\x01 garbage\r\n\r\n",
        b"HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n",
        b"HTTP/1.1 999 Odd\r\ncontent-length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nx: " + b"a" * 200_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nx: a\rset-cookie: b\r\ncontent-length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
    ],
)
async def test_an_answer_that_is_none_is_a_bad_gateway(answer: bytes) -> None:
    """And leaves nothing in flight."""
    async with saying(answer) as app:
        assert (await ask(app)).status == 502
        assert (await ask(app, "/ready")).json()["upstreams"][0]["in_flight"] == 0


async def test_a_stream_of_known_length_is_broken_off_where_it_breaks() -> None:
    """An event more would make it longer than it says that it is."""
    async with saying(EVENTS + b"content-length: 90\r\n\r\ndata: 1\n\ndata") as app:
        with pytest.raises(UpstreamCutError):
            await ask(app)


async def test_a_stream_that_ends_with_its_connection_is_cut_where_an_event_is_not_whole() -> None:
    """Half an event is no end of one; a whole one may be."""
    async with saying(EVENTS + b"\r\ndata: 1\n\ndata: 2") as app:
        assert (await ask(app)).body.startswith(b"data: 1\n\nevent: error\ndata: ")
    async with saying(EVENTS + b"\r\ndata: 1\n\ndata: 2\n\n") as app:
        assert (await ask(app)).body == b"data: 1\n\ndata: 2\n\n"
    async with saying(EVENTS + CHUNKED + b"7\r\ndata: 1\r\n0\r\n\r\n") as app:
        assert (await ask(app)).body == b"data: 1"


async def test_half_of_a_long_event_gets_no_last_word() -> None:
    """It would be read as a part of that event."""
    async with saying(EVENTS + CHUNKED + b"fffff\r\ndata: " + b"x" * MAX_EVENT) as app:
        with pytest.raises(UpstreamCutError):
            await ask(app)


async def test_a_stream_that_takes_too_long_ends_with_an_event() -> None:
    """As one that breaks off does."""
    async with saying(EVENTS + b"\r\ndata: 1\n\ndata: 2", stay=True, total_timeout=1.5) as app:
        body = (await ask(app)).body
    assert body.startswith(b"data: 1\n\nevent: error\ndata: ")
    assert b"upstream-timeout" in body


async def test_a_health_check_without_end_is_not_read() -> None:
    """Its status says all."""
    async with saying(b"HTTP/1.1 200 OK\r\n\r\nmore and more", stay=True, connect_timeout=600.0) as app:
        assert (await asyncio.wait_for(ask(app, "/ready"), 20.0)).status == 200


@pytest.mark.parametrize("path", ["http://elsewhere/x", "*", "x"])
async def test_only_paths_are_asked_for(path: str) -> None:
    """A server that is a proxy as well would ask another one for a whole URL."""
    async with saying(OK) as app:
        scope = {**http_scope("/"), "path": path, "raw_path": path.encode()}
        assert (await run_http(app, scope)).status == 400


@pytest.mark.parametrize("mount", [b"/agent", b"/%61gent"])
@pytest.mark.parametrize("below", [b"/%ff", b"/a%2Fb", b"/x/", b"//x", b"/" * 9000 + b"%ff"])
def test_a_path_goes_on_in_bytes(mount: bytes, below: bytes) -> None:
    """Also one that is no UTF-8, of which a server shows but a replacement."""
    scope = {"path": unquote(mount + below), "raw_path": mount + below, "root_path": "/agent"}
    assert request_target(scope, "/base") == b"/base" + below


@pytest.mark.parametrize("user", ["a\r\nx-admin: 1", "a\x00", "Женя\r\n", "\ud800"])
async def test_a_header_of_the_hosts_cannot_bring_others(user: str) -> None:
    """Though a client chose what it is made of; and the upstream is not held to be down for it."""
    async with saying(OK, failures=1, headers=lambda scope: {"x-user": user}) as app:
        assert [(await ask(app)).status for _ in range(2)] == [400, 400]
        async with ASGIConnection(ASGIValidator(app), websocket_scope("/ws")) as client:
            await client.put({"type": "websocket.connect"})
            assert (await client.get())["status"] == 400


def test_a_trial_that_tells_nothing_makes_room_for_another() -> None:
    """A client that leaves cannot keep an upstream shut."""
    upstream = Upstream("http://a", threshold=1, cooldown=0.0)
    upstream.asked()
    upstream.failed()
    upstream.left(trial=False)
    upstream._cooldown = 60.0
    assert upstream.asked()
    assert upstream.wait > 0
    upstream.left(trial=True)
    assert (upstream.wait, upstream.state) == (0.0, "failing")
    assert upstream.asked()
    upstream.failed()
    upstream.left(trial=True)
    assert (upstream.state, upstream.in_flight) == ("open", 0)


async def test_waiting_for_a_connection_of_ours_is_no_failure_of_the_upstream() -> None:
    """Many streams at once do not shut it."""
    asked = asyncio.Event()
    options = {"failures": 1, "max_connections": 1, "connect_timeout": 1.0}
    async with saying(EVENTS + b"\r\ndata: 1\n\n", stay=True, asked=asked, **options) as app:
        async with ASGIConnection(app, http_scope("/first")) as first:
            await first.put({"type": "http.request"})
            await asyncio.wait_for(asked.wait(), 20.0)
            assert (await ask(app)).status == 504
        assert app._settings.upstreams.all[0].state == "up"


async def test_a_client_that_leaves_a_websocket_is_told_nothing_more() -> None:
    """Servers take a message after that for a fault of the application."""

    async def echo(connection: websockets.ServerConnection) -> None:
        async for message in connection:
            await connection.send(message)

    late: list[str] = []
    async with websockets.serve(echo, HOST, 0) as server:
        app = AgentProxy(f"http://{HOST}:{server.sockets[0].getsockname()[1]}")
        inbox: list[dict[str, Any]] = [
            {"type": "websocket.connect"},
            {"type": "websocket.receive", "text": "a"},
            {"type": "websocket.disconnect", "code": 1001},
        ]

        async def receive() -> dict[str, Any]:
            return inbox.pop(0)

        async def send(message: Any) -> None:
            if not inbox:
                late.append(message["type"])
                raise OSError

        await asyncio.wait_for(app(websocket_scope("/ws"), receive, send), 10)
    assert "websocket.close" not in late


async def test_a_connection_is_used_again_though_its_client_left_with_the_last_byte() -> None:
    """The server tells of that while the connection is being given back."""
    seen, over = 0, asyncio.Event()

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal seen
        seen += 1
        with suppress(asyncio.IncompleteReadError):
            while await reader.readuntil(b"\r\n\r\n"):
                writer.write(OK)
        writer.close()
        over.set()

    async with await asyncio.start_server(converse, HOST, 0) as server:
        app = AgentProxy(f"http://{HOST}:{server.sockets[0].getsockname()[1]}")
        for _ in range(5):
            assert (await ask(app)).status == 200
            await asyncio.sleep(0.02)
        await app.aclose()
        await asyncio.wait_for(over.wait(), 10)
    assert seen == 1


def test_event_loops_that_have_ended_keep_nothing() -> None:
    """One proxy may serve in many of them, one after the other."""
    proxies: list[AgentProxy] = []

    async def once() -> int:
        async with saying(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n") as app:
            proxies.append(app)
            first = proxies[0]
            object.__setattr__(first, "_settings", app._settings)
            await ask(first)
            await asyncio.sleep(0.05)  # the connection is closed behind the answer
            return len(first._transports)

    assert [asyncio.run(once()) for _ in range(4)] == [1, 1, 1, 1]


pieces = st.lists(
    st.text("ab:\r\n", max_size=6).map(str.encode)
    | st.sampled_from([b"\r\n", b"\n\n", b"\r", b"data: 1\r\n\r\n"])
)


@settings(max_examples=300, deadline=None)
@given(pieces, st.booleans())
def test_a_stream_that_ends_well_is_what_it_was(stream: list[bytes], lines: bool) -> None:
    """Whatever its line ends, and wherever it is parted; and what goes on early ends with a line."""
    events = WholeEvents(lines=lines)
    passed = [events.feed(piece) for piece in stream]
    assert all(piece.endswith((b"\n", b"\r")) for piece in passed if piece)
    assert b"".join(passed) + events.close() == b"".join(stream)
