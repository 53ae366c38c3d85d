"""The host's own callables: who calls, on which thread, with what context."""

from __future__ import annotations

import functools
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from uuid import UUID

import fastapi
import litestar.exceptions
import pytest
import starlette.exceptions
from starlette.requests import HTTPConnection

from asgi_agent.caller import CallerResolver
from asgi_agent.errors import ConfigurationError, ForbiddenError, Problem
from asgi_agent.identity import Principal
from asgi_agent.scope import PARENT_REQUEST_ID_KEY, PRINCIPAL_KEY, REQUEST_ID_KEY
from asgi_agent.testing import http_scope

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

ANN = Principal("ann")


def a_connection(**keys: Any) -> HTTPConnection:
    scope = http_scope("/invoke", headers=[(b"x-thread", b"t-1")])
    return HTTPConnection(scope | {REQUEST_ID_KEY: "req-1", PRINCIPAL_KEY: ANN} | keys)


async def test_without_callables_the_scope_says_it_all() -> None:
    """Ids from correlation, the principal from authentication, no thread, no context."""
    caller = await CallerResolver().caller(a_connection(**{PARENT_REQUEST_ID_KEY: "parent-1"}))
    assert (caller.principal, caller.request_id, caller.parent_request_id) == (ANN, "req-1", "parent-1")
    assert caller.thread_id is None
    assert caller.context is None


async def bob_async(request: HTTPConnection) -> dict[str, str]:
    return {"sub": "bob"}


@pytest.mark.parametrize("function", [lambda request: "bob", bob_async, functools.partial(bob_async)])
async def test_principal_may_be_sync_or_async(function: Any) -> None:
    """It overrides the scope, and what it gives is read as any user is."""
    principal = await CallerResolver(principal=function).principal(a_connection())
    assert principal is not None
    assert principal.id == "bob"


async def test_principal_may_say_that_the_caller_is_anonymous() -> None:
    """None from the host's callable counts, whoever stands in the scope."""
    assert await CallerResolver(principal=lambda request: None).principal(a_connection()) is None


async def test_a_user_without_an_id_is_the_hosts_mistake() -> None:
    """And not an anonymous caller."""
    with pytest.raises(ConfigurationError):
        await CallerResolver(principal=lambda request: object()).principal(a_connection())


async def thread_of(request: HTTPConnection, principal: Principal) -> str:
    return f"user-{principal.id}"


@pytest.mark.parametrize(
    ("function", "thread_id"),
    [
        (lambda request: request.headers["x-thread"], "t-1"),
        (lambda request, principal: principal.id, "ann"),
        (lambda request, principal=None: principal.id, "ann"),
        (lambda request, prefix="user": f"{prefix}-1", "user-1"),
        (lambda request, user: user.id, "ann"),
        (lambda *arguments: len(arguments), "1"),
        (thread_of, "user-ann"),
        (lambda request: UUID(int=2), "00000000-0000-0000-0000-000000000002"),
        (lambda request: 0, "0"),
        (lambda request: None, None),
        (lambda request: "", None),
    ],
)
async def test_thread_id_maps_requests_to_threads(function: Any, thread_id: str | None) -> None:
    """With or without the principal; no choice is none, rather than a thread `None` for everybody."""
    caller = await CallerResolver(thread_id=function).caller(a_connection())
    assert caller.thread_id == thread_id


class Session:
    """What a database driver gives: an async context manager."""

    def __init__(self, owner: str = "") -> None:
        self.owner = owner
        self.open = False

    async def __aenter__(self) -> Session:
        self.open = True
        return self

    async def __aexit__(self, *error: object) -> None:
        self.open = False


@asynccontextmanager
async def managed(request: HTTPConnection) -> AsyncIterator[Session]:
    async with Session() as session:
        yield session


async def opened_later(request: HTTPConnection, principal: Principal) -> Session:
    return Session(principal.id)


@pytest.mark.parametrize(
    "function", [managed, lambda request: Session(), lambda request, principal: Session(), lambda: Session()]
)
async def test_a_context_manager_is_open_for_the_run_alone(function: Any) -> None:
    """Nothing is opened before the run starts, and it is closed however the run ends."""
    caller = await CallerResolver(context=function).caller(a_connection())
    assert caller.context is not None
    opening = caller.context()
    session = await opening.__aenter__()
    assert session.open
    error = LookupError()
    assert not await opening.__aexit__(LookupError, error, None)
    assert not session.open


@pytest.mark.parametrize("function", [opened_later, lambda request, principal: Session(principal.id)])
async def test_a_context_may_depend_on_the_principal(function: Any) -> None:
    """Two parameters are the request and the principal."""
    caller = await CallerResolver(context=function).caller(a_connection())
    assert caller.context is not None
    async with caller.context() as session:
        assert session.owner in ("ann", "")


