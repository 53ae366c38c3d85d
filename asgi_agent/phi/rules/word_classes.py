"""Which two classes each word has: one for the grammar of names, one for those of places."""

from __future__ import annotations

from functools import cache
from string import ascii_letters, digits
from sys import intern
from typing import NamedTuple

from asgi_agent.phi import lexicon
from asgi_agent.phi.rules.keywords import MEANINGS, UNITS
from asgi_agent.phi.rules.names.classes import NameClasses
from asgi_agent.phi.rules.names.classes import context as name_context
from asgi_agent.phi.rules.places.classes import beginnings, cities, class_of, special
from asgi_agent.phi.rules.places.classes import context as place_context
from asgi_agent.phi.rules.reading import folded

_ORDINALS = [f"{day}{ending}" for day in range(1, 32) for ending in ("st", "nd", "rd", "th")]
_OFTEN = (*ascii_letters, *map(str, range(1000)), *map(str, range(1900, 2050)), *_ORDINALS)


_MOST = 150_000
_SHORTEST = 3  # of what tells of anybody
_LONGEST_FORM = 24
_ZEROS = str.maketrans(digits, "0" * len(digits))


class Classes(dict[str, str]):
    """The two letters of every word: of the listed ones at once, of the others by their form.

    Of the others, a common word's are kept once it is met. The rest may be somebody's name, and theirs are
    worked out each time.
    """

    def __init__(self) -> None:
        super().__init__()
        self._names = NameClasses()
        self._places = cities() | special()
        for word in (*self._names.listed(), *self._places, *_OFTEN):
            self[word] = intern(self._letters(word))

    def __missing__(self, word: str) -> str:
        if word[0] in digits and word.isascii():
            return self._figures(word)
        letters = self._letters(word)
        if len(self) < _MOST and self.may_keep(word, letters):
            self[word] = intern(letters)
        return letters

    def may_keep(self, word: str, letters: str) -> bool:
        """Whether a word that has these letters says nothing of anybody."""
        return len(word) <= _SHORTEST or (
            letters[0] in "xC" and (word.istitle() or lexicon.is_word(word.lower()))
        )

    def _figures(self, word: str) -> str:
        """Those of a number, which all of its form have: nothing is kept of what it says."""
        form = word.translate(_ZEROS)
        letters = self.get(form)
        if letters is None:
            letters = self._letters(word)
            if len(self) < _MOST and len(form) < _LONGEST_FORM:
                self[form] = intern(letters)
        return letters

    def _letters(self, word: str) -> str:
        name = self._names.of(word)
        place = self._places.get(word)
        if place is None and name != "a" and word.isupper() and len(word) > 1:
            # A word in capitals is what it is with one.
            place = self._places.get(word.capitalize())
        if place is None and not word.isascii():
            plain = self._places.get(folded(word).capitalize() if word[0].isupper() else folded(word))
            place = plain if plain in ("K", "k", "q") else None
        return name + (place or class_of(word, name))


# Among names, what is nothing else; short words in capitals are initials at most.
_NAMES = frozenset("GFSLMyzqUAwu")


class Words(NamedTuple):
    """All that is known of words."""

    classes: Classes
    context: dict[str, str]
    """The letters of words that say something of what is beside them."""
    beginnings: frozenset[str]
    """What places of several words begin with."""


def is_common(word: str) -> bool:
    """Whether it is a listed word that is no name alone, one by its form, or too short to tell of anybody."""
    if len(word) < _SHORTEST or word in UNITS or word in MEANINGS:
        return True
    classes = words().classes
    letters = classes[word]
    # Not whether it was met before: what is found must not depend on that.
    if word in classes or classes.may_keep(word, letters):
        return letters[0] not in _NAMES
    if word.islower():
        # Names that are words as well are none in lower case.
        return lexicon.is_word(word) or lexicon.names().get(word, "G") in "fsph"
    return False


def may_sign(word: str) -> bool:
    """Whether it may be what one of the staff signs a line with, or logs in as."""
    return words().classes[word][0] == "u"


@cache
def words() -> Words:
    """The classes of words, put together once."""
    names, places = name_context(), place_context()
    context = {word: names.get(word, "x") + places.get(word, "x") for word in names | places}
    return Words(Classes(), context, beginnings())
