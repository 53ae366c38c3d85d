from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

import pytest
import structlog

from asgi_agent.middleware.correlation import get_request_id
from asgi_agent.run import current_run
from asgi_agent.testing import (
    FOREIGN_REQUEST_ID,
    ASGIConnection,
    ASGIProtocolError,
    ASGIValidator,
    http_scope,
    lifespan_scope,
    polluted_context,
    run_http,
    websocket_scope,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from asgi_agent.middleware._types import ASGIApp, Message, Receive, Scope, Send

START = {"type": "http.response.start", "status": 200, "headers": [(b"a", b"b")]}
PIECE = {"type": "http.response.body", "body": b"x", "more_body": True}
END = {"type": "http.response.body", "body": b"y"}
TRAILERS = {"type": "http.response.trailers", "headers": [(b"a", b"b")]}
EVERY_EXTENSION: dict[str, Any] = {
    f"http.response.{name}": {}
    for name in ("trailers", "push", "early_hint", "debug", "pathsend", "zerocopysend")
}
CONNECT = {"type": "websocket.connect"}
ACCEPT = {"type": "websocket.accept"}
CLOSE = {"type": "websocket.close"}
DENIAL = {"type": "websocket.http.response.start", "status": 403, "headers": []}
DENIAL_END = {"type": "websocket.http.response.body", "body": b""}


def sending(*messages: Any) -> ASGIApp:
    """An application that sends these messages, once it has received its first one."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        for message in messages:
            await send(message)

    return app


def receiving(count: int) -> ASGIApp:
    """An application that receives so many messages."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        for _ in range(count):
            await receive()

    return app


async def converse(app: ASGIApp, scope: Scope, *received: Message) -> list[Message]:
    """Run an application under the validator on these messages, and give back what it sent."""
    async with ASGIConnection(ASGIValidator(app), scope) as connection:
        for message in received or ({"type": "http.request"},):
            await connection.put(message)
        await connection.wait()
    return connection.sent


@pytest.mark.parametrize(
    ("messages", "extensions"),
    [
        pytest.param([START, END], {}, id="start and body"),
        pytest.param([START, PIECE, PIECE, END], {}, id="streamed body"),
        pytest.param([{"type": "http.response.start", "status": 204}, END], {}, id="no headers"),
        pytest.param([{**START, "headers": [[b"a", b"b"]]}, END], {}, id="list pairs"),
        pytest.param([{**START, "headers": ((b"a", b"\xe9"),)}, END], {}, id="obs-text and tuples"),
        pytest.param([{**START, "trailers": True}, END, TRAILERS], EVERY_EXTENSION, id="trailers"),
        pytest.param([{**START, "trailers": False}, END], {}, id="trailers announced absent"),
        pytest.param(
            [{**START, "trailers": True}, END, {**TRAILERS, "more_trailers": True}, TRAILERS],
            EVERY_EXTENSION,
            id="several trailers",
        ),
        pytest.param(
            [START, {"type": "http.response.pathsend", "path": "/x"}], EVERY_EXTENSION, id="pathsend"
        ),
        pytest.param(
            [START, {"type": "http.response.zerocopysend", "file": 3, "more_body": True}, END],
            EVERY_EXTENSION,
            id="zerocopysend",
        ),
        pytest.param(
            [{"type": "http.response.early_hint", "links": [b"x"]}, START, END],
            EVERY_EXTENSION,
            id="early hint",
        ),
        pytest.param(
            [START, {"type": "http.response.push", "path": "/x", "headers": []}, END],
            EVERY_EXTENSION,
            id="push",
        ),
    ],
)
async def test_valid_http_responses_pass(messages: list[Message], extensions: dict[str, Any]) -> None:
    """What the specification allows goes through unchanged."""
    scope = http_scope(extensions=extensions)
    assert await converse(sending(*messages), scope) == messages


@pytest.mark.parametrize(
    ("messages", "fault"),
    [
        pytest.param([END], "in state 'new'", id="body first"),
        pytest.param([START, START], "in state 'body'", id="two starts"),
        pytest.param([START, END, END], "in state 'done'", id="body after the end"),
        pytest.param([START, END, START], "in state 'done'", id="start after the end"),
        pytest.param([], "not complete", id="no response"),
        pytest.param([START, PIECE], "not complete", id="unfinished body"),
        pytest.param([{**START, "status": 99}], "status", id="status too low"),
        pytest.param([{**START, "status": 101}], "status", id="informational status"),
        pytest.param([{**START, "status": 600}], "status", id="status too high"),
        pytest.param([{**START, "status": "200"}], "of type str", id="status as text"),
        pytest.param([{**START, "status": True}], "of type bool", id="status as bool"),
        pytest.param([{"type": "http.response.start"}], "'status' is missing", id="no status"),
        pytest.param([{**START, "headers": [("a", b"b")]}], "header name", id="name as text"),
        pytest.param([{**START, "headers": [(b"A", b"b")]}], "header name", id="upper-case name"),
        pytest.param([{**START, "headers": [(b"", b"b")]}], "header name", id="empty name"),
        pytest.param([{**START, "headers": [(b"a b", b"b")]}], "header name", id="name with a space"),
        pytest.param([{**START, "headers": [(b":path", b"b")]}], "header name", id="pseudo header"),
        pytest.param([{**START, "headers": [(b"a", "b")]}], "header value", id="value as text"),
        pytest.param(
            [{**START, "headers": [(b"a", b"b\r\nc: d")]}], "header value", id="line break in a value"
        ),
        pytest.param([{**START, "headers": [(b"a", b"\0")]}], "header value", id="NUL in a value"),
        pytest.param([{**START, "headers": [(b"a", b"\x7f")]}], "header value", id="DEL in a value"),
        pytest.param([{**START, "headers": [b"ab"]}], "header pair", id="a pair that is bytes"),
        pytest.param([{**START, "headers": None}], "not iterable", id="headers that are None"),
        pytest.param([START, {**END, "body": "y"}], "of type str", id="body as text"),
        pytest.param([START, {**END, "body": bytearray(b"y")}], "of type bytearray", id="body as bytearray"),
        pytest.param([START, {**END, "more_body": 0}], "of type int", id="more_body as int"),
        pytest.param(
            [{**START, "trailers": True}], "extension http.response.trailers", id="trailers not offered"
        ),
        pytest.param([START, {"type": "http.response.pathsend", "path": "/"}], "extension", id="pathsend"),
        pytest.param(
            [START, {"type": "http.response.zerocopysend", "file": 3}], "extension", id="zerocopysend"
        ),
        pytest.param([START, {"type": "http.response.push", "path": "/"}], "extension", id="push"),
        pytest.param([{"type": "http.response.early_hint"}], "extension", id="early hint"),
        pytest.param([{"type": "http.response.debug"}], "extension", id="debug"),
        pytest.param([{"type": "websocket.send", "text": ""}], "unknown", id="message of another protocol"),
        pytest.param([{"type": "http.request"}], "goes the other way", id="message of the other direction"),
        pytest.param([{"status": 200}], "has no type", id="no type"),
        pytest.param([b"bytes"], "not a message", id="not a mapping"),
    ],
)
async def test_invalid_http_responses_are_found(messages: list[Any], fault: str) -> None:
    """Each breach of the specification raises, and says what it is."""
    with pytest.raises(ASGIProtocolError, match=fault):
        await converse(sending(*messages), http_scope())


@pytest.mark.parametrize(
    ("messages", "fault"),
    [
        pytest.param([{**START, "trailers": True}, END, END], "in state 'trailers'", id="body for trailers"),
        pytest.param([{**START, "trailers": True}, END], "not complete", id="no trailers"),
        pytest.param([START, END, TRAILERS], "in state 'done'", id="trailers not announced"),
        pytest.param([START, {"type": "http.response.zerocopysend"}], "'file' is missing", id="no file"),
        pytest.param([START, {"type": "http.response.debug"}], "in state 'body'", id="late debug"),
        pytest.param(
            [START, END, {"type": "http.response.push", "path": "/"}], "after the end", id="late push"
        ),
    ],
)
async def test_extensions_have_their_order_too(messages: list[Any], fault: str) -> None:
    """Offering an extension does not make every use of it right."""
    with pytest.raises(ASGIProtocolError, match=fault):
        await converse(sending(*messages), http_scope(extensions=EVERY_EXTENSION))


@pytest.mark.parametrize(
    ("received", "fault"),
    [
        ([{"type": "http.request", "body": "text"}], "of type str"),
        ([{"type": "http.request", "more_body": 1}], "of type int"),
        ([{"type": "http.request"}, {"type": "http.request"}], "after the last one"),
        ([{"type": "http.disconnect"}, {"type": "http.request"}], "after http.disconnect"),
        ([{"type": "http.response.start", "status": 200}], "goes the other way"),
        ([{"type": "lifespan.startup"}], "unknown"),
    ],
)
async def test_invalid_messages_of_an_http_server_are_found(received: list[Message], fault: str) -> None:
    """The validator watches what comes from outside as well: a middleware may have made it up."""
    queue = iter(received)

    async def receive() -> Message:
        return next(queue)

    async def send(message: Message) -> None:
        raise AssertionError("nothing is sent")

    with pytest.raises(ASGIProtocolError, match=fault):
        await ASGIValidator(receiving(len(received)))(http_scope(), receive, send)


async def test_an_application_may_return_early_when_the_client_has_left() -> None:
    """Nobody waits for the rest of a response then."""
    assert await converse(receiving(1), http_scope(), {"type": "http.disconnect"}) == []


async def test_an_unknown_message_type_passes_when_it_was_announced() -> None:
    """`extra_types` is for extensions that the validator does not know."""
    news = {"type": "http.response.news"}
    app = ASGIValidator(sending(news, START, END), extra_types={"http.response.news"})
    assert (await run_http(app, http_scope())).messages == [news, START, END]


async def test_a_swallowed_fault_is_raised_again() -> None:
    """An application that catches every exception does not hide the fault."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await send(END)
        except AssertionError:
            await send(START)
            await send(END)

    with pytest.raises(ASGIProtocolError, match="in state 'new'"):
        await run_http(ASGIValidator(app), http_scope())


async def test_two_consumers_of_receive_are_found() -> None:
    """Two readers would steal each other's messages."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await asyncio.gather(receive(), receive())

    with pytest.raises(ASGIProtocolError, match="two consumers"):
        await run_http(ASGIValidator(app), http_scope())


async def test_a_cancelled_receive_may_be_followed_by_another() -> None:
    """One consumer after the other is in order."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        waiting = asyncio.ensure_future(receive())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])
        await send(START)
        await send(END)
        assert (await receive())["type"] == "http.disconnect"

    assert (await run_http(ASGIValidator(app), http_scope())).status == 200


@pytest.mark.parametrize(
    ("messages", "received"),
    [
        pytest.param([ACCEPT, {"type": "websocket.send", "text": "a"}, CLOSE], [CONNECT], id="text"),
        pytest.param(
            [ACCEPT, {"type": "websocket.send", "bytes": b"a", "text": None}, CLOSE], [CONNECT], id="bytes"
        ),
        pytest.param(
            [{**ACCEPT, "subprotocol": "x", "headers": [(b"a", b"b")]}, CLOSE], [CONNECT], id="headers"
        ),
        pytest.param([{**CLOSE, "code": 1008, "reason": "no"}], [CONNECT], id="refused"),
        pytest.param([DENIAL, {**DENIAL_END, "more_body": True}, DENIAL_END], [CONNECT], id="denied"),
        pytest.param([ACCEPT], [CONNECT, {"type": "websocket.disconnect", "code": 1001}], id="client left"),
    ],
)
async def test_valid_websockets_pass(messages: list[Message], received: list[Message]) -> None:
    """What the specification allows goes through unchanged."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await sending(*messages)(scope, receive, send)
        await receiving(len(received) - 1)(scope, receive, send)

    assert await converse(app, websocket_scope(), *received) == messages


@pytest.mark.parametrize(
    ("messages", "fault"),
    [
        pytest.param([], "not closed", id="nothing"),
        pytest.param([ACCEPT], "not closed", id="left open"),
        pytest.param([{"type": "websocket.send", "text": ""}], "in state 'connecting'", id="frame first"),
        pytest.param([ACCEPT, ACCEPT], "in state 'open'", id="two accepts"),
        pytest.param([ACCEPT, DENIAL], "in state 'open'", id="denied after accept"),
        pytest.param([CLOSE, ACCEPT], "in state 'done'", id="accept after close"),
        pytest.param([ACCEPT, CLOSE, CLOSE], "in state 'done'", id="two closes"),
        pytest.param([ACCEPT, {"type": "websocket.send"}], "one of 'text' and 'bytes'", id="empty frame"),
        pytest.param([ACCEPT, {"type": "websocket.send", "text": "", "bytes": b""}], "one of", id="both"),
        pytest.param([ACCEPT, {"type": "websocket.send", "text": b""}], "of type bytes", id="bytes as text"),
        pytest.param([{**ACCEPT, "subprotocol": b"x"}], "of type bytes", id="subprotocol as bytes"),
        pytest.param([{**ACCEPT, "headers": [(b"A", b"b")]}], "header name", id="upper-case header"),
        pytest.param([{**CLOSE, "code": "1000"}], "of type str", id="code as text"),
        pytest.param([{**DENIAL, "status": 100}], "status", id="denial status"),
        pytest.param([DENIAL_END], "in state 'connecting'", id="denial body first"),
        pytest.param([DENIAL], "not closed", id="denial unfinished"),
    ],
)
async def test_invalid_websockets_are_found(messages: list[Any], fault: str) -> None:
    """Each breach of the specification raises, and says what it is."""
    with pytest.raises(ASGIProtocolError, match=fault):
        await converse(sending(*messages), websocket_scope(), CONNECT)


async def test_a_frame_after_the_disconnect_is_found() -> None:
    """A server cannot receive from a client that has left."""
    queue = iter([CONNECT, {"type": "websocket.disconnect"}, {"type": "websocket.receive", "text": ""}])

    async def receive() -> Message:
        return next(queue)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await sending(ACCEPT)(scope, receive, send)
        await receiving(2)(scope, receive, send)

    async def send(message: Message) -> None:
        assert message == ACCEPT

    with pytest.raises(ASGIProtocolError, match=r"after websocket\.disconnect"):
        await ASGIValidator(app)(websocket_scope(), receive, send)


@pytest.mark.parametrize("version", ["2.0", None])
async def test_accept_headers_need_a_server_of_2_1(version: str | None) -> None:
    """A server that says nothing speaks 2.0, where an accept has no headers."""
    asgi = {"version": "3.0", "spec_version": version} if version else {"version": "3.0"}
    accept = {**ACCEPT, "headers": [(b"a", b"b")]}
    with pytest.raises(ASGIProtocolError, match=r"need 2\.1"):
        await converse(sending(accept, CLOSE), websocket_scope(asgi=asgi), CONNECT)


async def test_a_denial_response_needs_its_extension() -> None:
    """Without it the application may only close."""
    with pytest.raises(ASGIProtocolError, match="extension"):
        await converse(sending(DENIAL, DENIAL_END), websocket_scope(denial=False), CONNECT)


async def test_a_websocket_answer_waits_for_the_connect_message() -> None:
    """The application answers `websocket.connect`, it does not foresee it."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send(ACCEPT)

    with pytest.raises(ASGIProtocolError, match="in state 'new'"):
        await converse(app, websocket_scope(), CONNECT)


@pytest.mark.parametrize(
    ("received", "fault"),
    [
        ([{"type": "websocket.receive", "text": ""}], "in state 'new'"),
        ([CONNECT, CONNECT], "in state 'connecting'"),
        ([CONNECT, {"type": "websocket.disconnect", "code": None}], "of type NoneType"),
    ],
)
async def test_invalid_messages_of_a_websocket_server_are_found(received: list[Message], fault: str) -> None:
    """The validator watches what comes from outside as well."""
    with pytest.raises(ASGIProtocolError, match=fault):
        await converse(receiving(len(received)), websocket_scope(), *received)


STARTUP, SHUTDOWN = {"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}
STARTED, STOPPED = {"type": "lifespan.startup.complete"}, {"type": "lifespan.shutdown.complete"}


async def test_a_valid_lifespan_passes() -> None:
    """Startup and shutdown, each with its answer."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await sending(STARTED)(scope, receive, send)
        await sending(STOPPED)(scope, receive, send)

    assert await converse(app, lifespan_scope(), STARTUP, SHUTDOWN) == [STARTED, STOPPED]


@pytest.mark.parametrize(
    ("messages", "fault"),
    [
        ([STOPPED], "in state 'starting'"),
        ([STARTED, STARTED], "in state 'started'"),
        ([{"type": "lifespan.startup.failed", "message": b"x"}], "of type bytes"),
        ([], "returned while starting"),
    ],
)
async def test_an_invalid_lifespan_is_found(messages: list[Message], fault: str) -> None:
    """Answers come once, after their question."""
    with pytest.raises(ASGIProtocolError, match=fault):
        await converse(sending(*messages), lifespan_scope(), STARTUP)


async def test_connections_of_unknown_types_pass_unseen() -> None:
    """The validator cannot judge a protocol that it does not know."""
    seen: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)

    await ASGIValidator(app)({"type": "mqtt"}, no_receive, no_send)
    assert seen == [{"type": "mqtt"}]


