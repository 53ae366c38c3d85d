"""What the caller knows to be an identifier, and what the document itself said is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.phi.memory import WORD
from asgi_agent.phi.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.islands import Island
    from asgi_agent.phi.memory import Memory

GLUE: frozenset[str] = frozenset()

# Between two words of an identifier: "Smith, J." is "Smith J", and "123 45" is "123-45".
_WIDEST_GAP = 3


def words() -> frozenset[str]:
    """None of its own: memory brings them."""
    return frozenset()


def weak() -> frozenset[str]:
    """None."""
    return frozenset()


def sticky() -> dict[str, int]:
    """None."""
    return {}


def may_hold(chunk: str, *, common: bool) -> bool:
    """Never by what it looks like: where anything is known, every island is looked at."""
    return False


def find(island: Island, memory: Memory) -> Iterator[Span]:
    """Every known identifier in the island."""
    if not memory.known:
        return
    found = list(WORD.finditer(island.text, island.start, island.end))
    words = [match.group().casefold() for match in found]
    for index, word in enumerate(words):
        for identifier, label in memory.known.get(word, {}).items():
            last = index + len(identifier) - 1
            if tuple(words[index : last + 1]) == identifier and all(
                after.start() - before.end() <= _WIDEST_GAP
                for before, after in zip(found[index:last], found[index + 1 : last + 1], strict=True)
            ):
                yield Span(found[index].start(), found[last].end(), label, 1.0, "known")
