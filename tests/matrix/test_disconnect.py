"""Clients that leave: the graph stops with them, whatever its shape, its host and its server.

Steps are counted, each of 50 ms. A graph that is stopped takes no more than the few steps that fit into the
time in which the server notices; one that leaks would go on for all of its hundred.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest
from websockets.asyncio.client import connect

from tests.matrix.conftest import MOUNTS
from tests.matrix.wire import JSON, client, count, new_key, run_body, sse, until_counted, until_still

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import httpx

    from tests.servers import Server

    Leave = Callable[[httpx.AsyncClient, str, str, int], Awaitable[int]]

STEPS = 100
FEW = 10  # 50 ms each, so that a busy machine has half a second to notice

SHAPES = ("subgraph", "nested_call", "steps")


async def leave_stream(http: httpx.AsyncClient, graph: str, key: str, steps: int) -> int:
    """Drop a stream after its first event and two steps; gives the steps taken by then."""
    body = run_body(key=key, steps=steps)
    async with http.stream("POST", f"/graphs/{graph}/stream", json=body) as response:
        events = sse(response)
        assert (await anext(events)).type == "run.started"
        return await until_counted(http, key, 2)


async def leave_invoke(http: httpx.AsyncClient, graph: str, key: str, steps: int) -> int:
    """Hang up on a request for a result."""
    return await _hang_up(http, f"graphs/{graph}/invoke", run_body(key=key, steps=steps), key)


async def leave_batch(http: httpx.AsyncClient, graph: str, key: str, steps: int) -> int:
    """Hang up on a batch of two; both count under the same key."""
    inputs = [{"key": key, "steps": steps}] * 2
    return await _hang_up(http, f"graphs/{graph}/batch", {"inputs": inputs}, key)


async def leave_websocket(http: httpx.AsyncClient, graph: str, key: str, steps: int) -> int:
    """Close a WebSocket in the middle of its run."""
    async with connect(_websocket_url(http, graph)) as socket:
        await socket.send(json.dumps(run_body(key=key, steps=steps)))
        return await until_counted(http, key, 2)


async def drop_websocket(http: httpx.AsyncClient, graph: str, key: str, steps: int) -> int:
    """Let a WebSocket's connection break without the closing handshake."""
    async with connect(_websocket_url(http, graph)) as socket:
        await socket.send(json.dumps(run_body(key=key, steps=steps)))
        taken = await until_counted(http, key, 2)
        socket.transport.abort()
    return taken


def _websocket_url(http: httpx.AsyncClient, graph: str) -> str:
    return str(http.base_url.join(f"graphs/{graph}/ws")).replace("http:", "ws:")


async def _hang_up(http: httpx.AsyncClient, path: str, body: object, key: str) -> int:
    """Send a request on a connection of its own, and close that without waiting for the answer."""
    url = http.base_url.join(path)
    _, writer = await asyncio.open_connection(url.host, url.port)
    content = json.dumps(body).encode()
    head = f"POST {url.path} HTTP/1.1\r\nhost: {url.host}\r\ncontent-length: {len(content)}\r\n"
    fields = "".join(f"{name}: {value}\r\n" for name, value in JSON.items())
    writer.write(f"{head}{fields}\r\n".encode() + content)
    taken = await until_counted(http, key, 2)
    writer.close()
    await writer.wait_closed()
    return taken


async def leave_and_count(server: Server, host: str, graph: str, leave: Leave) -> tuple[int, int, int]:
    """Steps taken when the client left and in the end, and whether the graph came to its own end."""
    key = new_key()
    async with client(server, MOUNTS[host]) as http:
        when_left = await leave(http, graph, key, STEPS)
        in_the_end = await until_still(http, key)
        return when_left, in_the_end, await count(http, f"{key}:finished")


async def check_all_stop(server: Server, hosts: tuple[str, ...], leave: Leave, runs: int = 1) -> None:
    """Leave a run of each shape in each of the hosts at once, and see that every one of them stops."""
    cases = [(host, graph) for host in hosts for graph in SHAPES]
    results = await asyncio.gather(*(leave_and_count(server, *case, leave) for case in cases))
    for case, (when_left, in_the_end, finished) in zip(cases, results, strict=True):
        assert in_the_end - when_left <= FEW * runs, case
        assert finished == 0, case


async def test_graph_stops_when_its_stream_is_dropped(server: Server) -> None:
    """Nested graphs stop too, and BaseHTTPMiddlewares around the agent do not hide that the client left."""
    await check_all_stop(server, ("root", "starlette", "fastapi", "base"), leave_stream)


async def test_graph_stops_when_its_invoke_is_dropped(server: Server) -> None:
    """Nobody waits for the result any more, so nobody goes on to work it out."""
    await check_all_stop(server, ("root", "fastapi", "base"), leave_invoke)


async def test_every_run_of_a_dropped_batch_stops(main_server: Server) -> None:
    """Both runs stop, and those that had not begun never do."""
    await check_all_stop(main_server, ("root", "fastapi", "base"), leave_batch, runs=2)


@pytest.mark.parametrize("leave", [leave_websocket, drop_websocket], ids=["closed", "aborted"])
async def test_graph_stops_when_its_websocket_is_gone(main_server: Server, leave: Leave) -> None:
    """Closed in order or broken off, the runs of the connection end with it."""
    await check_all_stop(main_server, ("root", "fastapi"), leave)


async def test_hosts_between_do_not_hide_a_disconnect(main_server: Server) -> None:
    """Litestar, Django beside, a mount in a mount and a compressing layer pass the disconnect on."""
    await check_all_stop(main_server, ("litestar", "django", "nested", "gzip"), leave_stream)


async def test_run_goes_on_without_its_client_where_that_is_wanted(main_server: Server) -> None:
    """With `on_disconnect="continue"` the graph comes to its own end although nobody listens."""

    async def goes_on(leave: Leave) -> None:
        key = new_key()
        async with client(main_server, "/continue/agent") as http:
            await leave(http, "subgraph", key, 10)
            assert await count(http, f"{key}:finished") == 0
            await until_counted(http, f"{key}:finished", 1)

    await asyncio.gather(*map(goes_on, (leave_stream, leave_invoke, leave_batch, leave_websocket)))
