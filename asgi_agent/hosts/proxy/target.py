"""Where a request goes: the upstream's address, and below it the path below the mount, byte for byte."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote, unquote_to_bytes, urlsplit

from asgi_agent.errors import ConfigurationError, MalformedRequestError
from asgi_agent.transport.routing import path_below_mount

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_printable = re.compile(rb"[\x21-\x7e]+").fullmatch

NO_ADDRESS = "an upstream is http:// or https:// with a host, and a port if need be"
DEFAULT_PORTS = {"http": 80, "https": 443}


class Address(NamedTuple):
    """The base URL of an upstream, in parts; `host` as a header has it, with a port only where need be."""

    scheme: str
    hostname: str
    port: int
    base: str
    host: str

    @property
    def url(self) -> str:
        """Scheme and host, without a path."""
        return f"{self.scheme}://{self.host}"


def parse_address(url: str) -> Address:
    """The parts of a base URL.

    Raises:
        ConfigurationError: it is not `http` or `https`, names no host, or holds what a base URL does not,
            such as a password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # an address in brackets that is none, or a port
        raise ConfigurationError(NO_ADDRESS) from None
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname or port == 0:
        raise ConfigurationError(NO_ADDRESS)
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ConfigurationError("the URL of an upstream has no user, query or fragment")
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    host = name if port in (None, DEFAULT_PORTS[parts.scheme]) else f"{name}:{port}"
    port = port or DEFAULT_PORTS[parts.scheme]
    return Address(parts.scheme, parts.hostname, port, parts.path.rstrip("/"), host)


def request_target(scope: Mapping[str, Any], base: str) -> bytes:
    """The target of the request to the upstream: its base path, the path below the mount, the query.

    The path goes on as the client spelt it, escapes included.

    Raises:
        MalformedRequestError: it is no path, as the whole URL is not that forward proxies are asked for; or a
            segment is `.` or `..`, in whatever spelling: it would leave the base path of the upstream, or be
            taken for another path by whoever resolves it.
    """
    path = _below(scope)
    if not path.startswith(b"/"):
        raise MalformedRequestError("the target of the request is no path")
    for segment in path.split(b"/"):
        if not {b".", b".."}.isdisjoint(re.split(rb"[/\\]", unquote_to_bytes(segment))):
            raise MalformedRequestError("the path has a segment that leads out of it")
    query: bytes = scope.get("query_string", b"")
    target = base.encode() + path + (b"?" + query if query else b"")
    if b"#" in target or not _printable(target):  # a fragment is for the client alone (RFC 9110, 4.2.5)
        raise MalformedRequestError("the path or the query holds a character that a request line cannot")
    return target


def _below(scope: Mapping[str, Any]) -> bytes:
    """The path below the mount as the client spelt it, or spelt again where the server does not say."""
    below = path_below_mount(scope) or "/"
    raw: bytes = scope.get("raw_path") or b""
    raw = raw.partition(b"?")[0]
    # Litestar takes the prefix from the path, though not from the raw one, and adds a slash.
    spellings = {below, below.rstrip("/")} - {""}
    start = raw.find(b"/")
    # The mount takes no more segments than it has, so that a path of slashes is not tried at each.
    for _ in range(scope.get("root_path", "").count("/") + 2):
        if start < 0:
            break
        if unquote(raw[start:], errors="replace") in spellings:  # as servers decode it
            return raw[start:]
        start = raw.find(b"/", start + 1)
    return quote(below, safe="/:@!$&'()*+,;=~-._", errors="surrogateescape").encode()
