"""Checks of single values: message fields, header pairs, the scope."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

_MISSING: Any = object()
_header_name = re.compile(rb"[a-z0-9!#$%&'*+.^_`|~-]+").fullmatch
_header_value = re.compile(rb"[\t\x20-\x7e\x80-\xff]*").fullmatch  # RFC 9110, section 5.5


class ASGIProtocolError(AssertionError):
    """An application, a middleware or a server broke the ASGI protocol."""


def fail(fault: str) -> NoReturn:
    raise ASGIProtocolError(fault)


def require(condition: object, fault: str) -> None:
    if not condition:
        raise ASGIProtocolError(fault)


def field(
    message: Mapping[str, Any], key: str, kind: type | tuple[type, ...], default: Any = _MISSING
) -> Any:
    """The value of a field, of exactly this type; a field without a default is required."""
    value = message.get(key, default)
    if value is _MISSING:
        fail(f"{message['type']}: {key!r} is missing")
    if value is not default and type(value) not in (kind if isinstance(kind, tuple) else (kind,)):
        fail(f"{message['type']}: {key!r} is of type {type(value).__qualname__}")
    return value


def check_headers(message: Mapping[str, Any], *, required: bool = False) -> None:
    """Header pairs: bytes, lower-case names, no control characters in values."""
    where = message["type"]
    pairs = message.get("headers", _MISSING if required else ())
    require(isinstance(pairs, Iterable), f"{where}: 'headers' is missing or not iterable")
    for pair in pairs:
        require(isinstance(pair, list | tuple) and len(pair) == 2, f"{where}: {pair!r} is not a header pair")
        name, value = pair
        require(type(name) is bytes and _header_name(name), f"{where}: {name!r} is not a header name")
        require(type(value) is bytes and _header_value(value), f"{where}: {value!r} is not a header value")


def check_text_or_bytes(message: Mapping[str, Any]) -> None:
    """A WebSocket frame is either text or bytes."""
    text = field(message, "text", str, None)
    data = field(message, "bytes", bytes, None)
    require((text is None) != (data is None), f"{message['type']}: needs one of 'text' and 'bytes'")


def check_scope(scope: Mapping[str, Any]) -> None:
    """Required keys and the types of all that the specification knows."""
    asgi = field(scope, "asgi", dict)
    require(type(asgi.get("version")) is str, "asgi: 'version' is missing or not text")
    require(type(asgi.get("spec_version", "2.0")) is str, "asgi: 'spec_version' is not text")
    field(scope, "state", dict, None)
    if scope["type"] != "lifespan":
        _check_connection_scope(scope)


def _check_connection_scope(scope: Mapping[str, Any]) -> None:
    websocket = scope["type"] == "websocket"
    field(scope, "http_version", str, "1.1" if websocket else _MISSING)
    field(scope, "scheme", str, "http")
    field(scope, "path", str)
    field(scope, "raw_path", bytes, None)
    field(scope, "query_string", bytes, b"" if websocket else _MISSING)
    field(scope, "root_path", str, "")
    field(scope, "extensions", dict, None)
    check_headers(scope, required=True)
    _check_address(scope, "client")
    _check_address(scope, "server")
    if websocket:
        names = scope.get("subprotocols", ())
        require(all(type(name) is str for name in names), "websocket: 'subprotocols' holds what is not text")
    else:
        method = field(scope, "method", str)
        require(method == method.upper(), f"http: the method {method!r} is not in upper case")


def _check_address(scope: Mapping[str, Any], key: str) -> None:
    address = field(scope, key, (list, tuple), None)
    if address is None:
        return
    require(
        len(address) == 2 and type(address[0]) is str, f"{scope['type']}: {key!r} is not a host and a port"
    )
    port = address[1]
    socket_file = key == "server" and port is None
    require(type(port) is int or socket_file, f"{scope['type']}: the port in {key!r} is not a number")
