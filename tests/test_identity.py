"""Principals, from whatever an authentication layer calls the user."""

from __future__ import annotations

import dataclasses
import enum
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.authentication import AuthCredentials, AuthenticationBackend, BaseUser, SimpleUser
from starlette.authentication import UnauthenticatedUser as Unauthenticated
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.routing import Mount

from asgi_agent.errors import ConfigurationError
from asgi_agent.identity import Principal, principal_from, principal_of
from asgi_agent.scope import PRINCIPAL_KEY
from asgi_agent.testing import http_scope, run_http


class Role(enum.StrEnum):
    NURSE = "nurse"


class OrmUser:
    """Attributes that are computed, and more of them than anybody needs."""

    @property
    def id(self) -> int:
        return 7

    @property
    def tenant(self) -> UUID:
        return UUID(int=1)

    @property
    def roles(self) -> Any:
        return (role for role in [Role.NURSE, "doctor"])


class Claims(pydantic.BaseModel):
    sub: str
    scopes: str = "read write"


@dataclasses.dataclass
class Service:
    username: str
    type: str = "service"


class OnlyIdentity(BaseUser):
    """What Starlette asks for; its base leaves the rest unimplemented."""

    @property
    def identity(self) -> str:
        return "ann"


class Named:
    def __str__(self) -> str:
        return "507f1f77bcf86cd799439011"


