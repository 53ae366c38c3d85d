"""A time limit for each of many short waits, by one timer."""

from __future__ import annotations

import asyncio
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Watchdog:
    """Calls `bark` when a wait takes longer than it may.

    A stream waits for each token and for each write, and hardly ever for long. Setting a timer for every wait
    costs more than the wait, so there is one timer, which looks when it goes off how long the wait of that
    moment has taken. To be closed by `close`, or by `with`.
    """

    __slots__ = ("_bark", "_due", "_loop", "_timer", "_when")

    def __init__(self, bark: Callable[[], None]) -> None:
        self._bark = bark
        self._due = math.inf
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.Handle | None = None
        self._when = math.inf

    def __enter__(self) -> Watchdog:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self, seconds: float | None) -> None:
        """A wait begins that may take so long; None for no limit."""
        if seconds is None:
            return
        self._due = self._loop.time() + seconds
        if self._timer is not None and self._when > self._due:
            self.close()  # set for a wait that was allowed to take longer
        if self._timer is None:
            self._set()

    def end(self) -> None:
        """The wait is over."""
        self._due = math.inf

    def close(self) -> None:
        """No wait will be told of any more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        self._timer = None
        if self._loop.time() >= self._due:
            self._bark()
        elif self._due < math.inf:
            self._set()

    def _set(self) -> None:
        # The time is kept here: for one that is due at once, uvloop gives a handle that does not know it.
        self._when = self._due
        self._timer = self._loop.call_at(self._due, self._look)
