"""A progress bar on a terminal's stderr, and nothing anywhere else."""

from __future__ import annotations

import sys
import time

PATIENCE = 0.5
"""Seconds before it appears: most work is done by then."""

INTERVAL = 0.1
WIDTH = 24


class Progress:
    """How far the reading of some files is.

    Args:
        total: bytes in all; None if nobody knows.
        shown: False where something else is written to the terminal.
    """

    def __init__(self, total: int | None, *, shown: bool = True) -> None:
        self._total = total
        self._done = 0
        self._started = self._next = time.monotonic()
        self._next += PATIENCE
        self._shown = shown and sys.stderr.isatty()
        self._drawn = False

    def advance(self, count: int) -> None:
        """So many bytes more were read."""
        self._done += count
        if self._shown and (now := time.monotonic()) >= self._next:
            self._next = now + INTERVAL
            self._drawn = True
            print(f"\r{self.line(now - self._started)}\x1b[K", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the bar away, for other lines to follow."""
        if self._drawn:
            self._drawn = False
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def line(self, seconds: float) -> str:
        """What the bar says after so many seconds."""
        speed = self._done / seconds
        if not self._total:
            return f"{_megabytes(self._done)}  {_megabytes(speed)}/s"
        part = min(1.0, self._done / self._total)
        left = max(0, self._total - self._done) / speed if speed else 0
        bar = ("=" * round(part * WIDTH) + ">")[:WIDTH].ljust(WIDTH)
        sizes = f"{_megabytes(self._done)} of {_megabytes(self._total)}"
        return f"{part:4.0%} [{bar}] {sizes}  {_megabytes(speed)}/s  {_clock(left)} left"


def _megabytes(count: float) -> str:
    return f"{count / 1_000_000:.1f} MB"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