async def no_receive() -> Message:
    raise AssertionError("nothing is received")


async def no_send(message: Message) -> None:
    raise AssertionError("nothing is sent")


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"asgi": None}, "'asgi'"),
        ({"asgi": {}}, "'version'"),
        ({"asgi": {"version": "3.0", "spec_version": 2.3}}, "'spec_version'"),
        ({"http_version": 1.1}, "'http_version'"),
        ({"method": "get"}, "upper case"),
        ({"method": b"GET"}, "'method'"),
        ({"path": b"/"}, "'path'"),
        ({"raw_path": "/"}, "'raw_path'"),
        ({"query_string": ""}, "'query_string'"),
        ({"root_path": None}, "'root_path'"),
        ({"headers": None}, "'headers'"),
        ({"headers": [("a", b"b")]}, "header name"),
        ({"headers": [(b"Host", b"b")]}, "header name"),
        ({"client": "127.0.0.1:80"}, "'client'"),
        ({"client": ("127.0.0.1", None)}, "'client'"),
        ({"server": ("127.0.0.1", "80")}, "'server'"),
        ({"server": ("127.0.0.1",)}, "'server'"),
        ({"state": []}, "'state'"),
        ({"extensions": []}, "'extensions'"),
    ],
)
async def test_invalid_http_scopes_are_found(changes: dict[str, Any], fault: str) -> None:
    """Types of all keys that the specification knows are checked before the application runs."""
    with pytest.raises(ASGIProtocolError, match=fault):
        await converse(sending(START, END), {**http_scope(), **changes})


