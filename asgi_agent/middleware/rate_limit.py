"""`RateLimitMiddleware`: so many requests in a time, and so many at once, from each caller."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import time
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args

from asgiref.compatibility import guarantee_single_callable

from asgi_agent.errors import ConfigurationError, MissingDependencyError, Problem
from asgi_agent.identity import principal_of
from asgi_agent.middleware._open_requests import Places, SharedPlaces
from asgi_agent.middleware._refusal import refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from limits import RateLimitItem
    from limits.aio.storage import Storage
    from limits.aio.strategies import RateLimiter

    from asgi_agent.middleware._open_requests import Lease, Place
    from asgi_agent.middleware._types import ASGIApp, Message, Receive, Scope, Send

OnFailure = Literal["open", "closed"]
STORAGE_TIMEOUT = 1.0
"""Seconds after which a storage that does not answer is out of reach."""

MEMORY = "memory://"

_STARTS = frozenset({"http.response.start", "websocket.http.response.start"})
_BODIES = frozenset({"http.response.body", "websocket.http.response.body"})

T = TypeVar("T")

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
        concurrency: requests and sockets that a caller may have open at once, in this process or, with a
            `storage` in Redis, in all that share it; None for any number. A stream is open until its last
            byte. What a worker that dies had open counts for another half a minute.
        key: `(scope)` names whom a request is counted for; None for one that is not counted.
        storage: where it is counted: `memory://` in this process, or for all processes
            `redis://host:6379`, as the `limits` package names them. Middlewares that share one count
            together, unless `key` tells their requests apart.
        on_failure: what becomes of requests while the storage is out of reach: `open` lets them in, as many
            at once as each process would, and logs; `closed` answers 503.

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
        storage: str = MEMORY,
        on_failure: OnFailure = "open",
    ) -> None:
        if not callable(app):
            raise ConfigurationError(f"an ASGI application is a callable, not {type(app).__qualname__}")
        if on_failure not in get_args(OnFailure):
            raise ConfigurationError(f"on_failure= is one of {', '.join(get_args(OnFailure))}")
        if concurrency is not None and concurrency < 1:
            raise ConfigurationError(f"concurrency= is 1 or more, not {concurrency!r}")
        self._app: ASGIApp = guarantee_single_callable(app)  # type: ignore[no-untyped-call]
        counts = None if limit is None and storage == MEMORY else _storage(storage)
        self._rate = None if limit is None or counts is None else Rate(limit, counts)
        self._places = None if concurrency is None else Places(concurrency)
        self._shared = None if concurrency is None or counts is None else _shared_places(concurrency, counts)
        self._key = key or caller_key
        self._on_failure = on_failure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or (key := self._key(scope)) is None:
            await self._app(scope, receive, send)
            return
        place = None
        try:
            try:
                place = await self._place(key)
                headers = await self._counted(key)
            except Problem as problem:
                await refuse(scope, receive, send, problem)
                return
            send = _with_headers(send, headers) if headers else send
            await self._app(scope, receive, send if place is None else _leaving(send, place))
        finally:
            if place is not None:
                await place.leave()

    async def _place(self, key: str) -> Place | None:
        """One of those that the caller may take at once; None if they are not counted."""
        if self._places is None:
            return None
        if (place := self._places.take(key)) is None:
            raise _too_many_open()
        if self._shared is not None:
            try:
                place.lease = await self._reached(_leased(self._shared, key))
            except BaseException:
                await place.leave()
                raise
        return place

    async def _counted(self, key: str) -> dict[str, str] | None:
        """Count the request; what its answer says of the limit."""
        return None if self._rate is None else await self._reached(self._rate.count(key))

    async def _reached(self, asking: Coroutine[Any, Any, T]) -> T | None:
        """What the storage says; None if it is out of reach and requests are let in all the same."""
        try:
            async with asyncio.timeout(STORAGE_TIMEOUT):
                return await asking
        except RateLimitedError:
            raise
        except Exception as error:
            # Whatever the storage's client raises: each has errors of its own.
            logger.error("rate limiter out of reach", extra={"exception": type(error).__name__})
            if self._on_failure == "open":
                return None
            raise LimiterUnavailableError("try again soon", headers={"retry-after": "1"}) from None


class Rate:
    """So many requests in a time, by the `limits` package.

    Raises:
        ConfigurationError: the limit is not one that `limits` knows.
    """

    def __init__(self, limit: str, storage: Storage) -> None:
        import limits
        from limits.aio.strategies import MovingWindowRateLimiter

        try:
            self._items: Sequence[RateLimitItem] = limits.parse_many(limit)
        except ValueError:
            raise ConfigurationError(f"limit= is such as '60/minute', not {limit!r}") from None
        self._limiter: RateLimiter = MovingWindowRateLimiter(storage)
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
        # A request that one limit refuses must not use up another; with one alone, counting it tells as much.
        for number, item in enumerate(self._items if len(self._items) > 1 else ()):
            if not await self._limiter.test(item, key):
                raise await self._refusal(number, key)
        nearest: tuple[float, int, int, int] | None = None
        for number, item in enumerate(self._items):
            if not await self._limiter.hit(item, key):
                raise await self._refusal(number, key)
            seconds, remaining = await self._window(item, key)
            nearest = min(nearest or (2.0, 0, 0, 0), (remaining / item.amount, number, remaining, seconds))
        assert nearest is not None
        return self._said(*nearest[1:])

    async def _refusal(self, number: int, key: str) -> RateLimitedError:
        seconds, _ = await self._window(self._items[number], key)
        headers = {**self._said(number, 0, seconds), "retry-after": str(seconds)}
        return RateLimitedError("too many requests", headers=headers)

    async def _window(self, item: RateLimitItem, key: str) -> tuple[int, int]:
        """In how many seconds there are more, and how many are left."""
        reset, remaining = await self._limiter.get_window_stats(item, key)
        return max(1, int(reset - time.time()) + 1), remaining

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
    try:
        from limits.errors import ConfigurationError as UnknownStorageError
        from limits.storage import storage_from_string
    except ImportError:
        raise MissingDependencyError("limits are counted by: pip install 'asgi-agent[ratelimit]'") from None
    try:
        return storage_from_string(f"async+{uri.removeprefix('async+')}")  # type: ignore[return-value]
    except UnknownStorageError as error:
        if "prerequisite" in str(error):
            raise MissingDependencyError(f"storage= needs another package: {error}") from None
        raise ConfigurationError(f"storage= is such as 'memory://' or 'redis://host', not {uri!r}") from None


def _shared_places(concurrency: int, storage: Storage) -> SharedPlaces | None:
    """Places in the storage, if it is one that can keep them."""
    from limits.aio.storage import RedisStorage

    return SharedPlaces(concurrency, storage) if isinstance(storage, RedisStorage) else None


async def _leased(places: SharedPlaces, key: str) -> Lease:
    if (lease := await places.take(key)) is None:
        raise _too_many_open()
    return lease


def _too_many_open() -> RateLimitedError:
    return RateLimitedError("too many requests are open", headers={"retry-after": "1"})


def _leaving(send: Send, place: Place) -> Send:
    """Leave the place before the last byte, after which a client may ask again at once."""

    async def send_leaving(message: Message) -> None:
        if message["type"] == "websocket.close" or (
            message["type"] in _BODIES and not message.get("more_body")
        ):
            await place.leave()
        await send(message)

    return send_leaving


def _with_headers(send: Send, headers: dict[str, str]) -> Send:
    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def send_with_headers(message: Message) -> None:
        if message["type"] in _STARTS:
            message = {**message, "headers": [*(message.get("headers") or ()), *pairs]}
        await send(message)

    return send_with_headers
