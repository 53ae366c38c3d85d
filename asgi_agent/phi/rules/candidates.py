"""Candidates: runs of letters and digits that may be somebody's number."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# On shapes. Three digits in a row, or nearly so, are the least that a run is looked at for.
_RUN = re.compile(r"(?:0(?:[-./]?0){2}|AA?00|0A)[0Aa*]*(?:[-_./*]{1,2}[0Aa*]+)*")
_INNER = frozenset("0Aa-_./*")
_LONGEST_HEAD = 40
# A star between two fields of a claim hides nothing, and a word before a slash is what has the number.
_FIELDS = re.compile(r"(?<=[0Aa])\*(?=[0Aa])|(?<![0Aa])[Aa]{2,39}aa/(?=[0Aa])")

FEWEST = 3


class Token(NamedTuple):
    """One of them: where it is, as written, and its shape."""

    start: int
    end: int
    text: str
    shape: str
    digits: int

    @property
    def figures_only(self) -> bool:
        """Whether there is no letter in it."""
        return "A" not in self.shape and "a" not in self.shape


@lru_cache(maxsize=8192)
def runs(shape: str) -> tuple[tuple[int, int, int], ...]:
    """Where a text of this shape has runs of at least three digits, with the number of digits."""
    return tuple(_runs(shape))


def _runs(shape: str) -> Iterator[tuple[int, int, int]]:
    done = 0
    for match in _RUN.finditer(shape):
        at, end = match.span()
        least = max(done, at - _LONGEST_HEAD)
        while at > least and shape[at - 1] in _INNER:
            at -= 1
        while shape[at] in "-_./":
            at += 1
        done = end
        yield from _fields(shape, at, end)


def _fields(shape: str, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The parts of a run that have three digits each."""
    partings = _FIELDS.finditer(shape, at, end) if "*" in shape or "/" in shape else ()
    for parting in (*partings, None):
        last, further = parting.span() if parting else (end, end)
        digits = shape.count("0", at, last)
        if digits >= FEWEST:
            yield at, last, digits
        at = further
