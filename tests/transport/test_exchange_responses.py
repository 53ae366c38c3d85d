"""One response: whole ones, empty ones, problems, and the rest of a body that nobody wants."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
import pytest

from asgi_agent.errors import MethodNotAllowedError, UnsupportedMediaTypeError
from asgi_agent.transport import exchange as exchanges
from asgi_agent.transport.connection import ClientDisconnected
from tests.transport.wire import Wire, an_exchange, pieces

LENGTH = (b"content-length", b"9")


async def test_a_response_has_a_length_a_type_and_is_not_cached() -> None:
    """What a run gives is for its caller alone."""
    wire = Wire()
    exchange = an_exchange(wire)
    assert not exchange.started
    await exchange.respond_json({"a": 1}, 201)
    assert wire.sent[0]["status"] == exchange.status == 201
    assert wire.headers == {
        b"cache-control": b"no-store",
        b"content-type": b"application/json",
        b"content-length": b"7",
    }
    assert wire.sent[1:] == [{"type": "http.response.body", "body": b'{"a":1}', "more_body": False}]


async def test_head_gets_the_headers_of_get() -> None:
    """The length is that of the body which is not sent."""
    wire = Wire()
    await an_exchange(wire, method="HEAD").respond_json({"a": 1})
    assert wire.headers[b"content-length"] == b"7"
    assert wire.body == b""


async def test_204_has_neither_body_nor_length() -> None:
    """RFC 9110, 8.6: a length must not stand in a 204."""
    wire = Wire()
    await an_exchange(wire, method="OPTIONS").respond_empty({"allow": "GET"})
    assert wire.sent[0]["status"] == 204
    assert wire.headers == {b"cache-control": b"no-store", b"allow": b"GET"}
    assert wire.body == b""


async def test_a_problem_brings_its_headers_and_the_request_id() -> None:
    """RFC 9457, with what belongs to the status; a given header replaces ours."""
    wire = Wire()
    problem = MethodNotAllowedError(headers={"Allow": "POST", "Cache-Control": "max-age=1"})
    await an_exchange(wire).respond_problem(problem)
    assert wire.sent[0]["status"] == 405
    assert wire.headers == {
        b"content-type": b"application/problem+json",
        b"content-length": b"%d" % len(wire.body),
        b"allow": b"POST",
        b"cache-control": b"max-age=1",
    }
    assert msgspec.json.decode(wire.body) == {
        "type": "urn:asgi-agent:problem:method-not-allowed",
        "title": "Method not allowed",
        "status": 405,
        "request_id": "req-1",
    }


@pytest.mark.parametrize("error", [OSError("gone"), BrokenPipeError(), ConnectionResetError()])
async def test_a_send_that_fails_is_a_client_that_left(error: OSError) -> None:
    """As ASGI 2.4 has it."""
    with pytest.raises(ClientDisconnected):
        await an_exchange(Wire(fails=error)).respond_json({})


@pytest.mark.parametrize("header", [LENGTH, (b"transfer-encoding", b"chunked")])
async def test_a_refusal_takes_the_rest_of_the_body_first(header: tuple[bytes, bytes]) -> None:
    """Or the connection would be reset before the client has read why."""
    wire = Wire(*pieces(b"abc", b"def"))
    await an_exchange(wire, header).respond_problem(UnsupportedMediaTypeError())
    assert wire.messages == []
    assert wire.sent[0]["status"] == 415


@pytest.mark.parametrize("headers", [[], [LENGTH, (b"Expect", b"100-continue")], [(b"content-length", b"0")]])
async def test_a_client_that_sends_nothing_is_not_waited_for(headers: list[tuple[bytes, bytes]]) -> None:
    """It has no body, or waits to be told to send it."""
    wire = Wire(*pieces(b"abc"))
    await an_exchange(wire, *headers).respond_problem(UnsupportedMediaTypeError())
    assert len(wire.messages) == 2


async def test_a_body_that_was_read_is_not_waited_for_again() -> None:
    """A second message would be the disconnect, which the server sends after the answer."""
    wire = Wire(*pieces(b"abc"))
    exchange = an_exchange(wire, LENGTH)
    await exchange.body()
    await exchange.respond_problem(UnsupportedMediaTypeError())
    assert wire.sent[0]["status"] == 415


async def test_no_more_than_so_much_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that sends for ever is answered in the middle of it."""
    monkeypatch.setattr(exchanges, "DISCARD_BYTES", 5)
    wire = Wire(*pieces(b"abc", b"def", b"ghi"))
    await an_exchange(wire, LENGTH).respond_problem(UnsupportedMediaTypeError())
    assert len(wire.messages) == 2
    assert wire.sent[0]["status"] == 415


async def test_a_client_that_stops_half_way_is_answered_after_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However long it then takes its time."""
    monkeypatch.setattr(exchanges, "DISCARD_SECONDS", 0.01)
    wire = Wire()

    async def never() -> Any:
        await asyncio.Event().wait()

    exchange = an_exchange(wire, LENGTH)
    exchange.receive = never
    await asyncio.wait_for(exchange.respond_problem(UnsupportedMediaTypeError()), 10)
    assert wire.sent[0]["status"] == 415


async def test_a_client_that_leaves_before_the_refusal_is_not_answered() -> None:
    """There is nobody to tell."""
    wire = Wire(*pieces(b"abc", complete=False))
    with pytest.raises(ClientDisconnected):
        await an_exchange(wire, LENGTH).respond_problem(UnsupportedMediaTypeError())
    assert wire.sent == []