@pytest.mark.parametrize("key", ["asgi", "http_version", "method", "path", "query_string", "headers"])
async def test_required_scope_keys_are_missed(key: str) -> None:
    """A scope without them is none."""
    with pytest.raises(ASGIProtocolError, match=key):
        await converse(sending(START, END), http_scope(omit=[key]))


@pytest.mark.parametrize("build", [http_scope, websocket_scope])
@pytest.mark.parametrize(
    "key",
    ["extensions", "root_path", "raw_path", "client", "server", "state", "scheme", "asgi.spec_version"],
)
def test_the_builders_leave_out_any_optional_key(build: Callable[..., dict[str, Any]], key: str) -> None:
    """Servers do leave these out, so tests must be able to."""
    scope = build(omit=[key])
    assert key not in scope
    assert ("spec_version" in scope["asgi"]) is (key != "asgi.spec_version")
    assert set(build()) - set(scope) == {key} - {"asgi.spec_version"}


@pytest.mark.parametrize("omit", [(), ("state",), ("asgi.spec_version",)])
async def test_scopes_without_optional_keys_are_valid(omit: tuple[str, ...]) -> None:
    """What the builders make passes the validator, whole and reduced."""
    every = ("extensions", "root_path", "raw_path", "client", "server", "scheme")
    assert await converse(sending(START, END), http_scope(omit=(*every, *omit)))
    assert await converse(sending(CLOSE), websocket_scope(omit=(*every, "subprotocols", *omit)), CONNECT)
    assert await converse(receiving(0), lifespan_scope(omit=omit)) == []


