"""Reading: a stretch of text as words, for patterns over classes of words instead of over characters."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asgi_agent.phi.islands import Island

_WORD = r"""
    [A-Z]{1,2}[0-9][A-Z0-9]?\x20[0-9][A-Z]{2}\b | [A-Z][0-9][A-Z]\x20[0-9][A-Z][0-9]\b
    | @+ (?: (?!'[sS]\b) ['-] @+ )* (?: (?<=[yY]) /[oO]\b )?
    | '[sS]\b
    | [0-9] [^\W_]* (?: [-/.] [^\W_]+ )*
    | \n
    | [^\w\s]
"""
_ANY = re.compile(_WORD.replace("@", r"[^\W\d_]"), re.VERBOSE)
# The same, and faster.
_ASCII = re.compile(_WORD.replace("@", "[A-Za-z]").replace(r"[^\W_]", "[A-Za-z0-9]"), re.VERBOSE | re.ASCII)

# Letters that are no accented ones to Unicode.
_LETTERS = str.maketrans("øłđðıħæœ", "olddihao")
_LEFT = 28
_NEAR = 16  # where its last words mostly are
_LEFT_WORDS = 3
_NOTHING = "xx"


def tokens(text: str, start: int, end: int) -> list[str]:
    """Words (with their hyphens and apostrophes, but not a possessive), numbers, line ends, and each sign."""
    piece = text[start:end]
    if not piece.isascii():
        return _ANY.findall(text, start, end)
    # Mostly it is nothing but words and spaces.
    return piece.split() if piece.replace(" ", "").isalpha() else _ASCII.findall(text, start, end)


def offsets(text: str, start: int, words: list[str]) -> list[tuple[int, int]]:
    """Where these words stand in the text, the first of them after `start`."""
    places: list[tuple[int, int]] = []
    for word in words:
        start = text.index(word, start)
        places.append((start, start + len(word)))
        start += len(word)
    return places


def before(island: Island, known: Mapping[str, str]) -> str:
    """The classes of the last words before an island, as far as they say something of what follows them."""
    text, start, _, _, left = island
    words: list[str] = []
    for reach in (start - _NEAR, start - _LEFT):
        if reach > left:
            # A word that is cut would be another word.
            words = tokens(text, text.find(" ", reach) + 1 or reach, start)
        else:
            words = tokens(text, left, start)
        if len(words) >= _LEFT_WORDS or reach <= left:
            break
    return "".join([known.get(word, _NOTHING) for word in words[-_LEFT_WORDS:]])


def after(island: Island, known: Mapping[str, str]) -> str:
    """The classes of the words after an island, as far as they say something of what they follow."""
    if island.stop == island.end:
        return ""
    return "".join([known.get(word, _NOTHING) for word in tokens(island.text, island.end, island.stop)])


def folded(word: str) -> str:
    """A word as the lists have it: in lower case, without accents and apostrophes."""
    if word.isascii():
        return word.lower().replace("'", "")
    plain = unicodedata.normalize("NFD", word.casefold().translate(_LETTERS))
    return "".join(character for character in plain if character.isalnum() or character == "-")
