"""Routes are recorded as templates, whatever host took the request; never as the path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request, WebSocket
from litestar import Litestar, Router, asgi, get
from starlette.applications import Starlette
from starlette.authentication import AuthCredentials, SimpleUser
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Host, Mount, Route, WebSocketRoute

from asgi_agent import AgentASGI, AuditLogMiddleware, CorrelationIdMiddleware, PHIRedactionMiddleware
from asgi_agent.hosts.starlette import AgentResponse
from asgi_agent.middleware.auth import APIKeyMiddleware
from asgi_agent.testing import (
    ASGIConnection,
    MemoryAudit,
    ScriptedGraph,
    http_scope,
    run_http,
    websocket_scope,
)
from tests.audit.sandboxes import run
from tests.middleware.audit.recorded import Recorded, answering

if TYPE_CHECKING:
    from starlette.middleware.base import RequestResponseEndpoint
    from starlette.requests import HTTPConnection
    from starlette.responses import Response

    from asgi_agent.middleware._types import ASGIApp, Receive, Scope, Send

# Litestar asks for another way to declare parameters, which its older versions do not have.
pytestmark = pytest.mark.filterwarnings("ignore:.*inferred style")

MRN = "48291034"


async def route_of(
    app: Any, path: str, method: str = "GET", *, root_path: str = "", **options: Any
) -> str | None:
    """The template that is recorded of a request to an application behind the middleware."""
    store = MemoryAudit()
    middleware = AuditLogMiddleware(app, log=store, **options)
    return await recorded_by(middleware, store, middleware, path, method, root_path)


async def route_inside(
    host: Any, audited: AuditLogMiddleware, path: str, method: str = "GET", root_path: str = ""
) -> str | None:
    """The template that a middleware records which stands somewhere within a host."""
    store = audited.log.store
    assert isinstance(store, MemoryAudit)
    return await recorded_by(audited, store, host, path, method, root_path)


async def recorded_by(
    middleware: AuditLogMiddleware, store: MemoryAudit, app: Any, path: str, method: str, root_path: str
) -> str | None:
    if method == "WEBSOCKET":
        async with ASGIConnection(app, websocket_scope(path, root_path=root_path)) as connection:
            await connection.put({"type": "websocket.connect"})
            await connection.get()
            await connection.disconnect()
            await connection.wait()
    else:
        host = b"ward.example.org" if path.startswith("/beds") else b"example.org"
        headers = [(b"content-type", b"application/json"), (b"host", host)]
        scope = http_scope(path, method=method, root_path=root_path, headers=headers)
        await run_http(app, scope, b'{"input": "hi"}' if method == "POST" else b"")
    await middleware.log.aclose()
    assert MRN.encode() not in b"".join(store.lines())
    routes = {
        record.http.route for record in store.records if record.http and record.event.type != "agent.run"
    }
    assert len(routes) == 1
    return routes.pop()


def audited(app: Any) -> AuditLogMiddleware:
    return AuditLogMiddleware(app, log=MemoryAudit())


def ok(request: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")


async def chat(socket: Any) -> None:
    await socket.accept()
    await socket.close()


def chart() -> list[Any]:
    return [Route("/chart/{section}", ok, methods=["GET"]), WebSocketRoute("/live/{bed}", chat)]


def starlette(**options: Any) -> Starlette:
    """Routes, mounts with parameters in them, one below the other, and a mount of something else."""
    return Starlette(
        routes=[
            Route("/patients/{mrn}", ok, methods=["GET", "DELETE"]),
            Mount("/patients/{mrn:int}/charts", routes=chart()),
            Mount("/wards/{ward}", routes=[Mount("/{mrn}", app=Starlette(routes=chart()))]),
            Mount("/raw/{mrn}", app=answering()),
            Mount("/agent/{mrn}", app=AgentASGI(ScriptedGraph("hello"))),
            Host("{ward}.example.org", app=Starlette(routes=[Route("/beds/{bed}", ok)])),
        ],
        **options,
    )


STARLETTE = [
    (f"/patients/{MRN}", "GET", "/patients/{mrn}"),
    (f"/patients/{MRN}", "PATCH", "/patients/{mrn}"),
    (f"/patients/{MRN}/charts/chart/labs", "GET", "/patients/{mrn}/charts/chart/{section}"),
    (f"/patients/{MRN}/charts/none", "GET", "/patients/{mrn}/charts/{path}"),
    (f"/patients/{MRN}/charts/live/{MRN}", "WEBSOCKET", "/patients/{mrn}/charts/live/{bed}"),
    (f"/wards/{MRN}/{MRN}/chart/labs", "GET", "/wards/{ward}/{mrn}/chart/{section}"),
    (f"/raw/{MRN}/anything/{MRN}", "GET", "/raw/{mrn}/{path}"),
    (f"/agent/{MRN}/invoke", "POST", "/agent/{mrn}/invoke"),
    (f"/agent/{MRN}/graphs/{MRN}", "GET", "/agent/{mrn}/graphs/{graph}"),
    (f"/agent/{MRN}/{MRN}", "GET", "/agent/{mrn}/{path}"),
    (f"/beds/{MRN}", "GET", "/beds/{bed}"),
    (f"/{MRN}", "GET", None),
]


@pytest.mark.parametrize(("path", "method", "route"), STARLETTE)
async def test_starlette(path: str, method: str, route: str | None) -> None:
    """Around it, and under what a server was told of a prefix; a mount's own values stand nowhere."""
    assert await route_of(starlette(), path, method) == route
    assert await route_of(starlette(), "/pre" + path, method, root_path="/pre") == route


