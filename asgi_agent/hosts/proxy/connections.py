"""Connections to the upstreams, which know what the client library does not tell.

That is what came last, where trailers are, and whether an answer comes while the request is still being sent.
"""

from __future__ import annotations

import re
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import httpcore
import httpx

if TYPE_CHECKING:
    import ssl

MAX_TRAILERS = 8192
"""Bytes. Longer trailers are left out, as any recipient may."""

MAX_READ = 65536
LOOK = 0.1
"""Seconds that a look for an early answer may take, where what came may be of TLS alone."""

# RFC 9110, 15: an answer of another kind may come of a request that goes on.
_refusal = re.compile(rb"HTTP/1\.[01] [345]").match
_STATUS_LINE = len(b"HTTP/1.1 4")


class Transport(httpx.AsyncHTTPTransport):
    """A pool of such connections.

    Args:
        ssl_context: for upstreams on https; None for the system's authorities.
        max_connections: None for no limit.
    """

    def __init__(self, ssl_context: ssl.SSLContext | None, max_connections: int | None) -> None:
        context = httpx.create_ssl_context(trust_env=False) if ssl_context is None else ssl_context
        super().__init__(verify=context, trust_env=False)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_connections=max_connections,
            max_keepalive_connections=100,
            keepalive_expiry=5.0,
            network_backend=_Backend(),
        )


class _Backend(httpcore.AnyIOBackend):
    async def connect_tcp(self, *where: Any, **how: Any) -> httpcore.AsyncNetworkStream:
        return Connection(await super().connect_tcp(*where, **how))


class Connection(httpcore.AsyncNetworkStream):
    """A connection that remembers its last bytes, and can be looked at while a request is being sent."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self.tail = b""
        self._early = b""
        self._stream = stream
        self.aclose = stream.aclose  # type: ignore[method-assign]
        self.get_extra_info = stream.get_extra_info  # type: ignore[method-assign]

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        _written.set(self)
        await self._stream.write(buffer, timeout)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data, self._early = self._early, b""
        if not data:
            data = await self._stream.read(max_bytes, timeout)
        self.tail = data if len(data) >= MAX_TRAILERS else self.tail[len(data) - MAX_TRAILERS :] + data
        return data

    async def start_tls(self, *arguments: Any, **options: Any) -> httpcore.AsyncNetworkStream:
        return Connection(await self._stream.start_tls(*arguments, **options))

    async def refused(self) -> bool:
        """Whether an answer has come, or the end, that makes the rest of a request useless."""
        if len(self._early) < _STATUS_LINE and self.get_extra_info("is_readable"):
            try:
                data = await self._stream.read(MAX_READ, LOOK)
            except httpcore.ReadTimeout:
                return False
            self._early += data
            if not data:
                return True
        return _refusal(self._early) is not None


_written: ContextVar[Connection | None] = ContextVar("asgi_agent.hosts.proxy.written", default=None)


async def refused() -> bool:
    """Whether the request that the current task is sending was refused before its end."""
    connection = _written.get()
    return connection is not None and await connection.refused()
