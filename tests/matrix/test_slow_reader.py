"""A reader that does not read: the graph waits for it, and after `send_timeout` for nobody."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from websockets.asyncio.client import connect

from tests.matrix.wire import PATIENCE, client, count, new_key, run_body, until_counted, until_still

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import httpx

    from tests.servers import Server

PIECES = 50_000  # of 1 KB each

# What may be under way: the queue's 64 events, the server's buffers and the kernel's, some 4 MB on loopback.
IN_BETWEEN = 15_000

QUIET = 0.6  # seconds: a graph that may go on makes some thousand pieces in them
OVERDUE = 1.5  # well above the `send_timeout` of 0.5 that `/impatient` has


@asynccontextmanager
async def unread(http: httpx.AsyncClient, key: str) -> AsyncIterator[asyncio.StreamReader]:
    """A stream of `PIECES` kilobytes whose reader takes nothing by itself."""
    url = http.base_url.join("graphs/flood/stream")
    reader, writer = await asyncio.open_connection(url.host, url.port, limit=1024)
    body = json.dumps(run_body(key=key, count=PIECES))
    head = f"POST {url.path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
    writer.write(f"{head}content-length: {len(body)}\r\n\r\n{body}".encode())
    try:
        yield reader
    finally:
        writer.close()
        await asyncio.wait([asyncio.create_task(writer.wait_closed())])


async def test_graph_waits_for_a_slow_reader(main_server: Server) -> None:
    """Of 50 MB no more is made than fits between graph and reader.

    Daphne's `send` never waits: Twisted buffers whatever it is given, and tells nobody. There the graph runs
    to its end at its own speed, and its events wait in the server's memory; what bounds them is a server
    in front or the graph itself.
    """
    key = new_key()
    async with client(main_server) as http, unread(http, key) as reader:
        await until_counted(http, key, 1)
        stood_still_at = await until_still(http, key, quiet=QUIET)
        if main_server.name == "daphne":
            assert stood_still_at == PIECES
        else:
            assert 64 <= stood_still_at < IN_BETWEEN
            while await count(http, key) < stood_still_at + 2 * IN_BETWEEN:
                assert await reader.read(1024 * 1024)  # it goes on as soon as somebody reads


async def test_run_ends_when_its_reader_takes_nothing(main_server: Server) -> None:
    """After `send_timeout` without a byte taken the client counts as gone, and the graph stops.

    Except on daphne, whose `send` takes everything at once: nothing is ever overdue.
    """
    key = new_key()
    async with client(main_server, "/impatient/agent") as http, unread(http, key) as reader:
        await until_counted(http, key, 1)
        stood_still_at = await until_still(http, key, quiet=OVERDUE)
        if main_server.name != "daphne":
            assert stood_still_at < IN_BETWEEN
            rest = await asyncio.wait_for(_read_all(reader), PATIENCE)
            assert b"event: run.finished" not in rest
        finished = await until_still(http, key)
        assert finished == stood_still_at
        assert await count(http, f"{key}:finished") == (main_server.name == "daphne")


async def _read_all(reader: asyncio.StreamReader) -> Any:
    """Until the server closes: what it had sent before it gave up."""
    chunks = []
    try:
        while chunk := await reader.read(1024 * 1024):
            chunks.append(chunk)
    except ConnectionResetError:
        pass  # the server may break the connection off as well as close it
    return b"".join(chunks)


async def test_websocket_reader_slows_the_graph_too(main_server: Server) -> None:
    """The same over a WebSocket; its client reads nothing while its queue of one message is full."""
    key = new_key()
    async with client(main_server) as http:
        url = main_server.url.replace("http:", "ws:") + "/graphs/flood/ws"
        async with connect(url, max_queue=1, compression=None) as socket:
            await socket.send(json.dumps(run_body(key=key, count=PIECES)))
            await until_counted(http, key, 1)
            stood_still_at = await until_still(http, key, quiet=QUIET)
            socket.transport.abort()
    if main_server.name == "daphne":
        assert stood_still_at == PIECES
    else:
        assert 64 <= stood_still_at < IN_BETWEEN
