"""`APIKeyMiddleware`: callers who bring a key of their own."""

from __future__ import annotations

import inspect
import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asgi_agent.errors import ConfigurationError
from asgi_agent.identity import Principal
from asgi_agent.middleware.auth.authentication import Authenticated, Authentication, Gate
from asgi_agent.middleware.auth.credentials import SUBPROTOCOLS, bearer_token, single_header
from asgi_agent.middleware.auth.keys import APIKey, KeyFile, id_of
from asgi_agent.middleware.auth.problems import InvalidCredentialsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asgi_agent.middleware._types import ASGIApp, Receive, Scope, Send

_header_name = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+").fullmatch

# Compared with where no entry is found, so that an id that exists takes no longer than one that does not.
_NOBODY = APIKey(id="", hash="sha256:" + "0" * 64, principal="", revoked=0.0)


class APIKeyMiddleware:
    """Lets in callers whose API key is good, on HTTP and WebSocket.

    The key comes in a header of its own, or as `Authorization: Bearer`, or on a WebSocket as two
    subprotocols, `bearer` and the key. Only hashes are kept. A key is found by the id in it and compared in
    constant time. The key itself is never logged; the audit log gets its id.

    The application finds the caller where `JWTAuthMiddleware` puts it as well. With `required=False` the two
    stand one around the other: each leaves the other's credentials to it.

    Args:
        app: the application to guard.
        keys: a file that `asgi-agent keys` writes, entries by id, or a callable `(id)`, sync or async, that
            gives an `APIKey` or None; a look-up in a database, say.
        header: that holds the key.
        required: False lets a request without a key in, as nobody's. A bad key is refused all the same.
        realm: of the challenge.
        subprotocols: names that may stand before a key among a WebSocket's subprotocols.

    Raises:
        ConfigurationError: the file cannot be read, or an option has a value that cannot work.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        keys: str | Path | Mapping[str, APIKey] | Callable[[str], Any],
        header: str = "X-API-Key",
        required: bool = True,
        realm: str = "asgi-agent",
        subprotocols: Sequence[str] = SUBPROTOCOLS,
    ) -> None:
        if not _header_name(header):
            raise ConfigurationError(f"header= is no name of a header: {header!r}")
        self._find = _source(keys)
        self._header = header.lower().encode("ascii")
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
        key = self._key(scope)
        if key is None:
            return None
        key_id = id_of(key)
        if not self._required and key_id is None and key.count(".") == 2:
            return None  # a JSON Web Token
        entry = None if key_id is None else self._find(key_id)
        if inspect.isawaitable(entry):
            entry = await entry
        matches = (entry or _NOBODY).matches(key)
        if entry is None or not matches or not entry.good(time.time()):
            raise InvalidCredentialsError("the key is not valid")
        principal = Principal(
            id=entry.principal, type=entry.type, roles=entry.roles, scopes=entry.scopes, tenant=entry.tenant
        )
        return Authenticated(principal, Authentication("api-key", entry.id))

    def _key(self, scope: Scope) -> str | None:
        key = single_header(scope, self._header)
        token = bearer_token(scope, self._subprotocols)
        if key is not None and token is not None:
            raise InvalidCredentialsError("the request brings several credentials", code="invalid_request")
        return key or token


def _source(keys: object) -> Callable[[str], Any]:
    if isinstance(keys, str | Path):
        file = KeyFile(keys)
        if not file.path.exists():
            raise ConfigurationError(f"{file.path}: there is no such file; `asgi-agent keys new` makes it")
        try:
            file.entries()
        except OSError as error:
            raise ConfigurationError(f"{file.path}: {error.strerror}") from None
        return file
    if isinstance(keys, Mapping):
        return keys.get
    if callable(keys):
        return keys
    raise ConfigurationError("keys= is a file, a mapping of ids to APIKey, or a callable")
