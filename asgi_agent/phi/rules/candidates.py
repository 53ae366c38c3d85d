"""Tokens: runs of letters and digits that may be somebody's number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# On shapes. Three digits in a row, or nearly so, are the least that a token is looked at for.
_DIGITS = re.compile(r"0(?:[-./]?0){2}|AA?00|0A")
_INNER = frozenset("0Aa-_./*")
_REST = re.compile(r"[0Aa*]*(?:[-_./*]{1,2}[0Aa*]+)*")
_LONGEST_HEAD = 40


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


def tokens(text: str, start: int, shape: str) -> Iterator[Token]:
    """The tokens with at least three digits in the piece of text at `start` that has this shape."""
    done = 0
    for match in _DIGITS.finditer(shape):
        at, end = match.span()
        if at < done:
            continue
        least = max(done, at - _LONGEST_HEAD)
        while at > least and shape[at - 1] in _INNER:
            at -= 1
        while shape[at] in "-_./":
            at += 1
        rest = _REST.match(shape, end)
        done = rest.end() if rest else end
        digits = shape.count("0", at, done)
        if digits > 2:
            yield Token(start + at, start + done, text[start + at : start + done], shape[at:done], digits)
