"""What authentication and the rate limit add to a request in-process, beside Starlette's own."""

from __future__ import annotations

import asyncio
import statistics
import time
from typing import TYPE_CHECKING, Any

import jwt
import msgspec
from starlette.authentication import AuthCredentials, AuthenticationBackend, BaseUser, SimpleUser
from starlette.middleware.authentication import AuthenticationMiddleware

from asgi_agent.middleware.auth import APIKeyMiddleware, JWTAuthMiddleware, new_key
from asgi_agent.middleware.rate_limit import RateLimitMiddleware
from asgi_agent.testing import http_scope
from benchmarks.processes import progress

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

    from benchmarks.scale import Scale

SECRET = "a-shared-secret-of-sufficient-length-for-HS256"


class Row(msgspec.Struct, frozen=True):
    """One middleware; microseconds that it adds to a request."""

    name: str
    median: float
    best: float


class Result(msgspec.Struct):
    """A table."""

    title: str
    rows: list[Row]


class Backend(AuthenticationBackend):
    """The same check in Starlette's words."""

    async def authenticate(self, conn: HTTPConnection) -> tuple[AuthCredentials, BaseUser]:
        token = conn.headers["authorization"].removeprefix("Bearer ")
        claims = jwt.decode(token, SECRET, algorithms=["HS256"])
        return AuthCredentials(claims["scope"].split()), SimpleUser(claims["sub"])


async def nothing(scope: Any, receive: Any, send: Any) -> None:
    """The application inside."""


def measure(scale: Scale) -> list[Result]:
    """Each in turn, in many rounds."""
    return [asyncio.run(_measured(scale))]


async def _measured(scale: Scale) -> Result:
    claims = {"sub": "u1", "scope": "read write", "exp": int(time.time()) + 3600, "jti": "t1"}
    key, entry = new_key("billing")
    plain = [(b"host", b"localhost"), (b"accept", b"*/*"), (b"user-agent", b"benchmark")]
    token = jwt.encode(claims, SECRET, "HS256").encode()
    bearer = http_scope("/", headers=[*plain, (b"authorization", b"Bearer " + token)])
    keyed = http_scope("/", headers=[*plain, (b"x-api-key", key.encode())])
    contenders: dict[str, tuple[Any, dict[str, Any]]] = {
        "nothing": (nothing, bearer),
        "Starlette's AuthenticationMiddleware, JWT HS256": (
            AuthenticationMiddleware(nothing, backend=Backend()),
            bearer,
        ),
        "JWTAuthMiddleware, HS256": (JWTAuthMiddleware(nothing, key=SECRET, algorithms=["HS256"]), bearer),
        "APIKeyMiddleware": (APIKeyMiddleware(nothing, keys={entry.id: entry}), keyed),
        "RateLimitMiddleware, in memory": (RateLimitMiddleware(nothing, limit="100000000/hour"), keyed),
        "RateLimitMiddleware, concurrency alone": (
            RateLimitMiddleware(nothing, limit=None, concurrency=10),
            keyed,
        ),
    }
    calls = max(scale.calls // 4, 1)
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(scale.rounds + 1):
        progress(f"layers: round {number} of {scale.rounds}")
        for name, (app, scope) in contenders.items():
            started = time.perf_counter()
            for _ in range(calls):
                await app(scope, None, None)
            if number:
                times[name].append((time.perf_counter() - started) / calls * 1e6)
    floor = times.pop("nothing")
    return Result(
        "what a layer adds to a request, in-process",
        [
            Row(
                name,
                statistics.median(a - b for a, b in zip(taken, floor, strict=True)),
                min(taken) - min(floor),
            )
            for name, taken in times.items()
        ],
    )
