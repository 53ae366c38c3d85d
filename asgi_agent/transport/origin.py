"""Which pages may open a WebSocket."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from asgi_agent.errors import ForbiddenError

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from asgi_agent.transport.socket import Socket


def check_origin(socket: Socket, allowed: AbstractSet[str]) -> None:
    """Refuse a handshake from a page of a stranger's.

    Browsers send cookies with a cross-site handshake and no CORS rule stops them, so an `Origin` that is
    neither the host's own nor one of `allowed` (`*` for any) is refused (RFC 6455, 10.2). Behind a proxy the
    host that the browser asked is the one in `X-Forwarded-Host`. Whoever sends that is believed: no page can
    have a browser add it, and what is no browser may say any origin.

    Raises:
        ForbiddenError: it is a stranger's.
    """
    headers = socket.connection.headers
    origin = headers.get("origin")
    if origin is None or not allowed.isdisjoint(("*", origin)):
        return
    asked = ",".join([*headers.getlist("host"), *headers.getlist("x-forwarded-host")])
    hosts = {host.strip().lower() for host in asked.split(",")} - {""}
    if urlsplit(origin).netloc.lower() not in hosts:
        raise ForbiddenError("this origin may not connect")
