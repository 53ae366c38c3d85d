"""Agents behind the host's own authentication: middleware, dependencies, a session for each request."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated, Any, TypedDict

import pytest
from fastapi import Depends, FastAPI, Header, HTTPException, Request, Response
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.graph import END, START, MessagesState, StateGraph
from starlette.applications import Starlette
from starlette.authentication import AuthCredentials, AuthenticationBackend, SimpleUser
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.routing import Mount

from asgi_agent import AgentASGI, CorrelationIdMiddleware, Problem, current_run
from asgi_agent.errors import OverloadedError
from asgi_agent.hosts.starlette import AgentResponse, answer_problem
from tests.asking import ask, sse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from langgraph.runtime import Runtime

ORDERS = {"ann": ["aspirin"], "bob": ["bandage"]}


class User:
    """What the service's own code calls a user."""

    def __init__(self, id: str) -> None:  # noqa: A002 - as in every service
        self.id = id


class Session:
    """A database session, as far as this test needs one."""

    def __init__(self) -> None:
        self.open = True

    def orders_of(self, user: str) -> list[str]:
        assert self.open
        return ORDERS[user]


class Context(TypedDict):
    """What each run is given."""

    db: Session


sessions: list[Session] = []


@asynccontextmanager
async def session(request: Any) -> AsyncIterator[Context]:
    """One session for each run."""
    sessions.append(Session())
    try:
        yield {"db": sessions[-1]}
    finally:
        sessions[-1].open = False


def look_up_orders() -> list[str]:
    """A tool: it is handed nothing, and finds the caller and the session of the run that it is part of."""
    run = current_run()
    assert run.principal is not None
    orders: list[str] = run.context["db"].orders_of(run.principal.id)
    return orders


def build_graph() -> Any:
    """A LangGraph graph with a memory, whose node uses the tool and LangGraph's own runtime context."""

    async def answer(state: MessagesState, runtime: Runtime[Context]) -> dict[str, Any]:
        assert runtime.context["db"] is current_run().context["db"]
        said = sum(message.type == "human" for message in state["messages"])
        return {"messages": [("ai", f"{look_up_orders()} after {said}")]}

    builder = StateGraph(MessagesState, context_schema=Context)
    builder.add_node("answer", answer)
    builder.add_edge(START, "answer")
    builder.add_edge("answer", END)
    return builder.compile(checkpointer=InMemorySaver())


async def current_user(authorization: Annotated[str, Header()]) -> User:
    """The dependency that the service's own routes use."""
    if (user := authorization.removeprefix("Bearer ")) not in ORDERS:
        raise HTTPException(401, "who are you?", headers={"www-authenticate": "Bearer"})
    return User(user)


def behind_a_dependency(agent: AgentASGI) -> Any:
    """FastAPI: a path operation with a dependency, which sets `request.state.user`."""
    app = FastAPI()

    @app.api_route("/agent/{path:path}", methods=["GET", "POST"])
    async def handle(path: str, request: Request, user: Annotated[User, Depends(current_user)]) -> Response:
        request.state.user = user
        return AgentResponse(agent, path)

    return app


class Bearer(AuthenticationBackend):
    """A backend for Starlette's own authentication."""

    async def authenticate(self, conn: Any) -> tuple[AuthCredentials, SimpleUser] | None:
        user = conn.headers.get("authorization", "").removeprefix("Bearer ")
        return (AuthCredentials(), SimpleUser(user)) if user in ORDERS else None


def behind_authentication(agent: AgentASGI) -> Any:
    """Starlette: `AuthenticationMiddleware` around a mount, which sets `request.user`."""
    return Starlette(
        routes=[Mount("/agent", agent)], middleware=[Middleware(AuthenticationMiddleware, backend=Bearer())]
    )


@pytest.fixture(params=[behind_a_dependency, behind_authentication])
def host(request: pytest.FixtureRequest) -> Any:
    agent = AgentASGI(
        build_graph(), context=session, thread_id=lambda request, user: f"user-{user.id}" if user else "guest"
    )
    return request.param(agent)


def bearer(user: str) -> list[tuple[bytes, bytes]]:
    return [(b"authorization", b"Bearer " + user.encode())]


async def test_each_user_has_a_thread_and_tools_see_the_users_session(host: Any) -> None:
    """The conversation goes on where it was, for each of them, and the session is closed after each run."""
    sessions.clear()
    answers = []
    for user in ("ann", "bob", "ann"):
        result = await ask(host, "POST", "/agent/invoke", {"input": "orders?"}, headers=bearer(user))
        assert result.status == 200
        assert result.json()["thread_id"] == f"user-{user}"
        answers.append(result.json()["output"]["messages"][-1]["content"])
    assert answers == ["['aspirin'] after 1", "['bandage'] after 1", "['aspirin'] after 2"]
    assert [used.open for used in sessions] == [False] * 3


async def test_a_stream_is_guarded_as_well(host: Any) -> None:
    """The session stays open until the stream has ended."""
    result = await ask(host, "POST", "/agent/stream", {"input": "orders?"}, headers=bearer("bob"))
    events = sse(result.body)
    assert events[-1]["type"] == "run.finished"
    assert events[-1]["data"]["output"]["messages"][-1]["content"] == "['bandage'] after 1"


async def test_a_dependency_refuses_whom_it_does_not_know() -> None:
    """Before the agent is reached, in the host's own words."""
    host = behind_a_dependency(AgentASGI(build_graph()))
    result = await ask(host, "POST", "/agent/invoke", {"input": "hi"}, headers=bearer("eve"))
    assert (result.status, result.json()) == (401, {"detail": "who are you?"})
    assert result.header("www-authenticate") == ["Bearer"]


async def test_every_route_is_reached_below_the_path_operation() -> None:
    """Its own prefix counts as the mount."""
    host = behind_a_dependency(AgentASGI(build_graph(), context=session))
    for path in ("/agent/", "/agent/health", "/agent/graphs/agent"):
        assert (await ask(host, "GET", path, headers=bearer("ann"))).status == 200
    assert (await ask(host, "GET", "/agent/nowhere", headers=bearer("ann"))).status == 404


async def test_a_problem_in_an_endpoint_of_the_host_is_answered_as_one() -> None:
    """With its status, its headers and the id of the request; another exception stays one."""
    app = FastAPI()
    app.add_exception_handler(Problem, answer_problem)

    @app.get("/full")
    async def full() -> None:
        raise OverloadedError("too many", headers={"retry-after": "1"})

    answer = await ask(CorrelationIdMiddleware(app), "GET", "/full")
    assert answer.status == 503
    headers = dict(answer.headers)
    assert headers[b"content-type"] == b"application/problem+json"
    assert headers[b"retry-after"] == b"1"
    assert answer.json()["detail"] == "too many"
    assert answer.json()["request_id"] == headers[b"x-request-id"].decode()
    with pytest.raises(KeyError):
        await answer_problem(None, KeyError("x"))  # type: ignore[arg-type]
