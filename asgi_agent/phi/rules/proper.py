"""Proper names, of people and of places: an island is read once for both."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from string import ascii_letters
from typing import TYPE_CHECKING

from asgi_agent.phi import lexicon
from asgi_agent.phi.rules import names, places
from asgi_agent.phi.rules.names.classes import NameClasses
from asgi_agent.phi.rules.names.classes import context as name_context
from asgi_agent.phi.rules.names.grammar import NAMES
from asgi_agent.phi.rules.places import classes as place_classes
from asgi_agent.phi.rules.places.grammar import NAMED, SITUATED
from asgi_agent.phi.rules.reading import after, before, folded, offsets, tokens
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from asgi_agent.phi.islands import Island
    from asgi_agent.phi.memory import Memory
    from asgi_agent.phi.rules.grammar import Found

GLUE = names.GLUE | places.GLUE

# A capital, or what may be a ZIP code: without, only the words that begin islands can name anything.
_SIGN = re.compile(r"[^\W\d_a-z]|\d{5}")
# In two letters each: what can be a name, or part of a place.
_POSSIBLE = re.compile(r"(?:..)*?(?:[GFfhSsULMAyITQRNwz].|.[HrmAKkhXTFGYZSsWqu])", re.DOTALL)

_LEARNT = 0.6
_TELLING = frozenset("GFSspULMAyz")
_ORDINALS = [f"{day}{ending}" for day in range(1, 32) for ending in ("st", "nd", "rd", "th")]


@cache
def words() -> frozenset[str]:
    """Given names that are no words."""
    return lexicon.plain_names()


@cache
def sticky() -> dict[str, int]:
    """Titles and given names, which the rest of the name follows, and what an address follows."""
    return dict.fromkeys([*names.TITLES, *words()], 2) | names.STICKY | places.STICKY


@cache
def _wakes() -> frozenset[str]:
    """Words in lower case that a name or a place may follow."""
    return frozenset(sticky())


def find(island: Island, memory: Memory) -> list[Span]:
    """The people and places in an island, and the parts of names seen before."""
    text, start, end, _, _ = island
    found = tokens(text, start, end)
    if _SIGN.search(text, start, end) is None and _wakes().isdisjoint(found) and memory.names.isdisjoint(found):
        return []
    letters = "".join(map(classes().__getitem__, found))
    if _POSSIBLE.match(letters) is None:
        return []
    if not places.beginnings().isdisjoint(found):
        letters = places.joined(found, letters)
    head = before(island, context())
    hits = _hits(head + letters + after(island, context()), len(head) // 2, len(found))
    if not hits and not memory.names:
        return []
    at = offsets(text, start, found)
    spans = [Span(at[first][0], at[last - 1][1], label, score, rule) for first, last, label, score, rule in hits]
    _learn(hits, found, letters, memory)
    return spans + _remembered(found, at, letters, memory) if memory.names else spans


@lru_cache(maxsize=16384)
def _hits(letters: str, first: int, words: int) -> list[Found]:
    """What the grammars find in an island of so many words, of which so many are before it.

    Classes tell nothing of what was written, so what is found in them is kept for the next text alike.
    """
    return [
        hit._replace(first=hit.first - first, last=hit.last - first)
        for hit in (*NAMES.find(letters[::2]), *NAMED.find(letters[1::2]), *SITUATED.find(letters[1::2]))
        if hit.first >= first and hit.last <= first + words
    ]


def _learn(hits: list[Found], words: list[str], letters: str, memory: Memory) -> None:
    """Remember the words of names that are sure enough, unless they are words of other use too."""
    for first, last, label, score, _ in hits:
        if label == Label.NAME and score >= _LEARNT:
            for index in range(first, last):
                if letters[2 * index] in _TELLING:
                    memory.learn(words[index])


def _remembered(words: list[str], at: list[tuple[int, int]], letters: str, memory: Memory) -> list[Span]:
    return [
        Span(*place, Label.NAME, 0.7, "name.remembered")
        for word, place, letter in zip(words, at, letters[::2], strict=True)
        if letter in _TELLING and folded(word) in memory.names
    ]


class Classes(dict[str, str]):
    """The two classes of every word: of the listed ones at once, of the others by their form.

    Of the others, what is a common word is kept once it is met. The rest may be somebody's name, and is worked
    out each time.
    """

    def __init__(self) -> None:
        super().__init__()
        self._names = NameClasses()
        self._places = place_classes.special()
        cities = place_classes.cities()
        for word, name in self._names.listed.items():
            self[word] = name + (self._places.get(word) or cities.get(word) or place_classes.class_of(word, name))
        for word, place in {**cities, **self._places}.items():
            if word not in self:
                self[word] = self._names.of(word) + place
        for word in (*ascii_letters, *map(str, range(1000)), *map(str, range(1900, 2050)), *_ORDINALS):
            self[word] = self._worked_out(word)

    def __missing__(self, word: str) -> str:
        letters = self._worked_out(word)
        if letters[0] in "xC" and lexicon.is_word(word.lower()):
            self[word] = letters
        return letters

    def _worked_out(self, word: str) -> str:
        name = self._names.of(word)
        place = self._places.get(word)
        if place is None and name != "a" and word.isupper() and len(word) > 1:
            place = self.get(word.capitalize(), "  ")[1].strip() or None
        return name + (place or place_classes.class_of(word, name))


@cache
def classes() -> Classes:
    """The classes, put together once."""
    return Classes()


@cache
def context() -> dict[str, str]:
    """The classes of words beside an island."""
    of_names, of_places = name_context(), place_classes.context()
    return {word: of_names.get(word, "x") + of_places.get(word, "x") for word in of_names | of_places}
