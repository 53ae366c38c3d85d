"""What figures and signs tell: one look at an island says which of these rules can find something in it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from asgi_agent.phi.rules import (
    ages,
    contact,
    dates,
    days,
    formats,
    handles,
    identifiers,
    phones,
    plates,
    spoken_dates,
)
from asgi_agent.phi.rules.shape import shape_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asgi_agent.phi.islands import Island
    from asgi_agent.phi.memory import Memory
    from asgi_agent.phi.spans import Span

GLUE = contact.GLUE | identifiers.GLUE | dates.GLUE | ages.GLUE | spoken_dates.GLUE

_WORDS = identifiers.WORDS | dates.WORDS | ages.WORDS | spoken_dates.WORDS


_TELLING = re.compile(
    r"[0-9@_]|://|::|\.(?=[^\W\d_])|[)\]](?<=[^\W\d_]{2}.)|[:-](?<=[0-9A-Fa-f]{2}.)(?=[0-9A-Fa-f]{2})"
    rf"|day|inet|undred|NINET|enarian|late|LATE|egistration|{days.NAMED.pattern}|{days.FIRST_OF_TWO}|{spoken_dates.MONTH.pattern}"
)

# On shapes: letters and figures in one word; addresses; the address of a machine with dots.
_MIXED = re.compile(r"[Aa][0_]|0[Aa]")
_SIGNS = re.compile(r"[.][aA]|@|://|aa[)\]]")
_DOTS = re.compile(r"\.[0Aa]{1,4}\.[0Aa]")


def words() -> frozenset[str]:
    """Those that stand in dates and ages, and those that numbers of three digits follow."""
    return _WORDS


def sticky() -> dict[str, int]:
    """None."""
    return {}


def may_hold(chunk: str, *, common: bool) -> bool:
    """Whether it has a figure, a sign of an address, or a word of a day, an age or a plate."""
    return _TELLING.search(chunk) is not None


def find(island: Island, memory: Memory) -> Iterable[Span]:
    """Identifiers with a digit or a sign in them, and dates and ages in words."""
    piece = island.text[island.start : island.stop]
    shape = shape_of(piece)
    digits, addressed, networked = _told_by(shape)
    spans: list[Span] = []
    if addressed:
        spans += contact.written(island, shape)
    if "@" in shape or "|" in piece or _MIXED.search(shape):
        spans += handles.find(island)
    if "inet" in piece or "undred" in piece or "NINET" in piece or "enarian" in piece:
        spans += ages.in_words(island)
    if digits or "day" in piece or days.NAMED.search(piece):
        spans += dates.find(island, piece, shape)
    if spoken_dates.MONTH.search(piece):
        spans += spoken_dates.find(island)
    if "late" in piece or "egistration" in piece or "tag " in piece or "LATE" in piece:
        spans += formats.PLATE.find(island)
    if digits > 1:
        spans += ages.find(island)
    if digits > 1 and plates.SHAPE.search(shape):
        spans += plates.find(island, shape)
    if digits > 2:
        spans += identifiers.find(island, shape, digits)
    if networked:
        spans += contact.network(island, shape)
    if digits > 5:
        spans += phones.find(island, shape, digits)
    return spans


@lru_cache(maxsize=8192)
def _told_by(shape: str) -> tuple[int, bool, bool]:
    """How many digits there are in a shape, and whether one may be an address of the web, of a machine.

    A shape tells nothing of what was written, so what it says is kept for the next text alike.
    """
    digits = shape.count("0")
    networked = (
        "::" in shape
        or (digits > 3 and _DOTS.search(shape) is not None)
        or shape.count(":") > 4
        or shape.count("-") > 4
    )
    return digits, _SIGNS.search(shape) is not None, networked
