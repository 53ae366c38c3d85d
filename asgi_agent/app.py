"""`AgentASGI`: agent graphs as a raw ASGI app that can be mounted anywhere."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, Literal

from asgi_agent.caller import CallerResolver
from asgi_agent.graphs.detect import adapt_all
from asgi_agent.middleware.correlation import CorrelationIdMiddleware
from asgi_agent.protocols.description import Documentation
from asgi_agent.protocols.wires import wires
from asgi_agent.redaction.request import claim_redaction
from asgi_agent.refusals import problem_of
from asgi_agent.scope import AUDIT_KEY
from asgi_agent.service import AgentService
from asgi_agent.shutdown import drain_on_signal
from asgi_agent.telemetry import RequestSpan, RunTelemetry
from asgi_agent.transport.connection import ClientDisconnected
from asgi_agent.transport.exchange import Exchange
from asgi_agent.transport.farewell import OpenSockets
from asgi_agent.transport.options import check_options
from asgi_agent.transport.routing import WEBSOCKET, Router, route_path
from asgi_agent.transport.socket import INTERNAL_ERROR, Socket

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from starlette.middleware import Middleware
    from starlette.types import ASGIApp, Receive, Scope, Send

    from asgi_agent.errors import Problem
    from asgi_agent.observation import RunObserver
    from asgi_agent.requirements import Requirement

logger = logging.getLogger("asgi_agent")

MAX_BODY = 1024 * 1024


class AgentASGI:
    """Serves one graph, or several by name, over HTTP and WebSocket.

    Works mounted in any ASGI app and as the root under any ASGI server. It needs no lifespan, and answers
    one if it is the root; a host that has one may enter `lifespan`, so that runs in flight are told the end
    before the host's own resources go.

    Args:
        graph: a compiled LangGraph or AgentFlow graph, a LangChain Runnable, an async or sync function or
            generator, or a mapping of names to such.
        name: what a single graph is called, and the app in its descriptor.
        protocols: the wires that clients may speak: `native`, and `agentflow` for AgentFlow's own client.
        middleware: Starlette `Middleware` entries around this app, inside its correlation ids.
        principal: `(request)` gives the caller: a `Principal`, an id, or an object that has one. Default:
            what the host's authentication left in the scope (`request.user`, `request.state.user`).
        context: `()`, `(request)` or `(request, principal)`, an async function or async context manager,
            gives each run its context, a database session say; it is closed when the run ends.
        thread_id: `(request)` or `(request, principal)` maps a request to its thread; it overrides the
            client's and is trusted.
        on_disconnect: `cancel` the run of a client that has left, or `continue` it to its end.
        multitask_strategy: a run on a thread that has one in flight: `reject` (409) or `enqueue`.
        heartbeat: seconds of silence before a stream sends a sign of life; None for never.
        send_timeout: seconds that a client may take nothing of what waits for it before it counts as gone;
            None for no limit.
        max_body: bytes of a request body or of a WebSocket message.
        max_concurrency: runs in flight before further ones get a 503; None for no limit.
        run_timeout: seconds that a run may take; None for no limit.
        recursion_limit: steps that a run may take; a client may ask for fewer.
        drain_timeout: seconds that runs in flight get when the app shuts down, before they are cancelled.
        drain_on_signal: drain on SIGINT and SIGTERM, which is when a server begins to wait for open streams.
        allowed_origins: further origins whose pages may open the WebSocket; `*` for any.
        observers: see every run: each is called with the `Run` and gives a `RunObservation`.
        require: what a caller must have, for every graph or for each by its name:
            `asgi_agent.middleware.auth.require(scopes=["triage:run"])`.
        docs: serve `/openapi.json` and `/docs`.
        expose_errors: put exception texts into problems. For development; they may quote a patient.

    Raises:
        UnsupportedGraphError: an object is no graph that any adapter runs.
        ConfigurationError: another argument cannot work.
    """

    def __init__(
        self,
        graph: Any,
        *,
        name: str = "agent",
        protocols: Sequence[str] = ("native",),
        middleware: Sequence[Middleware] = (),
        principal: Callable[..., Any] | None = None,
        context: Callable[..., Any] | None = None,
        thread_id: Callable[..., Any] | None = None,
        on_disconnect: Literal["cancel", "continue"] = "cancel",
        multitask_strategy: Literal["reject", "enqueue"] = "reject",
        heartbeat: float | None = 15.0,
        send_timeout: float | None = 60.0,
        max_body: int = MAX_BODY,
        max_concurrency: int | None = None,
        run_timeout: float | None = None,
        recursion_limit: int = 25,
        drain_timeout: float = 2.0,
        drain_on_signal: bool = True,
        allowed_origins: Sequence[str] = (),
        observers: Sequence[RunObserver] = (),
        require: Requirement | Mapping[str, Requirement] | None = None,
        docs: bool = True,
        expose_errors: bool = False,
    ) -> None:
        check_options(on_disconnect, heartbeat, send_timeout, max_body)
        self.service = AgentService(
            adapt_all(graph if isinstance(graph, Mapping) else {name: graph}),
            multitask_strategy=multitask_strategy,
            max_concurrency=max_concurrency,
            run_timeout=run_timeout,
            recursion_limit=recursion_limit,
            drain_timeout=drain_timeout,
            observers=(RunTelemetry(), *observers),
            require=require,
            expose_errors=expose_errors,
        )
        served = wires(
            protocols,
            self.service,
            CallerResolver(principal=principal, thread_id=thread_id, context=context),
            on_disconnect=on_disconnect,
            heartbeat=heartbeat or None,
            send_timeout=send_timeout,
            allowed_origins=allowed_origins,
        )
        described = Documentation(name, self.service, served, pages=docs)
        self._router = Router([*(route for wire in served for route in wire.routes()), *described.routes()])
        self._max_body = max_body
        self._send_timeout = send_timeout
        self._expose_errors = expose_errors
        self._drain_on_signal = drain_on_signal
        self._sockets = OpenSockets()
        self._app: ASGIApp = CorrelationIdMiddleware(_wrapped(self._dispatch, middleware))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] in ("http", "websocket"):
            await self._app(scope, receive, send)
        else:
            raise RuntimeError(f"this app does not know the ASGI scope type {scope['type']!r}")

    @asynccontextmanager
    async def lifespan(self, app: object = None) -> AsyncIterator[None]:
        """For hosts that have a lifespan: `FastAPI(lifespan=agent.lifespan)`, or entered within theirs."""
        self.service.draining = False
        try:
            yield
        finally:
            await self.aclose()

    async def aclose(self) -> None:
        """Take no new run, give those in flight `drain_timeout` seconds, cancel the rest.

        WebSockets are closed then (1001), as their clients cannot know that nothing more will come.
        """
        await self.drain()

    @property
    def draining(self) -> bool:
        """Whether no run is taken any more."""
        return self.service.draining

    @property
    def live_runs(self) -> int:
        """Runs in flight."""
        return self.service.live_runs

    async def drain(self) -> None:
        """As `aclose`."""
        await self.service.drain()
        await self._sockets.close()

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        async with self.lifespan():
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})

    async def _dispatch(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._drain_on_signal:
            drain_on_signal(self)
        claim_redaction(scope)
        if scope["type"] == "http":
            await self._http(Exchange(scope, receive, send, max_body=self._max_body))
        else:
            timeout = self._send_timeout
            await self._websocket(
                Socket(scope, receive, send, max_message=self._max_body, send_timeout=timeout)
            )

    async def _http(self, exchange: Exchange) -> None:
        # A client that leaves before it is answered, or while it is, cannot be told anything.
        with suppress(ClientDisconnected), RequestSpan(exchange.scope) as span:
            try:
                await self._answer(exchange)
            except ClientDisconnected:
                raise
            except Exception as error:
                if exchange.started:
                    raise
                await exchange.respond_problem(await self._problem(error, exchange.scope))
            finally:
                span.answered(exchange.route, exchange.status)

    async def _answer(self, exchange: Exchange) -> None:
        method, path = exchange.scope["method"], route_path(exchange.scope)
        if method == "OPTIONS":
            allowed = ", ".join(self._router.allowed(path))
            await exchange.respond_empty({"allow": allowed})
            return
        route, exchange.params = self._router.find(method, path)
        exchange.route = route.path
        exchange.dialect = route.dialect or exchange.dialect
        _tell_route(exchange.scope, route.path)
        await route.endpoint(exchange)

    async def _websocket(self, socket: Socket) -> None:
        with suppress(ClientDisconnected), RequestSpan(socket.scope) as span:
            try:
                if not await socket.connected():
                    return
                route, socket.params = self._router.find(WEBSOCKET, route_path(socket.scope))
                span.answered(route.path, None)
                _tell_route(socket.scope, route.path)
                with self._sockets.open(socket):
                    await route.endpoint(socket)
            except ClientDisconnected:
                pass
            except Exception as error:
                problem = await self._problem(error, socket.scope)
                if socket.accepted:
                    await socket.close(INTERNAL_ERROR)
                else:
                    await socket.deny(problem)

    async def _problem(self, error: Exception, scope: Scope) -> Problem:
        return await problem_of(error, scope, expose_errors=self._expose_errors)


def _tell_route(scope: Scope, route: str) -> None:
    """Let the audit of the request know which route it took, since that stands in no router's scope."""
    if (audit := scope.get(AUDIT_KEY)) is not None:
        audit.routed(scope, route)


def _wrapped(app: ASGIApp, middleware: Sequence[Middleware]) -> ASGIApp:
    for cls, args, kwargs in reversed(middleware):
        app = cls(app, *args, **kwargs)
    return app
