"""The keys of an issuer, fetched from where it publishes them (RFC 7517) and kept for a while."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from concurrent.futures import Future
from http.client import HTTPException
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from asgi_agent.errors import ConfigurationError, MissingDependencyError
from asgi_agent.middleware.auth.download import download
from asgi_agent.middleware.auth.problems import AuthenticationUnavailableError

logger = logging.getLogger("asgi_agent")

MAX_SET = 1024 * 1024
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class PublishedKey(NamedTuple):
    """A public key as PyJWT takes it, of which kind (`kty`) it is, and for which algorithm alone, if any."""

    key: Any
    kind: str
    algorithm: str | None


class JWKS:
    """A set of public keys at a URL.

    Fetched at the first token, again when it is older than `lifespan` (requests go on with the old one
    meanwhile), and again for a `kid` that is not in it, since keys are rotated; no more often than every
    `cooldown`, so that made-up ids do not become requests. One fetch serves all requests that wait for it. A
    token's own `jku`, `jwk` and `x5u` are never followed. Redirects are not followed either.

    Args:
        url: where the set is; `https`, or `http` on this machine.
        lifespan: seconds that a set is used before it is fetched again.
        stale: seconds after that in which it is still used while the issuer is out of reach. After them
            requests get a 503, since a revoked key must not be good for ever.
        cooldown: seconds between two fetches that an unknown `kid` or a failure may cause.
        timeout: seconds that a fetch may take; a request that waits for one gets a 503 after them.

    Raises:
        ConfigurationError: the URL is neither of these.
        MissingDependencyError: the `jwt` extra is not installed.
    """

    def __init__(
        self,
        url: str,
        *,
        lifespan: float = 300.0,
        stale: float = 3600.0,
        cooldown: float = 10.0,
        timeout: float = 5.0,
    ) -> None:
        parts = urlsplit(url)
        if not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)):
            raise ConfigurationError("the URL of a JWKS is https")
        try:
            import jwt  # noqa: F401
        except ImportError:
            raise MissingDependencyError("tokens need PyJWT: pip install 'asgi-agent[jwt]'") from None
        self.url = url
        self._lifespan = lifespan
        self._stale = stale
        self._cooldown = cooldown
        self._timeout = timeout
        self._keys: dict[str | None, PublishedKey] = {}
        self._fetched = self._tried = float("-inf")
        self._lock = threading.Lock()
        self._fetch: Future[None] | None = None

    async def find(self, kid: object) -> PublishedKey | None:
        """The key of that id; without an id, the only key there is.

        Raises:
            AuthenticationUnavailableError: there are no keys, or they are too old; or there is none of that
                id, and whether the issuer has a new one cannot be told for now.
        """
        if self._known(kid) is None or self._age() > self._lifespan:
            fetch = self._refresh()
            if fetch is not None and (self._known(kid) is None or self._too_old()):
                await asyncio.wait({asyncio.wrap_future(fetch)}, timeout=self._timeout)
        found = self._known(kid)
        # An id that is not known may be that of a key which has come since the last fetch that succeeded.
        untold = found is None and isinstance(kid, str) and self._fetched < self._tried
        if untold or self._too_old():
            retry = {"retry-after": str(int(self._cooldown) + 1)}
            raise AuthenticationUnavailableError("the keys of the issuer are out of reach", headers=retry)
        return found

    def _age(self) -> float:
        return time.monotonic() - self._fetched

    def _too_old(self) -> bool:
        return self._age() > self._lifespan + self._stale

    def _known(self, kid: object) -> PublishedKey | None:
        if isinstance(kid, str):
            return self._keys.get(kid)
        return next(iter(self._keys.values())) if len(self._keys) == 1 else None

    def _refresh(self) -> Future[None] | None:
        """The fetch that is under way, else a new one, unless the last was a moment ago.

        It runs in a thread of its own, so that event loops can share it and none takes it along at its end.
        """
        with self._lock:
            if self._fetch is not None and not self._fetch.done():
                return self._fetch
            if time.monotonic() - self._tried < self._cooldown:
                return None
            self._tried = time.monotonic()
            self._fetch = Future()
            threading.Thread(
                target=self._replace, args=(self._fetch,), name="asgi-agent jwks", daemon=True
            ).start()
            return self._fetch

    def _replace(self, fetch: Future[None]) -> None:
        try:
            self._keys = _read(download(self.url, timeout=self._timeout, limit=MAX_SET))
            self._fetched = time.monotonic()
        except (OSError, ValueError, RecursionError, HTTPException) as error:
            fault = {"exception": type(error).__name__}
            logger.warning("the keys of an issuer could not be fetched", extra=fault)
        finally:
            fetch.set_result(None)


def _read(body: bytes) -> dict[str | None, PublishedKey]:
    """The keys for checking signatures, by id. A set that holds none is no set."""
    import msgspec
    from jwt import PyJWK
    from jwt.exceptions import PyJWTError

    document: Any = msgspec.json.decode(body)
    entries = document.get("keys") if isinstance(document, dict) else None
    keys: dict[str | None, PublishedKey] = {}
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, dict) or entry.get("use", "sig") != "sig" or entry.get("kty") == "oct":
            continue
        kid = entry.get("kid")
        if not isinstance(kid, str | None):
            continue
        try:
            key = PyJWK.from_dict(entry).key
        except (PyJWTError, ValueError, TypeError, AttributeError, NotImplementedError):
            continue  # malformed, or of a kind that PyJWT does not know; others in the set may be good
        # A key for an exchange of keys checks no signature, and a private one that is published is anybody's.
        if hasattr(key, "verify"):
            keys[kid] = PublishedKey(key, entry["kty"], entry.get("alg"))
    if not keys:
        raise ValueError("the document holds no key for signatures")
    return keys
