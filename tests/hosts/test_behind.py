"""Streaming through the world: nginx with buffering on, HTTP/2, and a proxy of ours in between."""

from __future__ import annotations

import asyncio
import json
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx
import pytest
import websockets

from tests.hosts.nginx import nginx
from tests.servers import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

BEHIND = "tests.hosts.behind:app"
COUNT = 4
TIMEOUT = 1


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """nginx in front of uvicorn, which may be silent for a second."""
    with serve("uvicorn", BEHIND, http="httptools") as server, ExitStack() as stack:
        yield stack.enter_context(nginx(server.url, tmp_path_factory.mktemp("nginx"), timeout=TIMEOUT))


async def spoken(client: httpx.AsyncClient) -> list[str]:
    """The words of a stream, each asked for when the one before it has come."""
    key, heard = uuid4().hex, []
    body = {"input": {"key": key, "count": COUNT}}
    async with client.stream("POST", "/graphs/words/stream", json=body) as response:
        assert response.status_code == 200
        async for line in response.aiter_lines():
            event = json.loads(line[6:]) if line.startswith("data: ") else {}
            if event.get("type") == "message.delta":
                heard.append(event["data"]["text"])
                await client.post("/graphs/ask/invoke", json={"input": {"key": key}})
    return heard


async def test_nginx_with_buffering_hands_events_on_one_by_one(front: str) -> None:
    """A word that waited in a buffer would never be followed by another."""
    async with httpx.AsyncClient(base_url=front, timeout=20) as client:
        assert await spoken(client) == [f"word-{number} " for number in range(COUNT)]


async def test_nginx_does_not_cut_a_run_that_is_silent_for_longer_than_it_waits(front: str) -> None:
    """Heartbeats are bytes to it."""
    async with httpx.AsyncClient(base_url=front, timeout=20) as client:
        answer = await client.post("/graphs/silence/stream", json={"input": {"seconds": TIMEOUT * 2.5}})
        assert answer.text.count(": ping\n\n") >= 3
        assert "event: run.finished" in answer.text
        cut = await client.post("/graphs/silence/invoke", json={"input": {"seconds": TIMEOUT * 2.5}})
        assert cut.status_code == 504  # which is what becomes of an answer without a sign of life


async def test_a_client_that_leaves_nginx_ends_its_run(front: str) -> None:
    """nginx closes its side, and the run is not spoken any more."""
    key = uuid4().hex
    body = {"input": {"key": key, "count": COUNT}}
    async with httpx.AsyncClient(base_url=front, timeout=20) as client:
        async with client.stream("POST", "/graphs/words/stream", json=body) as response:
            async for line in response.aiter_lines():
                if line.startswith("event: message.delta"):
                    break
        for _ in range(200):
            still = (await client.post("/graphs/ask/invoke", json={"input": {"key": key}})).json()
            if still["output"] is False:
                break
            await asyncio.sleep(0.02)
        assert still["output"] is False


async def test_a_websocket_goes_through_nginx(front: str) -> None:
    """With the two headers of the set-up."""
    async with websockets.connect(f"ws{front.removeprefix('http')}/graphs/words/ws", proxy=None) as socket:
        await socket.send(json.dumps({"input": {"key": uuid4().hex, "count": 1}}))
        types: list[str] = []
        while not types or not types[-1].startswith("run.f"):
            types.append(json.loads(await socket.recv())["type"])
        assert types[-1] == "run.finished"
        assert "message.delta" in types


@pytest.mark.parametrize("app", [BEHIND, "tests.hosts.behind:proxied()"])
async def test_events_come_one_by_one_over_http_2(app: str) -> None:
    """Under hypercorn, from the agent itself and through a proxy in front of it."""
    with ExitStack() as stack:
        environment: dict[str, str] = {}
        if app != BEHIND:
            environment["UPSTREAM"] = stack.enter_context(serve("uvicorn", BEHIND)).url
        server = stack.enter_context(serve("hypercorn", app, env=environment))
        options: dict[str, Any] = {"http1": False, "http2": True, "timeout": 20}
        async with httpx.AsyncClient(base_url=server.url, **options) as client:
            assert (await client.get("/health")).http_version == "HTTP/2"
            assert await spoken(client) == [f"word-{number} " for number in range(COUNT)]
