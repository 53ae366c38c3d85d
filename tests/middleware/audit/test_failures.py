"""What becomes of requests while the log cannot be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route

from asgi_agent import AgentASGI, AuditLogMiddleware, CorrelationIdMiddleware, Principal
from asgi_agent.audit import AuditUnavailableError, record
from asgi_agent.scope import AUDIT_KEY
from asgi_agent.testing import (
    ASGIConnection,
    ASGIValidator,
    MemoryAudit,
    ScriptedGraph,
    http_scope,
    run_http,
    websocket_scope,
)
from tests.asking import ask, until
from tests.middleware.audit.recorded import START, answering, piece

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from starlette.requests import Request

    from asgi_agent.audit.health import OnFailure
    from asgi_agent.middleware._types import Message, Receive, Scope, Send

FULL = OSError("No space left on device")
SECRET = b"SSN 219-09-9999"


class Stack:
    """Correlation and audit around an application, with a log that fails when told to."""

    def __init__(self, app: Any, **options: Any) -> None:
        self.store = MemoryAudit()
        self.audit = AuditLogMiddleware(ASGIValidator(app), log=self.store, **options)
        self.app = ASGIValidator(CorrelationIdMiddleware(self.audit))

    def fail(self, *, failing: bool = True) -> None:
        self.store.failure = FULL if failing else None

    async def ask(self, method: str = "GET", path: str = "/", body: Any = None, **options: Any) -> Any:
        return await ask(self.app, method, path, body, **options)


class Counting:
    """Counts how often the application is called."""

    def __init__(self, app: Any) -> None:
        self.calls = 0
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.calls += 1
        await self._app(scope, receive, send)


async def test_no_record_no_answer() -> None:
    """503 with the request's id and the state of the log, and nothing of what the application said."""
    stack = Stack(answering(200, SECRET, (b"set-cookie", SECRET)))
    stack.fail()
    result = await stack.ask()
    assert (result.status, result.header("content-type")) == (503, ["application/problem+json"])
    assert result.header("retry-after") == ["1"]
    assert SECRET not in repr(result.messages).encode()
    problem = result.json()
    assert problem["type"].endswith("audit-unavailable")
    assert [problem["request_id"]] == result.header("x-request-id")
    assert problem["audit"] == {"on_failure": "closed", "state": "failing"}


async def test_an_intent_that_no_line_holds_is_one_that_cannot_be_recorded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing of the answer leaves, and the end that is lost is counted: here, and in the log."""
    stack = Stack(answering(200, SECRET))
    await stack.ask()
    await until(lambda: len(stack.store.of("http.request")) == 2)  # an end is written when it is over
    with monkeypatch.context() as small:
        small.setattr(record, "MAX_BODY", 150)
        result = await stack.ask()
    assert result.status == 503
    assert SECRET not in repr(result.messages).encode()
    assert stack.audit.log.health().dropped == 1
    await stack.ask()
    await stack.audit.log.aclose()
    (gap,) = stack.store.of("audit.gap")
    assert gap.chain is not None
    assert (gap.chain.reason, gap.chain.count) == ("dropped", 1)


async def test_an_end_that_no_line_holds_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer has left by then."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await answering(200, b"ok")(scope, receive, send)
        monkeypatch.setattr(record, "MAX_BODY", 150)

    stack = Stack(app)
    assert (await stack.ask()).status == 200
    assert stack.audit.log.health().dropped == 1
    monkeypatch.undo()


async def test_where_records_may_be_lost_one_that_no_line_holds_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And the request is answered."""
    stack = Stack(answering(200, b"ok"), on_failure="open")
    monkeypatch.setattr(record, "MAX_BODY", 150)
    assert (await stack.ask()).status == 200
    assert stack.audit.log.health().dropped == 2


