"""A rule: a pattern, what it finds, and how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from asgi_agent.phi.islands import Island


class Rule(NamedTuple):
    """Finds one form of identifier.

    `pattern` must be linear in time: bounded repeats, no nested ones. Where it has a group `value`, that is
    the identifier and the rest is its context. `check` gives a value a score of its own, from a checksum say;
    None leaves the rule's. It never discards: a wrong check digit may be a typing error.
    """

    name: str
    label: Label
    pattern: re.Pattern[str]
    score: float
    check: Callable[[str], float | None] | None = None

    def find(self, island: Island) -> Iterator[Span]:
        """Every match that lies in the island."""
        group: str | int = "value" if "value" in self.pattern.groupindex else 0
        for match in self.pattern.finditer(island.text, island.start, island.stop):
            start, end = match.span(group)
            if start < end <= island.end:
                score = self.check(match[group]) if self.check else None
                yield Span(start, end, self.label, self.score if score is None else score, self.name)