class Passing(BaseHTTPMiddleware):
    """A middleware of the kind that most hosts have."""

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        return await call_next(request)


class Copying:
    """A middleware that hands on a copy of the scope, and tells nobody."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app({**scope, "copied": True}, receive, send)


@pytest.mark.parametrize(("path", "method", "route"), STARLETTE[:8])
async def test_layers_between_do_not_hide_the_route(path: str, method: str, route: str) -> None:
    """Those of this package tell of the copies that they hand on; behind others it is found again."""
    around = CorrelationIdMiddleware(PHIRedactionMiddleware(starlette()))
    assert await route_of(around, path, method) == route
    keys = APIKeyMiddleware(PHIRedactionMiddleware(starlette()), keys={}, required=False)
    assert await route_of(keys, path, method) == route
    within = starlette(middleware=[Middleware(CorrelationIdMiddleware), Middleware(Passing)])
    assert await route_of(within, path, method) == route
    hidden = starlette(middleware=[Middleware(Copying)])
    assert await route_of(hidden, path, method) == route


async def test_what_is_answered_before_any_route_has_the_one_that_it_was_for() -> None:
    """A login refuses before the router is asked."""

    class Nobody:
        async def authenticate(self, connection: HTTPConnection) -> Any:
            if "authorization" in connection.headers:
                return AuthCredentials(), SimpleUser("x")
            return None

    class Refusing:
        def __init__(self, app: ASGIApp) -> None:
            self.app = app

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            await answering(401, b"")(scope, receive, send)

    login = Middleware(AuthenticationMiddleware, backend=Nobody())  # type: ignore[arg-type]
    app = starlette(middleware=[login, Middleware(Refusing)])
    for path, method, route in STARLETTE[:3]:
        assert await route_of(app, path, method) == route
    assert await route_of(app, f"/raw/{MRN}/x") == "/raw/{mrn}/{path}"


@pytest.mark.parametrize("depth", [1, 2])
async def test_inside_a_mount_the_prefix_is_a_template_as_well(depth: int) -> None:
    """The scope shows the path that the mounts have matched, with the values of their parameters."""
    inner = audited(Starlette(routes=chart()))
    host = Starlette(routes=[Mount("/patients/{mrn}", app=Passing(inner) if depth == 1 else inner)])
    prefix = "/patients/{mrn}"
    if depth == 2:
        host = Starlette(routes=[Mount("/wards/{ward}", app=CorrelationIdMiddleware(host))])
        prefix = "/wards/{ward}" + prefix
    path = prefix.format(mrn=MRN, ward=MRN) + "/chart/labs"
    assert await route_inside(host, inner, path) == prefix + "/chart/{section}"
    inner = audited(AgentASGI(ScriptedGraph("hello")))
    host = Starlette(routes=[Mount("/patients/{mrn}", app=inner)])
    assert await route_inside(host, inner, f"/patients/{MRN}/invoke", "POST") == "/patients/{mrn}/invoke"


async def test_a_prefix_that_nobody_knows_is_not_shown() -> None:
    """Where the mounts are hidden in an object that shows no routes."""

    class Closed:
        def __init__(self, app: ASGIApp) -> None:
            self._app = app

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            await self._app(scope, receive, send)

    inner = audited(Starlette(routes=chart()))
    below = Starlette(routes=[Mount("/{mrn}", app=inner)])
    host = Starlette(routes=[Mount("/patients", app=Closed(below))])
    assert await route_inside(host, inner, f"/patients/{MRN}/chart/labs") == "/*/chart/{section}"


def fastapi() -> FastAPI:
    """Path operations, included routers, sub-applications, WebSockets, and an agent behind a dependency."""
    api = FastAPI()
    beds = APIRouter(prefix="/beds")
    agent = AgentASGI(ScriptedGraph("hello"))

    @beds.get("/{bed}")
    def bed(bed: str) -> str:
        return "ok"

    @beds.websocket("/{bed}/live")
    async def live(socket: WebSocket, bed: str) -> None:
        await chat(socket)

    def refused() -> None:
        raise HTTPException(403)

    @api.get("/patients/{mrn}")
    def patient(mrn: str) -> str:
        return "ok"

    @api.get("/denied/{mrn}", dependencies=[Depends(refused)])
    def denied(mrn: str) -> str:
        return "ok"

    @api.api_route("/dependent/{mrn}/{path:path}", methods=["GET", "POST"])
    async def dependent(mrn: str, path: str) -> Response:
        return AgentResponse(agent, path)

    wards = APIRouter(prefix="/wards/{ward}")
    wards.include_router(beds)
    api.include_router(wards)
    api.include_router(beds, prefix="/v2")
    sub = FastAPI()
    sub.include_router(beds)
    api.mount("/sub/{mrn}", sub)
    api.mount("/agent/{mrn}", agent)
    return api


FASTAPI = [
    (f"/patients/{MRN}", "GET", "/patients/{mrn}"),
    (f"/patients/{MRN}", "PUT", "/patients/{mrn}"),
    (f"/denied/{MRN}", "GET", "/denied/{mrn}"),
    (f"/wards/{MRN}/beds/{MRN}", "GET", "/wards/{ward}/beds/{bed}"),
    (f"/v2/beds/{MRN}", "GET", "/v2/beds/{bed}"),
    (f"/v2/beds/{MRN}/live", "WEBSOCKET", "/v2/beds/{bed}/live"),
    (f"/sub/{MRN}/beds/{MRN}", "GET", "/sub/{mrn}/beds/{bed}"),
    (f"/sub/{MRN}/{MRN}", "GET", "/sub/{mrn}/{path}"),
    (f"/agent/{MRN}/invoke", "POST", "/agent/{mrn}/invoke"),
    (f"/dependent/{MRN}/graphs/agent", "GET", "/dependent/{mrn}/graphs/{graph}"),
    (f"/dependent/{MRN}/invoke", "POST", "/dependent/{mrn}/invoke"),
    (f"/{MRN}", "GET", None),
]


@pytest.mark.parametrize(("path", "method", "route"), FASTAPI)
async def test_fastapi(path: str, method: str, route: str | None) -> None:
    """Around it, and mounted in Starlette below a parameter."""
    assert await route_of(fastapi(), path, method) == route
    assert await route_of(fastapi(), "/pre" + path, method, root_path="/pre") == route
    outer = Starlette(routes=[Mount("/tenants/{tenant}", app=fastapi())])
    below = "/tenants/{tenant}" + ("/{path}" if route is None else route)
    assert await route_of(outer, f"/tenants/{MRN}{path}", method) == below


def litestar() -> Litestar:
    """A route, one in a router, and mounts."""

    @get("/patients/{mrn:str}")
    async def patient(mrn: str) -> str:
        return "ok"

    @get("/{bed:str}")
    async def bed(bed: str) -> str:
        return "ok"

    @asgi("/agent", is_mount=True, copy_scope=True)
    async def agent(scope: Any, receive: Any, send: Any) -> None:
        await served(scope, receive, send)

    @asgi("/raw", is_mount=True, copy_scope=True)
    async def raw(scope: Any, receive: Any, send: Any) -> None:
        await answering()(scope, receive, send)

    served = AgentASGI(ScriptedGraph("hello"))
    return Litestar(
        [patient, agent, Router("/beds", route_handlers=[bed]), Router("/v1", route_handlers=[raw])]
    )


@pytest.mark.parametrize(
    ("path", "method", "route"),
    [
        (f"/patients/{MRN}", "GET", "/patients/{mrn}"),
        (f"/beds/{MRN}", "GET", "/beds/{bed}"),
        ("/agent/invoke", "POST", "/agent/invoke"),
        (f"/agent/{MRN}", "GET", "/agent/{path}"),
        (f"/v1/raw/{MRN}", "GET", "/v1/raw/{path}"),
        (f"/{MRN}", "GET", None),
    ],
)
async def test_litestar(path: str, method: str, route: str | None) -> None:
    """It leaves templates in the scope, but not those of its mounts."""
    assert await route_of(litestar(), path, method) == route


# In a process of its own, since Django can be set up only once in one, and sets up logging with it.
DJANGO = """
import asyncio
from starlette.applications import Starlette
from starlette.routing import Mount
from asgi_agent import CorrelationIdMiddleware
from tests.matrix.django_site import django_application
from tests.middleware.audit.test_routes import MRN, route_of

