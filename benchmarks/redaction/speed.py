"""Megabytes a second of whole texts, beside the peers."""

from __future__ import annotations

import itertools
import statistics
import time
from typing import TYPE_CHECKING

import msgspec

from asgi_agent.phi import scanner
from asgi_agent.phi.gate import gate
from benchmarks.processes import progress
from benchmarks.redaction import prose
from benchmarks.redaction.detectors import OURS, Detector, detectors
from benchmarks.stats import Ratio

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.redaction.scale import Scale

CHARACTERS = 1_000_000
TEXTS = {
    "prose": prose.answers,
    "plain words, long": prose.plain,
    "clinical, nothing to find": prose.clean,
    "dense": prose.dense,
}
WANTED = {"plain words, long": 50, "dense": 3}
"""Megabytes a second, where it is not 5."""

WITHOUT = f"{OURS} without RE2"


class Row(msgspec.Struct):
    """One detector: megabytes a second, microseconds a text, and how many times as fast ours is."""

    detector: str
    rate: float
    text_time: float
    ours_to_it: Ratio


class Result(msgspec.Struct):
    """A table, for one sort of text."""

    title: str
    rows: list[Row]
    left_out: list[str]


def measure(scale: Scale) -> list[Result]:
    """Each sort of text in turn."""
    contenders, left_out = detectors()
    contenders.insert(1, Detector(WITHOUT, _without_gate(contenders[0])))
    return [_measure(title, make(CHARACTERS), contenders, left_out, scale) for title, make in TEXTS.items()]


def _without_gate(detector: Detector) -> Callable[[str], list[tuple[int, int]]]:
    """As where `google-re2` is not installed."""

    namespace = vars(scanner)

    def find(text: str) -> list[tuple[int, int]]:
        namespace["gate"] = lambda: None
        try:
            return detector.find(text)
        finally:
            namespace["gate"] = gate

    return find


def _measure(
    title: str, texts: Sequence[str], contenders: Sequence[Detector], left_out: list[str], scale: Scale
) -> Result:
    """Rounds in which each detector reads on from where it stopped in its last."""
    feeds = {detector.name: itertools.cycle(texts) for detector in contenders}
    taken: dict[str, list[tuple[float, float]]] = {detector.name: [] for detector in contenders}
    for number in range(scale.rounds + 1):
        progress(f"speed, {title}: round {number} of {scale.rounds}")
        for detector in contenders:
            measured = _read(detector, feeds[detector.name], scale.seconds)
            if number:  # the first round is for caches and lists
                taken[detector.name].append(measured)
    ours = [rate for rate, _ in taken[OURS]]
    return Result(title, [_row(name, rounds, ours) for name, rounds in taken.items()], left_out)


def _read(detector: Detector, texts: Iterator[str], seconds: float) -> tuple[float, float]:
    """Texts until the time is up: megabytes a second, and microseconds a text."""
    count = size = 0
    before = time.process_time()
    while (spent := time.process_time() - before) < seconds:
        text = next(texts)
        detector.find(text)
        count += 1
        size += len(text.encode())
    return size / spent / 1e6, spent / count * 1e6


def _row(name: str, rounds: Sequence[tuple[float, float]], ours: Sequence[float]) -> Row:
    rates = [rate for rate, _ in rounds]
    text_time = statistics.median(each for _, each in rounds)
    return Row(name, statistics.median(rates), text_time, Ratio.of(ours, rates))
