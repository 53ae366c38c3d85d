"""Dates, and ages over 89: 45 CFR 164.514(b)(2)(i)(C). A year alone is no identifier."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.rules import ages, calendar, context
from asgi_agent.phi.rules.listed import listed
from asgi_agent.phi.rules.months import AMBIGUOUS, MONTHS, WEEKDAYS, alternatives
from asgi_agent.phi.rules.public import has_unit
from asgi_agent.phi.rules.rule import Rule
from asgi_agent.phi.rules.shape import shape_of
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from asgi_agent.phi.islands import Island
    from asgi_agent.phi.memory import Memory

GLUE: frozenset[str] = listed("of the at de del to through thru until am pm") | ages.GLUE
STICKY: dict[str, int] = {}

_WORDS = (MONTHS - {"mar", "mars", "mei"}) | WEEKDAYS | ages.WORDS | {"dob"}

SLASHED = Rule("date.slashed", Label.DATE, calendar.SLASHED, 0.9)
DASHED = Rule("date.dashed", Label.DATE, calendar.DASHED, 0.9)
DOTTED = Rule("date.dotted", Label.DATE, calendar.DOTTED, 0.85)
MONTH_OF_YEAR = Rule("date.month_of_year", Label.DATE, calendar.MONTH_OF_YEAR, 0.7)
RANGE = Rule("date.range", Label.DATE, calendar.RANGE, 0.6)

_TEXTUAL = (
    ("date.month_first", calendar.MONTH_FIRST),
    ("date.day_first", calendar.DAY_FIRST),
    ("date.year_first", calendar.YEAR_FIRST),
    ("date.month_and_year", calendar.MONTH_AND_YEAR),
)

# A month has a capital somewhere, or it is a chunk of its own.
_CAPITALIZED = frozenset(name.title() for name in MONTHS) | frozenset(name.upper() for name in MONTHS)
_CAPITALS = re.compile(rf"(?:{alternatives(_CAPITALIZED)})(?![^\W\d_])")
_GLUED = re.compile(rf"[0-9][-/.]?(?:{alternatives(MONTHS)})(?![^\W\d_])")
_SMALL = frozenset(name + end for name in MONTHS for end in ("", ".", ","))

_REACH = 24
_DATE_CUE = re.compile(
    r"(?i)\b(?:on|since|until|till|dob|d\.o\.b|birth|birthday|born|dated?|dates|exp|expires|expiring"
    r"|expiration|due|starting|effective|lmp|edd|edc|dos|doa|dod|appt|appointment|admitted|admit|adm|discharged?|seen|scheduled"
    r"|collected|received|signed|removed|started|stopped|labs|t|d|f/u|d/c|d/c'd)\b\.?[\s:=(#,-]{0,3}\Z"
)
_DAY_CUE = re.compile(r"(?i)\b(?:on|by|since|until|till|from|dob|born|of|before|after|dated?)[\s:]{1,2}\Z")
_MONTH_CUE = re.compile(r"(?i)\b(?:last|next|in|since|until|till|early|late|mid|during)[\s-]\Z")
_WEEKDAY_CUE = re.compile(r"(?i)\b(?:last|next|this|past)\s\Z")
_BIRTH_CUE = re.compile(r"(?i)\b(?:dob|d\.o\.b\.?|birth|birthday|born)(?:\s(?:is|on|was))?[\s:=#]{1,3}\Z")

_FRACTION = re.compile(r"1/[234]|[23]/[34]")
_OF_FRACTION = re.compile(
    r"(?i)\s(?:dose|tab|tablet|pill|strength|normal|ns|of|the|life|pack|ppd|bottle|teaspoon|tsp|cup)"
)
_AFTER_STAMP = re.compile(r"\s?[:-](?!\S)|:")


def words() -> frozenset[str]:
    """Months and days of the week, and what tells an age."""
    return _WORDS


def find(island: Island, memory: Memory) -> Iterable[Span]:
    """Dates and ages over 89 in the island."""
    text, start, _, stop, _ = island
    shape = shape_of(text, start, stop)
    spans: list[Span] = []
    if "0" in shape:
        spans += _numeric(island, shape)
    if _names_month(text, start, stop):
        spans += _textual(island)
    if "day" in text[start:stop]:
        spans += _alone(island, calendar.WEEKDAY_ALONE, _WEEKDAY_CUE)
    spans += ages.find(island)
    return spans


def _names_month(text: str, start: int, stop: int) -> bool:
    if _CAPITALS.search(text, start, stop) or _GLUED.search(text, start, stop):
        return True
    return not _SMALL.isdisjoint(text[start:stop].lower().split())


def _numeric(island: Island, shape: str) -> Iterator[Span]:
    if "0/0" in shape or "0 / 0" in shape:
        for rule in (SLASHED, MONTH_OF_YEAR, RANGE):
            yield from rule.find(island)
        yield from _bare(island)
    if "0-0" in shape or "0 - 0" in shape:
        for rule in (DASHED, MONTH_OF_YEAR):
            yield from rule.find(island)
    if shape.count(".") > 1 or ".0000" in shape:
        for rule in (DOTTED, MONTH_OF_YEAR):
            yield from rule.find(island)
    if "000000" in shape or "0 0" in shape:
        yield from _figures(island)


def _textual(island: Island) -> Iterator[Span]:
    """Dates with a month by its name."""
    for name, pattern in _TEXTUAL:
        for match in pattern.finditer(island.text, island.start, island.stop):
            if match.end() <= island.end and _means_month(island, match):
                yield Span(match.start(), match.end(), Label.DATE, 0.95, name)
    yield from _alone(island, calendar.MONTH_ALONE, _MONTH_CUE)


def _means_month(island: Island, match: re.Match[str]) -> bool:
    """Whether "may" and "march" are months here, and what follows is no amount."""
    if match["year"] or match["nth"]:
        return True
    if has_unit(island.text, match.end(), island.stop):
        return False
    return match["month"] not in AMBIGUOUS or _cued(island, match.start(), _DAY_CUE)


def _bare(island: Island) -> Iterator[Span]:
    """A day without its year, "10/23", where the text says that it is one."""
    for match in calendar.BARE.finditer(island.text, island.start, island.stop):
        if match["time"] or _cued(island, match.start(), _DATE_CUE) or _begins_line(island, match):
            if _FRACTION.fullmatch(match[0]) and _OF_FRACTION.match(island.text, match.end(), island.stop):
                continue
            yield Span(match.start(), match.end(), Label.DATE, 0.6, "date.bare")


def _begins_line(island: Island, match: re.Match[str]) -> bool:
    """As in a log: "10/23: stable overnight"."""
    text, start = island.text, match.start()
    fresh = start == 0 or text[start - 1] == "\n"
    return fresh and _AFTER_STAMP.match(text, match.end(), island.stop) is not None


def _figures(island: Island) -> Iterator[Span]:
    """Dates in nothing but figures."""
    text, left = island.text, island.left
    for match in calendar.COMPACT.finditer(text, island.start, island.stop):
        said = context.before(text, left, match.start())
        if said is None or said.label is not None:
            yield Span(match.start(), match.end(), Label.DATE, 0.5, "date.compact")
    for match in calendar.FIGURES.finditer(text, island.start, island.stop):
        if _cued(island, match.start(), _BIRTH_CUE):
            yield Span(match.start(), match.end(), Label.DATE, 0.9, "date.figures")


def _alone(island: Island, pattern: re.Pattern[str], cue: re.Pattern[str]) -> Iterator[Span]:
    """A month or a day of the week by itself, where it is told which one."""
    for match in pattern.finditer(island.text, island.start, island.stop):
        if _cued(island, match.start(), cue):
            yield Span(match.start(), match.end(), Label.DATE, 0.5, "date.relative")


def _cued(island: Island, at: int, cue: re.Pattern[str]) -> bool:
    return cue.search(island.text, max(island.left, at - _REACH), at) is not None
