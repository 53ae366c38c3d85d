"""One request: its body under a limit, its content type, its headers and query."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.errors import (
    BodyTooLargeError,
    InvalidInputError,
    MalformedRequestError,
    UnsupportedMediaTypeError,
)
from asgi_agent.transport.connection import ClientDisconnected
from tests.transport.wire import LIMIT, Wire, an_exchange, pieces

ANY: msgspec.json.Decoder[Any] = msgspec.json.Decoder()


@given(st.lists(st.binary(max_size=5), max_size=6))
def test_a_body_is_its_pieces_in_order_up_to_the_limit(chunks: list[bytes]) -> None:
    """However it was cut, a byte too many is refused and not one fewer."""
    body = b"".join(chunks)
    reading = an_exchange(Wire(*pieces(*chunks))).body()
    if len(body) <= LIMIT:
        assert run(reading) == body
    else:
        with pytest.raises(BodyTooLargeError):
            run(reading)


def run(coroutine: Any) -> Any:
    """The result of a coroutine that never has to wait."""
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value
    raise AssertionError("it waits")


async def test_a_body_above_the_limit_is_not_read_to_its_end() -> None:
    """The rest of it stays with the server."""
    wire = Wire(*pieces(*[b"x"] * (LIMIT + 5)))
    with pytest.raises(BodyTooLargeError, match=f"{LIMIT} bytes"):
        await an_exchange(wire).body()
    assert len(wire.messages) == 5


async def test_a_body_that_says_it_is_too_large_is_not_read_at_all() -> None:
    """`Content-Length` is enough to refuse."""
    wire = Wire(*pieces(b"x"))
    with pytest.raises(BodyTooLargeError):
        await an_exchange(wire, (b"Content-Length", b"17")).body()
    assert len(wire.messages) == 2


@pytest.mark.parametrize(
    "length", [b"", b"0", b"3", b"16", b"-1", b"1e9", b"99 99", b"abc", b"\xb2\xb3", "٣٣٣".encode(), b"+99"]
)
async def test_a_length_that_lies_or_is_garbage_changes_nothing(length: bytes) -> None:
    """What counts is what comes: the bytes are counted in any case."""
    assert await an_exchange(Wire(*pieces(b"12345")), (b"content-length", length)).body() == b"12345"
    with pytest.raises(BodyTooLargeError):
        await an_exchange(Wire(*pieces(b"x" * 17)), (b"content-length", length)).body()


async def test_a_length_of_thousands_of_digits_is_too_large() -> None:
    """And no error of Python's own, which refuses to read such numbers."""
    with pytest.raises(BodyTooLargeError):
        await an_exchange(Wire(), (b"content-length", b"9" * 5000)).body()


async def test_of_a_repeated_length_the_first_one_counts() -> None:
    """Servers refuse this before it gets here; if not, nothing is read twice."""
    headers = [(b"content-length", b"3"), (b"content-length", b"99")]
    assert await an_exchange(Wire(*pieces(b"abc")), *headers).body() == b"abc"


@pytest.mark.parametrize("chunks", [[], [b"half"]])
async def test_a_client_that_leaves_half_way_sends_no_body(chunks: list[bytes]) -> None:
    """What came before is thrown away rather than run."""
    with pytest.raises(ClientDisconnected):
        await an_exchange(Wire(*pieces(*chunks, complete=False))).body()


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "Application/JSON",
        " application/json ",
        "application/json;charset=utf-8",
        'application/json; charset="UTF-8"',
        "application/json; Charset=utf8 ; profile=x",
        "application/json;charset=us-ascii",
        "application/json;;",
        "application/problem+json",
    ],
)
async def test_json_may_be_declared_in_several_ways(content_type: str) -> None:
    """Parameters, case and structured suffixes are all JSON."""
    exchange = an_exchange(Wire(*pieces(b'{"a":1}')), (b"content-type", content_type.encode()))
    assert await exchange.json(ANY) == {"a": 1}


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "text/plain",
        "text/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=application/json",
        "application/jsonx",
        "application/json, text/plain",
        "text/plain; x=application/json",
        "application/json; charset=latin-1",
        "application/json; charset=utf-16",
        "application/json; charset=utf-8; charset=utf-7",
        "image/svg+json",
    ],
)
async def test_other_content_types_are_refused_unread(content_type: str | None) -> None:
    """A browser's form cannot start a run, which would need no preflight across sites."""
    headers = [] if content_type is None else [(b"content-type", content_type.encode())]
    wire = Wire(*pieces(b"{}"))
    with pytest.raises(UnsupportedMediaTypeError) as caught:
        await an_exchange(wire, *headers).json(ANY)
    assert len(wire.messages) == 2
    assert caught.value.headers == {"accept": "application/json"}


@pytest.mark.parametrize(
    ("body", "problem"),
    [(b"", MalformedRequestError), (b"{", MalformedRequestError), (b"[]", InvalidInputError)],
)
async def test_json_that_is_none_or_of_another_shape(body: bytes, problem: type[Exception]) -> None:
    """400 and 422."""
    exchange = an_exchange(Wire(*pieces(body)), (b"content-type", b"application/json"))
    with pytest.raises(problem):
        await exchange.json(msgspec.json.Decoder(dict[str, int]))


async def test_headers_are_found_whatever_their_case() -> None:
    """Of several, the first; of none, the empty text."""
    exchange = an_exchange(Wire(), (b"X-A", b"1"), (b"x-a", b"2"), (b"x-b", b"\xe4"))
    assert [exchange.header(name) for name in (b"x-a", b"x-b", b"x-c")] == ["1", "\xe4", ""]


def test_the_query_is_read_leniently() -> None:
    """Of a repeated parameter the last, and bad escapes do no harm."""
    exchange = an_exchange(Wire(), query=b"a=1&a=2&empty=&bad=%ff%zz&plus=a+b&=x&\xff")
    assert exchange.query["a"] == "2"
    assert exchange.query["empty"] == ""
    assert exchange.query["plus"] == "a b"
    assert "%zz" in exchange.query["bad"]


def test_the_connection_is_starlettes_view_of_the_request() -> None:
    """Made once; what the host's callables get."""
    exchange = an_exchange(Wire(), (b"x-a", b"1"))
    assert exchange.connection.headers["X-A"] == "1"
    assert exchange.connection is exchange.connection
    assert exchange.request_id == "req-1"
