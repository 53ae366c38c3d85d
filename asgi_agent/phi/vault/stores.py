"""Where a vault keeps its blobs: the protocol of a store, and the one in memory."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Protocol

from asgi_agent.errors import ConfigurationError
from asgi_agent.phi.secrecy import Secretive

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = 24 * 60 * 60.0

SWEEPS = 24
"""How many times in the life of a conversation a lasting store looks for what has expired."""


class VaultStore(Protocol):
    """Keeps one blob for each conversation, under a name that says nothing.

    A store sees no value: the vault seals its blobs, unless the store is volatile. Anything that can compare
    and set does: a file under a lock, a row of a table, a key of Redis under a script. Methods may be called
    from several threads at once.
    """

    @property
    def volatile(self) -> bool:
        """Whether blobs stay in the memory of this process, so that nothing waits and nothing needs a key."""
        ...

    def get(self, name: str) -> bytes | None:
        """The blob of that name, which now counts as used; None where there is none or it has expired."""
        ...

    def put(self, name: str, blob: bytes, previous: bytes | None) -> bool:
        """Store the blob if `previous` is what stands there (None: nothing does); says whether it was.

        Returns only once the blob would outlive the process, as far as the store lets it.
        """
        ...

    def delete(self, name: str) -> None:
        """Forget that name, if it is known."""
        ...


class MemoryStore(Secretive):
    """Keeps conversations in this process, and forgets the one that was used longest ago when it is full.

    Each worker process has its own, so it fits one process, or workers that clients stay with.

    Args:
        ttl: seconds after its last use that a conversation is kept.
        max_scopes: conversations kept at most.
        max_bytes: bytes of all blobs together at most.
        clock: seconds that only grow.

    Raises:
        ConfigurationError: a limit is not above 0.
    """

    volatile = True

    def __init__(
        self,
        *,
        ttl: float = DAY,
        max_scopes: int = 10_000,
        max_bytes: int = 64 * 1024 * 1024,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if min(ttl, max_scopes, max_bytes) <= 0:
            raise ConfigurationError("ttl=, max_scopes= and max_bytes= of a vault store are above 0")
        self._ttl, self._max_scopes, self._max_bytes, self._clock = ttl, max_scopes, max_bytes, clock
        self._lock = threading.Lock()
        self._blobs: OrderedDict[str, tuple[bytes, float]] = OrderedDict()  # least recently used first
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._blobs)

    def get(self, name: str) -> bytes | None:
        """The blob of that name, which now counts as used; None where there is none or it has expired."""
        with self._lock:
            return self._use(name)

    def put(self, name: str, blob: bytes, previous: bytes | None) -> bool:
        """Store the blob if `previous` is what stands there (None: nothing does); says whether it was."""
        with self._lock:
            if self._use(name) != previous:
                return False
            self._drop(name)
            self._blobs[name] = blob, self._clock() + self._ttl
            self._bytes += len(blob)
            self._evict()
            return True

    def delete(self, name: str) -> None:
        """Forget that name, if it is known."""
        with self._lock:
            self._drop(name)

    def _use(self, name: str) -> bytes | None:
        now = self._clock()
        while self._blobs and next(iter(self._blobs.values()))[1] <= now:
            self._drop(next(iter(self._blobs)))
        if name not in self._blobs:
            return None
        blob, _ = self._blobs.pop(name)
        self._blobs[name] = blob, now + self._ttl
        return blob

    def _evict(self) -> None:
        # The newest stays whatever its size: its tokens are about to reach a model.
        while len(self._blobs) > 1 and (len(self._blobs) > self._max_scopes or self._bytes > self._max_bytes):
            self._drop(next(iter(self._blobs)))

    def _drop(self, name: str) -> None:
        if name in self._blobs:
            self._bytes -= len(self._blobs.pop(name)[0])
