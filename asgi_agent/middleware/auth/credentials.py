"""What a request brings to prove who it is: a bearer token or an API key, from one place only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from asgi_agent.middleware.auth.problems import InvalidCredentialsError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from asgi_agent.middleware._types import Scope

MAX_CREDENTIAL = 8192
"""Bytes. No signature is checked, and nothing decoded, of what is longer."""

SUBPROTOCOLS = ("bearer", "agentflow-bearer")
"""Names that stand before a token among a WebSocket's subprotocols: ours, and that of AgentFlow's client."""

_visible = re.compile(rb"[\x20-\x7e]*").fullmatch


def header_values(scope: Scope, name: bytes) -> list[bytes]:
    """The values of a header, however it is spelt."""
    return [value for key, value in scope.get("headers") or () if key.lower() == name]


def single_header(scope: Scope, name: bytes) -> str | None:
    """The value of a header that may come once; None if it does not come.

    Raises:
        InvalidCredentialsError: it comes twice, so that two layers could each believe another one, or is no
            visible ASCII, or is longer than `MAX_CREDENTIAL`.
    """
    values = header_values(scope, name)
    if not values:
        return None
    if len(values) > 1:
        raise InvalidCredentialsError("the request brings several credentials", code="invalid_request")
    return _text(values[0])


def bearer_token(scope: Scope, subprotocols: Collection[str] = ()) -> str | None:
    """The token of `Authorization: Bearer ...` (RFC 6750, 2.1), or of a WebSocket's subprotocols.

    A browser cannot put a header on a WebSocket, so it offers two subprotocols in place of one: a name of
    `subprotocols`, and the token after it. A token in a query string is not looked for: it ends up in logs.

    Raises:
        InvalidCredentialsError: there are several, or what there is cannot be one.
    """
    token = None
    authorization = single_header(scope, b"authorization")
    if authorization is not None:
        scheme, _, rest = authorization.partition(" ")
        if scheme.lower() == "bearer":
            token = rest.strip(" ")
            if not token or " " in token:
                raise InvalidCredentialsError("the bearer token is malformed", code="invalid_request")
    offered = _offered_token(scope, subprotocols)
    # AgentFlow's client, where it can set headers, brings its one token both ways.
    if token is not None and offered is not None and token != offered:
        raise InvalidCredentialsError("the request brings several credentials", code="invalid_request")
    return token or offered


def without_offered_token(scope: Scope, subprotocols: Collection[str]) -> tuple[dict[str, Any], str | None]:
    """The scope without the token among its subprotocols, and the name that stood before it.

    Nothing inside can then choose, log or echo the token.
    """
    if scope["type"] != "websocket":
        return dict(scope), None
    offered: Sequence[str] = scope.get("subprotocols") or ()
    if (place := _place(offered, subprotocols)) is None:
        return dict(scope), None
    rest = [*offered[:place], *offered[place + 2 :]]
    headers = [pair for pair in scope["headers"] if pair[0].lower() != b"sec-websocket-protocol"]
    if rest:
        headers.append((b"sec-websocket-protocol", ", ".join(rest).encode("latin-1")))
    return {**scope, "subprotocols": rest, "headers": headers}, offered[place]


def _offered_token(scope: Scope, subprotocols: Collection[str]) -> str | None:
    if scope["type"] != "websocket":
        return None
    offered: Sequence[str] = scope.get("subprotocols") or ()
    if (place := _place(offered, subprotocols)) is None:
        return None
    if place + 1 >= len(offered) or any(name in subprotocols for name in offered[place + 1 :]):
        raise InvalidCredentialsError("the bearer token is malformed", code="invalid_request")
    return _text(offered[place + 1].encode("latin-1", "replace"))


def _place(offered: Sequence[str], subprotocols: Collection[str]) -> int | None:
    return next((place for place, name in enumerate(offered) if name in subprotocols), None)


def _text(value: bytes) -> str:
    if len(value) > MAX_CREDENTIAL:
        raise InvalidCredentialsError("the credential is too long", code="invalid_request")
    text = value.strip(b" \t")
    if not _visible(text):
        raise InvalidCredentialsError("the credential is malformed", code="invalid_request")
    return text.decode("ascii")
