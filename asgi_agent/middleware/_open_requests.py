"""How many requests each caller has open: in this process, or in all that share a Redis."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from limits.aio.storage import RedisStorage

logger = logging.getLogger("asgi_agent")

LEASE = 30.0
"""Seconds after which a place is free again whose worker has died."""

PATIENCE = 1.0
"""Seconds that the last byte of an answer waits for Redis at the most."""

_PREFIX = "asgi-agent:open:"

# Of each caller a sorted set of its open requests, by when their lease ends; the clock is that of Redis.
_NOW = "local t = redis.call('TIME') local now = t[1] * 1000 + math.floor(t[2] / 1000) "
_TAKE = (
    _NOW
    + """
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if redis.call('ZSCORE', KEYS[1], ARGV[1]) then return 1 end -- a client that lost the answer asks again
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[3]) then return 0 end
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
"""
)
_RENEW = (
    _NOW
    + """
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
"""
)
_GIVE_BACK = "redis.call('ZREM', KEYS[1], ARGV[1])"


class Places:
    """So many for each caller in this process."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._taken: Counter[str] = Counter()

    def take(self, key: str) -> Place | None:
        """A place for a request of the caller's; None if all are taken."""
        if self._taken[key] >= self._limit:
            return None
        self._taken[key] += 1
        return Place(self._taken, key)


class Place:
    """One open request."""

    def __init__(self, taken: Counter[str], key: str) -> None:
        self._taken = taken
        self._key = key
        self._left = False
        self.lease: Lease | None = None

    async def leave(self) -> None:
        """Make room for another request; what comes after the first time is nothing."""
        if self._left:
            return
        self._left = True
        self._taken[self._key] -= 1
        if not self._taken[self._key]:
            del self._taken[self._key]
        if self.lease is not None:
            await self.lease.end()


class SharedPlaces:
    """So many for each caller in all processes that share a Redis.

    Each open request has a lease, renewed for as long as it is open, so that those of a worker that dies end
    by themselves.

    Args:
        limit: how many a caller may have.
        storage: of the `limits` package, on Redis or Valkey.
    """

    def __init__(self, limit: int, storage: RedisStorage) -> None:
        client = storage.bridge.get_connection()  # type: ignore[attr-defined]
        self._limit = limit
        self._take = client.register_script(_TAKE)
        self._renew = client.register_script(_RENEW)
        self._give_back = client.register_script(_GIVE_BACK)
        self._tasks: set[asyncio.Task[None]] = set()

    async def take(self, key: str) -> Lease | None:
        """A place for a request of the caller's; None if all are taken."""
        lease = Lease(self, key)
        try:
            taken = await self._take(keys=[lease.key], args=[lease.name, int(LEASE * 1000), self._limit])
        except BaseException:
            self.spawn(self.give_back(lease))  # whether Redis has heard of it, nobody knows
            raise
        if not taken:
            return None
        lease.hold()
        return lease

    async def renew(self, lease: Lease) -> None:
        """Let the place be taken for longer."""
        await self._quietly(self._renew(keys=[lease.key], args=[lease.name, int(LEASE * 1000)]))

    async def give_back(self, lease: Lease) -> None:
        """Let the place be free."""
        await self._quietly(self._give_back(keys=[lease.key], args=[lease.name]))

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Do it in a task of its own, which a request that is cancelled leaves to its end."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _quietly(self, call: Any) -> None:
        """A lease that cannot be changed ends by itself; each client has exceptions of its own."""
        try:
            async with asyncio.timeout(PATIENCE):
                await call
        except Exception as error:
            logger.error("rate limiter out of reach", extra={"exception": type(error).__name__})


class Lease:
    """A place in Redis."""

    def __init__(self, places: SharedPlaces, key: str) -> None:
        self.key = _PREFIX + key
        self.name = secrets.token_hex(12)
        self._places = places
        self._timer: asyncio.TimerHandle | None = None
        self._renewal: asyncio.Task[None] | None = None

    def hold(self) -> None:
        """Renew it, long before its end, until it is ended."""
        self._timer = asyncio.get_running_loop().call_later(LEASE / 3, self._extend)

    async def end(self) -> None:
        """Give the place back, also where whoever waits for that is cancelled."""
        if self._timer is not None:
            self._timer.cancel()
        await asyncio.shield(self._places.spawn(self._give_back()))

    def _extend(self) -> None:
        self._renewal = self._places.spawn(self._places.renew(self))
        self.hold()

    async def _give_back(self) -> None:
        if self._renewal is not None:
            await asyncio.wait({self._renewal})  # which would otherwise take it again
        await self._places.give_back(self)
