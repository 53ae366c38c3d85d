"""SIGTERM with streams open: each is told its end, and the server goes by itself.

Every server does something else with the signal, and none of them tells a mounted application:

- uvicorn and daphne call a signal handler, which waits until the drain is over. In the meantime they still
  accept connections, so that a new run gets its 503. On its own, daphne would kill what is in flight, and
  uvicorn would close WebSockets with 1012.
- hypercorn closes its listener at once and then waits for open streams; a run that is asked for on a
  WebSocket which was open before gets the 503. Its worker process gets no signal at all, but an event of its
  parent's.
- granian does so too, but breaks WebSockets off in the moment of the signal, which its event loop hands to it
  and to nobody before it. No application can tell the client of a WebSocket there; its runs do stop.
"""

from __future__ import annotations

import asyncio
import json
import signal
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosedError

from tests.matrix.wire import PATIENCE, Event, as_event, check_stream, client, new_key, run_body, sse
from tests.servers import ServerName, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.servers import Server

DRAIN = 1.0  # of the applications below
EXIT = DRAIN + 8.0  # a few seconds more, on a busy machine

SERVERS: dict[str, tuple[ServerName, dict[str, Any]]] = {
    "uvicorn": ("uvicorn", {"loop": "uvloop", "http": "httptools"}),
    "hypercorn": ("hypercorn", {}),
    "hypercorn without workers": ("hypercorn", {"args": ("--workers", "0")}),
    "granian": ("granian", {}),
    "daphne": ("daphne", {}),
}
PLACES = {"root": "", "mounted": "/agent"}

ACCEPTS_WHILE_DRAINING = {"uvicorn", "daphne"}


@pytest.fixture(params=[(name, place) for name in SERVERS for place in PLACES], ids="-".join)
def stoppable(request: pytest.FixtureRequest) -> Iterator[tuple[Server, str]]:
    """A server of its own for each test, with the agent as its root or mounted in Starlette."""
    name, place = request.param
    server, options = SERVERS[name]
    with serve(server, f"tests.matrix.shutdown_apps:{place}", **options) as running:
        yield running, PLACES[place]


async def listen(http: httpx.AsyncClient, heard: list[Event]) -> None:
    """A stream that would go on for minutes, to its end."""
    body = run_body(key=new_key(), steps=10_000)
    async with http.stream("POST", "/graphs/steps/stream", json=body) as response:
        async for event in sse(response):
            heard.append(event)


async def listen_on_socket(url: str, heard: list[Event], draining: asyncio.Event) -> list[int]:
    """The same on a WebSocket; asks for another run during the drain, and gives the statuses of refusals."""
    statuses: list[int] = []
    async with connect(url.replace("http:", "ws:") + "/graphs/steps/ws") as socket:
        await socket.send(json.dumps(run_body(key=new_key(), steps=10_000)))
        asked = False
        while not heard or heard[-1].type != "run.cancelled":
            if draining.is_set() and not asked:
                asked = True
                await socket.send(json.dumps(run_body(key=new_key(), steps=1)))
            message = json.loads(await socket.recv())
            if message["type"] == "error":
                statuses.append(message["problem"]["status"])
            else:
                heard.append(as_event(message))
    return statuses


async def is_cut(url: str, heard: list[Event], draining: asyncio.Event) -> list[int]:
    """The same where the server breaks the connection off: no event of the run's says that it is over."""
    with pytest.raises(ConnectionClosedError):
        await listen_on_socket(url, heard, draining)
    assert not draining.is_set()
    return []


async def exited(server: Server, deadline: float) -> int | None:
    """The exit code, None when the process is still there at the deadline."""
    while server.exit_code is None and time.monotonic() < deadline:  # noqa: ASYNC110 - another process
        await asyncio.sleep(0.05)
    return server.exit_code


async def heard_enough(*streams: list[Event]) -> None:
    """Wait until every stream has begun to bring what the graph says."""
    async with asyncio.timeout(PATIENCE):
        while not all(len(heard) > 3 for heard in streams):  # noqa: ASYNC110 - filled by plain appends
            await asyncio.sleep(0.05)


