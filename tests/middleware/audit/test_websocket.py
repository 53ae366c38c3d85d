"""The records of a WebSocket session, whatever its end is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.audit.record import Outcome
from asgi_agent.testing import ASGIConnection, ASGIValidator, websocket_scope
from tests.middleware.audit.recorded import Recorded

if TYPE_CHECKING:
    from asgi_agent.audit.record import Entry, Traffic
    from asgi_agent.middleware._types import Message, Receive, Scope, Send

ACCEPT = {"type": "websocket.accept"}
CONNECT = {"type": "websocket.connect"}


def close(code: int | None = None) -> Message:
    return {"type": "websocket.close", **({} if code is None else {"code": code})}


def traffic(entry: Entry) -> Traffic:
    assert entry.http is not None
    return entry.http


def saying(*messages: Message, error: Exception | None = None) -> Any:
    """An application that takes the handshake, sends these, and ends."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        for message in messages:
            await send(message)
        if error is not None:
            raise error

    return app


async def session(recorded: Recorded, *messages: Message, **options: Any) -> list[Message]:
    """Send these to the application, and take what it sends."""
    async with ASGIConnection(recorded.app, websocket_scope("/ws", **options)) as connection:
        for message in (CONNECT, *messages):
            await connection.put(message)
        await connection.wait()
    return connection.sent


async def test_a_session_leaves_an_intent_and_an_end() -> None:
    """The first is durable before it is accepted; bytes are counted both ways, as on the wire."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send(ACCEPT)
        assert [record.phase for record in recorded.store.of("ws.session")] == ["intent"]
        await receive()
        await receive()
        await send({"type": "websocket.send", "text": "Zoë"})
        await send({"type": "websocket.send", "bytes": b"12345"})
        await send(close())

    recorded = Recorded(app)
    heard: list[Message] = [
        {"type": "websocket.receive", "text": "hello"},
        {"type": "websocket.receive", "bytes": b"12"},
    ]
    await session(recorded, *heard)
    intent, end = await recorded.pair()
    assert (intent.event.type, intent.event.action) == ("ws.session", "E")
    assert (traffic(intent).status, traffic(intent).method) == (101, None)
    assert end.outcome == Outcome("success", 1000)
    shown = traffic(end)
    assert (shown.received, shown.sent, shown.complete, shown.cut_by) == (7, 9, True, None)


@pytest.mark.parametrize(
    ("code", "status"), [(1000, "success"), (1001, "success"), (1008, "denied"), (1011, "failure")]
)
async def test_what_an_application_closes_with_is_the_outcome(code: int, status: str) -> None:
    """A policy violation is a denial, an internal error a failure."""
    recorded = Recorded(saying(ACCEPT, close(code)))
    await session(recorded)
    end = await recorded.end()
    assert end.outcome is not None
    assert (end.outcome.status, end.outcome.code) == (status, code)


@pytest.mark.parametrize(
    ("code", "complete", "status"),
    [(1000, True, "success"), (1001, True, "success"), (1005, True, "success"), (1006, False, "aborted")],
)
async def test_a_client_may_say_goodbye_or_be_gone(code: int, complete: bool, status: str) -> None:
    """Only the latter cuts a session."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send(ACCEPT)
        assert (await receive())["type"] == "websocket.disconnect"

    recorded = Recorded(app)
    async with ASGIConnection(recorded.app, websocket_scope("/ws")) as connection:
        await connection.put(CONNECT)
        await connection.get()
        await connection.disconnect(code)
        await connection.wait()
    end = await recorded.end()
    assert end.outcome == Outcome(status, code)  # type: ignore[arg-type]
    assert (traffic(end).complete, traffic(end).cut_by) == (complete, None if complete else "client")


