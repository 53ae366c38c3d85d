"""The pair of records of a request, and the middleware's options."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent import AuditLogMiddleware, ConfigurationError, CorrelationIdMiddleware, Principal
from asgi_agent.audit import AuditLog
from asgi_agent.audit.record import Event
from asgi_agent.middleware.auth import Authentication
from asgi_agent.scope import AUDIT_KEY, AUTHENTICATION_KEY, PRINCIPAL_KEY, REQUEST_ID_KEY
from asgi_agent.testing import (
    ASGIConnection,
    ASGIValidator,
    MemoryAudit,
    http_scope,
    lifespan_scope,
    run_http,
)
from tests.middleware.audit.recorded import START, Recorded, answering, piece

if TYPE_CHECKING:
    from pathlib import Path

    from asgi_agent.middleware._types import Receive, Scope, Send


async def test_a_request_leaves_an_intent_and_an_end() -> None:
    """The first says what is asked for, the second refers to it and says how it went."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await answering(200, b"hello")(scope, receive, send)

    recorded = Recorded(app)
    result = await recorded.ask("POST", "/x", b"{}")
    intent, end = await recorded.pair()
    assert (result.status, result.body) == (200, b"hello")
    assert intent.http is not None
    assert (intent.http.method, intent.http.status, intent.http.complete) == ("POST", 200, None)
    assert intent.event == end.event == Event("http.request", "C")
    assert intent.outcome is None
    assert intent.net is not None
    assert intent.net.peer == "127.0.0.1"
    assert end.outcome is not None
    assert (end.outcome.status, end.outcome.code, end.outcome.reason) == ("success", 200, None)
    assert end.http is not None
    assert (end.http.received, end.http.sent, end.http.complete, end.http.cut_by) == (2, 5, True, None)
    assert end.http.us is not None
    assert end.http.us >= 0


async def test_the_intent_is_in_the_log_before_the_first_byte_leaves() -> None:
    """And the end is not: it is about what has not happened yet."""
    store = MemoryAudit()
    app = AuditLogMiddleware(answering(), log=store)
    async with ASGIConnection(app, http_scope("/")) as connection:
        await connection.put({"type": "http.request", "body": b"", "more_body": False})
        assert (await connection.get())["type"] == "http.response.start"
        assert [record.phase for record in store.of("http.request")] == ["intent"]
        await connection.wait()
    await app.log.aclose()
    assert [record.phase for record in store.of("http.request")] == ["intent", "end"]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, "success"),
        (304, "success"),
        (404, "failure"),
        (401, "denied"),
        (403, "denied"),
        (500, "failure"),
    ],
)
async def test_the_outcome_follows_the_status(status: int, outcome: str) -> None:
    """Who may not is denied; what is not done is a failure, whoever is at fault."""
    recorded = Recorded(answering(status, b""))
    await recorded.ask()
    end = await recorded.end()
    assert end.outcome is not None
    assert (end.outcome.status, end.outcome.code) == (outcome, status)


@pytest.mark.parametrize(
    ("method", "shown", "action"),
    [
        ("GET", "GET", "R"),
        ("HEAD", "HEAD", "R"),
        ("PATCH", "PATCH", "U"),
        ("DELETE", "DELETE", "D"),
        ("PROPFIND", "PROPFIND", "R"),
        ("SMITH", "OTHER", "E"),
    ],
)
async def test_a_method_is_one_that_is_registered(method: str, shown: str, action: str) -> None:
    """It is the client's own word, so another one is not repeated."""
    recorded = Recorded(answering(200, b""))
    await recorded.ask(method)
    intent, end = await recorded.pair()
    assert intent.http is not None
    assert end.http is not None
    assert intent.http.method == end.http.method == shown
    assert intent.event.action == action