async def new_run(http: httpx.AsyncClient) -> httpx.Response | None:
    """Ask for a new run on a new connection; None where the server takes none."""
    try:
        return await http.post("/graphs/whoami/invoke", json=run_body())
    except httpx.TransportError:
        return None


async def test_open_streams_are_told_the_end(stoppable: tuple[Server, str]) -> None:
    """`run.cancelled` with reason `shutdown` ends each stream, on HTTP and WebSocket; the process ends by
    itself soon after, and whoever comes in between is told to come back."""
    server, prefix = stoppable
    streams: list[list[Event]] = [[], [], []]
    draining = asyncio.Event()
    async with client(server, prefix) as http, client(server, prefix) as newcomer:
        listeners = [asyncio.create_task(listen(http, heard)) for heard in streams[:2]]
        socket_client = is_cut if server.name == "granian" else listen_on_socket
        on_socket = asyncio.create_task(socket_client(server.url + prefix, streams[2], draining))
        await heard_enough(*streams)
        server.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + EXIT
        await asyncio.sleep(DRAIN / 2)
        draining.set()
        refused = await new_run(newcomer) if server.name in ACCEPTS_WHILE_DRAINING else None
        await asyncio.wait_for(asyncio.gather(*listeners), EXIT)
        statuses = await asyncio.wait_for(on_socket, EXIT)
    for heard in streams[:2] if server.name == "granian" else streams:
        check_stream(heard, "run.cancelled")
        assert heard[-1].data == {"reason": "shutdown"}
    assert statuses == ([] if server.name == "granian" else [503])
    if server.name in ACCEPTS_WHILE_DRAINING:
        assert refused is not None
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")
    assert await exited(server, deadline) is not None


async def test_idle_server_stops_at_once(stoppable: tuple[Server, str]) -> None:
    """With nothing in flight the signal goes straight on: the drain adds no wait."""
    server, prefix = stoppable
    async with client(server, prefix) as http:
        assert (await http.post("/graphs/whoami/invoke", json=run_body())).status_code == 200
    server.process.send_signal(signal.SIGTERM)
    assert await exited(server, time.monotonic() + EXIT) is not None


async def test_a_websocket_that_its_client_keeps_open_holds_no_server_up(
    stoppable: tuple[Server, str],
) -> None:
    """Nothing is in flight on it, and nobody but the client could tell that nothing will come."""
    server, prefix = stoppable
    async with connect(server.url.replace("http:", "ws:") + prefix + "/graphs/whoami/ws") as socket:
        await socket.send(json.dumps(run_body()))
        while json.loads(await socket.recv())["type"] != "run.finished":
            pass
        server.process.send_signal(signal.SIGTERM)
        assert await exited(server, time.monotonic() + EXIT) is not None


async def test_second_signal_does_not_wait_for_the_drain() -> None:
    """Whoever presses Ctrl-C twice has the server's own way of going, streams or not."""
    with serve("daphne", "tests.matrix.shutdown_apps:patient") as server:
        async with client(server) as http:
            heard: list[Event] = []
            listener = asyncio.create_task(listen(http, heard))
            await heard_enough(heard)
            server.process.send_signal(signal.SIGINT)
            await asyncio.sleep(0.3)
            assert server.exit_code is None
            server.process.send_signal(signal.SIGINT)
            assert await exited(server, time.monotonic() + EXIT) is not None
            await asyncio.wait([listener])
    assert isinstance(listener.exception(), httpx.TransportError)


async def test_run_that_ends_in_time_is_let_finish() -> None:
    """A run shorter than `drain_timeout` comes to its own end, and its caller gets the result."""
    with serve("uvicorn", "tests.matrix.shutdown_apps:patient") as server:
        async with client(server) as http:
            request = asyncio.create_task(
                http.post("/graphs/silent/invoke", json=run_body(seconds=1.0, key="s"))
            )
            await asyncio.sleep(0.5)
            server.process.send_signal(signal.SIGTERM)
            response = await request
        assert response.json()["output"] == "done"
        assert await exited(server, time.monotonic() + EXIT) is not None
