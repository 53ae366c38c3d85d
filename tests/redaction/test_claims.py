"""Who redacts: the agent, wherever it sits under the middleware."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from fastapi import FastAPI, Request, Response
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount

from asgi_agent import AgentASGI, CorrelationIdMiddleware
from asgi_agent.hosts.starlette import AgentResponse
from asgi_agent.middleware.redaction import PHIRedactionMiddleware
from asgi_agent.phi import Redactor
from asgi_agent.phi.vault import Vault
from asgi_agent.redaction import RequestRedaction
from asgi_agent.redaction.request import claim_redaction
from asgi_agent.scope import REDACTION_KEY
from asgi_agent.testing import ASGIConnection, websocket_scope
from tests.asking import ask, sse
from tests.redaction.around import NOTE, REDACTOR, SSN, VALUES, Around, pieces_of, said


def agent(**options: Any) -> AgentASGI:
    return AgentASGI(pieces_of(NOTE), **options)


async def assert_claimed(app: Any, around: Around, path: str) -> None:
    """The middleware is asked for nothing before the agent has claimed, and the answer is redacted."""
    before = len(around.handed)
    result = await ask(app, "POST", path, {"input": "hello"})
    assert len(around.handed) == before + 1
    assert around.handed[-1].claimed
    assert said(sse(result.body)) == REDACTOR.redact(NOTE)
    assert not any(value.encode() in result.body for value in VALUES)


async def test_directly_around_an_agent() -> None:
    """The shortest way."""
    app = Around(agent())
    await assert_claimed(app, app, "/stream")


async def test_around_other_middlewares() -> None:
    """What stands in between hands the scope on."""
    app = Around(CorrelationIdMiddleware(CorrelationIdMiddleware(agent())))
    await assert_claimed(app, app, "/stream")


async def test_as_middleware_of_the_agent_itself() -> None:
    """It sits inside the correlation ids, and the claim inside of it."""
    made: list[Around] = []

    def around(app: Any) -> Around:
        made.append(Around(app))
        return made[0]

    app = agent(middleware=[Middleware(around)])
    await assert_claimed(app, made[0], "/stream")


async def test_around_a_host_that_mounts_two_agents() -> None:
    """Each request has a redaction of its own, whichever agent it reaches."""
    app = Around(Starlette(routes=[Mount("/one", agent()), Mount("/two", agent())]))
    await assert_claimed(app, app, "/one/stream")
    await assert_claimed(app, app, "/two/stream")


async def test_in_an_endpoint_of_the_host() -> None:
    """The operation has checked who asks and has not read the body."""
    host = FastAPI()

    @host.post("/agent/{path:path}")
    async def ask_agent(path: str, request: Request) -> Response:
        return AgentResponse(agent(), path)

    app = Around(host)
    await assert_claimed(app, app, "/agent/stream")


async def test_routes_of_the_host_stay_with_the_middleware() -> None:
    """Nothing but an agent claims."""
    seen: list[RequestRedaction] = []
    host = FastAPI()

    @host.get("/own")
    async def own(request: Request) -> str:
        seen.append(request.scope[REDACTION_KEY])
        return SSN

    host.mount("/agent", agent())
    app = FastAPI()
    app.mount("/", Handing(host))
    result = await ask(app, "GET", "/own")
    assert result.json() == SSN
    assert not seen[0].claimed


class Handing:
    """Hands a redaction down and watches nothing."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.app({**scope, REDACTION_KEY: RequestRedaction(REDACTOR)}, receive, send)


async def test_a_websocket_is_claimed_before_its_handshake() -> None:
    """And each of its runs is redacted."""
    app = Around(agent())
    async with ASGIConnection(app, websocket_scope("/ws")) as connection:
        await connection.put({"type": "websocket.connect"})
        assert (await connection.get())["type"] == "websocket.accept"
        assert app.handed[0].claimed


async def test_claiming_claims_what_is_around() -> None:
    """Nested middlewares all let the bytes pass."""
    outer = RequestRedaction(REDACTOR)
    inner = RequestRedaction(REDACTOR, outer=outer)
    assert claim_redaction({REDACTION_KEY: inner}) is inner
    assert (inner.claimed, outer.claimed) == (True, True)
    assert claim_redaction({}) is None


async def test_what_has_begun_on_the_wire_stays_there() -> None:
    """A layer in between has read the body, so the middleware cannot stop half way."""
    outer, inner = RequestRedaction(REDACTOR), RequestRedaction(REDACTOR)
    inner.begun, inner.outer = True, outer
    claim_redaction({REDACTION_KEY: inner})
    assert (inner.claimed, outer.claimed) == (False, True)


def test_no_redaction_costs_no_import() -> None:
    """Detection is loaded where a middleware asks for it."""
    code = "import sys, asgi_agent.app; print([name for name in sys.modules if '.phi' in name])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


class TestMiddleware:
    """The middleware itself, around hosts that have agents and routes of their own."""

    def host(self) -> FastAPI:
        host = FastAPI()

        @host.post("/own")
        async def own(body: dict[str, str]) -> dict[str, str]:
            return {"heard": body["note"], "said": NOTE}

        host.mount("/agent", AgentASGI(echo))
        return host

    @pytest.mark.parametrize("path", ["/agent/stream", "/agent/invoke", "/own"])
    async def test_around_a_host(self, path: str) -> None:
        """The agent's routes inside, the host's on the wire; what comes in and what goes out."""
        app = PHIRedactionMiddleware(self.host())
        body = {"note": NOTE} if path == "/own" else {"input": NOTE, "granularity": "full"}
        result = await ask(app, "POST", path, body)
        assert result.status == 200
        assert not any(value.encode() in result.body for value in VALUES)
        assert b"[SSN]" in result.body

    async def test_as_middleware_of_the_agent(self) -> None:
        """Inside of its correlation ids."""
        app = AgentASGI(echo, middleware=[Middleware(PHIRedactionMiddleware)])
        result = await ask(app, "POST", "/stream", {"input": NOTE})
        assert said(sse(result.body)) == REDACTOR.redact(NOTE)

    async def test_inside_of_itself(self) -> None:
        """Two policies, of which both apply."""
        inner = PHIRedactionMiddleware(AgentASGI(echo), redactor=Redactor(known=["Zebra Ward"]))
        app = PHIRedactionMiddleware(CorrelationIdMiddleware(inner))
        result = await ask(app, "POST", "/stream", {"input": f"Zebra Ward: {NOTE}"})
        assert said(sse(result.body)) == f"[ID]: {REDACTOR.redact(NOTE)}"

    async def test_where_a_layer_in_between_reads_the_body(self) -> None:
        """The wire has begun, and goes on to the end with its own tokens."""
        heard: list[str] = []

        async def listen(value: str) -> str:
            heard.append(value)
            return f"{value} {NOTE}"

        class ReadsFirst:
            def __init__(self, app: Any) -> None:
                self.app = app

            async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
                first = await receive()

                async def again() -> Any:
                    nonlocal first
                    message, first = first, None
                    return message or await receive()

                await self.app(scope, again, send)

        app = PHIRedactionMiddleware(
            ReadsFirst(AgentASGI(listen)),
            inbound="pseudonymise",
            outbound="restore",
            vault=Vault(),
            may_reveal=lambda principal, scope: True,
        )
        result = await ask(app, "POST", "/stream", {"input": NOTE})
        assert not any(value in heard[0] for value in VALUES)
        assert said(sse(result.body)) == f"{NOTE} {REDACTOR.redact(NOTE)}"


async def echo(value: str) -> str:
    return value
