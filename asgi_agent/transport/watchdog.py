"""A time limit for each of many short waits, by one timer."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Watchdog:
    """Calls `bark` when a wait takes longer than `seconds`; never, where that is None.

    A stream writes once for each token, and hardly ever waits. Setting a timer for every write costs more
    than the write, so there is one timer, which looks when it goes off how long the wait of that moment has
    taken. To be closed by `with`.
    """

    __slots__ = ("_bark", "_began", "_loop", "_seconds", "_timer")

    def __init__(self, seconds: float | None, bark: Callable[[], None]) -> None:
        self._seconds = seconds
        self._bark = bark
        self._began: float | None = None
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None

    def __enter__(self) -> Watchdog:
        return self

    def __exit__(self, *_: object) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def begin(self) -> None:
        """A wait begins."""
        self._began = self._loop.time()
        if self._timer is None and self._seconds is not None:
            self._timer = self._loop.call_later(self._seconds, self._look, self._seconds)

    def end(self) -> None:
        """The wait is over."""
        self._began = None

    def _look(self, seconds: float) -> None:
        self._timer = None
        if self._began is None:
            return
        left = self._began + seconds - self._loop.time()
        if left > 0:
            self._timer = self._loop.call_later(left, self._look, seconds)
        else:
            self._bark()
