"""The upstreams of a proxy: which to ask next, and which to leave alone for a while."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from asgi_agent.errors import ConfigurationError
from asgi_agent.hosts.proxy.problems import UpstreamBusyError
from asgi_agent.hosts.proxy.target import parse_address

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


class Upstream:
    """One server behind the proxy, with its circuit breaker.

    After `threshold` failures in a row it is left alone for `cooldown` seconds. Then one request tries it;
    if that fails as well, it is left alone again. A failure is not to be reached or not to answer, of a
    WebSocket's handshake only not to be reached; an answer with a status of 5xx is an answer.
    """

    def __init__(self, url: str, *, threshold: int, cooldown: float) -> None:
        self.address = parse_address(url)
        self.in_flight = 0
        self._threshold = threshold
        self._cooldown = cooldown
        self._failures = 0
        self._closed_at = 0.0
        self._undecided = False

    @property
    def state(self) -> str:
        """`up`, `failing` (has failed, is asked) or `open` (is left alone)."""
        if self._failures >= self._threshold:
            return "open" if time.monotonic() < self._closed_at else "failing"
        return "failing" if self._failures else "up"

    @property
    def wait(self) -> float:
        """Seconds until it may be asked again."""
        if self._failures < self._threshold:
            return 0.0
        return max(0.0, self._closed_at - time.monotonic())

    def asked(self) -> bool:
        """A request goes to it; whether that is the trial, for whose end others wait."""
        self.in_flight += 1
        if self._failures < self._threshold:
            return False
        self._closed_at = time.monotonic() + self._cooldown
        self._undecided = True
        return True

    def succeeded(self) -> None:
        """It answered."""
        self._failures = 0
        self._undecided = False

    def failed(self) -> None:
        """It could not be reached, or did not answer."""
        self._failures += 1
        self._undecided = False
        if self._failures >= self._threshold:
            self._closed_at = time.monotonic() + self._cooldown

    def left(self, *, trial: bool) -> None:
        """The request that went to it is over.

        A trial that told nothing, since its client left or it could not be sent, makes room for another.
        """
        self.in_flight -= 1
        if trial and self._undecided:
            self._closed_at, self._undecided = 0.0, False


class Upstreams:
    """Chooses the one with the fewest requests in flight among those that may be asked.

    Raises:
        ConfigurationError: there is none, or one is not a base URL.
    """

    def __init__(self, urls: Sequence[str], *, threshold: int, cooldown: float) -> None:
        if not urls:
            raise ConfigurationError("a proxy needs the URL of an upstream")
        self.all = [Upstream(url, threshold=threshold, cooldown=cooldown) for url in urls]

    def choose(self, tried: Collection[Upstream] = ()) -> Upstream:
        """The next to ask, if possible one that was not tried for this request.

        Raises:
            UpstreamBusyError: all are left alone for now.
        """
        able = [upstream for upstream in self.all if not upstream.wait]
        fresh = [upstream for upstream in able if upstream not in tried]
        if not able:
            seconds = int(min(upstream.wait for upstream in self.all)) + 1
            raise UpstreamBusyError("try again soon", headers={"retry-after": str(seconds)})
        return min(fresh or able, key=lambda upstream: upstream.in_flight)
