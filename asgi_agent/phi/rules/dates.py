"""Dates: 45 CFR 164.514(b)(2)(i)(C). A year alone is no identifier."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.rules import calendar, context, dashed_days, days, holidays, lone_days, named_months
from asgi_agent.phi.rules.listed import any_of, listed
from asgi_agent.phi.rules.months import MONTHS, SHORT_WEEKDAYS, WEEKDAYS
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.islands import Island

_OTHER_WORDS = frozenset({"mars", "mei"})
GLUE = listed("of the at de del to through thru until am pm h hr hrs hours uhr") | _OTHER_WORDS
WORDS = (MONTHS - _OTHER_WORDS) | WEEKDAYS | SHORT_WEEKDAYS | holidays.WORDS | {"dob"}

_BIRTH: dict[str, Label | None] = {
    **dict.fromkeys(
        ("is", "on", "was", "d", "o", "date", "of", "service", "admission", "discharge", "death")
    ),
    **dict.fromkeys(("dob", "birth", "birthdate", "birthday", "born", "b"), Label.DATE),
    **dict.fromkeys(("dos", "doa", "dod", "doi", "dates"), Label.DATE),
}

_BORN = re.compile(r"birth|born|dob|d\.o\.b|\bdo[said]\b|date\sof|service")
_CENTURY = re.compile(r"(?:19|20)[0-9]{2}[01]")
_LISTED = re.compile(r"[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{2,4}(?:,|\sand|\s-|\sto)\s\Z")
# What has parts numbered with dots, or versions, and programs, whose names end right before: "node-", "v".
_NO_DAY = re.compile(
    r"(?i)(?:\b(?:v|ver|vers|versions?|releases?|rel|build|rev|revision|firmware|fw|software|sw|app|sdk|api|update|updated?\sto"
    r"|upgraded?(?:\sto)?|driver|kernel|os|ios|android|python|java|node|windows|section|sections|sec|chapter|ch|table|figure|fig"
    r"|item|step|part|article|paragraph|para|clause|rule|appendix|annex|guideline|standard|protocol|policy|criteria|criterion"
    r"|requirement|req|see|goal|objective|running|installed|epic|meditech|hl7|fhir|r4|schema|model|chrome|firefox|safari|edge|cerner|linux|ubuntu|debian|postgres|postgresql"
    r"|mysql|redis|nginx|docker|django|flask|openssl|kubernetes|dicom|ph|ratio)\b[\s.:#(v-]{0,3}"
    r"|[A-Za-z0-9]-|[@=/_\u00a7]\s?)\Z"
)
_HEADED = re.compile(r"(?:0?[1-9]|1[0-2])(?:\.(?:0?[1-9]|1[0-2])){2}\.?\s[A-Z]")
_REACH_OF_VERSION = 24
_REACH = 16
_WEEKDAY_BEFORE = re.compile(rf"(?i)(?<![^\W_]){any_of(WEEKDAYS | SHORT_WEEKDAYS)}\.?,?\s{{1,2}}(?:the\s)?\Z")
_LAST_OF_WEEKDAY = frozenset(day[-3:] for day in WEEKDAYS | SHORT_WEEKDAYS)
# On shapes.
_DASHED_SHAPE = re.compile(r"0[-_]00?[-_]0|0 - 00? - 00")
_HYPHENED_SHAPE = re.compile(r"(?<![-/.0Aa])00?-00?(?![-/.]?[0Aa])")
_ROMAN_SHAPE = re.compile(r"0[-./]A{1,4}[-./]00")
_DOTTED_SHAPE = re.compile(r"0\. ?00?\. ?00")
_SHORT_SHAPE = re.compile(r"0(?: 00? 00|-00?-00|\.00?\.00)")
_MONTH_OF_YEAR_SHAPE = re.compile(r"0[-/.]0000|0000[-/]00")


def find(island: Island, piece: str, shape: str, *, worded: bool) -> list[Span]:
    """Dates in an island that holds, with the chunk after it, this piece of text of this shape.

    It may hold the name of a month or a day if it is `worded`.
    """
    spans = _found(island, shape)
    if worded:
        spans += _named(island, piece, shape)
    return [_with_weekday(island, span) for span in spans] if spans else spans


def _with_weekday(island: Island, span: Span) -> Span:
    """With the day of the week before it: "Mon 3/5", "Sunday the 5th"; or "mid-"."""
    start = span.start
    least = max(island.start, start - _REACH)
    said = island.text[least:start]
    if said[-4:].lower() == "mid-":
        return span._replace(start=start - 4)
    said = said.removesuffix("the ")
    if said[-1:] != " " or said.rstrip(" .,")[-3:].lower() not in _LAST_OF_WEEKDAY:
        return span
    day = _WEEKDAY_BEFORE.search(island.text, least, start)
    return span._replace(start=day.start()) if day else span


def _named(island: Island, piece: str, shape: str) -> list[Span]:
    """Dates with the name of a month, a day or a holiday."""
    spans: list[Span] = []
    if "0" in shape:
        spans += named_months.find(island, piece, shape)
    if "day" in piece:
        spans += lone_days.weekdays(island)
    if lone_days.NAMED.search(piece):
        spans += lone_days.months(island)
    if holidays.ALMOST.search(piece):
        spans += holidays.find(island)
    return spans


def _found(island: Island, shape: str) -> list[Span]:
    """Dates in figures."""
    spans: list[Span] = []
    if "/" in shape:
        spans += _slashed(island, shape)
    if ("-" in shape or "_" in shape) and _DASHED_SHAPE.search(shape):
        spans += calendar.DASHED.find(island)
    if "-" in shape and _HYPHENED_SHAPE.search(shape):
        spans += dashed_days.find(island)
    if "." in shape and _DOTTED_SHAPE.search(shape):
        spans += _dotted(island)
    if "0000" in shape and _MONTH_OF_YEAR_SHAPE.search(shape):
        spans += calendar.MONTH_OF_YEAR.find(island)
    if "000000" in shape or _SHORT_SHAPE.search(shape):
        spans += _figures(island, shape)
    if "A" in shape and _ROMAN_SHAPE.search(shape):
        spans += calendar.ROMAN.find(island)
    if "00 00" in shape:
        spans += days.spaced(island)
    if "0000?" in shape or "0000 ?" in shape:
        spans += calendar.EASTERN.find(island)
    if "0aa" in shape and island.text.rfind("the ", island.left, island.stop) >= 0:
        spans += lone_days.ordinals(island)
    return spans


def _dotted(island: Island) -> Iterator[Span]:
    yield from calendar.DOTTED.find(island)
    for match in calendar.SHORT.finditer(island.text, island.start, island.stop):
        at = match.start()
        told = days.is_cued(island, at) or _LISTED.search(island.text, island.left, at)
        if told or not _is_section(island, at):
            yield Span(at, match.end(), Label.DATE, 0.6, "date.dotted")


def _is_section(island: Island, at: int) -> bool:
    """Whether it counts a part of a text, "1.2.10 Methods", or what a program was made into."""
    text = island.text
    if _NO_DAY.search(text, max(island.left, at - _REACH_OF_VERSION), at):
        return True
    return (at == 0 or text[at - 1] == "\n") and _HEADED.match(text, at, island.stop) is not None


def _slashed(island: Island, shape: str) -> list[Span]:
    slashes = shape.count("/")
    spans = list(calendar.SLASHED.find(island)) if slashes > 1 else []
    whole = slashes == 2 * len(spans)
    if slashes > 1 and ("-" in shape or " aa 0" in shape or " aaa" in shape):
        spans += [
            span
            for span in calendar.RANGE.find(island)
            if not days.are_scores(island.text[span.start : span.end])
        ]
    if not whole and (slashes > 1 or ("0/0" in shape and "000/" not in shape)):
        spans += days.bare(island)
    return spans


def _figures(island: Island, shape: str) -> Iterator[Span]:
    """Dates without separators, or with nothing but spaces."""
    text, left = island.text, island.left
    if "00000000" in shape and _CENTURY.search(text, island.start, island.stop):
        for match in calendar.COMPACT.finditer(text, island.start, island.stop):
            said = context.before(text, left, match.start())
            if said is None or said.label is not None:
                yield Span(match.start(), match.end(), Label.DATE, 0.5, "date.compact")
    if not _BORN.search(text[left : island.stop].lower()):
        return
    for match in calendar.FIGURES.finditer(text, island.start, island.stop):
        if context.keyword(text, left, match.start(), _BIRTH):
            yield Span(match.start(), match.end(), Label.DATE, 0.9, "date.figures")
