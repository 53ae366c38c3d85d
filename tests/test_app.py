"""`AgentASGI` as an ASGI app: scopes, lifespan, routing, errors, and what the host hands in."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount

from asgi_agent import (
    AgentASGI,
    ConfigurationError,
    CorrelationIdMiddleware,
    ForbiddenError,
    Run,
    UnsupportedGraphError,
    current_run,
)
from asgi_agent.events import Family
from asgi_agent.testing import ASGIConnection, ASGIValidator, http_scope, lifespan_scope
from tests.asking import ask, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from asgi_agent.events import RunEvent


async def echo(given: Any) -> Any:
    return given


async def wait(_: Any) -> None:
    await asyncio.sleep(60)


class TestScopes:
    async def test_a_scope_of_another_type_is_not_taken(self) -> None:
        """As ASGI asks: a server learns that this protocol is not spoken here."""
        with pytest.raises(RuntimeError, match="mqtt"):
            await AgentASGI(echo)({"type": "mqtt"}, _no_receive, _no_send)

    @pytest.mark.parametrize(
        "key", ["extensions", "root_path", "raw_path", "client", "server", "state", "scheme"]
    )
    async def test_optional_keys_may_be_missing(self, key: str) -> None:
        """Daphne leaves out half of them."""
        scope = http_scope("/health", omit=[key])
        async with ASGIConnection(AgentASGI(echo), scope) as connection:
            await connection.put({"type": "http.request"})
            assert (await connection.get())["status"] == 200

    async def test_the_callers_scope_is_left_as_it_was(self) -> None:
        """Layers around us read it afterwards."""
        scope = http_scope("/health")
        before = {**scope, "headers": list(scope["headers"])}
        async with ASGIConnection(AgentASGI(echo), scope) as connection:
            await connection.put({"type": "http.request"})
            await connection.wait()
        assert scope == before


class TestLifespan:
    async def test_it_answers_a_lifespan_and_drains_at_its_end(self) -> None:
        """Runs in flight are told the end before the server goes."""
        app = AgentASGI(wait, drain_timeout=0.01)
        async with ASGIConnection(ASGIValidator(app), lifespan_scope()) as connection:
            await connection.put({"type": "lifespan.startup"})
            assert (await connection.get())["type"] == "lifespan.startup.complete"
            request = asyncio.create_task(ask(app, "POST", "/invoke", {"input": 1}))
            await until(lambda: app.service.live_runs == 1)
            await connection.put({"type": "lifespan.shutdown"})
            assert (await connection.get())["type"] == "lifespan.shutdown.complete"
        assert (await request).status == 503

    async def test_a_host_may_enter_the_lifespan_itself_and_again(self) -> None:
        """A test client does so for every test; each time the app takes runs again."""
        agent = AgentASGI(echo)
        host = Starlette(routes=[Mount("/agent", agent)], lifespan=agent.lifespan)
        for _ in range(2):
            async with agent.lifespan(host):
                assert (await ask(host, "POST", "/agent/invoke", {"input": 1})).status == 200
            assert (await ask(host, "POST", "/agent/invoke", {"input": 1})).status == 503

    async def test_it_needs_none(self) -> None:
        """A mounted app never gets one."""
        host = Starlette(routes=[Mount("/agent", AgentASGI(echo))])
        assert (await ask(host, "POST", "/agent/invoke", {"input": 1})).json()["output"] == 1


class TestRouting:
    @pytest.mark.parametrize("path", ["/nowhere", "/invoke/more", "/graphs//invoke", "/runs/x"])
    async def test_what_is_not_there_is_a_problem(self, path: str) -> None:
        """Not a page of the host's."""
        result = await ask(AgentASGI(echo), "GET", path)
        assert (result.status, result.header("content-type")) == (404, ["application/problem+json"])

    async def test_a_trailing_slash_is_the_same_route(self) -> None:
        """No redirect, which would lose the body of a POST in some clients."""
        assert (await ask(AgentASGI(echo), "POST", "/invoke/", {"input": 1})).status == 200

    @pytest.mark.parametrize(
        ("path", "allow"), [("/invoke", "OPTIONS, POST"), ("/health", "GET, HEAD, OPTIONS")]
    )
    async def test_another_method_is_told_which_ones_there_are(self, path: str, allow: str) -> None:
        """In `Allow`, for 405 and for OPTIONS."""
        refused = await ask(AgentASGI(echo), "DELETE", path)
        assert (refused.status, refused.header("allow")) == (405, [allow])
        options = await ask(AgentASGI(echo), "OPTIONS", path)
        assert (options.status, options.header("allow"), options.body) == (204, [allow], b"")
        assert not options.header("content-length")

    async def test_head_is_get_without_its_body(self) -> None:
        """The length is that of the body which GET would send."""
        head, get = (
            await ask(AgentASGI(echo), "HEAD", "/health"),
            await ask(AgentASGI(echo), "GET", "/health"),
        )
        assert (head.status, head.body) == (200, b"")
        assert head.header("content-length") == [str(len(get.body))]


class TestClientsThatLeave:
    async def test_leaving_while_a_refused_body_is_taken_is_no_fault(self) -> None:
        """A server would write the exception, with its traceback, into its log."""
        scope = http_scope("/nowhere", method="POST", headers=[(b"content-length", b"100")])
        async with ASGIConnection(ASGIValidator(AgentASGI(echo)), scope) as connection:
            await connection.put({"type": "http.request", "body": b"some", "more_body": True})
            await connection.disconnect()
            await connection.wait()
        assert connection.sent == []

    async def test_leaving_before_a_problem_is_sent_is_no_fault(self) -> None:
        """A `send` that fails ends the request, whatever was to be said."""

        async def broken(message: Any) -> None:
            raise BrokenPipeError

        await AgentASGI(echo)(http_scope("/nowhere"), _no_receive, broken)


