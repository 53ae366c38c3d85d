"""Scopes and messages as servers and frameworks really send them, which is not always as specified."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.middleware.correlation import CorrelationIdMiddleware, get_request_id
from asgi_agent.testing import (
    FOREIGN_REQUEST_ID,
    ASGIConnection,
    ASGIValidator,
    http_scope,
    lifespan_scope,
    polluted_context,
    run_http,
    websocket_scope,
)

if TYPE_CHECKING:
    from asgi_agent.middleware._types import ASGIApp, Message, Receive, Scope, Send

OPTIONAL = ("extensions", "root_path", "raw_path", "client", "server", "state", "scheme", "asgi.spec_version")
START: Message = {"type": "http.response.start", "status": 200, "headers": []}
END: Message = {"type": "http.response.body", "body": b""}


def sending(*messages: Message) -> ASGIApp:
    """An application that sends these messages."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        assert get_request_id() == scope["asgi_agent.request_id"] != FOREIGN_REQUEST_ID
        await receive()
        for message in messages:
            await send(message)

    return app


async def stamped(scope: Scope, *messages: Message) -> list[Message]:
    """What goes out, the request id taken off again: it must be there once, and at the start only."""
    middleware = CorrelationIdMiddleware(sending(*messages))
    sent = (await run_http(middleware, scope, context=polluted_context())).messages
    ids = [pair for message in sent for pair in message.get("headers", ()) if pair[0] == b"x-request-id"]
    assert len(ids) == 1
    return [
        {**message, "headers": [pair for pair in message["headers"] if pair not in ids]}
        if message["type"] == "http.response.start"
        else message
        for message in sent
    ]


@pytest.mark.parametrize("key", [*OPTIONAL, "every one"])
async def test_http_scopes_may_lack_optional_keys(key: str) -> None:
    """Each server leaves out others; daphne has neither `extensions` nor `state` nor `asgi.spec_version`."""
    app = ASGIValidator(CorrelationIdMiddleware(ASGIValidator(sending(START, END))))
    scope = http_scope(omit=OPTIONAL if key == "every one" else [key])
    result = await run_http(app, scope, context=polluted_context())
    assert (result.status, len(result.header("X-Request-ID"))) == (200, 1)


@pytest.mark.parametrize("key", [*OPTIONAL, "subprotocols", "every one"])
async def test_websocket_scopes_may_lack_optional_keys(key: str) -> None:
    """The same for WebSockets."""
    close = {"type": "websocket.close", "code": 1000}
    app = ASGIValidator(CorrelationIdMiddleware(ASGIValidator(sending(close))))
    scope = websocket_scope(omit=OPTIONAL if key == "every one" else [key])
    async with ASGIConnection(app, scope, context=polluted_context()) as connection:
        await connection.put({"type": "websocket.connect"})
        await connection.wait()
    assert connection.sent == [close]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"server": ("127.0.0.1", "80")}, id="port as text, of granian"),
        pytest.param({"client": ["127.0.0.1", 80]}, id="client as list, of daphne"),
        pytest.param({"server": ("/run/app.sock", None)}, id="unix socket"),
        pytest.param({"server": None, "client": None}, id="no addresses"),
        pytest.param({"extensions": None}, id="extensions that are None"),
        pytest.param({"state": None}, id="state that is None"),
        pytest.param({"headers": None}, id="headers that are None"),
        pytest.param({"headers": ((b"x-request-id", b"caller-1"),)}, id="headers as tuple"),
        pytest.param({"http_version": "3"}, id="HTTP/3"),
        pytest.param({"unheard_of": object()}, id="a key of somebody else's"),
    ],
)
async def test_odd_scopes_are_served(changes: dict[str, Any]) -> None:
    """The middleware reads no more of a scope than it needs."""
    scope = {**http_scope(), **changes}
    assert await stamped(scope, START, END) == [START, END]


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param([(b"x-request-id", b"caller-1")], id="tuples"),
        pytest.param([[b"x-request-id", b"caller-1"]], id="lists"),
        pytest.param([(b"X-Request-Id", b"caller-1")], id="mixed case"),
        pytest.param([(b"accept", b"*/*"), (b"X-REQUEST-ID", b"caller-1")], id="upper case"),
    ],
)
async def test_inbound_headers_are_found_however_they_are_written(headers: list[Any]) -> None:
    """Names should be lower case, not must; pairs may be lists."""
    parents: list[str | None] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        parents.append(scope["asgi_agent.parent_request_id"])
        await sending(START, END)(scope, receive, send)

    await run_http(CorrelationIdMiddleware(app), http_scope(headers=headers))
    assert parents == ["caller-1"]


