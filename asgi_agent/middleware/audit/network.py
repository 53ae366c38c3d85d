"""Where a request came from, as far as that can be trusted."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

from asgi_agent.audit.record import Network
from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asgi_agent.middleware._types import Scope

Address = IPv4Address | IPv6Address

FORWARDED_FOR = b"x-forwarded-for"
MAX_HOPS = 32


class Origin:
    """Tells where requests come from.

    `X-Forwarded-For` is a list to which every proxy adds its peer on the right, while a client may have
    put anything on the left. So it is read from the right, and only as far as trusted proxies wrote it.

    Args:
        trusted_proxies: addresses, and networks such as `10.0.0.0/8`.

    Raises:
        ConfigurationError: one of them is neither.
    """

    __slots__ = ("_trusted",)

    def __init__(self, trusted_proxies: Iterable[str]) -> None:
        if isinstance(trusted_proxies, str):
            raise ConfigurationError("trusted_proxies= is a list of addresses and networks")
        self._trusted: list[IPv4Network | IPv6Network] = []
        for proxy in trusted_proxies:
            try:
                self._trusted.append(ip_network(proxy))
            except ValueError as error:
                raise ConfigurationError(f"trusted_proxies=: {error}") from None

    def network(self, scope: Scope) -> Network | None:
        """The peer, and the client that a trusted proxy names; None where the server names nobody."""
        client = scope.get("client")
        if not client or (known := _peer(client[0])) is None:
            return None
        peer, network = known
        if self._trusted and self._trusts(peer) and (forwarded := self._client(_hops(scope))) is not None:
            return Network(network.peer, str(forwarded))
        return network

    def _client(self, hops: list[str]) -> Address | None:
        """The rightmost address that is no proxy of ours; None where something else stands there."""
        for hop in reversed(hops):
            address = read_address(_without_port(hop))
            if address is None or not self._trusts(address):
                return address
        return None

    def _trusts(self, address: Address) -> bool:
        return any(address in network for network in self._trusted)


@lru_cache(maxsize=4096)
def _peer(text: str) -> tuple[Address, Network] | None:
    address = read_address(text)
    return None if address is None else (address, Network(str(address)))


def read_address(text: str) -> Address | None:
    """An IP address, or None for a text that is none: a proxy may write `unknown`, a client anything."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        # A dual-stack socket sees IPv4 in this form; the zone of a link-local one may be any text.
        return address.ipv4_mapped or IPv6Address(int(address))
    return address


def _hops(scope: Scope) -> list[str]:
    values = [value for name, value in scope.get("headers") or () if name.lower() == FORWARDED_FOR]
    return [hop.strip() for hop in b",".join(values).decode("latin-1").split(",")[-MAX_HOPS:]]


def _without_port(hop: str) -> str:
    if hop.startswith("["):
        return hop[1:].partition("]")[0]
    return hop.partition(":")[0] if hop.count(":") == 1 else hop
