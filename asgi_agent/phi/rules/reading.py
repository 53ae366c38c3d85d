"""Reading: an island as two strings of classes, one letter a word, for patterns over words, not characters."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asgi_agent.phi.islands import Island

TOKEN = re.compile(
    r"[yY]/[oO]\b"
    r"|[^\W\d_]+(?:(?!'[sS]\b)['-][^\W\d_]+)*"
    r"|'[sS]\b"
    r"|\d[^\W_]*(?:[-/.][^\W_]+)*"
    r"|\n|[^\w\s]"
)
"""Words (with their hyphens and apostrophes, but not a possessive), numbers, line ends, and each sign."""

_LEFT = 40
_LEFT_WORDS = 4


class Reading(NamedTuple):
    """The words of an island, and the classes of them and of a few more words on either side.

    Each word has a letter in `names` for what it may be in a person's name, and one in `places` for what it
    may be in a place's. The island's own are from `first` to `last`. The words around it have classes of
    context alone, so that no match takes them in.
    """

    island: Island
    words: list[str]
    names: str
    places: str
    first: int
    last: int

    def offsets(self) -> list[tuple[int, int]]:
        """Where the words of the island are in the text."""
        return [
            match.span() for match in TOKEN.finditer(self.island.text, self.island.start, self.island.end)
        ]


def read(island: Island, classes: Mapping[str, str], context: Mapping[str, str]) -> Reading:
    """Read an island by a mapping that knows every word, and the words around it by one that knows some.

    Both give two letters: for names and for places.
    """
    text, start, end, stop, left = island
    words = TOKEN.findall(text, start, end)
    before = TOKEN.findall(text, _word_start(text, start - _LEFT, left), start)[-_LEFT_WORDS:]
    letters = "".join([context.get(word, "xx") for word in before])
    first = len(before)
    letters += "".join(map(classes.__getitem__, words))
    if stop > end:
        letters += "".join([context.get(word, "xx") for word in TOKEN.findall(text, end, stop)])
    return Reading(island, words, letters[::2], letters[1::2], first, first + len(words))


def _word_start(text: str, start: int, least: int) -> int:
    """Where the next whole word begins: a cut one would be another word."""
    if start <= least:
        return least
    return text.find(" ", start) + 1 or start


def folded(word: str) -> str:
    """A word as the lists have it: in lower case, without accents and apostrophes."""
    if word.isascii():
        return word.lower().replace("'", "")
    plain = unicodedata.normalize("NFD", word.casefold())
    return "".join(character for character in plain if character.isalnum() or character == "-")
