"""Detection: all rules, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from asgi_agent.phi.rules import figures, known, proper, roads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asgi_agent.phi.islands import Island
    from asgi_agent.phi.memory import Memory
    from asgi_agent.phi.spans import Span


class RuleModule(Protocol):
    """A module of rules and the words that its matches are made of.

    A lower-case word that is in none of the vocabularies ends an island, so no match can hold one.
    """

    GLUE: frozenset[str]
    """Lower-case words that continue one."""

    def words(self) -> frozenset[str]:
        """Lower-case words that begin or continue an island."""
        ...

    def weak(self) -> frozenset[str]:
        """Lower-case words that do so, too, but hold nothing alone."""
        ...

    def sticky(self) -> dict[str, int]:
        """Words after which so many words belong to the island, whatever they are."""
        ...

    def may_hold(self, chunk: str, *, common: bool) -> bool:
        """Whether there may be something to find in an island because of this chunk.

        An island that has no such chunk is not looked at. Of a `common` chunk every word is known.
        """
        ...

    def find(self, island: Island, memory: Memory) -> Iterable[Span]:
        """The identifiers in an island, at offsets into its text."""
        ...


MODULES: tuple[RuleModule, ...] = (known, figures, proper, roads)

HOLDS = tuple(0x100 << place for place in range(len(MODULES)))
"""A bit for each module, for an island that it may find something in; below are kinds of chunks."""


EVERYTHING = sum(HOLDS)


_EACH = tuple(zip(MODULES, HOLDS, strict=True))


def detect(island: Island, memory: Memory, holds: int = EVERYTHING) -> list[Span]:
    """Every identifier in the island, overlapping ones too, by the modules that it may hold something for."""
    spans: list[Span] = []
    for module, bit in _EACH:
        if holds & bit:
            spans += module.find(island, memory)
    if not spans:
        return spans
    return [span for span in spans if span.start >= island.start and span.end <= island.end]
