"""Clinical text of our own making, with every identifier in it labelled.

Templates, names and places come in two halves. `development` is for whoever writes rules. `held_out` is for
figures alone: nobody reads its misses to mend a rule, for then its figures would say nothing any more.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from tests.clinical_text import development, held_out
from tests.clinical_text.document import Document, Gold
from tests.clinical_text.render import document

if TYPE_CHECKING:
    from tests.clinical_text.pool import Pool

__all__ = ["KINDS", "Document", "Gold", "documents", "held_out_documents"]

KINDS = tuple(sorted({family.kind for family in development.POOL.families}))


def documents(kind: str | None = None, seed: int = 0, n: int = 100) -> list[Document]:
    """Development documents: of one kind, or of all kinds in turn.

    Raises:
        ValueError: there is no such kind.
    """
    return _made(development.POOL, kind, seed, n)


def held_out_documents(kind: str | None = None, seed: int = 0, n: int = 100) -> list[Document]:
    """Documents for figures, and for nothing else.

    Raises:
        ValueError: there is no such kind.
    """
    return _made(held_out.POOL, kind, seed, n)


def _made(pool: Pool, kind: str | None, seed: int, n: int) -> list[Document]:
    families = [family for family in pool.families if kind in (None, family.kind)]
    if not families:
        raise ValueError(f"kind: {kind!r} is none of {', '.join(KINDS)}")
    return [
        document(families[number % len(families)], pool, Random(f"{kind} {seed} {number}"))
        for number in range(n)
    ]
