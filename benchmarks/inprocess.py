"""Measures requests without a server: an ASGI app, called as uvicorn would call it."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from benchmarks.stats import Batch, Timing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import ASGIApp, Message


class Call:
    """One request: its two channels, and when what came out of it."""

    def __init__(self, path: str, body: bytes, timing: Timing) -> None:
        self.scope = scope(path, body)
        self._body: bytes | None = body
        self._timing = timing
        self._done = asyncio.Event()

    async def receive(self) -> Message:
        """The body; then, as from any server, nothing before the response is complete."""
        if self._body is not None:
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}
        await self._done.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._timing.started(message["status"])
            return
        self._timing.body(message.get("body", b""))
        if not message.get("more_body", False):
            self._timing.finished()
            self._done.set()


async def measure(app: ASGIApp, path: str, body: bytes, *, count: int, concurrency: int) -> Batch:
    """Send `count` requests, `concurrency` at a time, each in a task of its own, as servers do."""
    timings: list[Timing] = []

    async def send_some(share: int) -> None:
        for _ in range(share):
            call = Call(path, body, timing := Timing())
            await asyncio.ensure_future(app(call.scope, call.receive, call.send))
            timings.append(timing)

    before = time.process_time()
    await asyncio.gather(*(send_some(count // concurrency) for _ in range(concurrency)))
    return Batch.of(timings, time.process_time() - before)


def scope(path: str, body: bytes) -> dict[str, Any]:
    """A request as uvicorn describes it, with the headers of an ordinary client."""
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 50000),
        "scheme": "http",
        "method": "POST",
        "root_path": "",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [
            (b"host", b"127.0.0.1:8000"),
            (b"accept", b"*/*"),
            (b"accept-encoding", b"identity"),
            (b"user-agent", b"benchmark"),
            (b"content-type", b"application/json"),
            (b"content-length", b"%d" % len(body)),
        ],
        "state": {},
    }


@asynccontextmanager
async def lifespan(app: ASGIApp) -> AsyncIterator[None]:
    """Start the app and shut it down, as a server does."""
    inbox: asyncio.Queue[Message] = asyncio.Queue()
    outbox: asyncio.Queue[Message] = asyncio.Queue()
    task = asyncio.ensure_future(app({"type": "lifespan", "state": {}}, inbox.get, outbox.put))
    await inbox.put({"type": "lifespan.startup"})
    if (answer := await outbox.get())["type"] != "lifespan.startup.complete":
        raise RuntimeError(f"the app did not start: {answer}")
    try:
        yield
    finally:
        await inbox.put({"type": "lifespan.shutdown"})
        await outbox.get()
        await task
