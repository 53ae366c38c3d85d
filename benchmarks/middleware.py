"""Correlation ids: what a middleware adds to a request, in-process."""

from __future__ import annotations

import asyncio
import importlib
import statistics
import time
from typing import TYPE_CHECKING, Any

import msgspec

from asgi_agent.middleware.correlation import CorrelationIdMiddleware
from benchmarks.inprocess import scope
from benchmarks.processes import progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.scale import Scale

BODY = b'{"resourceType": "Observation", "note": "' + b"x" * 2048 + b'"}'
INBOUND = "0123456789abcdef0123456789abcdef"  # each of them takes this for an id


class Row(msgspec.Struct, frozen=True):
    """One middleware, in microseconds a request: the whole, and what it adds to the bare app."""

    name: str
    median: float
    best: float
    median_added: float
    best_added: float


class Result(msgspec.Struct):
    """A table."""

    title: str
    rows: list[Row]
    left_out: list[str]


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """The bare app: answers with the body."""
    message = await receive()
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": message["body"]})


def _asgi_correlation_id(app: Any) -> Any:
    return importlib.import_module("asgi_correlation_id").CorrelationIdMiddleware(app)


def _starlette_context(app: Any) -> Any:
    plugins = importlib.import_module("starlette_context.plugins")
    middleware = importlib.import_module("starlette_context.middleware")
    return middleware.RawContextMiddleware(app, plugins=[plugins.RequestIdPlugin()])


PEERS: dict[str, Callable[[Any], Any]] = {
    "bare app": lambda app: app,
    "asgi-agent": CorrelationIdMiddleware,
    "asgi-correlation-id": _asgi_correlation_id,
    "starlette-context (raw)": _starlette_context,
}


async def _call(app: Any, inbound: bool) -> None:
    given = scope("/echo", BODY)
    if inbound:
        given["headers"].append((b"x-request-id", INBOUND.encode()))

    async def receive() -> Any:
        return {"type": "http.request", "body": BODY, "more_body": False}

    async def send(message: Any) -> None:
        pass

    await app(given, receive, send)


async def _microseconds(app: Any, inbound: bool, calls: int) -> float:
    before = time.process_time()
    for _ in range(calls):
        await _call(app, inbound)
    return (time.process_time() - before) / calls * 1e6


async def _measure(scale: Scale, inbound: bool) -> Result:
    apps, left_out = {}, []
    for name, wrap in PEERS.items():
        try:
            apps[name] = wrap(echo)
        except ModuleNotFoundError as error:
            left_out.append(f"{name} (not installed: {error.name})")
    rounds: dict[str, list[float]] = {name: [] for name in apps}
    title = f"correlation id, {'with' if inbound else 'without'} an inbound id"
    for number in range(scale.rounds + 1):
        progress(f"{title}: round {number} of {scale.rounds}")
        for name, app in apps.items():
            taken = await _microseconds(app, inbound, scale.calls)
            if number:  # the first round only warms up
                rounds[name].append(taken)
    return Result(title, _rows(rounds), left_out)


def _rows(rounds: dict[str, list[float]]) -> list[Row]:
    bare = rounds["bare app"]
    return [
        Row(
            name,
            statistics.median(taken),
            min(taken),
            statistics.median(one - other for one, other in zip(taken, bare, strict=True)),
            min(taken) - min(bare),
        )
        for name, taken in rounds.items()
    ]


def measure(scale: Scale) -> list[Result]:
    """Without and with an id from the caller."""
    return [asyncio.run(_measure(scale, inbound)) for inbound in (False, True)]
