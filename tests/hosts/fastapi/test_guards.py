"""Who may use the routes, and whose executions are whose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import pytest
from fastapi import Body, Depends, FastAPI, Header, Request, Security
from fastapi.security import SecurityScopes  # noqa: TC002 - FastAPI reads the annotation

from asgi_agent import Principal
from asgi_agent.errors import ConfigurationError, ForbiddenError
from asgi_agent.hosts.fastapi import include_agent_routes
from asgi_agent.middleware.auth import require
from asgi_agent.middleware.auth.keys import KeyFile, new_key
from tests.hosts.fastapi.apps import GREETING, GUARDED, ROUTES, Host, User, current_user

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("method", "path", "body"), ROUTES)
async def test_every_route_is_guarded_by_the_hosts_dependencies(
    tmp_path: Path, method: str, path: str, body: Any
) -> None:
    """Without credentials the host answers in its own words; with them the route does."""
    host = Host(tmp_path, dependencies=GUARDED, enable_metrics=True)
    refused = await host.ask(method, path, body)
    assert (refused.status, refused.json()) == (401, {"detail": "say who you are"})
    assert refused.header("www-authenticate") == ["Header"]
    assert (await host.ask(method, path, body, user="ann")).status == (404 if "/x" in path else 200)


@pytest.mark.parametrize(("method", "path", "body"), ROUTES)
async def test_every_route_is_guarded_by_api_keys(
    tmp_path: Path, method: str, path: str, body: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Without one, with a wrong one, with a good one."""
    key, entry = new_key("clinic")
    host = Host(tmp_path, api_keys={entry.id: entry}, enable_metrics=True)
    for headers in ([], [(b"x-api-key", key[:-1].encode() + b"!")], [(b"x-api-key", b"nonsense")]):
        refused = await host.ask(method, path, body, headers=headers)
        assert (refused.status, refused.header("content-type")) == (401, ["application/problem+json"])
    for header in ((b"x-api-key", key.encode()), (b"authorization", b"Bearer " + key.encode())):
        passed = await host.ask(method, path, body, headers=[header])
        assert passed.status == (404 if "/x" in path else 200)
    assert key not in caplog.text


async def test_another_users_execution_is_not_found(tmp_path: Path) -> None:
    """Whatever is wanted of it."""
    host = Host(tmp_path, dependencies=GUARDED)
    execution_id = (await host.execute("Asking", user="ann")).json()["execution_id"]
    for method, path, body in (
        ("GET", "", None),
        ("POST", "/resume", {"resume": True}),
        ("POST", "/cancel", None),
    ):
        assert (await host.ask(method, f"/executions/{execution_id}{path}", body, user="bob")).status == 404
    own = await host.ask("GET", f"/executions/{execution_id}", user="ann")
    assert (own.status, own.json()["status"]) == (200, "interrupted")
    record = await host.service.store.get(execution_id)
    assert record is not None
    assert record.owner == Principal("ann").owner


async def test_executions_of_one_key_are_not_anothers(tmp_path: Path) -> None:
    """The key's principal owns them."""
    (ann, ann_entry), (bob, bob_entry) = new_key("ann"), new_key("bob")
    file = tmp_path / "keys.json"
    for entry in (ann_entry, bob_entry):
        KeyFile(file).add(entry)
    host = Host(tmp_path, config={"require_api_key": True, "api_keys": file})
    as_ann, as_bob = ([(b"x-api-key", key.encode())] for key in (ann, bob))
    execution_id = (await host.execute("Greeting", headers=as_ann)).json()["execution_id"]
    assert (await host.ask("GET", f"/executions/{execution_id}", headers=as_ann)).status == 200
    assert (await host.ask("GET", f"/executions/{execution_id}", headers=as_bob)).status == 404


@pytest.mark.parametrize("path", ["/execute", "/stream"])
async def test_who_lacks_a_scope_is_refused(tmp_path: Path, path: str) -> None:
    """Of a workflow, which then is not listed nor described either."""
    host = Host(tmp_path, dependencies=GUARDED, require={"Greeting": require(scopes=["letters"])})
    assert (await host.ask("POST", path, GREETING, user="ann")).status == 200
    assert (await host.ask("POST", path, GREETING, user="bob")).status == 403
    assert (await host.ask("GET", "/Greeting", user="bob")).status == 403
    listed = (await host.ask("GET", "/list", user="bob")).json()["workflows"]
    assert "Greeting" not in {each["name"] for each in listed}


