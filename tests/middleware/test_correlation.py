from __future__ import annotations

import asyncio
import logging
import re
from typing import TYPE_CHECKING, Any

import pytest
import structlog
from hypothesis import example, given
from hypothesis import strategies as st

from asgi_agent.errors import ConfigurationError
from asgi_agent.middleware.correlation import CorrelationIdMiddleware, TraceContext, get_request_id
from asgi_agent.testing import (
    FOREIGN_REQUEST_ID,
    ASGIConnection,
    ASGIValidator,
    HTTPResult,
    http_scope,
    polluted_context,
    run_http,
    websocket_scope,
)

if TYPE_CHECKING:
    from asgi_agent.middleware._types import ASGIApp, Message, Receive, Scope, Send

OWN_ID = re.compile(r"[0-9a-f]{32}").fullmatch
TRACEPARENT = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
INVALID_IDS = [
    pytest.param(b"", id="empty"),
    pytest.param(b" abc", id="space"),
    pytest.param(b"\tabc", id="tab"),
    pytest.param(b"-abc", id="dash first"),
    pytest.param(b"abc\n", id="trailing newline"),
    pytest.param(b"abc\r\nset-cookie: a=b", id="another header"),
    pytest.param(b"\x85" + b"a" * 31, id="NEL"),
    pytest.param(b"abc\x00", id="NUL"),
    pytest.param(b"abc\x7f", id="DEL"),
    pytest.param(b"caf\xe9", id="obs-text"),
    pytest.param("\u0661\u0662".encode(), id="digits of another script"),
    pytest.param(b"{abc}", id="braces"),
    pytest.param(b"${jndi:ldap://x}", id="template"),
    pytest.param(b"urn:uuid:0af7651916cd43dd8448eb211c80319c", id="urn"),
    pytest.param(b"urn:" * 2500 + b"a" * 32, id="10 KB of urn"),
    pytest.param(b"a" * 129, id="129 characters"),
]


class Recorder:
    """An application that notes what it sees and answers 200, or accepts a WebSocket and closes it."""

    def __init__(self, *headers: tuple[bytes, bytes]) -> None:
        self.headers = list(headers)
        self.scopes: list[Scope] = []
        self.ids: list[str | None] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scopes.append(scope)
        self.ids.append(get_request_id())
        await receive()
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": self.headers})
            await send({"type": "http.response.body", "body": b"ok"})
        else:
            await send(
                {"type": "websocket.accept", "headers": self.headers}
                if self.headers
                else {"type": "websocket.accept"}
            )
            await send({"type": "websocket.close"})

    @property
    def scope(self) -> Scope:
        (scope,) = self.scopes
        return scope


def both_sides(app: ASGIApp, **options: Any) -> ASGIApp:
    """The middleware between two validators."""
    return ASGIValidator(CorrelationIdMiddleware(ASGIValidator(app), **options))


async def get(app: ASGIApp, *headers: tuple[bytes, bytes], **options: Any) -> HTTPResult:
    """One GET through the middleware, in the context of a foreign request."""
    scope = http_scope(headers=headers)
    result = await run_http(both_sides(app, **options), scope, context=polluted_context())
    assert FOREIGN_REQUEST_ID not in repr(result)
    return result


async def handshake(app: ASGIApp, scope: Scope) -> list[Message]:
    """One WebSocket that the client opens and nothing more, in the context of a foreign request."""
    async with ASGIConnection(app, scope, context=polluted_context()) as connection:
        await connection.put({"type": "websocket.connect"})
        await connection.wait()
    return connection.sent


async def test_a_request_gets_an_id_of_its_own() -> None:
    """In the scope, in the context, and in the response: the same one."""
    app = Recorder()
    result = await get(app)
    request_id = app.scope["asgi_agent.request_id"]
    assert OWN_ID(request_id)
    assert app.ids == [request_id]
    assert result.header("X-Request-ID") == [request_id]
    assert app.scope["asgi_agent.parent_request_id"] is None
    assert app.scope["asgi_agent.traceparent"] is None