async def test_check_scope_can_be_turned_off() -> None:
    """Some servers' scopes differ from the specification, and their messages are still worth a look."""
    scope = http_scope(server=("127.0.0.1", "80"))
    app = ASGIValidator(sending(START, END), check_scope=False)
    assert (await run_http(app, scope)).status == 200


async def test_run_http_gives_the_response() -> None:
    """Status, headers and body can be asked for without walking the messages."""

    async def echo(scope: Scope, receive: Receive, send: Send) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message["body"], message["more_body"]
        await send(
            {"type": "http.response.start", "status": 201, "headers": [(b"x-a", b"1"), (b"x-a", b"2")]}
        )
        await send({"type": "http.response.body", "body": body})

    result = await run_http(echo, http_scope(method="POST"), [b'{"a"', b":1}"])
    assert (result.status, result.header("X-A"), result.json()) == (201, ["1", "2"], {"a": 1})


async def test_run_http_raises_what_the_application_raises() -> None:
    """A failure is not a response."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send(START)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await run_http(app, http_scope())


async def _ticks(scope: Scope, receive: Receive, send: Send) -> None:
    """Stream until the client leaves, at most 50 pieces."""
    await receive()
    gone = asyncio.ensure_future(receive())
    await send(START)
    for _ in range(50):
        if gone.done():
            break
        await send(PIECE)
    gone.cancel()


@pytest.mark.parametrize("messages", [1, 2, 7])
async def test_the_client_leaves_when_it_was_told_to(messages: int) -> None:
    """The application learns of it within a few messages, as the watcher gets its turn."""
    result = await run_http(_ticks, http_scope(), disconnect_after=messages)
    assert messages <= len(result.messages) <= messages + 3


async def test_the_client_leaves_before_the_application_runs() -> None:
    """The first `receive` behind the body says so."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        types = [(await receive())["type"] for _ in range(3)]
        assert types == ["http.request", "http.disconnect", "http.disconnect"]

    assert (await run_http(app, http_scope(), disconnect_after=0)).messages == []


