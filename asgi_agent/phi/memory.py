"""What detection remembers of one document, request or thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.phi.view import view_of

if TYPE_CHECKING:
    from collections.abc import Iterable


class Memory:
    """The names seen so far and the identifiers that the caller knows of.

    It holds PHI, in memory alone: it is never logged, stored or copied.

    Args:
        known: identifiers to find wherever they stand, whole and regardless of case.
    """

    __slots__ = ("known", "names", "words")

    def __init__(self, known: Iterable[str] = ()) -> None:
        self.names: set[str] = set()
        self.known: set[str] = set()
        self.words: set[str] = set()
        for identifier in known:
            self.know(identifier)
