"""Graphs for some callers: a scope for one is none for another, whatever way it is asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from fastapi import FastAPI

from asgi_agent import AgentASGI, AgentService, Caller, ForbiddenError, Principal, RunInput
from asgi_agent.errors import ConfigurationError, UnauthenticatedError
from asgi_agent.middleware.auth import JWTAuthMiddleware, require
from asgi_agent.testing import ASGIConnection, http_scope, run_http, websocket_scope
from tests.middleware.auth.issuer import SECRET, token

if TYPE_CHECKING:
    from asgi_agent.testing import HTTPResult


async def triage(text: str) -> str:
    """An agent for everybody who may do triage."""
    return f"triage: {text}"


async def coding(text: str) -> str:
    """An agent for others."""
    return f"coding: {text}"


def served(*, prefix: str = "/agent") -> JWTAuthMiddleware:
    """Two graphs behind tokens, mounted in a host."""
    agent = AgentASGI(
        {"triage": triage, "coding": coding},
        require={"triage": require(scopes=["triage:run"]), "coding": require(scopes=["coding:run"])},
    )
    app = FastAPI()
    app.mount(prefix, agent)
    return JWTAuthMiddleware(app, key=SECRET, algorithms=["HS256"], required=False)


async def post(path: str, scope: str | None, body: Any = None) -> HTTPResult:
    """Ask with the scopes of a token, or without one."""
    headers = [(b"content-type", b"application/json")]
    if scope is not None:
        headers.append((b"authorization", f"Bearer {token(scope=scope)}".encode()))
    content = json.dumps(body or {"input": "x"}).encode()
    return await run_http(served(), http_scope(path, method="POST", headers=headers), content)


@pytest.mark.parametrize("route", ["/graphs/triage/invoke", "/graphs/triage/stream", "/invoke", "/invoke/"])
async def test_a_scope_opens_its_graph(route: str) -> None:
    """By its name, or as the default one."""
    assert (await post(f"/agent{route}", "triage:run")).status == 200
    assert (await post(f"/agent{route}", "coding:run")).status == 403
    assert (await post(f"/agent{route}", "")).status == 403
    assert (await post(f"/agent{route}", None)).status == 401


@pytest.mark.parametrize(
    "path", ["/agent/graphs/coding/invoke", "/agent//graphs/coding/invoke", "/agent/graphs/coding/invoke/"]
)
async def test_no_spelling_of_a_path_opens_another(path: str) -> None:
    """Found or not, it is not run."""
    assert (await post(path, "triage:run")).status in (403, 404)


async def test_a_batch_is_no_way_round() -> None:
    """It is refused as a whole, which is what the audit log then says of it."""
    answer = await post("/agent/graphs/coding/batch", "triage:run", {"inputs": ["a", "b"]})
    assert (answer.status, answer.json()["status"]) == (403, 403)


async def test_a_websocket_is_no_way_round() -> None:
    """There is none."""
    scope = websocket_scope("/agent/graphs/coding/ws", subprotocols=["bearer", token(scope="triage:run")])
    async with ASGIConnection(served(), scope) as connection:
        await connection.put({"type": "websocket.connect"})
        assert (await connection.get())["status"] == 403
        await connection.wait()


async def test_a_graph_is_described_to_those_who_may_run_it() -> None:
    """Its nodes and schemas are theirs alone."""
    headers = [(b"authorization", f"Bearer {token(scope='triage:run')}".encode())]
    listed = await run_http(served(), http_scope("/agent/graphs", headers=headers))
    assert [graph["name"] for graph in listed.json()["graphs"]] == ["triage"]
    assert (await run_http(served(), http_scope("/agent/graphs/triage", headers=headers))).status == 200
    assert (await run_http(served(), http_scope("/agent/graphs/coding", headers=headers))).status == 403


async def test_the_hosts_own_code_is_judged_as_well() -> None:
    """By the principal that it runs a graph for."""
    service = AgentASGI(triage, require=require(roles=["nurse"])).service
    assert isinstance(service, AgentService)
    nurse = Caller(Principal("u1", roles=("nurse",)))
    assert (await service.invoke("agent", RunInput(input="x"), nurse)).output == "triage: x"
    with pytest.raises(ForbiddenError):
        await service.invoke("agent", RunInput(input="x"), Caller(Principal("u2")))
    with pytest.raises(UnauthenticatedError):
        await service.invoke("agent", RunInput(input="x"))


@pytest.mark.parametrize("guards", [{"nobody": require()}, {"agent": "scope"}, "scope", {"agent": None}])
def test_what_guards_nothing_is_refused_at_start(guards: Any) -> None:
    """A requirement that names no graph would leave one open."""
    with pytest.raises(ConfigurationError):
        AgentASGI(triage, require=guards)
