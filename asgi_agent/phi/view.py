"""The view of a text that rules see: one character for each look-alike, and none for the invisible."""

from __future__ import annotations

import unicodedata

# Thai to Khmer, and Kana to Han.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Scripts that put no space between words, as ranges of a character class."""

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u02bc\uff07"
_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033\uff02"
_INVISIBLE = frozenset({"Cf", "Mn", "Me"})
_GRAPHEME_JOINERS = frozenset({0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0})


class _Table(dict[int, int | None]):
    """For `str.translate`: worked out once for each character that is met."""

    def __missing__(self, code: int) -> int | None:
        seen = self[code] = _seen_as(code)
        return seen


def _seen_as(code: int) -> int | None:
    """The character that stands for this one; None where it is invisible."""
    character = chr(code)
    if code in _GRAPHEME_JOINERS or unicodedata.category(character) in _INVISIBLE:
        return None
    folded = unicodedata.normalize("NFKC", character)
    # One to one only, so that offsets stay: a ligature or a fraction is no part of an identifier's pattern.
    return ord(folded) if len(folded) == 1 else code


_TABLE = _Table({code: code for code in range(128)})
_TABLE |= {ord(dash): ord("-") for dash in _DASHES}
_TABLE |= {ord(quote): ord("'") for quote in _SINGLE_QUOTES}
_TABLE |= {ord(quote): ord('"') for quote in _DOUBLE_QUOTES}


def view_of(text: str) -> str:
    """The text as rules see it.

    Unicode compatibility forms (NFKC) become the plain character: full-width digits, odd spaces, letters in
    circles. Dashes become `-`, curly quotes straight. Zero-width characters, soft hyphens, combining marks
    and direction marks go. Works a character at a time, so it is the same however a text is cut.
    """
    return text if text.isascii() else text.translate(_TABLE)


def offsets_of(text: str, view: str) -> list[int] | None:
    """Where each character of the view stands in the text, and the text's end; None where they agree."""
    if len(text) == len(view):
        return None
    return [*(place for place, seen in enumerate(text) if _TABLE[ord(seen)] is not None), len(text)]
