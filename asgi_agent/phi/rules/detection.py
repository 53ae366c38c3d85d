"""Detection: all rules, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from asgi_agent.phi.rules import figures, known, proper

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

    def sticky(self) -> dict[str, int]:
        """Words after which so many words belong to the island, whatever they are."""
        ...

    def find(self, island: Island, memory: Memory) -> Iterable[Span]:
        """The identifiers in an island, at offsets into its text."""
        ...


MODULES: tuple[RuleModule, ...] = (known, figures, proper)


def detect(island: Island, memory: Memory) -> list[Span]:
    """Every identifier in the island, overlapping ones too."""
    spans: list[Span] = []
    for module in MODULES:
        spans.extend(module.find(island, memory))
    return [span for span in spans if span.start >= island.start and span.end <= island.end]
