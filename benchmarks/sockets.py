"""Measures requests over a socket: a keep-alive client that costs little beside the server."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from benchmarks.stats import Batch, Timing

if TYPE_CHECKING:
    from collections.abc import Callable


class Connection(asyncio.Protocol):
    """One keep-alive connection that sends the same request again and again."""

    def __init__(self, parser: Callable[[Any], Any], request: bytes) -> None:
        self._new_parser = parser
        self._request = request
        self._timing = Timing()
        self._complete: asyncio.Future[None] | None = None
        self._transport: asyncio.Transport | None = None

    async def fetch(self) -> Timing:
        """Send the request and wait for the end of its response."""
        assert self._transport is not None
        self._parser = self._new_parser(self)
        self._complete = asyncio.get_running_loop().create_future()
        self._timing = Timing()
        self._transport.write(self._request)
        await self._complete
        return self._timing

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def connection_lost(self, error: Exception | None) -> None:
        if self._complete is not None and not self._complete.done():
            self._complete.set_exception(error or ConnectionError("the server closed the connection"))

    def on_body(self, body: bytes) -> None:
        """Called by the parser."""
        self._timing.body(body)

    def on_message_complete(self) -> None:
        """Called by the parser."""
        assert self._complete is not None
        self._timing.started(self._parser.get_status_code())
        self._timing.finished()
        self._complete.set_result(None)


async def measure(port: int, path: str, body: bytes, *, count: int, concurrency: int) -> Batch:
    """Send `count` requests over `concurrency` connections."""
    connections = [await connect(port, path, body) for _ in range(concurrency)]
    timings: list[Timing] = []

    async def send_some(connection: Connection) -> None:
        for _ in range(count // concurrency):
            timings.append(await connection.fetch())

    before = time.perf_counter()
    await asyncio.gather(*map(send_some, connections))
    elapsed = time.perf_counter() - before
    for connection in connections:
        connection.close()
    return Batch.of(timings, elapsed)


async def connect(port: int, path: str, body: bytes) -> Connection:
    """A connection to a server of this machine."""
    from httptools import HttpResponseParser

    connection = Connection(HttpResponseParser, request_bytes(port, path, body))
    await asyncio.get_running_loop().create_connection(lambda: connection, "127.0.0.1", port)
    return connection


def request_bytes(port: int, path: str, body: bytes) -> bytes:
    """A POST as it goes over the wire."""
    head = (
        f"POST {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\naccept: */*\r\naccept-encoding: identity\r\n"
        f"user-agent: benchmark\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
