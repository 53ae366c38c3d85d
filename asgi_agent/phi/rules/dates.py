"""Dates: 45 CFR 164.514(b)(2)(i)(C). A year alone is no identifier."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.rules import calendar, context, named_months
from asgi_agent.phi.rules.listed import any_of, listed
from asgi_agent.phi.rules.months import ENGLISH, MONTHS, WEEKDAYS
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.islands import Island

GLUE = listed("of the at de del to through thru until am pm")
WORDS = (MONTHS - {"mars", "mei"}) | WEEKDAYS | {"dob"}

_REACH = 24
_DATE_CUE = re.compile(
    r"(?i)\b(?:on|since|until|till|before|after|by|again|between|week\sof|wk\sof|mon|tues?|weds?|thu|thurs?|fri|sat|sun"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|dob|d\.o\.b|birth|birthday|born|dated?|dates|exp|expires|expiring"
    r"|expiration|due|starting|effective|lmp|edd|edc|dos|doa|dod|appt|appointment|admitted|admit|adm"
    r"|discharged?|seen|scheduled|collected|received|signed|removed|started|stopped|labs|t|d|f/u|d/c|d/c'd)"
    r"\b\.?[\s:=(#,-]{0,3}\Z|\b(?:f/u|follow[\s-]?up|appt|appointment|scheduled|seen|saw|visit)\s[^.\n0-9]{1,20}\s\Z"
)
_MONTH_CUE = re.compile(r"(?i)\b(?:last|next|in|since|until|till|early|late|mid|during)[\s-]\Z")
_WEEKDAY_CUE = re.compile(r"(?i)\b(?:last|next|this|past)\s\Z")
_BIRTH: dict[str, Label | None] = {
    **dict.fromkeys(("is", "on", "was", "d", "o", "date")),
    **dict.fromkeys(("dob", "birth", "birthdate", "birthday", "born", "b"), Label.DATE),
}

_FRACTION = re.compile(r"1/[234]|[23]/[34]")
_OF_FRACTION = re.compile(
    r"(?i)\s(?:hour|mile|dose|tab|tablet|pill|strength|normal|ns|of|the|life|pack|ppd|bottle|teaspoon|tsp|cup)"
)
_VISIT = re.compile(
    r"(?i)\s(?:am|pm|visit|appt|appointment|labs?|note|clinic|admission|discharge|surgery|procedure|call|encounter"
    r"|mri|ct|cxr|x-?ray|echo|ekg|ecg)\b"
)
# Scores are out of 3, 4, 5, 6, 10, 15, 20, 30; vision is 6 over 12, 18, 24.
_UNLIKE_SCORE = re.compile(r"(?!6/(?:12|18|24))(?:[1-9]|1[0-2])/(?:1[1-46-9]|2[1-46-9]|31)")
_COUNTED = re.compile(
    r"(?i)\s(?:nodes?|lymph|lns?|cores?|patients?|positive|points?|hours?|of|on|were|had|doses?|tests?)\b"
)
_SCORE_CUE = re.compile(
    r"(?i)\b(?:phq|gad|score[ds]?|scoring|scale|braden|nodes?|ratio|rated|vision|va|acuity|in|of|was|is|\d)(?:-\d)?\s?[:=(]?\s?\Z"
)
_LIST = re.compile(r"(?:,|\sand)\s(?:[a-z]{1,8}\s)?")
_AFTER_STAMP = re.compile(r"\s?[:-](?!\S)|:")
# On shapes.
_DASHED_SHAPE = re.compile(r"0-00?-00|0 - 00? - 00")
_DOTTED_SHAPE = re.compile(r"0\. ?00?\. ?00")
_SHORT_SHAPE = re.compile(r"0(?: 00? 00|-00?-00|\.00?\.00)")
_MONTH_OF_YEAR_SHAPE = re.compile(r"0[-/.]0000|0000[-/]00")


MONTH = re.compile(any_of({name.title() for name in ENGLISH}) + r"(?![^\W\d_])")
"""A month, which says a date only with other words or figures."""
_WEEKDAY = re.compile(rf"(?i){any_of(WEEKDAYS)}(?![^\W\d_])")


def find(island: Island, piece: str, shape: str) -> list[Span]:
    """Dates in an island that holds, with the chunk after it, this piece of text of this shape."""
    spans: list[Span] = []
    if "0" in shape:
        if "/" in shape:
            spans += _slashed(island, shape)
        if "-" in shape and _DASHED_SHAPE.search(shape):
            spans += calendar.DASHED.find(island)
        if "." in shape and _DOTTED_SHAPE.search(shape):
            spans += _dotted(island)
        if "0000" in shape and _MONTH_OF_YEAR_SHAPE.search(shape):
            spans += calendar.MONTH_OF_YEAR.find(island)
        if "000000" in shape or _SHORT_SHAPE.search(shape):
            spans += _figures(island, shape)
        spans += named_months.find(island, piece, shape)
    if MONTH.search(piece):
        spans += _alone(island, MONTH, _MONTH_CUE)
    if "day" in piece:
        spans += _alone(island, _WEEKDAY, _WEEKDAY_CUE)
    return spans


def _alone(island: Island, pattern: re.Pattern[str], cue: re.Pattern[str]) -> Iterator[Span]:
    for match in pattern.finditer(island.text, island.start, island.end):
        if _cued(island, match.start(), cue):
            yield Span(match.start(), match.end(), Label.DATE, 0.5, "date.relative")


def _dotted(island: Island) -> Iterator[Span]:
    yield from calendar.DOTTED.find(island)
    for match in calendar.SHORT.finditer(island.text, island.start, island.stop):
        if _cued(island, match.start(), _DATE_CUE):
            yield Span(match.start(), match.end(), Label.DATE, 0.6, "date.dotted")


def _slashed(island: Island, shape: str) -> Iterator[Span]:
    several = shape.count("/") > 1
    if several:
        yield from calendar.SLASHED.find(island)
        if "-" in shape or " aa 0" in shape or " aaa" in shape:
            yield from calendar.RANGE.find(island)
    if several or ("0/0" in shape and "000/" not in shape):
        yield from _bare(island)


def _bare(island: Island) -> Iterator[Span]:
    """A day without its year, "10/23", where the text says that it is one."""
    text, stop = island.text, island.stop
    last: int | None = None
    for match in calendar.BARE.finditer(text, island.start, stop):
        at, end = match.span()
        if _FRACTION.fullmatch(match[0]) and _OF_FRACTION.match(text, end, stop):
            continue
        listed = last is not None and at - last < _REACH and _LIST.fullmatch(text, last, at)
        if listed or match["time"] or match["zero"] or _is_told(island, match):
            last = end
            yield Span(at, end, Label.DATE, 0.6, "date.bare")


def _is_told(island: Island, match: re.Match[str]) -> bool:
    """Whether words before or after say that it is a day, or no score has such a form."""
    text, at, end = island.text, match.start(), match.end()
    if _VISIT.match(text, end, island.stop):
        return True
    if _UNLIKE_SCORE.fullmatch(match[0]) and not _COUNTED.match(text, end, island.stop):
        return _SCORE_CUE.search(text, max(island.left, at - _REACH), at) is None
    return _cued(island, match.start(), _DATE_CUE) or _begins_line(island, match)


def _begins_line(island: Island, match: re.Match[str]) -> bool:
    """As in a log: "10/23: stable overnight"."""
    text, start = island.text, match.start()
    fresh = start == 0 or text[start - 1] == "\n"
    return fresh and _AFTER_STAMP.match(text, match.end(), island.stop) is not None


def _figures(island: Island, shape: str) -> Iterator[Span]:
    """Dates without separators, or with nothing but spaces."""
    text, left = island.text, island.left
    if "00000000" in shape:
        for match in calendar.COMPACT.finditer(text, island.start, island.stop):
            said = context.before(text, left, match.start())
            if said is None or said.label is not None:
                yield Span(match.start(), match.end(), Label.DATE, 0.5, "date.compact")
    for match in calendar.FIGURES.finditer(text, island.start, island.stop):
        if context.keyword(text, left, match.start(), _BIRTH):
            yield Span(match.start(), match.end(), Label.DATE, 0.9, "date.figures")


def _cued(island: Island, at: int, cue: re.Pattern[str]) -> bool:
    return cue.search(island.text, max(island.left, at - _REACH), at) is not None
