"""Within and around real frameworks, and beside the package that most of them use for this."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import pytest
from asgi_correlation_id import CorrelationIdMiddleware as PeerMiddleware
from asgi_correlation_id.middleware import is_valid_uuid4
from asgiref.testing import ApplicationCommunicator
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request  # noqa: TC002 - FastAPI reads the annotation
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from asgi_agent.middleware.correlation import CorrelationIdMiddleware, get_request_id
from asgi_agent.testing import ASGIValidator, http_scope, polluted_context, run_http

if TYPE_CHECKING:
    from asgiref.typing import ASGI3Application, ASGIReceiveCallable, ASGISendCallable
    from asgiref.typing import Scope as AsgirefScope
    from starlette.types import ASGIApp as StarletteASGIApp

    from asgi_agent.middleware._types import ASGIApp

OVERSIZED_ID = ("urn:" * 2500 + uuid.uuid4().hex).encode()


async def show(request: Request) -> Response:
    """The ids that an endpoint sees."""
    return JSONResponse([request.scope["asgi_agent.request_id"], get_request_id()])


async def fail(request: Request) -> Response:
    """An endpoint with a bug."""
    raise RuntimeError("a bug")


class Base(BaseHTTPMiddleware):
    """A middleware of the kind that runs the application in another task."""

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        return await call_next(request)


def starlette_app(*middleware: Middleware) -> Starlette:
    return Starlette(routes=[Route("/show", show), Route("/fail", fail)], middleware=middleware)


def fastapi_app() -> FastAPI:
    app = FastAPI()
    app.add_api_route("/fail", fail)
    app.add_api_route("/show", show)
    return app


@pytest.mark.parametrize("host", [starlette_app, fastapi_app])
async def test_a_failing_hosts_own_500_carries_the_id(host: Any) -> None:
    """Since the middleware wraps the framework's outermost layer as well."""
    caught: list[str] = []

    async def catching(scope: Any, receive: Any, send: Any) -> None:
        try:
            await app(scope, receive, send)
        except RuntimeError as error:  # frameworks answer first, then let the server see the failure
            caught.append(str(error))

    app = CorrelationIdMiddleware(ASGIValidator(host()))
    result = await run_http(ASGIValidator(catching), http_scope("/fail"), context=polluted_context())
    assert (result.status, caught) == (500, ["a bug"])
    assert len(result.header("X-Request-ID")) == 1


@pytest.mark.parametrize(
    "app",
    [
        pytest.param(CorrelationIdMiddleware(starlette_app()), id="around"),
        pytest.param(starlette_app(Middleware(CorrelationIdMiddleware)), id="within"),
        pytest.param(CorrelationIdMiddleware(starlette_app(Middleware(CorrelationIdMiddleware))), id="both"),
        pytest.param(
            CorrelationIdMiddleware(starlette_app(Middleware(Base))), id="around BaseHTTPMiddleware"
        ),
        pytest.param(
            starlette_app(Middleware(Base), Middleware(CorrelationIdMiddleware)),
            id="within BaseHTTPMiddleware",
        ),
        pytest.param(CorrelationIdMiddleware(fastapi_app()), id="around FastAPI"),
    ],
)
async def test_endpoints_see_the_id_that_goes_out(app: ASGIApp) -> None:
    """In the scope and in the context, wherever the middleware stands."""
    result = await run_http(ASGIValidator(app), http_scope("/show"), context=polluted_context())
    assert result.json() == result.header("X-Request-ID") * 2


async def test_a_mounted_application_sees_the_id() -> None:
    """Routers copy the scope with our keys in it."""
    host = Starlette(routes=[Mount("/agent", starlette_app())])
    result = await run_http(CorrelationIdMiddleware(host), http_scope("/agent/show"))
    assert result.json() == result.header("X-Request-ID") * 2


async def asgiref_app(scope: AsgirefScope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    """An application annotated with asgiref's types."""
    await send({"type": "http.response.start", "status": 200, "headers": [], "trailers": False})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def test_it_fits_the_types_of_starlette_and_of_asgiref() -> None:
    """As what it wraps and as what it is; the type checker reads these lines, too."""
    for_asgiref: ASGI3Application = CorrelationIdMiddleware(starlette_app())
    for_starlette: StarletteASGIApp = CorrelationIdMiddleware(asgiref_app)
    result = await run_http(CorrelationIdMiddleware(for_starlette), http_scope())
    assert (result.status, callable(for_asgiref)) == (200, True)


async def test_asgirefs_own_driver_agrees() -> None:
    """The middleware needs nothing of ours around it."""
    communicator = ApplicationCommunicator(CorrelationIdMiddleware(starlette_app()), http_scope("/show"))  # type: ignore[no-untyped-call]
    await communicator.send_input({"type": "http.request", "body": b""})  # type: ignore[no-untyped-call]
    start = await communicator.receive_output(5)  # type: ignore[no-untyped-call]
    assert [name for name, _ in start["headers"]].count(b"x-request-id") == 1
    await communicator.receive_output(5)  # type: ignore[no-untyped-call]
    await communicator.wait()  # type: ignore[no-untyped-call]


async def test_the_peer_echoes_an_oversized_id_and_this_package_does_not() -> None:
    """The peer's default validator takes 10 KB for a UUID: Python's own parser drops every `urn:`."""
    scope = http_scope("/fail-not-found", headers=[(b"x-request-id", OVERSIZED_ID)])
    peer: Any = PeerMiddleware(starlette_app())
    assert is_valid_uuid4(OVERSIZED_ID.decode())
    assert (await run_http(peer, scope)).header("X-Request-ID") == [OVERSIZED_ID.decode()]
    (own,) = (await run_http(CorrelationIdMiddleware(starlette_app(), inbound="accept"), scope)).header(
        "X-Request-ID"
    )
    assert len(own) == 32


async def test_the_peer_mounted_twice_answers_twice_and_this_package_once() -> None:
    """Two values make a header that no client can read with certainty."""
    peer: Any = PeerMiddleware(PeerMiddleware(starlette_app()))
    assert len((await run_http(peer, http_scope())).header("X-Request-ID")) == 2
    ours = CorrelationIdMiddleware(CorrelationIdMiddleware(starlette_app()))
    assert len((await run_http(ours, http_scope())).header("X-Request-ID")) == 1
