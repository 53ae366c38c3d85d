"""The way of a request through an authentication middleware, whatever proves who it is."""

from __future__ import annotations

import inspect
import logging
from typing import TYPE_CHECKING, Any, NamedTuple

from asgiref.compatibility import guarantee_single_callable

from asgi_agent.errors import ConfigurationError, Problem, UnauthenticatedError
from asgi_agent.middleware._refusal import refuse
from asgi_agent.middleware.auth.credentials import without_offered_token
from asgi_agent.middleware.auth.problems import InvalidCredentialsError
from asgi_agent.scope import AUTHENTICATION_KEY, PRINCIPAL_KEY, REQUEST_ID_KEY, hand_down

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection

    from asgi_agent.identity import Principal
    from asgi_agent.middleware._types import ASGIApp, Message, Receive, Scope, Send

logger = logging.getLogger("asgi_agent")


class Authentication(NamedTuple):
    """How a caller proved who it is; `reference` is a token's `jti` or a key's id, never the secret."""

    method: str
    reference: str | None = None


class Authenticated(NamedTuple):
    """A caller whose credential is good."""

    principal: Principal
    authentication: Authentication


class Gate:
    """Lets in whom `authenticate` knows, and tells the others how to become known.

    Args:
        app: the application to guard; ASGI 2 applications are adapted.
        authenticate: `(scope)` gives the caller, None if the request brings no credential; raises a `Problem`
            to refuse it. Sync or async.
        scheme: of the `WWW-Authenticate` challenge.
        realm: of the challenge.
        required: whether a request without a credential is refused, or goes in as nobody's.
        subprotocols: names that stand before a token among the subprotocols of a WebSocket.
    """

    def __init__(
        self,
        app: ASGIApp,
        authenticate: Callable[[Scope], Authenticated | Awaitable[Authenticated | None] | None],
        *,
        scheme: str,
        realm: str,
        required: bool,
        subprotocols: Collection[str] = (),
    ) -> None:
        if not callable(app):
            raise ConfigurationError(f"an ASGI application is a callable, not {type(app).__qualname__}")
        if not realm.isascii() or not realm.isprintable() or '"' in realm or "\\" in realm:
            raise ConfigurationError("realm= is printable ASCII without quotes and backslashes")
        self._app: ASGIApp = guarantee_single_callable(app)  # type: ignore[no-untyped-call]
        self._authenticate = authenticate
        self._challenge = f'{scheme} realm="{realm}"'
        self._required = required
        self._subprotocols = frozenset(subprotocols)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        try:
            caller = await self._caller(scope)
        except Problem as problem:
            self._log(scope, problem)
            await refuse(scope, receive, send, self._challenged(problem))
            return
        if caller is None:  # what it offers may be a credential of another kind
            inner, name = dict(scope), None
        else:
            inner, name = without_offered_token(scope, self._subprotocols)
        _introduce(inner, caller)
        hand_down(inner)
        await self._app(inner, receive, send if name is None else _choosing(send, name))

    async def _caller(self, scope: Scope) -> Authenticated | None:
        answer = self._authenticate(scope)
        caller = await answer if inspect.isawaitable(answer) else answer
        if caller is None and self._required:
            raise UnauthenticatedError("the request brings no credential")
        return caller

    def _challenged(self, problem: Problem) -> Problem:
        if isinstance(problem, UnauthenticatedError):
            challenge = self._challenge
            if isinstance(problem, InvalidCredentialsError):
                challenge += f', error="{problem.code}"'
            problem.headers = {"www-authenticate": challenge, **problem.headers}
        return problem

    def _log(self, scope: Scope, problem: Problem) -> None:
        logger.info(
            "request refused",
            extra={
                "request_id": scope.get(REQUEST_ID_KEY),
                "problem": problem.slug,
                "status": problem.status,
            },
        )


def _introduce(scope: dict[str, Any], caller: Authenticated | None) -> None:
    """Put the caller where this package, Starlette's `@requires` and `request.user` look for it.

    Nobody stays who an authentication around this one has found.
    """
    from starlette.authentication import AuthCredentials, UnauthenticatedUser

    from asgi_agent.middleware.auth.user import AuthenticatedUser

    if caller is None:
        scope.setdefault("user", UnauthenticatedUser())
        scope.setdefault("auth", AuthCredentials())
        return
    principal = caller.principal
    scope[PRINCIPAL_KEY] = principal
    scope[AUTHENTICATION_KEY] = caller.authentication
    scope["user"] = AuthenticatedUser(principal)
    scope["auth"] = AuthCredentials([*principal.scopes, "authenticated"])


def _choosing(send: Send, name: str) -> Send:
    """Choose the subprotocol that the token came with where the application chooses none.

    A browser fails a connection whose server chose none of those that it offered (RFC 6455, 4.1).
    """

    async def send_choosing(message: Message) -> None:
        if message["type"] == "websocket.accept" and not message.get("subprotocol"):
            message = {**message, "subprotocol": name}
        await send(message)

    return send_choosing
