"""Ask an app something in this process, with the message validator around it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import msgspec

from asgi_agent.testing import ASGIValidator, http_scope, polluted_context, run_http

if TYPE_CHECKING:
    from collections.abc import Callable

    from asgi_agent.testing import HTTPResult

JSON = [(b"content-type", b"application/json")]


async def ask(
    app: Any,
    method: str,
    path: str,
    body: Any = None,
    *,
    headers: list[tuple[bytes, bytes]] | None = None,
    scope: dict[str, Any] | None = None,
    **options: Any,
) -> HTTPResult:
    """Send one request, in the context that a careless server leaves behind.

    `body` is sent as JSON, bytes as they are. `scope` adds keys to the scope, `options` go to `run_http`.
    """
    raw = body if isinstance(body, bytes) else b"" if body is None else msgspec.json.encode(body)
    pairs = [*(JSON if body is not None else []), *(headers or [])]
    asked = {**http_scope(path, method=method, headers=pairs), **(scope or {})}
    return await run_http(ASGIValidator(app), asked, raw, context=polluted_context(), **options)


def sse(body: bytes) -> list[dict[str, Any]]:
    """The events of an SSE body; comments are left out, and the fields are checked against the data."""
    events = []
    for block in body.decode().split("\n\n"):
        lines = [line for line in block.split("\n") if line and not line.startswith(":")]
        if not lines:
            continue
        fields = dict(line.split(": ", 1) for line in lines)
        event: dict[str, Any] = msgspec.json.decode(fields["data"])
        assert (fields["event"], fields["id"]) == (event["type"], str(event["seq"]))
        events.append(event)
    return events


async def until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait until the condition holds.

    Raises:
        TimeoutError: it does not within so many seconds.
    """
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is waited for sets no event
            await asyncio.sleep(0.001)