async def test_the_longest_that_a_host_can_say_is_recorded() -> None:
    """Roles, resources and a route beyond what a record has room for."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        audit = scope[AUDIT_KEY]
        audit.actor(Principal("\u4e16" * 128, roles=("r" * 64,) * 16), on_behalf_of="\u4e16" * 128)
        for number in range(32):
            audit.resource("R" * 64, str(number))
        audit.authz(policy="p" * 64, consent="c")
        await answering(200, b"ok")(scope, receive, send)

    stack = Stack(app, route=lambda scope: "\x01" * 400)
    assert (await stack.ask()).status == 200
    await stack.audit.log.aclose()
    assert [len(stack.store.of("http.request", phase)) for phase in ("intent", "end")] == [1, 1]
    assert stack.audit.log.health().dropped == 0


async def test_a_head_request_gets_no_body() -> None:
    """As with any answer to HEAD."""
    stack = Stack(answering(200, b""))
    stack.fail()
    result = await stack.ask("HEAD")
    assert (result.status, result.body) == (503, b"")


async def test_a_stream_is_told_to_stop() -> None:
    """It would go on for nobody: its next send fails as with a client that has left, and so does receive."""
    told: list[Any] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send(START)
        told.append(await receive())
        for _ in range(1000):
            await send(piece(SECRET))
            told.append("went on")

    stack = Stack(app)
    stack.fail()
    result = await stack.ask()
    assert result.status == 503
    assert told == [{"type": "http.disconnect"}]


@pytest.mark.parametrize("stream", [True, False])
async def test_frameworks_end_in_peace(stream: bool, caplog: pytest.LogCaptureFixture) -> None:
    """What they raise because of the refusal is not raised to the server."""

    async def tokens() -> AsyncIterator[bytes]:
        for _ in range(1000):
            yield SECRET

    def endpoint(request: Request) -> Any:
        return StreamingResponse(tokens()) if stream else PlainTextResponse(SECRET)

    stack = Stack(Starlette(routes=[Route("/", endpoint)]))
    stack.fail()
    result = await stack.ask()
    assert result.status == 503
    assert SECRET not in result.body
    assert "219-09" not in caplog.text


async def test_while_the_log_is_known_to_fail_the_application_is_not_called() -> None:
    """Nobody acts unrecorded; and the first record that can be written ends that."""
    counting = Counting(answering())
    stack = Stack(counting)
    stack.fail()
    assert [(await stack.ask()).status for _ in range(3)] == [503, 503, 503]
    assert counting.calls == 1
    stack.fail(failing=False)
    assert [(await stack.ask()).status for _ in range(2)] == [200, 200]
    assert counting.calls == 3
    assert stack.store.of("audit.heartbeat")


async def test_a_refused_client_may_finish_what_it_sends() -> None:
    """Some servers reset a connection whose request was answered half way."""
    stack = Stack(answering())
    stack.fail()
    await stack.ask()
    pieces = [b"x" * 10] * 3
    scope = http_scope("/", method="POST", headers=[(b"content-length", b"30")])
    result = await run_http(stack.app, scope, pieces)
    assert result.status == 503


async def test_what_was_refused_is_counted() -> None:
    """Its end could not be recorded either, and the log is told so when it can be."""
    stack = Stack(answering())
    stack.fail()
    await stack.ask()
    await until(lambda: stack.audit.log.health().dropped == 1)
    stack.fail(failing=False)
    await stack.ask()
    await stack.audit.log.aclose()
    assert len(stack.store.of("http.request")) == 2  # of the second request alone
    (gap,) = stack.store.of("audit.gap")
    assert gap.chain is not None
    assert (gap.chain.reason, gap.chain.count) == ("dropped", 1)


async def test_open_answers_and_counts() -> None:
    """The host said that answers matter more."""
    stack = Stack(answering(), on_failure="open")
    stack.fail()
    assert [(await stack.ask()).status for _ in range(2)] == [200, 200]
    await until(lambda: stack.audit.log.health().dropped == 4)
    assert stack.audit.log.health().state == "dropping"


async def test_spool_answers_and_keeps(tmp_path: Path) -> None:
    """What was kept is in the log when it can be written again."""
    stack = Stack(answering(), on_failure="spool", spool=tmp_path / "spool")
    stack.fail()
    assert (await stack.ask()).status == 200
    assert stack.audit.log.health().state == "spooling"
    assert stack.store.of("http.request") == []
    stack.fail(failing=False)
    assert (await stack.ask()).status == 200
    await until(lambda: len(stack.store.of("http.request")) == 4)


@pytest.mark.parametrize("denial", [True, False])
async def test_a_websocket_is_refused(denial: bool) -> None:
    """By a denial response where the server can do that, else by closing before it is accepted."""
    told: list[Any] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        told.append((await receive())["type"])
        await send({"type": "websocket.accept"})
        told.append((await receive())["type"])
        with pytest.raises(OSError, match="refused"):
            await send({"type": "websocket.send", "text": SECRET.decode()})
        await send({"type": "websocket.close"})

    stack = Stack(app)
    for first in (True, False):
        stack.fail()
        async with ASGIConnection(stack.app, websocket_scope("/ws", denial=denial)) as connection:
            await connection.put({"type": "websocket.connect"})
            await connection.wait()
        assert SECRET.decode() not in repr(connection.sent)
        if denial:
            assert connection.sent[0]["status"] == 503
        else:
            assert [message["type"] for message in connection.sent] == ["websocket.close"]
        assert len(told) == 2, first  # the second time it is not even called


@pytest.mark.parametrize(
    "answer",
    [
        {"type": "websocket.close", "code": 1008},
        {"type": "websocket.http.response.start", "status": 403, "headers": []},
    ],
)
async def test_a_denial_is_not_given_unrecorded_either(answer: Message) -> None:
    """The application's own refusal may say something as well."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send(answer)
        if "status" in answer:
            await send({"type": "websocket.http.response.body", "body": SECRET})

    stack = Stack(app)
    stack.fail()
    async with ASGIConnection(stack.app, websocket_scope("/ws")) as connection:
        await connection.put({"type": "websocket.connect"})
        await connection.wait()
    assert connection.sent[0]["status"] == 503
    assert SECRET.decode() not in repr(connection.sent)


