"""Trailers: fields behind the body of a response (RFC 9110, 6.5; RFC 9112, 7.1.2).

The client library reads them and gives them to nobody, so they are read off the connection's last bytes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import httpcore
import httpx

from asgi_agent.hosts.proxy.headers import HOP_BY_HOP

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable, Mapping

    Pair = tuple[bytes, bytes]

MAX_TRAILERS = 8192
"""Bytes. Longer ones are left out, as any recipient may."""

ASKING: list[Pair] = [(b"te", b"trailers"), (b"connection", b"te")]
"""What a request says to be answered with trailers."""

_EXTENSION = "http.response.trailers"

# RFC 9110, 6.5.1: what decides on framing, routing, content, caching or who somebody is stands before a body.
_NEVER = HOP_BY_HOP | {
    b"age",
    b"authorization",
    b"cache-control",
    b"content-encoding",
    b"content-length",
    b"content-range",
    b"content-type",
    b"date",
    b"expires",
    b"host",
    b"location",
    b"retry-after",
    b"server",
    b"set-cookie",
    b"vary",
    b"www-authenticate",
}

_last_chunk = re.compile(rb"0+[ \t]*(;.*)?").fullmatch
_field = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*?)[ \t]*").fullmatch


class Transport(httpx.AsyncHTTPTransport):
    """A pool of connections that remember what came last.

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
        return _Stream(await super().connect_tcp(*where, **how))


class _Stream(httpcore.AsyncNetworkStream):
    """A connection that remembers its last bytes."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self.tail = b""
        self._stream = stream
        self.write = stream.write  # type: ignore[method-assign]
        self.aclose = stream.aclose  # type: ignore[method-assign]
        self.get_extra_info = stream.get_extra_info  # type: ignore[method-assign]

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = await self._stream.read(max_bytes, timeout)
        self.tail = data if len(data) >= MAX_TRAILERS else self.tail[len(data) - MAX_TRAILERS :] + data
        return data

    async def start_tls(self, *arguments: Any, **options: Any) -> httpcore.AsyncNetworkStream:
        return _Stream(await self._stream.start_tls(*arguments, **options))


def taken(scope: Mapping[str, Any]) -> bool:
    """Whether the client takes trailers, and the server in front has a way to send them."""
    if scope["method"] == "HEAD":
        return False
    said = b",".join(value for name, value in scope.get("headers") or () if name.lower() == b"te")
    return _EXTENSION in (scope.get("extensions") or {}) and b"trailers" in _names(said)


def announced(headers: Iterable[Pair]) -> frozenset[bytes]:
    """The names that a response says its trailers will have; those that may stand there."""
    pairs = [(name.lower(), value) for name, value in headers]
    if not any(name == b"transfer-encoding" for name, _ in pairs):
        return frozenset()
    return _names(b",".join(value for name, value in pairs if name == b"trailer")) - _NEVER


def trailers_of(response: httpx.Response, names: frozenset[bytes]) -> list[Pair]:
    """Those of a response whose body has just been read to its end."""
    stream = response.extensions.get("network_stream")
    found = _fields(stream.tail) if isinstance(stream, _Stream) else []
    return [(name, value) for name, value in found if name in names]


def _fields(tail: bytes) -> list[Pair]:
    """The lines between the last chunk, which has a length of 0 and no colon, and the end."""
    lines = tail.removesuffix(b"\r\n\r\n").split(b"\r\n")
    fields: list[Pair] = []
    for line in reversed(lines):
        if _last_chunk(line):
            return fields[::-1]
        if (field := _field(line)) is None:
            break
        fields.append((field[1].lower(), field[2]))
    return []


def _names(said: bytes) -> frozenset[bytes]:
    return frozenset(name.strip().lower() for name in said.split(b",")) - {b""}
