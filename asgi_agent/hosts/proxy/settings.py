"""What a proxy is set up with."""

from __future__ import annotations

import ipaddress
import re
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from asgi_agent.errors import ConfigurationError, MalformedRequestError
from asgi_agent.hosts.proxy.headers import request_headers

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Mapping, Sequence
    from ipaddress import IPv4Network, IPv6Network

    from asgi_agent.hosts.proxy.target import Address
    from asgi_agent.hosts.proxy.upstreams import Upstreams
    from asgi_agent.middleware._types import Scope

    Network = IPv4Network | IPv6Network

_control = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]").search

_EXTENDED = "UTF-8''"
"""RFC 8187, 3.2: what stands before a value that no header can hold as it is."""


class ProxySettings(NamedTuple):
    """The options of an `AgentProxy`, checked; times in seconds."""

    upstreams: Upstreams
    connect_timeout: float
    read_timeout: float | None
    total_timeout: float | None
    retries: int
    trusted_proxies: tuple[Network, ...]
    headers: Callable[[Scope], Mapping[str, str]] | None
    max_message: int
    ssl_context: ssl.SSLContext | None

    @property
    def timeouts(self) -> dict[str, float | None]:
        """As the transport takes them."""
        idle = self.read_timeout
        return {"connect": self.connect_timeout, "read": idle, "write": idle, "pool": self.connect_timeout}

    def request_headers(self, scope: Scope, address: Address) -> list[tuple[bytes, bytes]]:
        """The headers of the request to an upstream, the host's own among them.

        Raises:
            MalformedRequestError: the framing of the body is not clear; or a value of the host's own cannot
                stand in a header. It was made of what the client said, who would add headers of its own by a
                line end.
        """
        own = {} if self.headers is None else self.headers(scope)
        try:
            added = [(name.encode("latin-1"), _spelt(value)) for name, value in own.items()]
        except UnicodeEncodeError:
            raise MalformedRequestError("the request cannot be handed on") from None
        return request_headers(scope, address, trusted=self.trusted_proxies, added=added)


def _spelt(value: str) -> bytes:
    """A value as a header holds it; two values never become one, since they may be of two users."""
    if _control(value):
        raise MalformedRequestError("the request cannot be handed on")
    if not value.upper().startswith(_EXTENDED):
        with suppress(UnicodeEncodeError):
            return value.encode("latin-1")
    return f"{_EXTENDED}{quote(value, safe='')}".encode("ascii")


def networks(addresses: Sequence[str]) -> tuple[Network, ...]:
    """The networks that addresses, or networks in CIDR notation, stand for.

    Raises:
        ConfigurationError: it is one text rather than several, or one of them is neither.
    """
    if isinstance(addresses, str):
        raise ConfigurationError("trusted_proxies= is a list of addresses, such as ['10.0.0.1']")
    try:
        return tuple(map(ipaddress.ip_network, addresses))
    except ValueError:
        raise ConfigurationError("trusted_proxies= has addresses, or networks such as '10.0.0.0/8'") from None
