"""`RateLimitMiddleware`: so many requests in a time, and so many at once, from each caller."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import time
from collections import Counter
from typing import TYPE_CHECKING, Literal, get_args

from asgiref.compatibility import guarantee_single_callable

from asgi_agent.errors import ConfigurationError, MissingDependencyError, Problem
from asgi_agent.identity import principal_of
from asgi_agent.middleware._refusal import refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from limits import RateLimitItem
    from limits.aio.storage import Storage
    from limits.aio.strategies import RateLimiter

    from asgi_agent.middleware._types import ASGIApp, Message, Receive, Scope, Send

OnFailure = Literal["open", "closed"]
STORAGE_TIMEOUT = 1.0
"""Seconds after which a storage that does not answer is out of reach."""

_STARTS = frozenset({"http.response.start", "websocket.http.response.start"})

logger = logging.getLogger("asgi_agent")


class RateLimitedError(Problem):
    """The caller has made as many requests as it may, or has as many open."""

    status, slug, title = 429, "rate-limited", "Too many requests"


class LimiterUnavailableError(Problem):
    """How many requests the caller has made cannot be told for now."""

    status, slug, title = 503, "rate-limiter-unavailable", "Rate limiter unavailable"


class RateLimitMiddleware:
    """Answers 429 to callers who ask too often, or have too many streams open.

    Counted by principal, where an authentication middleware around this one has found one, else by address;
    an IPv6 caller by its network of 64 bits, which one household has. Answers carry `RateLimit-Policy` and
    `RateLimit` (draft-ietf-httpapi-ratelimit-headers), refusals `Retry-After` as well. A WebSocket counts as
    one request, and as one that is open for as long as it is. Counting is done by the `limits` package.

    Args:
        app: the application to wrap; ASGI 2 applications are adapted.
        limit: such as `"60/minute"`, or several: `"10/second; 1000/hour"`. None counts no rate.
        concurrency: requests and sockets that a caller may have open at once in this process; None for any
            number. A stream is open until its last byte.
        key: `(scope)` names whom a request is counted for; None for one that is not counted.
        storage: where it is counted: `memory://` in this process, or for all processes
            `redis://host:6379`, as the `limits` package names them.
        on_failure: what becomes of requests while the storage is out of reach: `open` lets them in and logs,
            `closed` answers 503.

    Raises:
        ConfigurationError: an option has a value that cannot work.
        MissingDependencyError: the `ratelimit` extra is not installed.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        limit: str | None = "60/minute",
        concurrency: int | None = None,
        key: Callable[[Scope], str | None] | None = None,
        storage: str = "memory://",
        on_failure: OnFailure = "open",
    ) -> None:
        if not callable(app):
            raise ConfigurationError(f"an ASGI application is a callable, not {type(app).__qualname__}")
        if on_failure not in get_args(OnFailure):
            raise ConfigurationError(f"on_failure= is one of {', '.join(get_args(OnFailure))}")
        if concurrency is not None and concurrency < 1:
            raise ConfigurationError(f"concurrency= is 1 or more, not {concurrency!r}")
        self._app: ASGIApp = guarantee_single_callable(app)  # type: ignore[no-untyped-call]
        self._rate = None if limit is None else Rate(limit, storage)
        self._concurrency = concurrency
        self._key = key or caller_key
        self._on_failure = on_failure
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or (key := self._key(scope)) is None:
            await self._app(scope, receive, send)
            return
        if self._concurrency is not None and self._open[key] >= self._concurrency:
            problem = RateLimitedError("too many requests are open", headers={"retry-after": "1"})
            await refuse(scope, receive, send, problem)
            return
        self._open[key] += 1
        try:
            try:
                headers = await self._counted(key)
            except Problem as problem:
                await refuse(scope, receive, send, problem)
                return
            await self._app(scope, receive, _with_headers(send, headers) if headers else send)
        finally:
            self._open[key] -= 1
            if not self._open[key]:
                del self._open[key]

    async def _counted(self, key: str) -> dict[str, str]:
        """Count the request; what its answer says of the limit."""
        if self._rate is None:
            return {}
        try:
            async with asyncio.timeout(STORAGE_TIMEOUT):
                return await self._rate.count(key)
        except RateLimitedError:
            raise
        except Exception as error:
            # Whatever the storage's client raises: each has errors of its own.
            logger.error("rate limiter out of reach", extra={"exception": type(error).__name__})
            if self._on_failure == "open":
                return {}
            raise LimiterUnavailableError("try again soon", headers={"retry-after": "1"}) from None


