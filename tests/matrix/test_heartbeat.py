"""A graph that is silent for long: signs of life keep the connection, and clients take them for no events."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from langgraph_sdk.sse import SSEDecoder

from tests.matrix.conftest import MOUNTS
from tests.matrix.wire import ask, client, new_key, run_body

if TYPE_CHECKING:
    import httpx

    from tests.matrix.conftest import Site
    from tests.servers import Server

SIGNS = {"text/event-stream": ": ping", "application/x-ndjson": ""}
"""The line that is a sign of life, by type."""


async def body_of(http: httpx.AsyncClient, accept: str = "text/event-stream") -> str:
    """The whole body of a stream whose graph says nothing between two words until two signs have come."""
    key, text, asked = new_key(), "", False
    body, headers = run_body(key=key, count=2), {"accept": accept}
    async with http.stream("POST", "/graphs/gated/stream", json=body, headers=headers) as response:
        async for piece in response.aiter_text():
            text += piece
            if not asked and text.splitlines().count(SIGNS[accept]) >= 2:
                asked = True
                await ask(http, key)
    return text


async def test_silence_is_filled_with_sse_comments(main_server: Server) -> None:
    """`: ping`, for as long as the silence lasts, between whole events."""
    async with client(main_server) as http:
        blocks = (await body_of(http)).split("\n\n")
    assert blocks.count(": ping") >= 2
    assert blocks.pop() == ""
    assert all(block == ": ping" or block.startswith("event: ") for block in blocks)


async def test_silence_is_filled_with_blank_lines(main_server: Server) -> None:
    """In NDJSON an empty line is the sign of life."""
    async with client(main_server) as http:
        lines = (await body_of(http, "application/x-ndjson")).splitlines()
    assert lines.count("") >= 2
    assert all(line == "" or line.startswith("{") for line in lines)


async def test_layers_around_let_heartbeats_through(main_server: Server) -> None:
    """Compression and BaseHTTPMiddlewares hold back neither comments nor the head of the response."""

    async def through(host: str) -> None:
        async with client(main_server, MOUNTS[host]) as http:
            assert (await body_of(http)).count(": ping\n\n") >= 2

    await asyncio.gather(through("gzip"), through("base"))


async def test_decoder_of_another_client_takes_events_alone(main_server: Server) -> None:
    """The decoder of LangGraph's SDK, unmodified, finds each event once and no heartbeat."""
    decoder = SSEDecoder()
    async with client(main_server) as http:
        lines = (await body_of(http)).encode().splitlines()
    decoded = [decoder.decode(line) for line in lines]
    parts = [part for part in decoded if part is not None]
    assert b": ping" in lines
    assert (parts[0].event, parts[-1].event) == ("run.started", "run.finished")
    assert [part.id for part in parts] == [str(number) for number in range(1, len(parts) + 1)]
    assert [part.data["type"] for part in parts] == [part.event for part in parts]


async def test_head_of_a_stream_does_not_wait_for_the_graph(site: Site) -> None:
    """Status and headers are there while the graph has said nothing yet."""
    async with client(*site) as http:
        body = run_body(seconds=30)
        async with http.stream("POST", "/graphs/silent/stream", json=body) as response:
            assert response.status_code == 200
            assert response.headers["cache-control"] == "no-cache, no-transform"
            first = await anext(response.aiter_lines())
    assert first == "event: run.started"
