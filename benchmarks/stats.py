"""Timings of requests, and what is made of them."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

import msgspec

from benchmarks.graphs import FIRST_TOKEN

if TYPE_CHECKING:
    from collections.abc import Sequence

TOKEN = FIRST_TOKEN.encode()


class Timing:
    """When what came of one response: its first bytes, its first token, its end."""

    __slots__ = ("_began", "_chunks", "first_event", "first_token", "status", "total")

    def __init__(self) -> None:
        self.status = 0
        self.first_event = self.first_token = self.total = 0.0
        self._chunks: list[bytes] = []
        self._began = time.perf_counter()

    def started(self, status: int) -> None:
        self.status = status

    def body(self, chunk: bytes) -> None:
        if not chunk:
            return
        self._chunks.append(chunk)
        if not self.first_event:
            self.first_event = time.perf_counter() - self._began
        if not self.first_token and TOKEN in chunk:
            self.first_token = time.perf_counter() - self._began

    def finished(self) -> None:
        self.total = time.perf_counter() - self._began

    @property
    def text(self) -> str:
        """The whole body."""
        return b"".join(self._chunks).decode()


class Batch(msgspec.Struct):
    """What a number of requests took, in seconds; `sample` is the last body.

    `elapsed` is processor time where the app was called directly: nothing waits there, so that it is what the
    wall clock would show on a machine that does nothing else.
    """

    elapsed: float
    totals: list[float]
    first_events: list[float]
    first_tokens: list[float]
    sample: str

    @classmethod
    def of(cls, timings: Sequence[Timing], elapsed: float) -> Batch:
        """Sum up.

        Raises:
            RuntimeError: a request did not succeed, so that its time means nothing.
        """
        for timing in timings:
            if timing.status != 200 or not timing.total:
                raise RuntimeError(f"status {timing.status}: {timing.text[:500]}")
        return cls(
            elapsed,
            [timing.total for timing in timings],
            [timing.first_event for timing in timings],
            [timing.first_token for timing in timings],
            timings[-1].text,
        )

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.totals) / self.elapsed


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that is not below `percent` of them."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


class Ratio(msgspec.Struct, frozen=True):
    """How one contender's rate compares with another's, round by round."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, ours: Sequence[float], theirs: Sequence[float]) -> Ratio:
        """Pair the rounds; the quartiles say how far a round may lie from the median."""
        ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
        return cls(statistics.median(ratios), percentile(ratios, 25), percentile(ratios, 75))

    def __str__(self) -> str:
        return f"{self.median:.2f} [{self.low:.2f}-{self.high:.2f}]"
