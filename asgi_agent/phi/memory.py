"""What detection remembers of one document, request or thread."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from asgi_agent.phi.spans import Label
from asgi_agent.phi.tokens import STANDING
from asgi_agent.phi.view import UNSPACED, view_of

if TYPE_CHECKING:
    from collections.abc import Iterable

WORD = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")

# Shorter ones stand for too much else.
_SHORTEST_NAME = 3
_SHORTEST_KNOWN = 3
# Against a text that is nothing but names, or a thread without end.
_MOST = 20_000


class Memory:
    """The names seen so far and the identifiers that the caller knows of.

    What is learnt from one text is found in the texts after it, never before. It holds PHI, in the process
    alone: nothing logs or stores it.

    Args:
        known: identifiers to find wherever they stand, whole and regardless of case and punctuation; a
            mapping gives each its label.
    """

    __slots__ = ("known", "names", "words")

    def __init__(self, known: Iterable[str] | Mapping[str, Label] = ()) -> None:
        self.names: set[str] = set()
        """Single words of names, case-folded."""
        self.known: dict[str, dict[tuple[str, ...], Label]] = {}
        """Known identifiers as case-folded words, by their first word."""
        self.words: set[str] = set()
        """Every word of either: text that has one is looked at."""
        self.know_all(known)

    def __repr__(self) -> str:
        return f"<Memory of {len(self.words)} words>"

    def learn(self, name: str) -> None:
        """Remember the words of a name, so that a surname alone is found when it comes again."""
        for word in words_of(name):
            if len(word) >= _SHORTEST_NAME and word.isalpha() and len(self.words) < _MOST:
                self.names.add(word)
                self.words.add(word)

    def know_all(self, known: Iterable[str] | Mapping[str, Label]) -> None:
        """Find these from here on."""
        for identifier in [known] if isinstance(known, str) else known:
            self.know(identifier, known[identifier] if isinstance(known, Mapping) else Label.ID)

    def know(self, identifier: str, label: Label) -> None:
        """Find this from here on, whatever the rules make of it, unless it is under 3 characters long."""
        words = tuple(words_of(identifier))
        if sum(map(len, words)) >= _SHORTEST_KNOWN and len(self.words) < _MOST:
            self.known.setdefault(words[0], {}).setdefault(words, label)
            self.words.update(words)


def words_of(text: str) -> list[str]:
    """The words of a text as memory compares them; tokens are none."""
    return [word.casefold() for word in WORD.findall(STANDING.sub(" ", view_of(text)))]