async def test_every_request_gets_another_id() -> None:
    """Also when they come at once."""
    app = Recorder()
    results = await asyncio.gather(*(get(app) for _ in range(20)))
    assert len({header for result in results for header in result.header("X-Request-ID")}) == 20


async def test_the_callers_scope_is_left_alone() -> None:
    """The keys go into a copy."""
    scope = http_scope(headers=[(b"traceparent", TRACEPARENT), (b"baggage", b"a=b")])
    before = {key: value.copy() if isinstance(value, list | dict) else value for key, value in scope.items()}
    await run_http(both_sides(Recorder()), scope)
    assert scope == before


async def test_recorded_ids_become_the_parent() -> None:
    """By default a caller's id is kept beside our own."""
    app = Recorder()
    result = await get(app, (b"x-request-id", b"caller-1"))
    assert app.scope["asgi_agent.parent_request_id"] == "caller-1"
    assert OWN_ID(app.scope["asgi_agent.request_id"])
    assert result.header("X-Request-ID") == [app.scope["asgi_agent.request_id"]]


async def test_accepted_ids_become_the_id() -> None:
    """Which leaves no parent."""
    app = Recorder()
    result = await get(app, (b"x-request-id", b"caller-1"), inbound="accept")
    assert (app.ids, result.header("X-Request-ID")) == (["caller-1"], ["caller-1"])
    assert app.scope["asgi_agent.request_id"] == "caller-1"
    assert app.scope["asgi_agent.parent_request_id"] is None


async def test_ignored_ids_leave_no_trace() -> None:
    """Nothing is read, nothing is said."""
    app = Recorder()
    await get(app, (b"x-request-id", b"caller-1"), inbound="ignore")
    assert OWN_ID(app.scope["asgi_agent.request_id"])
    assert app.scope["asgi_agent.parent_request_id"] is None


async def test_rejecting_lets_valid_ids_and_none_pass() -> None:
    """They are recorded."""
    app = Recorder()
    assert (await get(app, inbound="reject")).status == 200
    assert (await get(app, (b"x-request-id", b"caller-1"), inbound="reject")).status == 200
    assert [scope["asgi_agent.parent_request_id"] for scope in app.scopes] == [None, "caller-1"]


@pytest.mark.parametrize("mode", ["accept", "record", "ignore"])
@pytest.mark.parametrize("value", INVALID_IDS)
async def test_invalid_ids_are_taken_for_none(mode: str, value: bytes) -> None:
    """Neither the scope nor the response holds any of it."""
    app = Recorder()
    middleware = CorrelationIdMiddleware(ASGIValidator(app, check_scope=False), inbound=mode)  # type: ignore[arg-type]
    result = await run_http(middleware, http_scope(headers=[(b"x-request-id", value)]))
    assert OWN_ID(app.scope["asgi_agent.request_id"])
    assert app.scope["asgi_agent.parent_request_id"] is None
    assert result.header("X-Request-ID") == [app.scope["asgi_agent.request_id"]]


@pytest.mark.parametrize("value", INVALID_IDS)
async def test_invalid_ids_are_rejected_when_asked_to(value: bytes) -> None:
    """With a problem document that carries our own id; the application does not run."""
    app = Recorder()
    middleware = ASGIValidator(CorrelationIdMiddleware(app, inbound="reject"), check_scope=False)
    result = await run_http(middleware, http_scope(headers=[(b"x-request-id", value)]))
    (request_id,) = result.header("X-Request-ID")
    assert OWN_ID(request_id)
    assert (result.status, result.header("content-type")) == (400, ["application/problem+json"])
    assert result.header("content-length") == [str(len(result.body))]
    assert result.json() == {
        "type": "urn:asgi-agent:problem:malformed-request",
        "title": "Malformed request",
        "status": 400,
        "detail": "The X-Request-ID header has an invalid value.",
        "request_id": request_id,
    }
    assert app.scopes == []