@pytest.mark.parametrize(
    ("user", "principal_id"),
    [
        ("ann", "ann"),
        (7, "7"),
        (0, "0"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        ({"sub": "ann"}, "ann"),
        ({"id": 0}, "0"),
        ({"id": "", "user_id": None, "sub": "ann"}, "ann"),
        ({"username": "u", "sub": "s", "id": "i"}, "i"),
        ({"id": None, "email": "ann@example.org"}, "ann@example.org"),
        ({"email": "ann@example.org", "uid": "a1"}, "a1"),
        (OrmUser(), "7"),
        (Claims(sub="ann"), "ann"),
        (Service("svc"), "svc"),
        (SimpleUser("ann"), "ann"),
        (OnlyIdentity(), "ann"),
        (SimpleNamespace(user_id=Named()), "507f1f77bcf86cd799439011"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_the_id_is_read_off_many_kinds_of_users(user: object, principal_id: str) -> None:
    """Ids as such, claims, ORM rows, models, and Starlette's users."""
    principal = principal_from(user)
    assert principal is not None
    assert principal.id == principal_id


@pytest.mark.parametrize(
    "user",
    [None, Unauthenticated(), SimpleNamespace(is_authenticated=False, id=1), {"is_authenticated": False}],
    ids=lambda user: type(user).__name__,
)
def test_nobody_is_anonymous(user: object) -> None:
    """No user, and a user that says it is none."""
    assert principal_from(user) is None


@pytest.mark.parametrize(
    "user",
    [
        "",
        True,
        False,
        object(),
        {},
        {"id": ""},
        {"id": None, "name": "zoe"},
        {"id": True},
        {"id": object()},
        SimpleNamespace(id=lambda: "zoe"),
        SimpleNamespace(id=SimpleUser("zoe")),
        SimpleNamespace(id="zoe", tenant=object()),
        [1],
        BaseUser(),
    ],
    ids=lambda user: type(user).__name__,
)
def test_a_user_without_an_id_is_never_anonymous(user: object) -> None:
    """Callers whom nobody can tell apart must not share threads; the message names types alone."""
    with pytest.raises(ConfigurationError, match="pass a principal= that gives one") as caught:
        principal_from(user)
    assert "zoe" not in str(caught.value)


def test_a_principal_is_taken_as_it_is() -> None:
    """Nothing is read into it."""
    principal = Principal("ann", tenant="clinic")
    assert principal_from(principal) is principal


def test_the_rest_of_the_user_comes_along() -> None:
    """Roles, scopes, tenant, type, and the user itself as claims."""
    user = OrmUser()
    assert principal_from(user) == Principal(
        "7", roles=("nurse", "doctor"), tenant="00000000-0000-0000-0000-000000000001", claims=user
    )
    service = principal_from({"sub": "a", "type": "service", "roles": "one two", "scopes": ["x", "y"]})
    assert service is not None
    assert (service.type, service.roles, service.scopes) == ("service", ("one", "two"), ("x", "y"))


@pytest.mark.parametrize(("roles", "read"), [(3, ("3",)), ((), ()), ("", ()), (Role.NURSE, ("nurse",))])
def test_roles_come_in_many_forms(roles: object, read: tuple[str, ...]) -> None:
    """A text is split at its spaces, and a single thing is one role."""
    principal = principal_from({"id": 1, "roles": roles})
    assert principal is not None
    assert principal.roles == read


FULL = {
    PRINCIPAL_KEY: Principal("ours"),
    "user": SimpleUser("starlette"),
    "state": {"user": {"id": "state"}},
}


@pytest.mark.parametrize(
    ("without", "found"),
    [
        ((), "ours"),
        ((PRINCIPAL_KEY,), "starlette"),
        ((PRINCIPAL_KEY, "user"), "state"),
        ((PRINCIPAL_KEY, "user", "state"), None),
    ],
)
def test_the_nearest_authentication_wins(without: tuple[str, ...], found: str | None) -> None:
    """Our own, then Starlette's, then what somebody put on the request's state."""
    scope = {key: value for key, value in FULL.items() if key not in without}
    principal = principal_of(scope)
    assert (principal and principal.id) == found


@pytest.mark.parametrize("state", [{"user": 1}, SimpleNamespace(user=1)])
def test_an_unauthenticated_user_leaves_the_word_to_the_state(state: object) -> None:
    """Starlette's middleware runs for everybody, a dependency may know better; state is a dict or a State."""
    principal = principal_of({"user": Unauthenticated(), "state": state})
    assert principal is not None
    assert principal.id == "1"


@pytest.mark.parametrize("state", [None, {}, {"user": None}, SimpleNamespace()])
def test_a_state_without_a_user_is_anonymous(state: object) -> None:
    """Servers give a state, or none."""
    assert principal_of({"state": state}) is None


class Backend(AuthenticationBackend):
    async def authenticate(self, conn: Any) -> Any:
        name = conn.headers.get("x-user")
        return None if name is None else (AuthCredentials(["authenticated"]), SimpleUser(name))


@pytest.mark.parametrize(("headers", "found"), [([], None), ([(b"x-user", b"ann")], "ann")])
async def test_starlettes_authentication_is_understood(headers: Any, found: str | None) -> None:
    """The real middleware around a real mount."""
    seen: list[Principal | None] = []

    async def mounted(scope: Any, receive: Any, send: Any) -> None:
        seen.append(principal_of(scope))
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    guard = Middleware(AuthenticationMiddleware, backend=Backend())
    app = Starlette(routes=[Mount("/agent", app=mounted)], middleware=[guard])
    await run_http(app, http_scope("/agent/x", headers=headers))
    [principal] = seen
    assert (principal and principal.id) == found


# No digits or a to f, so that an id cannot stand in a digest by chance.
words = st.text(st.characters(exclude_characters="0123456789abcdef"), min_size=1)
pairs = st.tuples(st.none() | st.text(st.characters(), min_size=1), st.text(st.characters(), min_size=1))


@given(pairs, pairs)
def test_owners_differ_as_principals_do(one: tuple[str | None, str], other: tuple[str | None, str]) -> None:
    """Another tenant or another id is another owner; anything else of a principal does not count."""
    first, second = Principal(one[1], tenant=one[0]), Principal(other[1], "service", tenant=other[0])
    assert (first.owner == second.owner) == (one == other)


def test_tenant_and_id_cannot_be_shifted_into_one_another() -> None:
    """Whoever chooses their id does not become somebody else's tenant."""
    assert Principal("b\0c", tenant="a").owner != Principal("c", tenant="a\0b").owner


@given(words)
def test_an_owner_does_not_show_the_id(principal_id: str) -> None:
    """It is stored with threads and stands in logs."""
    owner = Principal(principal_id, tenant=principal_id).owner
    assert principal_id not in owner
    assert len(owner) == 32
