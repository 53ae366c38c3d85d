"""`JWTAuthMiddleware`: callers who bring a signed token (RFC 7519, RFC 6750, RFC 8725)."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import msgspec

from asgi_agent.errors import ConfigurationError
from asgi_agent.identity import Principal
from asgi_agent.middleware.auth.authentication import Authenticated, Authentication, Gate
from asgi_agent.middleware.auth.credentials import SUBPROTOCOLS, bearer_token
from asgi_agent.middleware.auth.keys import id_of
from asgi_agent.middleware.auth.problems import InvalidCredentialsError
from asgi_agent.middleware.auth.tokens import TokenIssuer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from asgi_agent.middleware._types import ASGIApp, Receive, Scope, Send
    from asgi_agent.middleware.auth.jwks import JWKS


class JWTAuthMiddleware:
    """Lets in callers whose JSON Web Token is good, on HTTP and WebSocket.

    The token comes in `Authorization: Bearer`, or on a WebSocket as two subprotocols, `bearer` and the token,
    for browsers, which can send no header there: `new WebSocket(url, ["bearer", token])`. Anything else is
    answered with 401 `application/problem+json` and `WWW-Authenticate`, or a denied handshake.

    Algorithms are pinned to the kind of the key, so that neither `none` nor a public key used as a secret
    passes. Of a token's header nothing is believed but which of our keys it names: `jku`, `jwk`, `x5u` are
    not followed. Tokens are never logged; the audit log gets their `jti`.

    The application finds the caller in `scope["asgi_agent.principal"]`, which `AgentASGI` reads, and as
    Starlette's `request.user` and `request.auth`, so that `@requires("scope")` works. With `required=False`
    an `APIKeyMiddleware` may stand around it or inside: each leaves the other's credentials to it.

    Args:
        app: the application to guard.
        key: a shared secret, a public key in PEM, a mapping of `kid` to such keys, or a `JWKS`.
        algorithms: what a token may be signed with.
        audience: what `aud` must be or hold.
        issuer: what `iss` must be.
        issuers: several, in place of the four above; a token is checked against the one that its `iss` names.
            As each has subjects of its own (RFC 7519, 4.1.2), the issuer is then the principal's tenant, with
            the token's own behind it and a `#`: `https://a.example#ward-7`.
        leeway: seconds that clocks may differ by.
        require: claims that a token must have.
        principal: `(claims)` gives the `Principal`, which is taken as it is. Default: `sub` (or `user_id`) is
            the id, `scope`, `scp` or `scopes` the scopes, `roles` the roles, `tenant` or `tid` the tenant,
            and all claims are `claims`.
        required: False lets a request without a token in, as nobody's. A bad token is refused all the same.
        realm: of the challenge.
        subprotocols: names that may stand before a token among a WebSocket's subprotocols.

    Raises:
        ConfigurationError: keys and algorithms do not go together.
        MissingDependencyError: the `jwt` extra is not installed.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        key: str | bytes | Mapping[str, str | bytes] | JWKS | None = None,
        algorithms: Sequence[str] = (),
        audience: str | Sequence[str] | None = None,
        issuer: str | None = None,
        issuers: Sequence[TokenIssuer] = (),
        leeway: float = 0.0,
        require: Sequence[str] = ("exp",),
        principal: Callable[[Mapping[str, Any]], Principal] | None = None,
        required: bool = True,
        realm: str = "asgi-agent",
        subprotocols: Sequence[str] = SUBPROTOCOLS,
    ) -> None:
        if (key is None) == (not issuers):
            raise ConfigurationError("give key= and algorithms=, or issuers=")
        if key is not None:
            issuers = [
                TokenIssuer(key, algorithms, issuer=issuer, audience=audience, leeway=leeway, require=require)
            ]
        elif algorithms or audience is not None or issuer is not None:
            raise ConfigurationError("algorithms=, audience= and issuer= belong to each of issuers=")
        self._issuers = {each.issuer: each for each in issuers}
        if len(self._issuers) != len(issuers) or (len(issuers) > 1 and None in self._issuers):
            raise ConfigurationError("each of several issuers= has an issuer of its own")
        if len(issuers) > 1 and any("#" in each.issuer for each in issuers if each.issuer is not None):
            raise ConfigurationError("the name of an issuer has no fragment")
        self._principal = principal or (principal_from_claims if len(issuers) == 1 else principal_of_several)
        self._required = required
        self._subprotocols = tuple(subprotocols)
        self._gate = Gate(
            app,
            self._authenticate,
            scheme="Bearer",
            realm=realm,
            required=required,
            subprotocols=self._subprotocols,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._gate(scope, receive, send)

    async def _authenticate(self, scope: Scope) -> Authenticated | None:
        token = bearer_token(scope, self._subprotocols)
        if token is None or (not self._required and id_of(token) is not None):
            return None  # nothing, or an API key
        pieces = token.split(".")
        if len(pieces) != 3:
            raise InvalidCredentialsError("the token is not valid")
        claims = await self._issuer(pieces[1]).verify(token, _object(pieces[0]))
        jti = claims.get("jti")
        reference = jti if isinstance(jti, str) else None
        return Authenticated(self._principal(claims), Authentication("jwt", reference))

    def _issuer(self, payload: str) -> TokenIssuer:
        if len(self._issuers) == 1:
            return next(iter(self._issuers.values()))
        named = _object(payload).get("iss")
        issuer = self._issuers.get(named) if isinstance(named, str) else None
        if issuer is None:
            raise InvalidCredentialsError("the token is not valid")
        return issuer


def principal_from_claims(claims: Mapping[str, Any]) -> Principal:
    """The principal that the usual claims tell of.

    Raises:
        InvalidCredentialsError: there is no `sub` and no `user_id`, so that nobody can be told by it.
    """
    subject = claims.get("sub") or claims.get("user_id")
    if isinstance(subject, bool) or not isinstance(subject, str | int):
        raise InvalidCredentialsError("the token names no subject")
    tenant = claims.get("tenant", claims.get("tid"))
    return Principal(
        id=str(subject),
        type=str(claims.get("principal_type", "human")),
        roles=_words(claims.get("roles")),
        scopes=_words(claims.get("scope", claims.get("scp", claims.get("scopes")))),
        tenant=None if tenant is None else str(tenant),
        claims=dict(claims),
    )


def principal_of_several(claims: Mapping[str, Any]) -> Principal:
    """The same where there are several issuers, each with subjects and tenants of its own.

    Raises:
        InvalidCredentialsError: as above.
    """
    principal = principal_from_claims(claims)
    tenant: str = claims["iss"]
    if principal.tenant is not None:
        tenant = f"{tenant}#{quote(principal.tenant, safe='', errors='surrogatepass')}"
    return msgspec.structs.replace(principal, tenant=tenant)


def _words(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(value.split())
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list | tuple) else ()


def _object(piece: str) -> dict[str, Any]:
    """A part of a token, of which nothing is believed yet."""
    try:
        value = msgspec.json.decode(urlsafe_b64decode(piece + "=" * (-len(piece) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise InvalidCredentialsError("the token is not valid")
    return value