class Rate:
    """So many requests in a time, by the `limits` package.

    Raises:
        ConfigurationError: the limit or the storage is not one that `limits` knows.
        MissingDependencyError: it is not installed, or not the client of the storage.
    """

    def __init__(self, limit: str, storage: str) -> None:
        try:
            import limits
            from limits.aio.strategies import MovingWindowRateLimiter
        except ImportError:
            raise MissingDependencyError(
                "limits are counted by: pip install 'asgi-agent[ratelimit]'"
            ) from None
        try:
            self._items: Sequence[RateLimitItem] = limits.parse_many(limit)
        except ValueError:
            raise ConfigurationError(f"limit= is such as '60/minute', not {limit!r}") from None
        self._limiter: RateLimiter = MovingWindowRateLimiter(_storage(storage))
        self._policy = ", ".join(
            f'"{number}";q={item.amount};w={item.get_expiry()}' for number, item in enumerate(self._items)
        )

    async def count(self, key: str) -> dict[str, str]:
        """Count a request against every limit.

        Returns:
            The headers that say how many are left, of the limit that is nearest to its end.

        Raises:
            RateLimitedError: there are none left.
        """
        nearest: tuple[float, int, int, int] | None = None
        for number, item in enumerate(self._items):
            passed = await self._limiter.hit(item, key)
            reset, remaining = await self._limiter.get_window_stats(item, key)
            seconds = max(1, int(reset - time.time()) + 1)
            if not passed:
                headers = {**self._said(number, 0, seconds), "retry-after": str(seconds)}
                raise RateLimitedError("too many requests", headers=headers)
            nearest = min(nearest or (2.0, 0, 0, 0), (remaining / item.amount, number, remaining, seconds))
        assert nearest is not None
        return self._said(*nearest[1:])

    def _said(self, number: int, remaining: int, seconds: int) -> dict[str, str]:
        return {"ratelimit-policy": self._policy, "ratelimit": f'"{number}";r={remaining};t={seconds}'}


def caller_key(scope: Scope) -> str:
    """Whom a request is counted for: its principal, else its address."""
    principal = principal_of(scope)
    if principal is not None:
        return f"principal:{principal.owner}"
    client = scope.get("client")
    return f"address:{_network(str(client[0])) if client else 'unknown'}"


def _network(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):  # as a socket for both kinds shows those of IPv4
        found = found.ipv4_mapped or found
    return str(found) if found.version == 4 else str(ipaddress.ip_network((int(found), 64), strict=False))


def _storage(uri: str) -> Storage:
    from limits.errors import ConfigurationError as UnknownStorageError
    from limits.storage import storage_from_string

    try:
        return storage_from_string(f"async+{uri.removeprefix('async+')}")  # type: ignore[return-value]
    except UnknownStorageError as error:
        if "prerequisite" in str(error):
            raise MissingDependencyError(f"storage= needs another package: {error}") from None
        raise ConfigurationError(f"storage= is such as 'memory://' or 'redis://host', not {uri!r}") from None


def _with_headers(send: Send, headers: dict[str, str]) -> Send:
    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def send_with_headers(message: Message) -> None:
        if message["type"] in _STARTS:
            message = {**message, "headers": [*(message.get("headers") or ()), *pairs]}
        await send(message)

    return send_with_headers
