"""Proper names, of people and of places: an island is read once for both."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from asgi_agent.phi import lexicon
from asgi_agent.phi.rules import names, places
from asgi_agent.phi.rules.names.classes import NameClasses
from asgi_agent.phi.rules.names.classes import context as name_context
from asgi_agent.phi.rules.places import classes as place_classes
from asgi_agent.phi.rules.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.islands import Island
    from asgi_agent.phi.memory import Memory
    from asgi_agent.phi.spans import Span

GLUE = names.GLUE | places.GLUE


@cache
def words() -> frozenset[str]:
    """Given names that are no words."""
    return lexicon.plain_names()


@cache
def sticky() -> dict[str, int]:
    """Titles and given names, which the rest of the name follows, and what an address follows."""
    return dict.fromkeys([*names.TITLES, *words()], 2) | places.STICKY


def find(island: Island, memory: Memory) -> Iterator[Span]:
    """The people and places in an island."""
    reading = read(island, classes(), context())
    yield from names.names(reading, memory)
    yield from places.places(reading)


class Classes(dict[str, str]):
    """The two classes of every word: of the listed ones at once, of the others by their form.

    The others are worked out each time and not kept: they may be somebody's name.
    """

    def __init__(self) -> None:
        super().__init__()
        self._names = NameClasses()
        self._places = place_classes.special()
        cities = place_classes.cities()
        for word, name in self._names.listed.items():
            self[word] = name + (
                self._places.get(word) or cities.get(word) or place_classes.class_of(word, name)
            )
        for word, place in {**cities, **self._places}.items():
            if word not in self:
                self[word] = self._names.of(word) + place

    def __missing__(self, word: str) -> str:
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