async def test_an_early_hint_does_not_leave_unrecorded() -> None:
    """It is a response whose first byte leaves before the start."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.early_hint", "links": [SECRET]})
        await answering()(scope, receive, send)

    stack = Stack(app)
    stack.fail()
    result = await stack.ask(scope={"extensions": {"http.response.early_hint": {}}})
    assert [message["type"] for message in result.messages] == ["http.response.start", "http.response.body"]
    assert result.status == 503


async def test_an_event_of_the_applications_own_holds_the_answer_as_well() -> None:
    """What was said before the response is durable before its first byte, or there is none."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        scope[AUDIT_KEY].break_glass()
        stack.fail()
        await answering()(scope, receive, send)

    stack = Stack(app)
    assert (await stack.ask()).status == 503


async def test_who_awaits_an_event_learns_that_it_is_not_durable() -> None:
    """Before it reads what only the emergency allows."""
    refused: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await scope[AUDIT_KEY].break_glass()
        except AuditUnavailableError as problem:
            refused.append(problem.slug)
        await answering()(scope, receive, send)

    stack = Stack(app)
    stack.fail()
    assert (await stack.ask()).status == 503
    assert refused == ["audit-unavailable"]


def agent(graph: ScriptedGraph) -> tuple[Stack, Callable[..., Any]]:
    stack = Stack(AgentASGI(graph))

    async def invoke(path: str = "/invoke", **body: Any) -> Any:
        return await stack.ask("POST", path, {"input": "hi", **body})

    return stack, invoke


async def test_nothing_is_run_unrecorded() -> None:
    """The first request that meets the failing log is refused before its graph starts."""
    graph = ScriptedGraph("hello")
    stack, invoke = agent(graph)
    stack.fail()
    result = await invoke()
    assert (result.status, graph.runs) == (503, [])
    assert result.json()["type"].endswith("audit-unavailable")
    stack.fail(failing=False)
    assert (await invoke()).status == 200


async def test_ready_tells_of_the_log() -> None:
    """200 with its state while it is written; 503 while it is not, whether or not the asking is recorded."""
    for skip in ((), ("/ready",)):
        stack = Stack(AgentASGI(ScriptedGraph()), skip=skip)
        result = await stack.ask(path="/ready")
        assert (result.status, result.json()["status"]) == (200, "ready")
        assert result.json()["audit"]["state"] == "ok"
        stack.fail()
        await stack.ask(path="/health")
        result = await stack.ask(path="/ready")
        assert (result.status, result.json()["audit"]["state"]) == (503, "failing")
        if skip:
            assert result.json()["status"] == "unrecorded"


async def test_ready_stays_ready_where_answers_matter_more() -> None:
    """But it tells what is lost."""
    stack = Stack(AgentASGI(ScriptedGraph()), on_failure="open", skip=("/ready",))
    stack.fail()
    await stack.ask(path="/health")
    result = await stack.ask(path="/ready")
    assert result.status == 200
    assert result.json()["audit"]["state"] == "dropping"
    assert result.json()["audit"]["dropped"] > 0


async def test_a_directory_that_cannot_be_written_from_the_start(tmp_path: Path) -> None:
    """No key for pseudonyms can be made there, nor any record: 503, and 200 where answers matter more."""
    (tmp_path / "file").touch()
    modes: dict[OnFailure, int] = {"closed": 503, "open": 200}
    for on_failure, status in modes.items():
        place = tmp_path / "file" / on_failure
        app = CorrelationIdMiddleware(AuditLogMiddleware(answering(), log=place, on_failure=on_failure))
        headers = [(b"x-request-id", b"chosen-by-a-client")]
        assert (await run_http(app, http_scope("/", headers=headers))).status == status