async def test_the_ids_of_the_correlation_middleware_stand_in_both() -> None:
    """Whether it is outside or inside; what a client has chosen becomes a pseudonym."""
    for outside in (True, False):
        store = MemoryAudit()
        inside = answering() if outside else CorrelationIdMiddleware(answering())
        audited = AuditLogMiddleware(inside, log=store)
        app = CorrelationIdMiddleware(audited) if outside else audited
        headers = [
            (b"x-request-id", b"John.Smith-48291034"),
            (b"traceparent", b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        ]
        result = await run_http(app, http_scope("/", headers=headers))
        await audited.log.aclose()
        for record in store.of("http.request"):
            assert record.corr is not None
            assert [record.corr.request] == result.header("x-request-id")
            assert record.corr.parent_request == store.pseudonyms.of("request", "John.Smith-48291034")
            assert (record.corr.trace, record.corr.span) == ("0af7651916cd43dd8448eb211c80319c", None)


async def test_the_caller_is_whom_authentication_has_left_in_the_scope() -> None:
    """By then: a layer inside may have found out who it is, and writes to its own copy of the scope."""
    clinician = Principal("u-7", roles=("clinician", "John Smith"), tenant="north")

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        scope["state"]["user"] = clinician
        await answering()(scope, receive, send)

    for recorded, scope in (
        (Recorded(app), {}),
        (
            Recorded(answering()),
            {PRINCIPAL_KEY: clinician, AUTHENTICATION_KEY: Authentication("jwt", "48291034")},
        ),
    ):
        await recorded.ask(scope=scope)
        for record in await recorded.pair():
            assert record.actor is not None
            assert (record.actor.id, record.actor.type) == ("north/u-7", "human")
            assert record.actor.roles == ("clinician",)
            if scope:
                assert record.actor.auth is not None
                assert record.actor.auth.method == "jwt"
                assert record.actor.auth.jti == recorded.store.pseudonyms.of("token", "48291034")


async def test_callers_may_stand_there_by_pseudonym() -> None:
    """All of them; a patient does in any case, and by the one that records about that patient have."""
    for principal, actors, kind in (
        (Principal("u-7"), "pseudonym", "actor"),
        (Principal("u-7", type="patient"), "plain", "patient"),
        (Principal("a line\nbreak"), "plain", "actor"),
        (Principal("x" * 200), "plain", "actor"),
    ):
        recorded = Recorded(answering(), actors=actors)
        await recorded.ask(scope={PRINCIPAL_KEY: principal})
        intent, _ = await recorded.pair()
        assert intent.actor is not None
        assert intent.actor.id == recorded.store.pseudonyms.of(kind, principal.id)


async def test_a_user_who_has_no_id_is_nobody() -> None:
    """The record is made all the same."""
    recorded = Recorded(answering())
    await recorded.ask(scope={"user": object()})
    intent, end = await recorded.pair()
    assert intent.actor is end.actor is None


async def test_nothing_of_the_scope_and_the_messages_is_changed() -> None:
    """What the application gets is a copy, and what it sends leaves as it is."""
    sent: list[Any] = []
    start = {**START, "trailers": False, "unknown": 1}
    body = piece(b"x", more=False)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send(start)
        await send(body)

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        raise AssertionError("nobody asks")

    scope = http_scope("/")
    before = dict(scope)
    middleware = AuditLogMiddleware(app, log=MemoryAudit())
    await middleware(scope, receive, send)
    await middleware.log.aclose()
    assert scope == before
    assert [id(message) for message in sent] == [id(start), id(body)]


async def test_mounted_twice_with_one_log_the_inner_one_passes() -> None:
    """One pair of records, and one audit in the scope."""
    store = MemoryAudit()
    inner = AuditLogMiddleware(answering(), log=store)
    outer = AuditLogMiddleware(inner, log=store)
    assert inner.log is outer.log
    await run_http(ASGIValidator(outer), http_scope("/"))
    await outer.log.aclose()
    assert len(store.of("http.request")) == 2


async def test_two_logs_are_independent_and_both_learn_what_is_said() -> None:
    """Each with a pair of its own, and with pseudonyms of its own."""
    near, far = MemoryAudit("near"), MemoryAudit("far")

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        scope[AUDIT_KEY].subject(patient="123")
        scope[AUDIT_KEY].purpose("TREAT")
        scope[AUDIT_KEY].break_glass()
        scope[AUDIT_KEY].event("letter.sent")
        await answering()(scope, receive, send)

    inner = AuditLogMiddleware(app, log=near)
    outer = AuditLogMiddleware(inner, log=far)
    await run_http(ASGIValidator(outer), http_scope("/"))
    for middleware, store in ((inner, near), (outer, far)):
        await middleware.log.aclose()
        assert len(store.of("http.request")) == 2
        assert len(store.of("break_glass")) == len(store.of("letter.sent")) == 1
        for record in store.of("http.request"):
            assert record.subject is not None
            assert record.subject.patient == store.patient("123")
            assert record.purpose == "TREAT"


async def test_several_applications_of_a_process_share_a_directory(tmp_path: Path) -> None:
    """However it is written, it is one log."""
    first = AuditLogMiddleware(answering(), log=tmp_path / "audit")
    second = AuditLogMiddleware(answering(), log=str(tmp_path / "x" / ".." / "audit"))
    assert first.log is second.log
    await asyncio.gather(*(run_http(app, http_scope("/")) for app in (first, second) * 5))
    await first.log.aclose()
    with pytest.raises(ConfigurationError, match="on_failure"):
        AuditLogMiddleware(answering(), log=tmp_path / "audit", on_failure="open")


async def test_paths_that_are_skipped_leave_no_pair() -> None:
    """Their application finds an audit all the same, and what it says itself is recorded."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        scope[AUDIT_KEY].event("cache.cleared")
        await answering()(scope, receive, send)

    recorded = Recorded(app, skip=["/health", "/static/*"])
    for path in ("/health", "/health/", "/static/a/b"):
        await recorded.ask(path=path)
    await recorded.ask(path="/agent/health", scope={"root_path": "/agent"})
    assert [record.event.type for record in await recorded.records()] == ["cache.cleared"] * 4
    await recorded.ask(path="/healthy")
    assert len(await recorded.records()) == 4 + 3


async def test_the_log_is_closed_when_the_root_application_has_shut_down() -> None:
    """With its stop record, before the server is told."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await answering()(scope, receive, send)
            return
        for step in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{step}.complete"})

    recorded = Recorded(app)
    async with ASGIConnection(recorded.app, lifespan_scope()) as connection:
        await connection.put({"type": "lifespan.startup"})
        await connection.get()
        await recorded.ask()
        await connection.put({"type": "lifespan.shutdown"})
        assert (await connection.get())["type"] == "lifespan.shutdown.complete"
        assert recorded.store.records[-1].event.type == "audit.stop"


async def test_other_scopes_pass() -> None:
    """Whatever a server may come up with."""
    seen: list[Any] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)

    scope = {"type": "udp"}
    await AuditLogMiddleware(app, log=MemoryAudit())(scope, None, None)  # type: ignore[arg-type]
    assert seen == [scope]