async def test_scopes_of_fastapi_reach_the_dependency(tmp_path: Path) -> None:
    """`Security` works as it does elsewhere."""

    async def scoped(wanted: SecurityScopes, user: Annotated[User, Depends(current_user)]) -> User:
        if not set(wanted.scopes) <= set(user.scopes):
            raise ForbiddenError("a scope is missing")
        return user

    host = Host(tmp_path, dependencies=[Security(scoped, scopes=["letters"])])
    assert (await host.execute("Greeting", user="ann")).status == 200
    refused = await host.execute("Greeting", user="bob")
    assert (refused.status, refused.header("content-type")) == (403, ["application/problem+json"])


def nothing() -> None:
    """Tells nobody."""


def truth() -> bool:
    """Tells nobody either."""
    return True


@pytest.mark.parametrize(
    ("found", "owner"),
    [
        ("ann", "ann"),
        (7, "7"),
        (UUID(int=1), str(UUID(int=1))),
        ({"sub": "ann"}, "ann"),
        (User("ann"), "ann"),
        (Principal("ann", tenant="clinic"), None),
        ({"none": "of these"}, ""),
        (None, ""),
    ],
)
async def test_the_first_dependency_that_tells_an_id_is_the_caller(
    tmp_path: Path, found: Any, owner: str | None
) -> None:
    """Whatever it calls a user; without one executions are nobody's."""
    guards = [Depends(nothing), Depends(truth), Depends(lambda: found), Depends(lambda: "later")][:3]
    host = Host(tmp_path, dependencies=guards)
    record = await host.service.store.get((await host.execute("Greeting")).json()["execution_id"])
    assert record is not None
    wanted = found.owner if owner is None else Principal(owner).owner if owner else ""
    assert record.owner == wanted


async def test_a_dependency_of_its_own_may_give_the_caller(tmp_path: Path) -> None:
    """It goes before the others; it may take what any dependency takes."""

    async def tenant_user(request: Request, x_tenant: Annotated[str, Header()]) -> Principal:
        return Principal(request.headers["x-user"], tenant=x_tenant)

    host = Host(tmp_path, dependencies=GUARDED, principal=tenant_user)
    as_tenant = [(b"x-tenant", b"clinic")]
    answer = await host.execute("Greeting", user="ann", headers=as_tenant)
    record = await host.service.store.get(answer.json()["execution_id"])
    assert record is not None
    assert record.owner == Principal("ann", tenant="clinic").owner
    assert (await host.execute("Greeting", user="ann")).status == 422


async def test_who_is_in_the_scope_goes_before_dependencies(tmp_path: Path) -> None:
    """As a middleware of the host's has put it there."""

    async def remember(request: Request) -> str:
        request.state.user = {"id": "ann"}
        return "guard"

    host = Host(tmp_path, dependencies=[Depends(remember)])
    record = await host.service.store.get((await host.execute("Greeting")).json()["execution_id"])
    assert record is not None
    assert record.owner == Principal("ann").owner


async def test_a_dependency_may_be_overridden(tmp_path: Path) -> None:
    """As tests of a host do."""
    host = Host(tmp_path, dependencies=GUARDED)
    host.app.dependency_overrides[current_user] = lambda: User("test")
    assert (await host.execute("Greeting")).status == 200


async def test_a_dependency_is_asked_once_and_may_read_the_body(tmp_path: Path) -> None:
    """The route reads it again."""
    calls: list[Any] = []

    async def look(request: Request) -> None:
        calls.append(await request.json())

    async def field(graph_name: Annotated[str, Body(embed=True)]) -> None:
        calls.append(graph_name)

    for guard in (look, field):
        host = Host(tmp_path, dependencies=[Depends(guard, use_cache=False)])
        assert (await host.execute("Greeting")).json()["success"]
    assert calls == [GREETING, "Greeting"]


def test_what_is_no_dependency_is_refused() -> None:
    """When the routes are added."""
    with pytest.raises(ConfigurationError, match=r"a dependency is Depends\(...\), not str"):
        include_agent_routes(FastAPI(), graph=len, dependencies=["current_user"])
