"""Trailers: fields behind the body of a response (RFC 9110, 6.5; RFC 9112, 7.1.2).

The client library reads them and gives them to nobody, so they are read off the connection's last bytes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from asgi_agent.hosts.proxy.connections import Connection
from asgi_agent.hosts.proxy.headers import HOP_BY_HOP

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import httpx

    Pair = tuple[bytes, bytes]

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
    found = _fields(stream.tail) if isinstance(stream, Connection) else []
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
