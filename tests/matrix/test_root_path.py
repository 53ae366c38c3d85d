"""Behind a proxy that takes a prefix off the path, under servers that were told so with `--root-path`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from websockets.asyncio.client import connect

from asgi_agent.events import TERMINAL_TYPES
from tests.matrix.conftest import MOUNTS, ROOT_PATH
from tests.matrix.wire import check_stream, client, run_body, sse

if TYPE_CHECKING:
    from tests.servers import Server

HOSTS = ("root", "starlette", "fastapi", "litestar", "django")

every_host = pytest.mark.parametrize("host", HOSTS)


@every_host
async def test_runs_are_served_behind_a_prefix(prefixed: Server, host: str) -> None:
    """Uvicorn puts the prefix into the path, the others do not; either way the route is found."""
    async with client(prefixed, MOUNTS[host]) as http:
        invoked = await http.post("/invoke", json={"input": "hello"})
        body = run_body(token="t", count=2)
        async with http.stream("POST", "/graphs/tokens/stream", json=body) as response:
            events = [event async for event in sse(response)]
    assert invoked.json()["output"]["messages"][-1]["content"] == "echo hello"
    check_stream(events, "run.finished")


@every_host
async def test_websockets_are_served_behind_a_prefix(prefixed: Server, host: str) -> None:
    """The same for a WebSocket, whose scope some servers build elsewhere."""
    events: list[str] = []
    async with connect(prefixed.url.replace("http:", "ws:") + MOUNTS[host] + "/ws") as socket:
        await socket.send(json.dumps({"input": "hello"}))
        while not events or events[-1] not in TERMINAL_TYPES:
            events.append(json.loads(await socket.recv())["type"])
    assert (events[0], events[-1]) == ("run.started", "run.finished")


@every_host
async def test_openapi_servers_has_the_prefix(prefixed: Server, host: str) -> None:
    """The document tells the place that the proxy's clients see."""
    async with client(prefixed, MOUNTS[host]) as http:
        document = (await http.get("/openapi.json")).json()
    assert document["servers"][0]["url"].rstrip("/") == ROOT_PATH + MOUNTS[host]


@every_host
async def test_descriptor_links_stay_below_the_prefix(prefixed: Server, host: str) -> None:
    """Relative links are right on both sides of the proxy."""
    async with client(prefixed, MOUNTS[host]) as http:
        links = (await http.get("/")).json()["links"]
    outside = f"https://example.org{ROOT_PATH}{MOUNTS[host]}"
    assert urljoin(f"{outside}/", links["health"]) == f"{outside}/health"


async def test_mount_within_a_mount_behind_a_prefix(prefixed: Server) -> None:
    """Works where the server puts the prefix into the path.

    Where it does not, Starlette looks for the second mount in a path that does not begin with its root path,
    and answers 404 itself: the request never comes to the agent.
    """
    async with client(prefixed, MOUNTS["nested"]) as http:
        response = await http.post("/invoke", json={"input": "hello"})
    assert response.status_code == (200 if prefixed.name == "uvicorn" else 404)
    assert ("x-request-id" in response.headers) == (response.status_code == 200)
