"""`require`: which scopes and roles a caller must have, for a route, an application or a graph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.errors import ConfigurationError, Problem, UnauthenticatedError
from asgi_agent.identity import principal_of
from asgi_agent.middleware._refusal import refuse
from asgi_agent.middleware.auth.problems import InsufficientScopeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asgi_agent.identity import Principal
    from asgi_agent.middleware._types import ASGIApp, Receive, Scope, Send

_scope_token = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]+").fullmatch  # RFC 6749, 3.3


class Requirement:
    """What a caller must have. Made by `require`.

    `check` judges a principal; `around` guards an application.
    """

    def __init__(self, scopes: Sequence[str], roles: Sequence[str]) -> None:
        for name, values in (("scopes", scopes), ("roles", roles)):
            if isinstance(values, str) or not all(isinstance(value, str) for value in values):
                raise ConfigurationError(f"{name}= is a list of names")
        if not all(map(_scope_token, scopes)):
            raise ConfigurationError("a scope is visible ASCII without quotes and backslashes")
        self.scopes = tuple(scopes)
        self.roles = frozenset(roles)

    def check(self, principal: Principal | None) -> None:
        """Let the caller pass.

        Raises:
            UnauthenticatedError: nobody is known.
            InsufficientScopeError: one of the scopes is missing, or all of the roles are.
        """
        if principal is None:
            raise UnauthenticatedError(
                "the caller must say who it is", headers={"www-authenticate": "Bearer"}
            )
        missing = not set(self.scopes) <= set(principal.scopes)
        if missing or (self.roles and self.roles.isdisjoint(principal.roles)):
            raise InsufficientScopeError(self.scopes)

    def around(self, app: ASGIApp) -> Guard:
        """The application, for callers who have it."""
        return Guard(app, self)


class Guard:
    """An application that only some callers may use."""

    def __init__(self, app: ASGIApp, requirement: Requirement) -> None:
        self.app = app
        self.requirement = requirement

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            try:
                self.requirement.check(principal_of(scope))
            except Problem as problem:
                await refuse(scope, receive, send, problem)
                return
        await self.app(scope, receive, send)


def require(*, scopes: Sequence[str] = (), roles: Sequence[str] = ()) -> Requirement:
    """What a caller must have: all of the scopes, and one of the roles if any are given.

    Without both, any caller who is known passes. Guard a graph with `AgentASGI({...}, require={"name":
    require(scopes=["..."])})`, an application with `require(...).around(app)`.

    Raises:
        ConfigurationError: scopes or roles are no list of names.
    """
    return Requirement(scopes, roles)