async def test_a_client_that_leaves_during_the_handshake_aborts_it() -> None:
    """There was no session."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        assert (await receive())["type"] == "websocket.disconnect"

    recorded = Recorded(app)
    async with ASGIConnection(recorded.app, websocket_scope("/ws")) as connection:
        await connection.put(CONNECT)
        await connection.disconnect(1006)
        await connection.wait()
    (end,) = await recorded.records()
    assert (end.outcome, traffic(end).cut_by) == (Outcome("aborted", 1006), "client")


async def test_a_handshake_that_is_closed_is_denied() -> None:
    """Servers answer 403 then."""
    recorded = Recorded(saying(close(1008)))
    assert await session(recorded) == [close(1008)]
    intent, end = await recorded.pair()
    assert traffic(intent).status == 403
    assert (end.outcome, traffic(end).complete) == (Outcome("denied", 403), True)


async def test_a_denial_response_is_one_of_its_status() -> None:
    """With the bytes of its body."""
    start = {"type": "websocket.http.response.start", "status": 401, "headers": []}
    pieces: list[Message] = [
        {"type": "websocket.http.response.body", "body": b"go", "more_body": True},
        {"type": "websocket.http.response.body", "body": b"away"},
    ]
    recorded = Recorded(saying(start, *pieces))
    assert await session(recorded) == [start, *pieces]
    intent, end = await recorded.pair()
    assert traffic(intent).status == 401
    assert end.outcome == Outcome("denied", 401)
    assert (traffic(end).sent, traffic(end).complete) == (6, True)


async def test_an_exception_cuts_a_session() -> None:
    """By its class."""
    recorded = Recorded(saying(ACCEPT, error=ValueError("John Smith")))
    with pytest.raises(ValueError, match="John"):
        await session(recorded)
    _, end = await recorded.pair()
    assert (end.outcome, traffic(end).cut_by) == (Outcome("aborted", 101, "ValueError"), "server")


async def test_an_exception_during_the_handshake_leaves_an_end_alone() -> None:
    """Durable before the server refuses it."""
    recorded = Recorded(saying(error=ValueError("John Smith")))
    with pytest.raises(ValueError, match="John"):
        await session(recorded)
    (end,) = recorded.store.of("ws.session")
    assert end.outcome == Outcome("failure", None, "ValueError")


async def test_a_return_without_a_close_cuts_a_session() -> None:
    """The server closes it, not the application."""
    recorded = Recorded(saying(ACCEPT))
    with pytest.raises(Exception, match="not closed"):
        await session(recorded)
    _, end = await recorded.pair()
    assert traffic(end).cut_by == "server"


async def test_a_cancelled_session() -> None:
    """When the server stops."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send(ACCEPT)
        await receive()

    recorded = Recorded(app)
    async with ASGIConnection(recorded.app, websocket_scope("/ws")) as connection:
        await connection.put(CONNECT)
        await connection.get()
        await connection.cancel()
    _, end = await recorded.pair()
    assert end.outcome == Outcome("aborted", 101, "CancelledError")


async def test_a_send_after_the_client_has_left() -> None:
    """Servers raise an `OSError` there."""

    async def server_send(message: Any) -> None:
        if message["type"] == "websocket.send":
            raise ConnectionResetError

    async def server_receive() -> Any:
        return CONNECT

    recorded = Recorded(saying(ACCEPT, {"type": "websocket.send", "text": "x"}))
    with pytest.raises(ConnectionResetError):
        await recorded.middleware(websocket_scope("/ws"), server_receive, server_send)
    _, end = await recorded.pair()
    assert (traffic(end).cut_by, traffic(end).sent) == ("client", 0)


async def test_subprotocols_and_headers_pass_unread() -> None:
    """What a client offers may be anything; nothing of it is recorded."""
    recorded = Recorded(saying({**ACCEPT, "subprotocol": "john.smith"}, close()))
    sent = await session(recorded, subprotocols=["john.smith"])
    assert sent[0]["subprotocol"] == "john.smith"
    await recorded.pair()
    assert b"smith" not in b"".join(recorded.store.lines()).lower()


async def test_a_websocket_works_under_a_validator_with_old_versions() -> None:
    """2.0 knows no headers on accept; none are added."""
    recorded = Recorded(saying(ACCEPT, close()))
    app = ASGIValidator(recorded.middleware)
    scope = websocket_scope("/ws", asgi={"version": "3.0", "spec_version": "2.0"})
    async with ASGIConnection(app, scope) as connection:
        await connection.put(CONNECT)
        await connection.wait()
    await recorded.pair()
