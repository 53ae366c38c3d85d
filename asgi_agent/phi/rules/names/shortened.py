"""Words that are cut short, which look like names that no list has."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from asgi_agent.phi import lexicon

_SHORTEST = 5
_CUT = 2
"""So many letters at least are left off: less would be another form of the word."""
_NEXT = 8
_VOWELS = "aeiouy"


def is_shortened(word: str) -> bool:
    """Whether common words begin like this one and go on, behind a consonant: "bronch", "extrem"."""
    if len(word) < _SHORTEST or word[-1] in _VOWELS:
        return False
    words = _words()
    at = bisect_right(words, word)
    return any(whole.startswith(word) and len(whole) >= len(word) + _CUT for whole in words[at : at + _NEXT])


@cache
def _words() -> list[str]:
    return sorted(lexicon.words())
