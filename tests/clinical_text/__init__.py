"""Clinical text of our own making, with every identifier in it labelled.

Templates, names and places come in two halves. `development` is for whoever writes rules. `held_out` is for
figures alone: nobody reads its misses to mend a rule, for then its figures would say nothing any more.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from tests.clinical_text import development, fhir, held_out, hl7, render
from tests.clinical_text.document import Document, Gold

if TYPE_CHECKING:
    from tests.clinical_text.pool import Family, Pool

__all__ = ["KINDS", "Document", "Gold", "documents", "held_out_documents"]

KINDS = (*sorted({family.kind for family in development.POOL.families}), "fhir", "hl7")


def documents(kind: str | None = None, seed: int = 0, n: int = 100) -> list[Document]:
    """Development documents: of one kind, or of all kinds of text in turn (FHIR and HL7 only when asked for).

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
    if kind == "fhir":
        return [fhir.document(pool, f"{seed} {number}") for number in range(n)]
    if kind == "hl7":
        return [hl7.document(pool, f"{seed} {number}") for number in range(n)]
    families = [family for family in pool.families if kind in (None, family.kind)]
    if not families:
        raise ValueError(f"kind: {kind!r} is none of {', '.join(KINDS)}")
    return [_text(families[number % len(families)], pool, f"{seed} {number}") for number in range(n)]


def _text(family: Family, pool: Pool, seed: str) -> Document:
    return render.document(family, pool, Random(f"{family.name} {seed}"))
