"""What the runs of a thread remember of one another: the names that were seen in it."""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import TYPE_CHECKING

from asgi_agent.phi.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Callable

# Some 50 MB where every thread is full of names. A conversation holds a dozen.
MAX_WORDS = 500_000
DAY = 86_400.0


class ThreadMemory:
    """The names seen in each thread, so that a surname is found in a later run of the same thread.

    It holds PHI, in this process alone and for a while. What falls out of it costs recall: a surname that
    stands alone is then found only where its context shows what it is.

    Args:
        limit: words that are remembered of all threads; what was quiet the longest goes first.
        ttl: seconds that a thread is remembered after its last run.
        clock: seconds from any start; for tests.
    """

    def __init__(
        self, limit: int = MAX_WORDS, ttl: float = DAY, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit = limit
        self._ttl = ttl
        self._clock = clock
        self._words = 0
        self._threads: OrderedDict[tuple[str, str], tuple[float, Memory]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._threads)

    def recall(self, owner: str, thread_id: str, into: Memory) -> None:
        """Add what is known of the thread to the memory of a new session."""
        self._expire()
        if (known := self._threads.get((owner, thread_id))) is not None:
            learn(into, known[1])

    def keep(self, owner: str, thread_id: str, memory: Memory) -> None:
        """Remember for the thread what a session has learnt."""
        known = self._take(owner, thread_id)
        learn(known, memory)
        self._expire()
        if known.words:
            self._threads[owner, thread_id] = (self._clock() + self._ttl, known)
            self._words += len(known.words)
        while self._words > self._limit:
            self._take(*next(iter(self._threads)))

    def forget(self, owner: str, thread_id: str) -> None:
        """Forget a thread, when it is deleted."""
        self._take(owner, thread_id)

    def _take(self, owner: str, thread_id: str) -> Memory:
        _, memory = self._threads.pop((owner, thread_id), (0.0, Memory()))
        self._words -= len(memory.words)
        return memory

    def _expire(self) -> None:
        now = self._clock()
        # The last to be kept stands last, so the first to expire stands first.
        while self._threads and self._threads[oldest := next(iter(self._threads))][0] <= now:
            self._take(*oldest)


def learn(memory: Memory, other: Memory) -> None:
    """Add to one memory what another holds."""
    memory.names |= other.names
    memory.words |= other.words
    # A list first: a thread that was given up may still be learning.
    for first, identifiers in list(other.known.items()):
        memory.known.setdefault(first, {}).update(identifiers)
