"""What figures and signs tell: one look at an island says which of these rules can find something in it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from asgi_agent.phi.rules import (
    age_cues,
    ages,
    contact,
    coordinates,
    dates,
    formats,
    handles,
    holidays,
    identifiers,
    lone_days,
    months,
    named_months,
    phones,
    plates,
    postal,
    spoken_dates,
    spoken_digits,
)
from asgi_agent.phi.rules.candidates import runs
from asgi_agent.phi.rules.listed import any_of
from asgi_agent.phi.rules.shape import shape_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asgi_agent.phi.islands import Island
    from asgi_agent.phi.memory import Memory
    from asgi_agent.phi.spans import Span

GLUE = contact.GLUE | coordinates.GLUE | identifiers.GLUE | dates.GLUE | ages.GLUE
GLUE |= spoken_dates.GLUE | spoken_digits.GLUE | postal.GLUE

_WEAK = (
    (spoken_dates.WORDS - spoken_dates.DAYS)
    | (months.MONTHS - months.CLEAR - dates.GLUE - {"march"})
    | spoken_digits.WORDS
)
_WORDS = identifiers.WORDS | dates.WORDS | ages.WORDS | spoken_dates.DAYS | postal.WORDS

_OF_AGES_AND_PLATES = {"day", "inet", "undred", "NINET", "enarian", "late", "LATE", "egistration", "tag "}
_PARTS_OF_WORDS = _OF_AGES_AND_PLATES | {"eenth", "ieth", "lfth", "leventh", "tenth", "wenty", "hirty"}
# With months in small letters and holidays, what a date, an age or a plate in words has.
ANY_WORD = re.compile(
    any_of(_PARTS_OF_WORDS | {form for name in months.MONTHS for form in (name.title(), name.upper())})
)
# Whatever has one of these words, and little else.
ALMOST = re.compile(
    any_of(
        _PARTS_OF_WORDS
        | {form[:3] for name in months.MONTHS for form in (name, name.title(), name.upper())}
        | {name[:3] for name in holidays.FIRST}
    )
)
_TELLING = re.compile(
    r"[0-9@_]|://|::|\.(?=[^\W\d_])|[)\]](?<=[^\W\d_]{2}.)|[:-](?<=[0-9A-Fa-f]{2}.)(?=[0-9A-Fa-f]{2})"
    rf"|{any_of(_OF_AGES_AND_PLATES)}|{lone_days.NAMED.pattern}|{holidays.ALMOST.pattern}"
    rf"|{handles.LOGIN.pattern}|{spoken_dates.MONTH.pattern}|{spoken_dates.DAY.pattern}|{spoken_digits.ALMOST.pattern}"
)

# On shapes: letters and figures in one word; addresses; the address of a machine with dots.
_MIXED = re.compile(r"[Aa][0_]|0[Aa]|[@|]")
_SIGNS = re.compile(r"[.][aA]|@|://|aa[)\]]")
_DOTS = re.compile(r"\.[0Aa]{1,4}\.[0Aa]")
# Whatever is a date without the name of a month or a day has one of these.
_DATE = re.compile(
    r"0/0|0 / 0|0 - 0|0[-._/] ?[0A]{1,4}[-._/]|0-0|0[-/.]0000|0000[-/]|0000 ?\?|000000|0 00|0aa"
)
_LONG = 25


def words() -> frozenset[str]:
    """Those that stand in dates and ages, and those that numbers of three digits follow."""
    return _WORDS - _WEAK


def weak() -> frozenset[str]:
    """Months and days in words: one without the other makes no date."""
    return _WEAK


def sticky() -> dict[str, int]:
    """Those that a plate follows, or a name to log in with."""
    return plates.STICKY | handles.STICKY


def may_hold(chunk: str, *, common: bool) -> bool:
    """Whether it has a figure, a sign of an address, or a word of a day, an age or a plate."""
    return _TELLING.search(chunk) is not None


def find(island: Island, memory: Memory) -> Iterable[Span]:
    """Identifiers with a digit or a sign in them, and dates and ages in words."""
    piece = island.text[island.start : island.stop]
    shape = shape_of(piece)
    there = room(shape)
    worded = (
        ALMOST.search(piece) is not None
        and (
            ANY_WORD.search(piece)
            or lone_days.NAMED.search(piece)
            or named_months.SMALL.search(piece)
            or holidays.ALMOST.search(piece)
        )
        is not None
    )
    spans: list[Span] = []
    if spoken_digits.ALMOST.search(piece):
        spans += [*spoken_digits.find(island), *spoken_digits.births(island)]
    if there.addressed:
        spans += contact.written(island, shape)
    if there.mixed:
        spans += handles.find(island)
        spans += formats.lots(island)
    if "ser" in piece or "SER" in piece or "og" in piece:
        spans += handles.logins(island)
    if worded:
        spans += _in_words(island, piece)
    if worded or there.dated:
        spans += dates.find(island, piece, shape, worded=worded)
    if there.aged and age_cues.AGE.search(piece):
        spans += ages.find(island)
    if there.yeared and age_cues.YEAR.search(piece):
        spans += ages.born(island)
    if there.posted:
        spans += postal.find(island, piece)
    if there.placed:
        spans += coordinates.find(island)
    if there.plated:
        spans += plates.find(island, there.plated)
    if there.numbered:
        spans += identifiers.find(island, shape, there.digits)
    if there.networked:
        spans += contact.network(island, shape)
    if there.dialled:
        spans += phones.find(island, shape, there.digits)
    return spans


def _in_words(island: Island, piece: str) -> list[Span]:
    """What only certain words can be of."""
    spans: list[Span] = []
    if "inet" in piece or "undred" in piece or "NINET" in piece or "enarian" in piece:
        spans += ages.in_words(island)
    if spoken_dates.MONTH.search(piece):
        spans += spoken_dates.find(island, piece)
    if spoken_dates.DAY.search(piece):
        spans += lone_days.spelled(island)
    if "late" in piece or "egistration" in piece or "tag " in piece or "LATE" in piece:
        spans += formats.PLATE.find(island)
    return spans


class Room(NamedTuple):
    """How many digits there are in a shape, and what else there is room for."""

    digits: int
    addressed: bool
    mixed: bool
    dated: bool
    aged: bool
    yeared: bool
    placed: bool
    posted: bool
    plated: tuple[tuple[int, int, bool], ...]
    numbered: bool
    networked: bool
    dialled: bool


@lru_cache(maxsize=8192)
def room(shape: str) -> Room:
    """What may be in an island of this shape.

    A shape tells nothing of what was written, so what it says is kept for the next text alike.
    """
    digits = shape.count("0")
    return Room(
        digits,
        addressed=_SIGNS.search(shape) is not None,
        mixed=_MIXED.search(shape) is not None,
        dated=_DATE.search(shape) is not None,
        aged="00" in shape,
        yeared="0000" in shape,
        placed=coordinates.room(shape),
        posted=postal.room(shape),
        plated=plates.forms(shape),
        numbered=digits > 4 or (digits > 2 and (len(shape) > _LONG or runs(shape) != ())),
        networked="::" in shape
        or (digits > 3 and _DOTS.search(shape) is not None)
        or shape.count(":") > 4
        or shape.count("-") > 4,
        dialled=digits > 3 and phones.room(shape),
    )
