"""Islands: the parts of a text that can hold an identifier, cut out of it from left to right.

Most of a text is plain lower-case words that no rule knows. What lies between two such words is an island,
and no identifier reaches over its shores. Islands are cut by what stands before and in them and by the one
word after, so text that comes later changes none: this is what makes a redacted stream equal the redacted
whole, however it was cut.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from asgi_agent.phi.view import UNSPACED

LEFT = 80
"""Characters of released text that a rule may still look at."""

LONGEST_ISLAND = 512
LONGEST_CHUNK = 2048

CARRY = 160
"""Characters that a full island hands on to the next, so that no identifier is lost where the two meet."""

_END = rf"(?![^\s{UNSPACED}])"

CHUNK = re.compile(
    rf"([a-z]+)[.,;:?!]?{_END}"
    rf"|([A-Z][A-Za-z]*)[,;:?!]?{_END}"
    rf"|([0-9]{{1,3}}(?:\.[0-9]{{1,2}}|/(?:[4-9][0-9]|1[0-9]{{2}}))?)[%]?[.,;:?!]?{_END}"
    rf"|[{UNSPACED}]|[^\s{UNSPACED}]+"
)
"""What stands between two spaces. The commonest forms are groups of their own, without their punctuation."""
PLAIN, CAPITAL, NUMBER = 1, 2, 3

BLANK_LINE = re.compile(r"\n[^\S\n]*\n|\r[^\S\r\n]*\r")


class Island(NamedTuple):
    """A stretch of text that detection looks at alone.

    A rule may look left of it as far as `left`, at text that is already released, and right of it as far as
    `stop`, the end of the one chunk that ended the island.
    """

    text: str
    start: int
    end: int
    stop: int
    left: int