async def test_cancelling_stops_the_application_where_it_is() -> None:
    """The application sees `CancelledError` inside its `send`."""
    ended: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await _ticks(scope, receive, send)
        finally:
            ended.append("cleaned up")

    result = await run_http(app, http_scope(), cancel_after=3)
    assert (result.messages, ended) == ([START, PIECE, PIECE], ["cleaned up"])


async def test_a_send_waits_until_the_message_is_taken() -> None:
    """The application gets no further than the client reads."""
    async with ASGIConnection(_ticks, http_scope()) as connection:
        await connection.put({"type": "http.request"})
        assert await connection.get() == START
        assert await connection.get() == PIECE
        for _ in range(5):
            await asyncio.sleep(0)
        assert len(connection.sent) == 3


async def test_a_client_that_leaves_takes_no_message_that_waits() -> None:
    """The `send` that waited returns, and those after it are dropped."""
    async with ASGIConnection(sending(START, PIECE, END), http_scope()) as connection:
        await connection.put({"type": "http.request"})
        for _ in range(5):
            await asyncio.sleep(0)
        assert connection.sent == [START]
        await connection.disconnect()
        with pytest.raises(EOFError):
            await connection.get()
    assert connection.sent == [START, PIECE, END]


async def test_an_application_that_resists_cancelling_is_found() -> None:
    """A server would wait for it in vain."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        await asyncio.Event().wait()

    async with ASGIConnection(app, http_scope(), timeout=0.05) as connection:
        await asyncio.sleep(0)
        with pytest.raises(TimeoutError, match="cancelled"):
            await connection.cancel()


async def test_a_silent_application_times_out() -> None:
    """A test of it ends by itself."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        await run_http(app, http_scope(), timeout=0.01)


