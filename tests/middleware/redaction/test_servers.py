"""The middleware on real servers."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import httpx
import pytest
from websockets.sync.client import connect

from tests.servers import Server, Variant, serve_variant

if TYPE_CHECKING:
    from collections.abc import Iterator

REDACTED = "we saw [NAME], SSN [SSN], and all is well"

# What differs between servers is how they treat bodies, lengths and the end of a connection.
SERVERS = (Variant("uvicorn", "asyncio", "httptools"), Variant("granian"))


@pytest.fixture(scope="module", params=SERVERS, ids=str)
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server that runs the application."""
    with serve_variant(request.param, "tests.middleware.redaction.served:app") as running:
        yield running


def test_a_stream_arrives_while_it_is_made(server: Server) -> None:
    """Redacted, and its beginning before its end is made: the server waits to be told of it."""
    arrived: list[str] = []
    with httpx.stream("GET", server.url + "/events") as response:
        assert "content-length" not in response.headers
        for line in response.iter_lines():
            if line.startswith("data: {"):
                arrived.append(json.loads(line[6:])["text"])
                httpx.get(server.url + "/heard")
    assert arrived[0].startswith("we")
    assert "".join(arrived) == REDACTED


def test_a_request_and_its_answer_are_redacted(server: Server) -> None:
    """With the right length, on a connection that goes on."""
    with httpx.Client(base_url=server.url) as client:
        for _ in range(2):
            response = client.post("/echo", json={"note": "SSN 219-09-9999"})
            assert response.json() == {"got": {"note": "SSN [SSN]"}}
            assert int(response.headers["content-length"]) == len(response.content)


def test_a_body_in_chunks_is_redacted(server: Server) -> None:
    """Compressed as well."""
    body = gzip.compress(b'{"note": "SSN 219-09-9999"}')
    chunks = (body[place : place + 5] for place in range(0, len(body), 5))
    headers = {"content-type": "application/json", "content-encoding": "gzip"}
    response = httpx.post(server.url + "/echo", content=chunks, headers=headers)
    assert response.json() == {"got": {"note": "SSN [SSN]"}}


def test_what_cannot_be_read_is_withheld(server: Server) -> None:
    """And the connection still serves the next request."""
    with httpx.Client(base_url=server.url) as client:
        response = client.get("/picture")
        assert (response.status_code, response.headers["content-type"]) == (502, "application/problem+json")
        assert client.get("/gzip").json() == {"note": "SSN [SSN]"}
        refused = client.post("/echo", content=b"\x89PNG", headers={"content-type": "image/png"})
        assert refused.status_code == 415
        assert client.head("/gzip").status_code == 200


def test_a_body_above_the_limit_is_refused(server: Server) -> None:
    """The client gets to read the refusal although it was still sending."""
    response = httpx.post(
        server.url + "/echo", content=b" " * 3_000_000, headers={"content-type": "application/json"}
    )
    assert response.status_code == 413


def test_a_client_that_leaves_gets_nothing_that_was_held(server: Server) -> None:
    """And the server goes on."""
    with httpx.stream("GET", server.url + "/endless") as response:
        assert response.status_code == 200
    assert httpx.get(server.url + "/gzip").status_code == 200


def test_a_websocket_is_redacted(server: Server) -> None:
    """What is held back leaves before the application waits for more."""
    with connect(server.url.replace("http", "ws") + "/ws") as socket:
        for _ in range(2):
            socket.send("SSN 219-09-9999")
            said = ""
            while not said.endswith("you said SSN [SSN]"):
                said += str(socket.recv(timeout=5))
            assert said == REDACTED + " you said SSN [SSN]"
