"""Fields behind a body, where both ends have a way to say them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.hosts.proxy.connections import MAX_TRAILERS
from asgi_agent.hosts.proxy.trailers import _fields
from asgi_agent.testing import ASGIConnection, ASGIValidator, http_scope
from tests.hosts.proxy.test_hostile import saying
from tests.servers import serve

if TYPE_CHECKING:
    from asgi_agent.hosts.proxy import AgentProxy

HEAD = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ntrailer: X-Sum, x-none, set-cookie\r\n"
BODY = b"\r\n5\r\nhello\r\n0\r\n"
TRAILERS = b"X-Sum:  42 \r\nx-other: 1\r\nset-cookie: a=1\r\nX-Sum: 43\r\n"
TAKES = [(b"te", b"deflate, Trailers")]


async def told(app: AgentProxy, *, extension: bool = True, **changes: Any) -> list[Any]:
    """All that is sent to a client, validated."""
    extensions: dict[str, Any] = {"http.response.trailers": {}} if extension else {}
    scope = {**http_scope("/x", **{"headers": TAKES, **changes}), "extensions": extensions}
    async with ASGIConnection(ASGIValidator(app), scope) as connection:
        await connection.put({"type": "http.request"})
        await connection.wait()
        return connection.sent


async def test_trailers_that_were_announced_are_handed_on() -> None:
    """As the upstream spells their values, and none that has to stand before a body."""
    async with saying(HEAD + BODY + TRAILERS + b"\r\n") as app:
        start, *pieces, last = await told(app)
    assert (start["trailers"], dict(start["headers"])[b"trailer"]) == (True, b"x-none, x-sum")
    assert b"".join(piece["body"] for piece in pieces) == b"hello"
    assert last == {
        "type": "http.response.trailers",
        "headers": [(b"x-sum", b"42"), (b"x-sum", b"43")],
        "more_trailers": False,
    }


async def test_an_answer_without_those_that_it_announced_ends_all_the_same() -> None:
    """They are announced, and so they are sent, empty."""
    async with saying(HEAD + BODY + b"\r\n") as app:
        assert (await told(app))[-1]["headers"] == []


async def test_the_last_word_of_a_stream_that_breaks_off_is_followed_by_none() -> None:
    """But for the end that was announced."""
    head = HEAD + b"content-type: text/event-stream\r\n"
    async with saying(head + b"\r\n9\r\ndata: 1\n\n\r\n5\r\nda") as app:
        sent = await told(app)
    assert b"event: error" in sent[-2]["body"]
    assert (sent[-1]["type"], sent[-1]["headers"]) == ("http.response.trailers", [])


async def test_trailers_reach_a_client_of_http_2() -> None:
    """Under a server that has ASGI's extension for them."""
    async with saying(HEAD + BODY + TRAILERS + b"\r\n") as app:
        environment = {"UPSTREAM": app._settings.upstreams.all[0].address.url}
        with serve("hypercorn", "tests.hosts.proxy.front:app", env=environment) as front:
            url = f"{front.url}/agent/x"
            options = ["-s", "-i", "--max-time", "20", "--http2-prior-knowledge", "-H", "te: trailers"]
            curl = await asyncio.create_subprocess_exec("curl", *options, url, stdout=asyncio.subprocess.PIPE)
            heard, _ = await curl.communicate()
    assert heard.startswith(b"HTTP/2 200")
    assert b"x-sum: 42" in heard
    assert b"x-other" not in heard


@pytest.mark.parametrize(
    "options", [{"extension": False}, {"headers": []}, {"headers": [(b"te", b"gzip")]}, {"method": "HEAD"}]
)
async def test_whoever_cannot_take_them_gets_none(options: dict[str, Any]) -> None:
    """The server in front, or the client; and the body is the same."""
    answer = HEAD + (b"\r\n" if "method" in options else BODY + TRAILERS + b"\r\n")
    async with saying(answer) as app:
        start, *pieces = await told(app, **options)
    assert "trailers" not in start
    assert b"trailer" not in dict(start["headers"])
    assert {piece["type"] for piece in pieces} == {"http.response.body"}


@pytest.mark.parametrize(
    ("tail", "fields"),
    [
        (b"0\r\n\r\n", []),
        (b"5\r\nhello\r\n000;a=b\r\na: 1\r\n\r\n", [(b"a", b"1")]),
        (b"0\r\nx: 1\r\n0\r\na:\r\n\r\n", [(b"a", b"")]),
        (b"0\r\na: 1\r\n b\r\n\r\n", []),
        (b"0\r\na : 1\r\n\r\n", []),
        (b"0\r\na: \x00\r\n\r\n", []),
        (b"0\r\na: 1\nb: 2\r\n\r\n", []),
        (b"a: 1\r\nb: 2\r\n\r\n", []),
        (b"", []),
    ],
)
def test_what_stands_behind_the_last_chunk(tail: bytes, fields: list[tuple[bytes, bytes]]) -> None:
    """Nothing else is taken for it; what cannot be read, or is cut, is none."""
    assert _fields(tail) == fields


@given(st.lists(st.binary(max_size=40) | st.sampled_from([b"0\r\na: b\r\n\r\n", b"\r\n0\r\n"]), max_size=4))
def test_a_body_cannot_pass_for_trailers(pieces: list[bytes]) -> None:
    """Whatever is in it, the last chunk of the answer is behind it."""
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces if piece)
    assert _fields((chunks + b"0\r\nreal: 1\r\n\r\n")[-MAX_TRAILERS:]) == [(b"real", b"1")]
