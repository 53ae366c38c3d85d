"""Places below a state: facilities, streets, towns, counties, ZIP codes."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from asgi_agent.phi.rules.listed import listed
from asgi_agent.phi.rules.places.classes import beginnings, long_names
from asgi_agent.phi.rules.places.grammar import FORMS, NAMED, POSSIBLE, SITUATED
from asgi_agent.phi.rules.reading import folded
from asgi_agent.phi.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.rules.reading import Reading

GLUE = listed(
    """
    of in the and clinic hospital center centre office branch campus downtown county st rd ave street avenue
    road drive lane apt suite unit
    """
)
STICKY = dict.fromkeys(listed("address lives live resides residing living reside"), 5)

_LONGEST_NAME = 5


def places(reading: Reading) -> Iterator[Span]:
    """The places in what was read."""
    shape = reading.places
    if not beginnings().isdisjoint(reading.words):
        shape = _joined(reading)
    if not POSSIBLE.search(shape):
        return
    offsets: list[tuple[int, int]] = []
    for match in chain(NAMED.finditer(shape), SITUATED.finditer(shape)):
        for group, value in match.groupdict().items():
            if not value:
                continue
            first, last = match.span(group)
            first, last = first - reading.first, last - reading.first
            if first < 0 or last > reading.last - reading.first:
                continue
            offsets = offsets or reading.offsets()
            name = group.rstrip("2")
            label, score = FORMS[name]
            yield Span(offsets[first][0], offsets[last - 1][1], label, score, f"place.{name}")


def _joined(reading: Reading) -> str:
    """The classes, with those of places of several words at their words: the whole, then `j` for each more."""
    letters = list(reading.places)
    words = reading.words
    starts, known = beginnings(), long_names()
    for index, word in enumerate(words):
        if word not in starts or letters[reading.first + index] == "j":
            continue
        name, last = folded(word), index
        for further in range(index + 1, min(len(words), index + _LONGEST_NAME)):
            if words[further] == ".":
                continue
            name += " " + folded(words[further])
            if name in known:
                last = further
                letters[reading.first + index] = known[name]
        for place in range(index + 1, last + 1):
            letters[reading.first + place] = "j"
    return "".join(letters)
