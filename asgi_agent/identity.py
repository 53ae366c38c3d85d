"""Who is calling: a `Principal`, taken from what the host's own authentication left in the scope."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import msgspec

from asgi_agent.errors import ConfigurationError
from asgi_agent.scope import PRINCIPAL_KEY

ID_NAMES = ("id", "user_id", "sub", "identity", "username", "uid", "email")


class Principal(msgspec.Struct, frozen=True):
    """An authenticated caller: a person, a service, or an agent that acts for one.

    `id` is unique within `tenant`. `claims` holds whatever the host authenticated, for nodes and tools.
    """

    id: str
    type: str = "human"
    roles: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    tenant: str | None = None
    claims: Any = None

    @property
    def owner(self) -> str:
        """A digest that marks what belongs to this principal without naming it."""
        tenant = self.tenant or ""
        # The length keeps two pairs of tenant and id from reading the same when they are put together.
        marked = f"asgi-agent\0{len(tenant)}\0{tenant}\0{self.id}"
        return hashlib.sha256(marked.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def principal_from(user: object) -> Principal | None:
    """Read a principal off what an authentication layer calls the user.

    Takes a `Principal`, an id (text, number or UUID), a mapping of claims, or an object that has one of
    `id`, `user_id`, `sub`, `identity`, `username`, `uid` or `email`. `None` and a user whose
    `is_authenticated` is False are anonymous.

    Raises:
        ConfigurationError: the object says nothing that could serve as an id. A caller whom nobody can
            tell from others must not share their threads, so this is not taken for anonymous.
    """
    if user is None or isinstance(user, Principal):
        return user
    if _read(user, "is_authenticated") is False:
        return None
    if isinstance(user, str | int | UUID):
        return Principal(_id(user, user))
    for name in ID_NAMES:
        value = _read(user, name)
        if value is not None and value != "":
            tenant = _read(user, "tenant")
            return Principal(
                id=_id(value, user),
                type=str(_read(user, "type") or "human"),
                roles=_names(_read(user, "roles")),
                scopes=_names(_read(user, "scopes")),
                tenant=None if tenant is None else _id(tenant, user),
                claims=user,
            )
    raise _without_id(user, f"it has none of {', '.join(ID_NAMES)}")


def principal_of(scope: Mapping[str, Any]) -> Principal | None:
    """The principal that an outer layer put in the scope, or None.

    Looks, in this order, at our own authentication (`scope["asgi_agent.principal"]`), at Starlette's
    `AuthenticationMiddleware` (`scope["user"]`) and at `request.state.user`, which a FastAPI dependency or
    another middleware set. It trusts all three: a client cannot write to the scope.
    """
    for user in (scope.get(PRINCIPAL_KEY), scope.get("user"), _state_user(scope.get("state"))):
        if (principal := principal_from(user)) is not None:
            return principal
    return None


def _state_user(state: object) -> object:
    if isinstance(state, Mapping):
        return state.get("user")
    return getattr(state, "user", None)


def _read(user: object, name: str) -> Any:
    if isinstance(user, Mapping):
        return user.get(name)
    try:
        return getattr(user, name, None)
    except NotImplementedError:  # Starlette's BaseUser leaves `identity` to subclasses
        return None


def _id(value: Any, user: object) -> str:
    """An id as text. What prints as a place in memory is another one after the next restart."""
    text = str(value)
    if isinstance(value, bool) or callable(value) or not text or object.__repr__(value) == text:
        raise _without_id(user, f"a value of type {type(value).__qualname__} is no id")
    return text


def _without_id(user: object, reason: str) -> ConfigurationError:
    return ConfigurationError(
        f"cannot tell the id of a user of type {type(user).__qualname__}: {reason}; "
        "pass a principal= that gives one"
    )


def _names(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        return tuple(value.split())
    return tuple(map(str, value)) if isinstance(value, Iterable) else (str(value),)
