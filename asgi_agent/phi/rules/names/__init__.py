"""Names of people: by titles, roles, key words and what stands beside them, and by lists of names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.phi.rules.listed import listed
from asgi_agent.phi.rules.names import terms
from asgi_agent.phi.rules.names.grammar import BY_GROUP, NAME, POSSIBLE
from asgi_agent.phi.rules.reading import folded
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.memory import Memory
    from asgi_agent.phi.rules.reading import Reading

GLUE = listed(terms.PARTICLES) | {"and"}

TITLES = listed("dr mr mrs ms mx prof nurse doctor drs")
"""Those that the name after them may stand in lower case."""

_LEARNT = 0.6
_TELLING = frozenset("GFSspULMAyzw")


def names(reading: Reading, memory: Memory) -> Iterator[Span]:
    """The names in what was read, and the parts of names seen before."""
    if not POSSIBLE.search(reading.names) and not memory.names:
        return
    offsets: list[tuple[int, int]] = []
    for match in NAME.finditer(reading.names):
        group = match.lastgroup
        if group is None:
            continue
        first, last = match.span(group)
        first, last = first - reading.first, last - reading.first
        if first < 0 or last > reading.last - reading.first:
            continue
        offsets = offsets or reading.offsets()
        form = BY_GROUP[group]
        yield Span(offsets[first][0], offsets[last - 1][1], Label.NAME, form.score, form.name)
        if form.score >= _LEARNT:
            _learn(reading, offsets, first, last, memory)
    if memory.names:
        yield from _remembered(reading, offsets, memory)


def _learn(reading: Reading, offsets: list[tuple[int, int]], first: int, last: int, memory: Memory) -> None:
    letters = reading.names[reading.first + first : reading.first + last]
    for letter, (start, end) in zip(letters, offsets[first:last], strict=True):
        if letter in _TELLING:
            memory.learn(reading.island.text[start:end])


def _remembered(reading: Reading, offsets: list[tuple[int, int]], memory: Memory) -> Iterator[Span]:
    for letter, (start, end) in zip(
        reading.names[reading.first : reading.last], offsets or reading.offsets(), strict=True
    ):
        if letter in _TELLING and folded(reading.island.text[start:end]) in memory.names:
            yield Span(start, end, Label.NAME, 0.7, "name.remembered")