async def test_optional_keys_of_the_scope_may_be_missing() -> None:
    """Servers leave them out."""
    recorded = Recorded(answering())
    scope = http_scope("/", omit=("client", "root_path", "raw_path", "extensions", "state", "server"))
    await run_http(recorded.app, scope)
    intent, _ = await recorded.pair()
    assert intent.net is None


async def test_an_id_of_a_foreign_request_turns_up_nowhere() -> None:
    """Servers leave context variables behind; `ask` runs in such a context."""
    recorded = Recorded(answering())
    await recorded.ask()
    for record in await recorded.pair():
        assert record.corr is not None
        assert (record.corr.request, record.corr.run) == (None, None)


@pytest.mark.parametrize(
    "options",
    [
        {"on_failure": "shut"},
        {"route": "/x"},
        {"skip": "/health"},
        {"skip": ["health"]},
        {"actors": "both"},
        {"trusted_proxies": "10.0.0.1"},
        {"trusted_proxies": ["proxy.example.org"]},
        {"heartbeat": 0},
    ],
)
def test_an_option_that_cannot_work_is_refused_at_once(options: dict[str, Any]) -> None:
    """And not at the first request."""
    with pytest.raises(ConfigurationError):
        AuditLogMiddleware(answering(), log=MemoryAudit(), **options)
    with pytest.raises(ConfigurationError):
        AuditLogMiddleware(object(), log=MemoryAudit())  # type: ignore[arg-type]


async def test_a_log_of_the_hosts_own_is_used_as_it_is() -> None:
    """With what it was told to do when it fails."""
    store = MemoryAudit()
    log = AuditLog(store, on_failure="open", pseudonyms=store.pseudonyms)
    middleware = AuditLogMiddleware(answering(), log=log)
    assert middleware.log is log
    assert middleware.log.on_failure == "open"


async def test_the_request_id_of_a_scope_is_taken_as_it_is_found() -> None:
    """One that only a machine can have made, in lower case; any other as a pseudonym."""
    for given, expected in (("AB" * 16, "ab" * 16), ("order-7", None)):
        recorded = Recorded(answering())
        await recorded.ask(scope={REQUEST_ID_KEY: given})
        intent, _ = await recorded.pair()
        assert intent.corr is not None
        assert intent.corr.request == (expected or recorded.store.pseudonyms.of("request", given))