async def test_a_context_may_be_any_value() -> None:
    """Which then needs no closing."""
    caller = await CallerResolver(context=lambda request: {"locale": "de"}).caller(a_connection())
    assert caller.context is not None
    async with caller.context() as context:
        assert context == {"locale": "de"}


async def test_each_run_gets_a_context_of_its_own() -> None:
    """A batch, or a websocket, is several runs by one caller."""
    caller = await CallerResolver(context=managed).caller(a_connection())
    assert caller.context is not None
    async with caller.context() as one, caller.context() as other:
        assert one is not other


def dependency(request: HTTPConnection) -> Iterator[None]:
    yield


def bare_dependency() -> Iterator[None]:
    yield


async def async_dependency(request: HTTPConnection) -> AsyncIterator[None]:
    yield


@pytest.mark.parametrize(
    ("option", "function"),
    [
        ("principal", lambda: None),
        ("principal", lambda request, principal: None),
        ("principal", "ann"),
        ("thread_id", lambda: None),
        ("thread_id", lambda a, b, c: None),
        ("thread_id", lambda request, *, key: None),
        ("thread_id", "thread-1"),
        ("thread_id", int),
        ("context", lambda a, b, c: None),
        ("context", Session()),
        ("context", dependency),
        ("context", async_dependency),
        ("context", bare_dependency),
    ],
)
def test_a_callable_that_cannot_work_is_refused_at_once(option: str, function: Any) -> None:
    """At construction, in a message that names the option; a bare generator lacks its decorator."""
    with pytest.raises(ConfigurationError, match=f"^{option}="):
        CallerResolver(**{option: function})


REFUSALS: dict[str, Callable[..., Exception]] = {
    "starlette": starlette.exceptions.HTTPException,
    "fastapi": fastapi.HTTPException,
    "litestar": lambda status, detail, headers=None: litestar.exceptions.HTTPException(
        detail=detail, status_code=status, headers=headers
    ),
}


def raising(error: Exception) -> Callable[..., Any]:
    def refuse(request: HTTPConnection) -> None:
        raise error

    return refuse


@pytest.mark.parametrize("framework", REFUSALS)
@pytest.mark.parametrize(
    ("status", "slug", "title"),
    [
        (401, "unauthenticated", "Authentication required"),
        (403, "forbidden", "Not allowed"),
        (404, "not-found", "Not found"),
        (402, "payment-required", "Payment required"),
        (429, "too-many-requests", "Too many requests"),
        (303, "see-other", "See other"),
        (499, "refused", "Refused"),
    ],
)
async def test_a_frameworks_http_exception_is_an_answer(
    framework: str, status: int, slug: str, title: str
) -> None:
    """Its status, detail and headers go out in a problem of the fitting type."""
    error = REFUSALS[framework](status, "because", headers={"X-Why": "because"})
    with pytest.raises(Problem) as caught:
        await CallerResolver(principal=raising(error)).principal(a_connection())
    assert caught.value.to_dict() == {
        "type": f"urn:asgi-agent:problem:{slug}",
        "title": title,
        "status": status,
        "detail": "because",
    }
    assert caught.value.headers == {"X-Why": "because"}


async def test_a_detail_that_is_no_text_is_written_as_json() -> None:
    """FastAPI's may be anything, and so may header values be numbers."""
    error = fastapi.HTTPException(429, {"wait": 5}, headers={"Retry-After": 5})  # type: ignore[dict-item]
    with pytest.raises(Problem) as caught:
        await CallerResolver(principal=raising(error)).principal(a_connection())
    assert caught.value.detail == '{"wait":5}'
    assert caught.value.headers == {"Retry-After": "5"}


@pytest.mark.parametrize("option", ["principal", "thread_id"])
async def test_a_problem_passes_as_it_is(option: str) -> None:
    """Ours need no translation."""
    refusal = ForbiddenError("not on sundays")
    with pytest.raises(ForbiddenError) as caught:
        await CallerResolver(**{option: raising(refusal)}).caller(a_connection())
    assert caught.value is refusal


async def test_a_context_may_refuse_as_well() -> None:
    """While it is opened; an error from the run's own code is not taken for a refusal."""
    caller = await CallerResolver(context=raising(fastapi.HTTPException(403, "no"))).caller(a_connection())
    assert caller.context is not None
    with pytest.raises(ForbiddenError):
        await caller.context().__aenter__()
    quiet = await CallerResolver(context=managed).caller(a_connection())
    assert quiet.context is not None
    with pytest.raises(fastapi.HTTPException):
        async with quiet.context():
            raise fastapi.HTTPException(403, "no")


class UpstreamError(Exception):
    """As client libraries raise it: a status, and text that quotes the answer."""

    status_code = 401


async def test_an_error_of_a_client_library_is_no_refusal() -> None:
    """That somebody else refused the host says nothing about the caller."""
    with pytest.raises(UpstreamError):
        await CallerResolver(principal=raising(UpstreamError("secret"))).principal(a_connection())