@pytest.mark.parametrize("mode", ["accept", "record"])
async def test_two_ids_are_taken_for_none(mode: str) -> None:
    """Nobody can say which of them a proxy or a log would take, even if they are equal."""
    app = Recorder()
    await get(app, (b"x-request-id", b"one"), (b"x-request-id", b"one"), inbound=mode)
    assert OWN_ID(app.scope["asgi_agent.request_id"])
    assert app.scope["asgi_agent.parent_request_id"] is None


async def test_two_ids_are_rejected_when_asked_to() -> None:
    """The detail says why."""
    result = await get(
        Recorder(), (b"x-request-id", b"one"), (b"X-Request-ID".lower(), b"two"), inbound="reject"
    )
    assert (result.status, result.json()["detail"]) == (400, "The X-Request-ID header has several values.")


@pytest.mark.parametrize("mode", ["accept", "record", "reject"])
async def test_a_log_line_about_an_invalid_id_does_not_hold_it(
    mode: str, caplog: pytest.LogCaptureFixture
) -> None:
    """It names our own id, so that the line can be found from the response."""
    with caplog.at_level(logging.WARNING):
        result = await get(Recorder(), (b"x-request-id", b"<evil>"), inbound=mode)
    (line,) = caplog.messages
    assert line == f"request {result.header('X-Request-ID')[0]} came with an invalid value in X-Request-ID"
    assert "evil" not in caplog.text


@given(st.binary(max_size=300))
@example(b"a" * 128)
@example(b"a" * 129)
async def test_no_byte_outside_the_rule_gets_through(value: bytes) -> None:
    """What goes out is our own id, or text of letters, digits, dot, dash and underscore."""
    app = Recorder()
    middleware = CorrelationIdMiddleware(app, inbound="accept")
    result = await run_http(middleware, http_scope(headers=[(b"x-request-id", value)]))
    (request_id,) = result.header("X-Request-ID")
    valid = re.fullmatch(rb"[0-9A-Za-z][0-9A-Za-z._-]{0,127}", value) is not None
    assert request_id == (value.decode() if valid else app.scope["asgi_agent.request_id"])
    assert valid or OWN_ID(request_id)
    assert app.ids == [request_id]


@pytest.mark.parametrize("header", [b"x-request-id", b"X-Request-ID", b"X-REQUEST-ID"])
async def test_the_response_header_replaces_the_applications_own(header: bytes) -> None:
    """In any case, any number of times; other headers stay, in order."""
    app = Recorder((b"a", b"1"), (header, b"theirs"), (header, b"theirs too"), (b"b", b"2"))
    result = await run_http(CorrelationIdMiddleware(app), http_scope())
    request_id = app.scope["asgi_agent.request_id"]
    assert result.headers == [(b"a", b"1"), (b"b", b"2"), (b"x-request-id", request_id.encode())]


async def test_messages_are_copied_not_edited() -> None:
    """The application may send the same message again."""
    message: Message = {
        "type": "http.response.start",
        "status": 200,
        "headers": [(b"a", b"1")],
        "new": object(),
    }

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send(message)
        await send({"type": "http.response.body"})

    sent, _ = (await run_http(CorrelationIdMiddleware(app), http_scope())).messages
    assert message["headers"] == [(b"a", b"1")]
    assert sent["new"] is message["new"]


async def test_a_custom_header_is_read_and_written() -> None:
    """Under its own name only."""
    app = Recorder((b"x-request-id", b"theirs"))
    headers = ((b"x-correlation-id", b"caller-1"), (b"x-request-id", b"other"))
    result = await get(app, *headers, header="X-Correlation-ID")
    assert app.scope["asgi_agent.parent_request_id"] == "caller-1"
    assert result.header("X-Correlation-ID") == [app.scope["asgi_agent.request_id"]]
    assert result.header("X-Request-ID") == ["theirs"]


