"""What figures and signs tell: one look at an island says which of these rules can find something in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.phi.rules import ages, contact, dates, identifiers, phones
from asgi_agent.phi.rules.shape import shape_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asgi_agent.phi.islands import Island
    from asgi_agent.phi.memory import Memory
    from asgi_agent.phi.spans import Span

GLUE = contact.GLUE | dates.GLUE | ages.GLUE
STICKY: dict[str, int] = {}

_WORDS = identifiers.WORDS | dates.WORDS | ages.WORDS


def words() -> frozenset[str]:
    """Those that stand in dates and ages, and those that numbers of three digits follow."""
    return _WORDS


def find(island: Island, memory: Memory) -> Iterable[Span]:
    """Identifiers with a digit or a sign in them, and dates and ages in words."""
    text, start, _, stop, _ = island
    shape = shape_of(text, start, stop)
    digits = shape.count("0")
    spans = dates.in_words(island) + ages.in_words(island)
    if "@" in shape or ".a" in shape or ".A" in shape or "aa)" in shape or "aa]" in shape or "://" in shape:
        spans += contact.written(island, shape)
    if digits:
        spans += dates.find(island, shape)
        if digits > 1:
            spans += ages.find(island)
        if digits > 2:
            spans += identifiers.find(island, shape, digits)
        if digits > 3:
            spans += contact.network(island, shape)
        if digits > 6:
            spans += phones.find(island, shape, digits)
    return spans
