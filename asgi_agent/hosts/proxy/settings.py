"""What a proxy is set up with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from asgi_agent.hosts.proxy.upstreams import Upstreams
    from asgi_agent.middleware._types import Scope


class ProxySettings(NamedTuple):
    """The options of an `AgentProxy`, checked; times in seconds."""

    upstreams: Upstreams
    connect_timeout: float
    read_timeout: float | None
    total_timeout: float | None
    retries: int
    trusted_proxies: frozenset[str]
    headers: Callable[[Scope], Mapping[str, str]] | None
    max_message: int

    @property
    def timeouts(self) -> dict[str, float | None]:
        """As the transport takes them."""
        idle = self.read_timeout
        return {"connect": self.connect_timeout, "read": idle, "write": idle, "pool": self.connect_timeout}

    def added_headers(self, scope: Scope) -> Iterable[tuple[bytes, bytes]]:
        """What the host adds to a request."""
        if self.headers is None:
            return ()
        return [(n.encode("latin-1"), v.encode("latin-1")) for n, v in self.headers(scope).items()]
