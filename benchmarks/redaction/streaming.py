"""What redaction of a stream costs a piece, and how many characters it holds back."""

from __future__ import annotations

import re
import statistics
import time
from typing import TYPE_CHECKING

import msgspec

from asgi_agent.phi import Redactor
from benchmarks.processes import progress
from benchmarks.redaction import prose
from benchmarks.stats import percentile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.redaction.scale import Scale

# Pieces as models send them: a short word with the space before it, a few digits, or one sign.
TOKEN = re.compile(r" ?[A-Za-z]{1,7}|[0-9]{1,3}|\s+|.")
TEXTS: dict[str, Callable[[int], list[str]]] = {"prose": prose.answers, "dense": prose.dense}
CHARACTERS = 1000  # of a streamed text, about


class Row(msgspec.Struct):
    """One sort of text: time a piece, characters held after each, and pieces before anything comes out."""

    text: str
    pieces: int
    piece_time: float
    held_mean: float
    held_median: float
    held_p95: float
    held_max: int
    first_median: float
    first_p95: float


class Result(msgspec.Struct):
    """A table."""

    title: str
    rows: list[Row]
    left_out: list[str]


def measure(scale: Scale) -> list[Result]:
    """Streams of raw text, without a transport."""
    rows = [_measure(name, make(scale.streams * CHARACTERS), scale) for name, make in TEXTS.items()]
    return [Result("streamed text", rows, [])]


def tokens(text: str) -> list[str]:
    """The text in pieces as a model would send it."""
    return TOKEN.findall(text)


def _measure(name: str, texts: Sequence[str], scale: Scale) -> Row:
    redactor = Redactor()
    pieces = [tokens(text) for text in texts]
    count = sum(map(len, pieces))
    times = []
    for number in range(scale.rounds + 1):
        progress(f"streams, {name}: round {number} of {scale.rounds}")
        before = time.process_time()
        for each in pieces:
            stream = redactor.stream()
            for piece in each:
                stream.feed(piece)
            stream.close()
        if number:
            times.append((time.process_time() - before) / count * 1e6)
    held, first = _held(redactor, pieces)
    return Row(
        name,
        count,
        statistics.median(times),
        statistics.fmean(held),
        percentile(held, 50),
        percentile(held, 95),
        max(held),
        percentile(first, 50),
        percentile(first, 95),
    )


def _held(redactor: Redactor, texts: Sequence[Sequence[str]]) -> tuple[list[int], list[int]]:
    """Characters held after each piece, and how many pieces each stream took before it gave anything."""
    held, first = [], []
    for pieces in texts:
        stream = redactor.stream()
        silent = 0
        for number, piece in enumerate(pieces, 1):
            if stream.feed(piece) and not silent:
                silent = number
            held.append(stream.held)
        first.append(silent or len(pieces))
        stream.close()
    return held, first