class TestHost:
    async def test_middleware_runs_inside_the_correlation_ids(self) -> None:
        """So that what it logs or refuses carries the id."""
        seen: list[str] = []

        class Noting:
            def __init__(self, app: Any, label: str) -> None:
                self.app, self.label = app, label

            async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
                seen.append(f"{self.label} {len(scope['asgi_agent.request_id'])}")
                await self.app(scope, receive, send)

        app = AgentASGI(echo, middleware=[Middleware(Noting, label="a"), Middleware(Noting, label="b")])
        await ask(app, "GET", "/health")
        assert seen == ["a 32", "b 32"]

    async def test_around_the_host_the_correlation_middleware_decides_the_id(self) -> None:
        """The one inside is then a no-op."""
        inner = AgentASGI(echo)
        app = CorrelationIdMiddleware(Starlette(routes=[Mount("/a", inner)]), header="X-Trace")
        result = await ask(app, "GET", "/a/health")
        assert len(result.header("x-trace")) == 1
        assert not result.header("x-request-id")

    async def test_a_refusal_of_the_hosts_has_its_status(self) -> None:
        """Raised where the caller is worked out, before anything runs."""

        def refuse(request: Any) -> None:
            raise ForbiddenError("your licence has ended")

        result = await ask(AgentASGI(echo, principal=refuse), "POST", "/invoke", {"input": 1})
        assert (result.status, result.json()["detail"]) == (403, "your licence has ended")

    async def test_a_fault_in_the_hosts_callable_is_a_500_without_its_text(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Its class and place are in the log, beside nothing that could be a patient's."""

        def broken(request: Any) -> None:
            raise OSError("no connection for John Smith")

        result = await ask(AgentASGI(echo, principal=broken), "POST", "/invoke", {"input": 1})
        assert result.status == 500
        assert b"Smith" not in result.body
        assert "Smith" not in caplog.text
        assert caplog.records[-1].__dict__["exception"] == "OSError"

    async def test_a_user_without_an_id_is_a_fault_and_not_anonymous(self) -> None:
        """Callers whom nobody can tell apart must not share threads."""
        result = await ask(
            AgentASGI(echo, principal=lambda request: object()), "POST", "/invoke", {"input": 1}
        )
        assert result.status == 500

    async def test_the_context_reaches_the_function_and_its_tools_and_is_closed(self) -> None:
        """A database session for one request, shared by all that runs in it."""
        log: list[str] = []

        @asynccontextmanager
        async def session(request: Any) -> AsyncIterator[dict[str, str]]:
            log.append("open")
            yield {"user": request.headers["x-user"]}
            log.append("closed")

        def tool() -> str:
            context: dict[str, str] = current_run().context
            return context["user"]

        async def agent(_: Any, run: Run) -> list[str]:
            return [tool(), run.context["user"], await asyncio.to_thread(tool)]

        app = AgentASGI(agent, context=session)
        result = await ask(app, "POST", "/invoke", {"input": 1}, headers=[(b"x-user", b"ann")])
        assert result.json()["output"] == ["ann"] * 3
        assert log == ["open", "closed"]

    async def test_observers_see_every_run(self) -> None:
        """The seam for what must know of each of them."""
        seen: list[str] = []

        class Observation:
            needs = Family.NONE

            def event(self, event: RunEvent) -> None:
                seen.append(event.type)

        await ask(AgentASGI(echo, observers=[lambda run: Observation()]), "POST", "/invoke", {"input": 1})
        assert seen == ["run.started", "run.finished"]

    async def test_two_apps_in_one_process_know_nothing_of_each_other(self) -> None:
        """Neither threads nor runs nor limits."""
        first = AgentASGI(wait, max_concurrency=1, drain_timeout=0.01)
        second = AgentASGI(echo, max_concurrency=1)
        run = asyncio.create_task(ask(first, "POST", "/invoke", {"input": 1, "thread_id": "t"}))
        await until(lambda: first.service.live_runs == 1)
        assert (await ask(second, "POST", "/invoke", {"input": 1, "thread_id": "t"})).status == 200
        await first.aclose()
        await run


class TestConfiguration:
    def test_an_object_that_is_no_graph_is_refused_with_what_is_accepted(self) -> None:
        """At mount, not at the first request."""
        with pytest.raises(UnsupportedGraphError, match="compiled LangGraph graph"):
            AgentASGI(42)

    @pytest.mark.parametrize("options", [{"on_disconnect": "stop"}, {"multitask_strategy": "interrupt"}])
    def test_a_policy_that_does_not_exist_is_refused(self, options: Any) -> None:
        """And names those that do."""
        with pytest.raises(ConfigurationError, match=" or "):
            AgentASGI(echo, **options)

    @pytest.mark.parametrize("options", [{"heartbeat": -1}, {"send_timeout": 0}, {"max_body": 0}])
    def test_a_limit_that_cannot_hold_is_refused(self, options: Any) -> None:
        """By its name, and not at the first request."""
        with pytest.raises(ConfigurationError, match=f"{next(iter(options))}="):
            AgentASGI(echo, **options)

    def test_a_graph_whose_name_cannot_stand_in_a_path_is_refused(self) -> None:
        """It could not be asked for."""
        with pytest.raises(ConfigurationError):
            AgentASGI({"a/b": echo})


async def _no_receive() -> Any:
    raise AssertionError("nothing to receive")


async def _no_send(message: Any) -> None:
    raise AssertionError("nothing to send")