async def main():
    django = django_application()
    host = Starlette(routes=[Mount("/{tenant}", app=CorrelationIdMiddleware(django))])
    print(await route_of(django, "/django/hello"))
    print(await route_of(django, f"/django/{MRN}"))
    print(await route_of(host, f"/{MRN}/django/hello"))

asyncio.run(main())
"""


def test_django() -> None:
    """It leaves nothing in the scope, so its resolver is asked; by itself, and mounted."""
    assert run(DJANGO).split() == ["/django/hello", "None", "/{tenant}/django/hello"]


async def test_the_agent_alone() -> None:
    """And behind a server's prefix."""
    app = AgentASGI({"a": ScriptedGraph("hello")})
    assert await route_of(app, "/graphs/a/invoke", "POST") == "/graphs/{graph}/invoke"
    assert await route_of(app, "/pre/invoke", "POST", root_path="/pre") == "/invoke"
    assert await route_of(app, "/ws", "WEBSOCKET") == "/ws"
    assert await route_of(app, f"/{MRN}") is None


async def test_other_hosts_give_their_routes_by_an_option() -> None:
    """Short; and a callable that fails costs the record its route, not the request its answer."""
    assert await route_of(answering(), f"/{MRN}", route=lambda scope: "/{mrn}") == "/{mrn}"
    assert await route_of(answering(), f"/{MRN}", route=lambda scope: "/x" * 500) == "/x" * 128
    assert await route_of(answering(), f"/{MRN}", route=lambda scope: None) is None
    assert await route_of(answering(), f"/{MRN}", route=lambda scope: scope["missing"]) is None
    assert await route_of(answering(), f"/{MRN}") is None


async def test_what_is_run_is_executed_and_what_is_read_is_read() -> None:
    """A POST to an agent creates nothing."""
    recorded = Recorded(AgentASGI(ScriptedGraph("hello")))
    await recorded.ask("POST", "/invoke", {"input": "hi"})
    await recorded.ask("GET", "/graphs")
    actions = [r.event.action for r in await recorded.records() if r.event.type == "http.request"]
    assert actions == ["E", "E", "R", "R"]