async def test_an_ended_application_has_no_more_messages() -> None:
    """`get` tells an end from a wait."""
    async with ASGIConnection(sending(), http_scope()) as connection:
        await connection.put({"type": "http.request"})
        with pytest.raises(EOFError):
            await connection.get()


async def test_leaving_the_block_raises_what_the_application_raised() -> None:
    """A failure that nobody asked about is not lost."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        async with ASGIConnection(app, http_scope()):
            await asyncio.sleep(0)


def test_a_polluted_context_belongs_to_a_foreign_request() -> None:
    """Every variable of ours, and structlog's, speaks of somebody else; outside, none does."""

    def look() -> tuple[str | None, str, dict[str, Any]]:
        return get_request_id(), current_run().request_id, structlog.contextvars.get_contextvars()

    foreign = {"request_id": FOREIGN_REQUEST_ID}
    assert polluted_context().run(look) == (FOREIGN_REQUEST_ID, FOREIGN_REQUEST_ID, foreign)
    assert get_request_id() != FOREIGN_REQUEST_ID
    assert structlog.contextvars.get_contextvars() == {}


async def test_a_run_of_the_foreign_request_must_not_be_used() -> None:
    """Code that takes the foreign run for its own is told so."""
    run = polluted_context().run(current_run)
    with pytest.raises(AssertionError, match="foreign"):
        await run.emit("progress")
