"""A proxy that is told to stop ends what goes through it, and then it stops."""

from __future__ import annotations

import asyncio
import json
import signal
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from asgi_agent.hosts.proxy import AgentProxy
from asgi_agent.testing import ASGIConnection, ASGIValidator, http_scope, run_http, websocket_scope
from tests.cli.process import serving
from tests.hosts.proxy.test_http import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.servers import Server

PATIENCE = 60.0


@pytest.fixture
async def proxy(upstream: Server) -> AsyncIterator[AgentProxy]:
    app = AgentProxy(upstream.url, drain_timeout=0.1)
    yield app
    await app.aclose()


@pytest.mark.parametrize("server", ["uvicorn", "hypercorn"])
async def test_a_signal_ends_open_streams_and_the_server(
    server: str, upstream: Server, tmp_path: Path
) -> None:
    """With an event that says why; nobody has to kill it."""
    arguments = ("proxy", upstream.url, "--server", server)
    with serving(*arguments, cwd=tmp_path, log=tmp_path / "log") as running:
        async with (
            httpx.AsyncClient(base_url=running.url, timeout=PATIENCE) as client,
            client.stream("GET", f"/stream?stop-{server}") as stream,
        ):
            pieces = stream.aiter_text()
            heard = await anext(pieces)
            running.process.send_signal(signal.SIGTERM)
            heard += "".join([piece async for piece in pieces])
        # uvicorn hands the signal on to the interpreter in the end.
        assert await asyncio.to_thread(running.process.wait, PATIENCE) in (0, -signal.SIGTERM)
    assert heard.startswith("data: 0\n\nevent: error\ndata: ")
    problem = json.loads(heard.split("data: ")[-1])["problem"]
    assert problem["type"] == "urn:asgi-agent:problem:shutting-down"


async def test_what_has_no_answer_yet_is_refused(proxy: AgentProxy, seen: Path) -> None:
    """As is whatever comes from then on; and the proxy is not ready."""
    async with ASGIConnection(ASGIValidator(proxy), http_scope("/silent", query_string=b"drain")) as client:
        await client.put({"type": "http.request"})
        await until(seen / "drain.here")
        draining = asyncio.create_task(proxy._in_flight.drain())
        assert (await client.get())["status"] == 503
        assert json.loads((await client.get())["body"])["type"].endswith(":shutting-down")
        await draining
    refused = await run_http(ASGIValidator(proxy), http_scope("/x"))
    assert (refused.status, refused.header("retry-after")) == (503, ["1"])
    assert (await run_http(ASGIValidator(proxy), http_scope("/ready"))).status == 503
    async with ASGIConnection(ASGIValidator(proxy), websocket_scope("/ws")) as late:
        await late.put({"type": "websocket.connect"})
        assert (await late.get())["status"] == 503
    await until(seen / "drain.left")


async def test_what_ends_in_time_ends_well(upstream: Server, seen: Path) -> None:
    """Nothing is cut that needs no more than it gets."""
    proxy = AgentProxy(upstream.url, drain_timeout=PATIENCE)
    async with ASGIConnection(proxy, http_scope("/stream", query_string=b"in-time")) as client:
        await client.put({"type": "http.request"})
        assert (await client.get())["status"] == 200
        draining = asyncio.create_task(proxy._in_flight.drain())
        for number in range(5):
            assert (await client.get())["body"] == b"data: %d\n\n" % number
            (seen / f"in-time.{number}").touch()
        assert (await client.get())["more_body"] is False
        await asyncio.wait_for(draining, PATIENCE)
    await proxy.aclose()


async def test_a_websocket_is_closed_on_both_sides(proxy: AgentProxy, seen: Path) -> None:
    """The client is told that it may come again (RFC 6455, code 1012)."""
    scope = websocket_scope("/ws", query_string=b"restart")
    async with ASGIConnection(ASGIValidator(proxy), scope) as client:
        await client.put({"type": "websocket.connect"})
        await client.get()
        await client.get()
        draining = asyncio.create_task(proxy._in_flight.drain())
        closed: dict[str, Any] = dict(await client.get())
        assert (closed["type"], closed["code"]) == ("websocket.close", 1012)
        await draining
    await until(seen / "restart.closed")
