"""A graph that is silent for long: signs of life keep the connection, and clients take them for no events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from langgraph_sdk.sse import SSEDecoder

from tests.matrix.conftest import MOUNTS
from tests.matrix.wire import client, run_body

if TYPE_CHECKING:
    import httpx

    from tests.matrix.conftest import Site
    from tests.servers import Server

SILENCE = run_body(seconds=0.9)  # four heartbeats of 0.2 s


async def body_of(http: httpx.AsyncClient, accept: str) -> str:
    """The whole body of a stream whose graph says nothing for a while."""
    headers = {"accept": accept}
    response = await http.post("/graphs/silent/stream", json=SILENCE, headers=headers)
    return response.text


async def test_silence_is_filled_with_sse_comments(main_server: Server) -> None:
    """`: ping`, as often as the silence lasted, between whole events."""
    async with client(main_server) as http:
        blocks = (await body_of(http, "text/event-stream")).split("\n\n")
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
    for host in ("gzip", "base"):
        async with client(main_server, MOUNTS[host]) as http:
            assert (await body_of(http, "text/event-stream")).count(": ping\n\n") >= 2


async def test_decoder_of_another_client_takes_events_alone(main_server: Server) -> None:
    """The decoder of LangGraph's SDK, unmodified, finds each event once and no heartbeat."""
    decoder = SSEDecoder()
    async with client(main_server) as http:
        response = await http.post("/graphs/silent/stream", json=SILENCE)
    decoded = [decoder.decode(line) for line in response.content.splitlines()]
    parts = [part for part in decoded if part is not None]
    assert b": ping" in response.content.splitlines()
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
