"""Clinical text of our own making, with every identifier in it labelled.

Templates come in parts, each with names, places and formats of its own. The last part is held out, for
figures: who wrote it knew no rule. The README has what was found in it before anybody read its misses. They
have been read since, so that it only tells what gets lost, until another part is written and takes its place.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from tests.clinical_text import fhir, first, fourth, hl7, render, second, third
from tests.clinical_text.document import Document, Gold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.clinical_text.pool import Family, Pool

__all__ = [
    "DEVELOPMENT",
    "HELD_OUT",
    "HELD_OUT_KINDS",
    "KINDS",
    "Document",
    "Gold",
    "documents",
    "held_out_documents",
]

DEVELOPMENT = (first.POOL, second.POOL, third.POOL)
HELD_OUT = fourth.POOL


def _kinds(pools: Sequence[Pool]) -> tuple[str, ...]:
    return (*sorted({family.kind for pool in pools for family in pool.families}), "fhir", "hl7")


KINDS = _kinds(DEVELOPMENT)
HELD_OUT_KINDS = _kinds((HELD_OUT,))
"""Each part has kinds of text of its own; of records, all have the same."""


def documents(kind: str | None = None, seed: int = 0, n: int = 100) -> list[Document]:
    """Development documents: of one kind, or of all kinds of text in turn (FHIR and HL7 only when asked for).

    Raises:
        ValueError: there is no such kind.
    """
    return _made(DEVELOPMENT, kind, seed, n)


def held_out_documents(kind: str | None = None, seed: int = 0, n: int = 100) -> list[Document]:
    """Documents for figures, and for nothing else.

    Raises:
        ValueError: there is no such kind.
    """
    return _made((HELD_OUT,), kind, seed, n)


def _made(pools: Sequence[Pool], kind: str | None, seed: int, n: int) -> list[Document]:
    if kind in STRUCTURED:
        make = STRUCTURED[kind]
        return [make(pools[number % len(pools)], f"{seed} {number}") for number in range(n)]
    families = [(each, pool) for pool in pools for each in pool.families if kind in (None, each.kind)]
    if not families:
        raise ValueError(f"kind: {kind!r} is none of {', '.join(_kinds(pools))}")
    return [_text(*families[number % len(families)], f"{seed} {number}") for number in range(n)]


def _text(family: Family, pool: Pool, seed: str) -> Document:
    return render.document(family, pool, Random(f"{family.name} {seed}"))


STRUCTURED: dict[str | None, Callable[[Pool, str], Document]] = {
    "fhir": fhir.document,
    "hl7": hl7.document,
}
