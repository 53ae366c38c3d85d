"""Where an upstream points to, as its client can reach it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, quote, urlsplit

from asgi_agent.hosts.proxy.target import DEFAULT_PORTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from asgi_agent.hosts.proxy.target import Address

    Pair = tuple[bytes, bytes]

POINTING = frozenset({b"location", b"content-location"})


def relocated(headers: Iterable[Pair], scope: Mapping[str, Any], address: Address) -> list[Pair]:
    """The headers of an answer; a URL of the upstream's own in them is a path below the mount.

    Args:
        headers: of the answer, with names in lower case.
        scope: of the client's request.
        address: of the upstream. What points elsewhere, or to where the proxy does not lead, stays as it is.
    """
    return [
        (name, _below(value, scope.get("root_path", ""), address) if name in POINTING else value)
        for name, value in headers
    ]


def _below(value: bytes, mount: str, address: Address) -> bytes:
    try:
        parts = urlsplit(value.decode("ascii"))
        own = _is_of(parts, address)
    except ValueError:
        return value
    path = parts.path or "/"
    if not own or not f"{path}/".startswith(f"{address.base}/"):
        return value
    path = quote(mount.rstrip("/")) + (path.removeprefix(address.base) or "/")
    if path[1:2] in ("/", "\\"):  # which would be another host
        return value
    return parts._replace(scheme="", netloc="", path=path).geturl().encode("ascii")


def _is_of(parts: SplitResult, address: Address) -> bool:
    port = parts.port or DEFAULT_PORTS.get(parts.scheme)
    return "@" not in parts.netloc and (parts.scheme, parts.hostname, port) == address[:3]