async def test_the_generator_makes_the_ids() -> None:
    """Any callable that returns text."""
    counter = iter(range(9))
    app = Recorder()
    result = await get(app, generator=lambda: f"id-{next(counter)}")
    assert result.header("X-Request-ID") == [app.scope["asgi_agent.request_id"]] == ["id-1"]


async def test_the_validator_judges_inbound_ids() -> None:
    """Within what is fit for a header and a log line, the host decides."""
    app = Recorder()
    options: dict[str, Any] = {"inbound": "accept", "validator": re.compile(rb"[A-Z]+/[0-9]+").fullmatch}
    for value in (b"AB/12", b"abc"):
        await get(app, (b"x-request-id", value), **options)
    assert app.ids[0] == "AB/12"
    assert OWN_ID(app.ids[1] or "")


@pytest.mark.parametrize("value", [b"a b", b"a\x85", b"\xe9", b"a\n", b"a" * 257, b""])
async def test_no_validator_widens_the_rule_beyond_visible_text(value: bytes) -> None:
    """A validator that says yes to everything lets no control character into a log."""
    app = Recorder()
    middleware = CorrelationIdMiddleware(app, inbound="accept", validator=lambda value: True)
    await run_http(middleware, http_scope(headers=[(b"x-request-id", value)]))
    assert OWN_ID(app.scope["asgi_agent.request_id"])


async def test_a_public_endpoint_keeps_the_trace_as_a_link_only() -> None:
    """The application finds the context in the scope, and no header that its tracing would take up."""
    app = Recorder()
    headers = (
        (b"traceparent", TRACEPARENT),
        (b"a", b"1"),
        (b"tracestate", b"v=1"),
        (b"baggage", b"role=admin"),
    )
    await get(app, *headers)
    assert app.scope["asgi_agent.traceparent"] == TraceContext(
        "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", flags=1, tracestate="v=1", trusted=False
    )
    assert app.scope["headers"] == [(b"a", b"1")]


async def test_a_public_endpoint_drops_baggage_that_comes_alone() -> None:
    """There need be no trace for a caller to write state into the process."""
    app = Recorder()
    await get(app, (b"baggage", b"role=admin"))
    assert app.scope["headers"] == []
    assert app.scope["asgi_agent.traceparent"] is None


async def test_a_trusted_trace_is_the_parent() -> None:
    """Its headers stay for whoever continues the trace."""
    app = Recorder()
    headers = [(b"traceparent", TRACEPARENT), (b"baggage", b"a=b")]
    await get(app, *headers, trace="trusted")
    assert app.scope["asgi_agent.traceparent"].trusted
    assert app.scope["headers"] == headers


async def test_the_request_id_is_not_the_trace_id() -> None:
    """A trusted caller may make many requests within one trace."""
    app = Recorder()
    for _ in range(2):
        await get(app, (b"traceparent", TRACEPARENT), trace="trusted")
    assert len({*app.ids, "0af7651916cd43dd8448eb211c80319c"}) == 3


async def test_an_ignored_trace_is_left_to_others() -> None:
    """Nothing is read, nothing is taken away."""
    app = Recorder()
    headers = [(b"traceparent", TRACEPARENT), (b"baggage", b"a=b")]
    await get(app, *headers, trace="ignore")
    assert app.scope["asgi_agent.traceparent"] is None
    assert app.scope["headers"] == headers


async def test_two_traceparents_are_no_trace() -> None:
    """As for one that is malformed."""
    app = Recorder()
    await get(app, (b"traceparent", TRACEPARENT), (b"traceparent", TRACEPARENT))
    assert app.scope["asgi_agent.traceparent"] is None


async def test_a_websocket_gets_its_id_with_the_handshake() -> None:
    """In the scope, in the context, and in the headers of the accept."""
    app = Recorder((b"a", b"1"), (b"x-request-id", b"theirs"))
    accept, _ = await handshake(both_sides(app), websocket_scope(headers=[(b"x-request-id", b"caller-1")]))
    request_id = app.scope["asgi_agent.request_id"]
    assert app.ids == [request_id]
    assert accept["headers"] == [(b"a", b"1"), (b"x-request-id", request_id.encode())]
    assert app.scope["asgi_agent.parent_request_id"] == "caller-1"


