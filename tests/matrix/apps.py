"""One application with every host in it, each on a prefix of its own, and the agent as the root besides.

A request goes to its host with the scope that the server made, untouched: each host does its own mounting,
and whatever belongs to no host goes to the `AgentASGI` that is the root application, lifespan included.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from fastapi import FastAPI
from litestar import Litestar, asgi
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

from asgi_agent import AgentASGI
from tests.matrix.django_site import django_application
from tests.matrix.graphs import GRAPHS
from tests.matrix.plain_graphs import counts

if TYPE_CHECKING:
    from starlette.middleware.base import RequestResponseEndpoint
    from starlette.requests import HTTPConnection, Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

HEARTBEAT = 0.2


def agent(**options: Any) -> AgentASGI:
    """The agent of every host: the same graphs, as a service of its own."""
    settings: dict[str, Any] = {"heartbeat": HEARTBEAT, "recursion_limit": 1000, **options}
    return AgentASGI(GRAPHS, **settings)


class Outer(BaseHTTPMiddleware):
    """What hosts commonly have around their routes."""

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        response = await call_next(request)
        response.headers["x-outer"] = "seen"
        return response


class Inner(Outer):
    """The same once more."""


async def hello(request: Request) -> PlainTextResponse:
    """A route of the host's own."""
    return PlainTextResponse("host")


def caller(request: HTTPConnection) -> str | None:
    """The caller, as a header names it; a stand-in for a host's authentication."""
    return request.headers.get("x-user")


def starlette_host(prefix: str, app: ASGIApp, middleware: tuple[Middleware, ...] = ()) -> Starlette:
    """The agent in a Starlette application."""
    routes = [Route(f"{prefix}/hello", hello), Mount(f"{prefix}/agent", app)]
    return Starlette(routes=routes, middleware=middleware)


def fastapi_host(prefix: str, app: ASGIApp) -> FastAPI:
    """The agent in a FastAPI application."""
    host = FastAPI()
    host.mount(f"{prefix}/agent", app)
    return host


def litestar_host(prefix: str, app: Any) -> Any:
    """The agent in a Litestar application."""
    return Litestar([asgi(f"{prefix}/agent", is_mount=True, copy_scope=True)(app)])


def django_host(prefix: str, app: ASGIApp) -> Starlette:
    """The agent beside a Django project, on the dispatcher that Django's documentation leaves to others."""
    return Starlette(routes=[Mount(f"{prefix}/agent", app), Mount("/", django_application())])


def nested_host(prefix: str, app: ASGIApp) -> Starlette:
    """A mount within a mount within a mount."""
    innermost = FastAPI()
    innermost.mount("/agent", app)
    return Starlette(routes=[Mount(prefix, Starlette(routes=[Mount("/deep", innermost)]))])


def twice_host(prefix: str) -> Starlette:
    """Two agents in one application, with a graph each."""
    one, two = AgentASGI(GRAPHS["chat"], name="one"), AgentASGI(GRAPHS["whoami"], name="two")
    return Starlette(routes=[Mount(f"{prefix}/one", one), Mount(f"{prefix}/two", two)])


class Dispatcher:
    """Hands a scope, as it is, to the host whose prefix its path has, else to the root application.

    `/counts/{key}` tells a count of `tests.matrix.plain_graphs`, and `POST` adds one to it. What a server was
    told with `--root-path` is looked past where the server puts it into the path.
    """

    def __init__(self, root: ASGIApp, hosts: dict[str, ASGIApp]) -> None:
        self._root = root
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._root(scope, receive, send)
            return
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        first = path.split("/")[1]
        if first == "counts":
            await _count(scope["method"], path.removeprefix("/counts/"), send)
        else:
            await self._hosts.get(f"/{first}", self._root)(scope, receive, send)


async def _count(method: str, key: str, send: Send) -> None:
    counts[key] += method == "POST"
    body = msgspec.json.encode(counts[key])
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


app = Dispatcher(
    agent(principal=caller),
    {
        "/starlette": starlette_host("/starlette", agent()),
        "/fastapi": fastapi_host("/fastapi", agent()),
        "/litestar": litestar_host("/litestar", agent()),
        "/django": django_host("/django", agent()),
        "/nested": nested_host("/nested", agent()),
        "/twice": twice_host("/twice"),
        "/gzip": starlette_host("/gzip", agent(), (Middleware(GZipMiddleware, minimum_size=1),)),
        "/base": starlette_host("/base", agent(), (Middleware(Outer), Middleware(Inner))),
        "/continue": starlette_host("/continue", agent(on_disconnect="continue")),
        "/enqueue": starlette_host("/enqueue", agent(multitask_strategy="enqueue")),
        "/exposed": starlette_host("/exposed", agent(expose_errors=True)),
        "/impatient": starlette_host("/impatient", agent(send_timeout=0.5)),
    },
)