async def test_trace_headers_of_mixed_case_are_taken_out_as_well() -> None:
    """Case must be no way around the public endpoint."""
    seen: list[Any] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.extend(scope["headers"])
        await sending(START, END)(scope, receive, send)

    headers = [[b"Baggage", b"role=admin"], (b"TraceParent", b"00"), (b"A", b"1")]
    await run_http(CorrelationIdMiddleware(app), http_scope(headers=headers))
    assert seen == [(b"A", b"1")]


@pytest.mark.parametrize(
    "start",
    [
        pytest.param({"type": "http.response.start", "status": 204}, id="no headers"),
        pytest.param({**START, "headers": None}, id="headers that are None"),
        pytest.param({**START, "headers": ()}, id="headers as tuple"),
        pytest.param({**START, "headers": [[b"a", b"1"]]}, id="pairs as lists"),
        pytest.param({**START, "headers": iter([(b"a", b"1")])}, id="headers as iterator"),
        pytest.param({**START, "headers": [(b"Content-Type", b"text/plain")]}, id="mixed case"),
    ],
)
async def test_response_headers_of_any_shape_are_kept(start: Message) -> None:
    """Whatever iterable of pairs the application gives."""
    given = start.get("headers") or ()
    kept = list(given)
    message = {**start, "headers": iter(kept)} if given and not isinstance(given, list | tuple) else start
    first, _ = await stamped(http_scope(), message, END)
    assert first["headers"] == kept


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param([], [{"type": "http.response.trailers", "headers": [(b"a", b"1")]}], id="trailers"),
        pytest.param([{"type": "http.response.early_hint", "links": [b"</a>"]}], [], id="early hint"),
        pytest.param([{"type": "http.response.debug", "info": {}}], [], id="debug"),
        pytest.param([], [{"type": "http.response.push", "path": "/a", "headers": []}], id="push"),
        pytest.param([{"type": "unheard.of", "headers": [(b"a", b"1")]}], [], id="unknown type"),
    ],
)
async def test_other_messages_pass_untouched(before: list[Message], after: list[Message]) -> None:
    """Also those that have headers of their own."""
    start = {**START, "trailers": True}
    messages = [*before, start, END, *after]
    sent = await stamped(http_scope(), *messages)
    assert sent == messages


async def test_a_file_is_handed_to_the_server_untouched() -> None:
    """`http.response.pathsend` stands for the body."""
    path_send: Message = {"type": "http.response.pathsend", "path": "/etc/hostname"}
    app = CorrelationIdMiddleware(ASGIValidator(sending(START, path_send)))
    scope = http_scope(extensions={"http.response.pathsend": {}})
    assert (await run_http(ASGIValidator(app), scope)).messages[1] == path_send


async def test_lifespan_passes_through_as_it_is() -> None:
    """The very scope, receive and send."""
    await _passes_through(lifespan_scope())


async def test_unknown_scope_types_pass_through_as_they_are() -> None:
    """A protocol that nobody has heard of yet is none of our business."""
    await _passes_through({"type": "mqtt", "headers": 5})


async def _passes_through(scope: Scope) -> None:
    seen: list[Any] = []

    async def app(*arguments: Any) -> None:
        seen.extend(arguments)

    async def receive() -> Message:
        raise AssertionError("nothing is received")

    async def send(message: Message) -> None:
        raise AssertionError("nothing is sent")

    await CorrelationIdMiddleware(app)(scope, receive, send)
    assert all(given is taken for given, taken in zip((scope, receive, send), seen, strict=True))


async def _stream(scope: Scope, receive: Receive, send: Send) -> None:
    await receive()
    await send(START)
    for _ in range(3):
        await send({"type": "http.response.body", "body": b"x", "more_body": True})
    await send(END)
    assert (await receive())["type"] == "http.disconnect"


@pytest.mark.parametrize("messages", [0, 1, 3, 9])
async def test_a_disconnect_reaches_the_application(messages: int) -> None:
    """Before, amid and after the response."""
    app = ASGIValidator(CorrelationIdMiddleware(ASGIValidator(_stream)))
    result = await run_http(app, http_scope(), disconnect_after=messages, context=polluted_context())
    assert len(result.messages) == 5


@pytest.mark.parametrize("messages", [1, 3])
async def test_a_cancelled_response_stops_where_it_is(messages: int) -> None:
    """Nothing is sent after it."""
    app = ASGIValidator(CorrelationIdMiddleware(ASGIValidator(_stream)))
    result = await run_http(app, http_scope(), cancel_after=messages, context=polluted_context())
    assert len(result.messages) == messages
    assert len(result.header("X-Request-ID")) == 1


async def test_a_send_that_fails_fails_in_the_application() -> None:
    """Servers that follow 2.4 raise `OSError` when the client has left."""
    caught: list[OSError] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await send(START)
        except OSError as error:
            caught.append(error)

    async def receive() -> Message:
        raise AssertionError("nothing is received")

    async def send(message: Message) -> None:
        raise BrokenPipeError

    await CorrelationIdMiddleware(app)(http_scope(), receive, send)
    assert len(caught) == 1