@pytest.mark.parametrize("version", ["1.0", "2.0", None])
async def test_old_servers_get_no_headers_with_an_accept(version: str | None) -> None:
    """They know none before 2.1, and one that does not say its version is taken for old."""
    asgi = {"version": "3.0", "spec_version": version} if version else {"version": "3.0"}
    sent = await handshake(both_sides(Recorder()), websocket_scope(asgi=asgi))
    assert sent == [{"type": "websocket.accept"}, {"type": "websocket.close"}]


@pytest.mark.parametrize("version", ["2.1", "2.3", "2.5", "2.10", "3.0"])
async def test_newer_servers_get_the_header_with_an_accept(version: str) -> None:
    """From 2.1 on."""
    scope = websocket_scope(asgi={"version": "3.0", "spec_version": version})
    accept, _ = await handshake(both_sides(Recorder()), scope)
    assert [name for name, _ in accept["headers"]] == [b"x-request-id"]


async def _deny(scope: Scope, receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.http.response.start", "status": 403, "headers": []})
    await send({"type": "websocket.http.response.body", "body": b"no"})


async def test_a_denial_response_carries_the_id() -> None:
    """Of a WebSocket that the application refuses."""
    start, body = await handshake(both_sides(_deny), websocket_scope())
    assert [name for name, _ in start["headers"]] == [b"x-request-id"]
    assert body["body"] == b"no"


async def test_an_invalid_websocket_id_is_denied_with_a_response() -> None:
    """Where the server offers denial responses."""
    app = Recorder()
    scope = websocket_scope(headers=[(b"x-request-id", b"<evil>")])
    start, body = await handshake(both_sides(app, inbound="reject"), scope)
    assert (start["type"], start["status"]) == ("websocket.http.response.start", 400)
    assert dict(start["headers"])[b"x-request-id"] in body["body"]
    assert app.scopes == []


@pytest.mark.parametrize("omit", [(), ("extensions",)])
async def test_an_invalid_websocket_id_is_closed_elsewhere(omit: tuple[str, ...]) -> None:
    """A close before the accept, which servers turn into a 403."""
    scope = websocket_scope(headers=[(b"x-request-id", b"<evil>")], denial=False, omit=omit)
    sent = await handshake(both_sides(Recorder(), inbound="reject"), scope)
    assert sent == [{"type": "websocket.close", "code": 1008}]


async def test_a_rejected_websocket_that_is_gone_already_gets_no_answer() -> None:
    """There is nobody to refuse."""
    scope = websocket_scope(headers=[(b"x-request-id", b"<evil>")])
    async with ASGIConnection(CorrelationIdMiddleware(Recorder(), inbound="reject"), scope) as connection:
        await connection.disconnect()
        await connection.wait()
    assert connection.sent == []


async def test_mounted_twice_the_inner_one_changes_nothing() -> None:
    """One header, one id, and the parent that the outer one saw."""
    app = Recorder()
    inner = CorrelationIdMiddleware(ASGIValidator(app), inbound="accept")
    result = await get(inner, (b"x-request-id", b"caller-1"))
    assert result.header("X-Request-ID") == [app.scope["asgi_agent.request_id"]] == app.ids
    assert app.scope["asgi_agent.parent_request_id"] == "caller-1"


async def test_mounted_twice_the_inner_one_restores_the_context() -> None:
    """A layer between may run the application in a context of its own."""
    app = Recorder()
    inner = CorrelationIdMiddleware(app)

    async def between(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.create_task(_call(inner, scope, receive, send), context=polluted_context())

    await run_http(CorrelationIdMiddleware(between), http_scope())
    assert app.ids == [app.scope["asgi_agent.request_id"]]


async def _call(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    await app(scope, receive, send)


async def test_the_context_is_set_whatever_stood_there() -> None:
    """A server may start the request in the context of the one before."""
    app = Recorder()
    await run_http(both_sides(app), http_scope(), context=polluted_context())
    assert app.ids == [app.scope["asgi_agent.request_id"]] != [FOREIGN_REQUEST_ID]


async def test_requests_at_the_same_time_do_not_see_each_other() -> None:
    """Each keeps its id over a wait."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        for _ in range(3):
            await asyncio.sleep(0)
            assert get_request_id() == scope["asgi_agent.request_id"]
        await Recorder()(scope, receive, send)

    await asyncio.gather(*(get(app) for _ in range(10)))


async def test_structlogs_context_of_another_request_is_forgotten() -> None:
    """What was bound there would turn up in our log lines."""
    bound: list[dict[str, Any]] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        bound.append(structlog.contextvars.get_contextvars())
        await Recorder()(scope, receive, send)

    await get(app)
    await get(app, clear_log_context=False)
    assert bound == [{}, {"request_id": FOREIGN_REQUEST_ID}]


@pytest.mark.parametrize("error", [ValueError("secret"), asyncio.CancelledError()])
async def test_failures_of_the_application_pass_through(error: BaseException) -> None:
    """They are the server's or the framework's to answer."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        raise error

    with pytest.raises(type(error)) as caught:
        await CorrelationIdMiddleware(app)(http_scope(), _never, _never)
    assert caught.value is error


async def _never(*message: Message) -> Any:
    raise AssertionError("neither received nor sent")


async def test_an_asgi_2_application_is_adapted() -> None:
    """As asgiref adapts it."""

    class Application:
        def __init__(self, scope: Scope) -> None:
            self.scope = scope

        async def __call__(self, receive: Receive, send: Send) -> None:
            await Recorder()(self.scope, receive, send)

    middleware: Any = CorrelationIdMiddleware(Application)  # type: ignore[arg-type]
    result = await run_http(middleware, http_scope())
    assert len(result.header("X-Request-ID")) == 1


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"inbound": "trust"}, id="inbound"),
        pytest.param({"trace": True}, id="trace"),
        pytest.param({"header": ""}, id="empty header"),
        pytest.param({"header": "X Request"}, id="header with a space"),
        pytest.param({"header": "X-Request-ID\n"}, id="header with a newline"),
        pytest.param({"header": "X-R\u00e9quest"}, id="header beyond ASCII"),
        pytest.param({"header": "traceparent"}, id="a header with another meaning"),
        pytest.param({"generator": "abc"}, id="generator that is no callable"),
        pytest.param({"generator": lambda: b"abc"}, id="generator of bytes"),
        pytest.param({"generator": lambda: "a b"}, id="generator of spaces"),
        pytest.param({"generator": lambda: "\u00e9"}, id="generator beyond ASCII"),
        pytest.param({"generator": lambda: ""}, id="generator of nothing"),
        pytest.param({"validator": "[a-z]+"}, id="validator that is no callable"),
    ],
)
def test_options_that_cannot_work_are_refused_at_once(options: dict[str, Any]) -> None:
    """At start, not with the first request."""
    with pytest.raises(ConfigurationError):
        CorrelationIdMiddleware(Recorder(), **options)


def test_an_application_that_is_none_is_refused_at_once() -> None:
    """The message names its type."""
    with pytest.raises(ConfigurationError, match="not NoneType"):
        CorrelationIdMiddleware(None)  # type: ignore[arg-type]


async def test_nothing_on_the_middleware_changes_with_a_request() -> None:
    """One instance serves all requests at once."""
    middleware = CorrelationIdMiddleware(Recorder())
    before = dict(vars(middleware))
    await run_http(middleware, http_scope(headers=[(b"x-request-id", b"a"), (b"traceparent", TRACEPARENT)]))
    assert vars(middleware) == before
