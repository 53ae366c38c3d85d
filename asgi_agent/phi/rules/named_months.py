"""Dates that name their month: found by its name, then read to both sides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.rules.calendar import DAY, GAP, MAYBE, TIME, YEAR
from asgi_agent.phi.rules.listed import any_of
from asgi_agent.phi.rules.months import AMBIGUOUS, MONTHS, SHORT_WEEKDAYS, WEEKDAYS
from asgi_agent.phi.rules.public import has_unit
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from asgi_agent.phi.islands import Island

_REACH = 32
_END = r"(?![^\W\d_])"

CAPITALS = re.compile(any_of({name.title() for name in MONTHS} | {name.upper() for name in MONTHS}) + _END)
SMALL = re.compile(rf"(?<![^\W\d_]){any_of(MONTHS)}{_END}")
_WEEKDAY = rf"(?:(?<![^\W_]){any_of(WEEKDAYS | SHORT_WEEKDAYS)}\.?,?{GAP}(?:the{GAP})?)?"
_ORDINAL = r"st|nd|rd|th|er|º|ª"
_NTH = rf"{DAY}(?P<nth>{_ORDINAL})?(?![^\W_])"
_SECOND = rf"{DAY}(?:st|nd|rd|th)?(?![^\W_]|[:/.][0-9])"
_TO = rf"{MAYBE}(?:-|(?:to|through|thru|until){GAP}){MAYBE}"
_WHICH = rf"{DAY}(?:st|nd|rd|th)(?![^\W_]|[:/.][0-9])"
_AND = rf",?{GAP}(?:and|&){GAP}"
_BY = rf"(?:\.?{GAP}|[-/.])"
_OF_YEAR = (
    rf"(?:,{MAYBE}|{GAP}(?:(?:of|del?){GAP})?|{MAYBE}[-/.]{MAYBE}|,?{MAYBE}(?='))"
    rf"(?:{YEAR}(?![0-9])|'[0-9]{{2}}(?![^\W_]))"
)
# "in May", and then a list that begins with "1." in the next line.
_NO_ITEM = r"(?!(?<=\n1)[.)]\s)"

BEFORE = re.compile(
    rf"(?i){_WEEKDAY}(?<![^\W_])(?<![0-9][.:/])"
    rf"{DAY}(?:(?P<nth>{_ORDINAL})?(?:(?:{_TO}|{GAP}(?:and"
    rf"|&){GAP})(?:the{GAP})?{_SECOND})?{_BY}(?:day{GAP})?(?:(?:of|de){GAP})?)?\Z"
)
"""A day that a month follows: "Monday the 5th of", "12-", "3 to 5"."""
YEAR_BEFORE = re.compile(rf"(?<![^\W_]){YEAR}(?:[-/.]|,?{GAP})\Z")
MONTH_BEFORE = re.compile(
    rf"(?i)(?<![^\W_]){any_of(MONTHS)}\.?{MAYBE}(?:[-/]|(?:to|through|and){GAP}){MAYBE}\Z"
)
WEEKDAY_BEFORE = re.compile(rf"(?i){_WEEKDAY}\Z")
AFTER = re.compile(
    rf"(?i){_BY}(?:the{GAP})?{_NTH}(?![:.][0-9]|/(?!{YEAR})[0-9]|%){_NO_ITEM}"
    rf"(?:{_TO}(?:{any_of(MONTHS)}\.?{GAP})?{_SECOND}|{_AND}{_SECOND}(?={_OF_YEAR})"
    rf"|(?:,{GAP}{_SECOND}){{0,4}}(?:{_AND}|{GAP}or{GAP}){_SECOND}(?=[.,;)!?]|\s*(?:\n|\Z)|\s(?:at|from|for|with)\b)"
    rf"|(?:,{GAP}{_SECOND}){{1,5}}{_AND}{_SECOND}(?={_OF_YEAR})|(?:(?:{_AND}|,{GAP}){_WHICH}){{1,6}})?"
    rf"(?P<year>{_OF_YEAR}|-[0-9]{{2}}(?![^\W_]))?{TIME}(?P<last>(?<=:[0-9]{{2}}){GAP}{YEAR}(?![0-9]))?"
)
"""A day that follows a month, and its year."""
YEAR_AFTER = re.compile(
    rf"(?i)(?P<year>{_OF_YEAR}|[-/.]?[0-9]{{2}}(?![0-9A-Za-z]|[:/][0-9])|{YEAR}(?![0-9]))?{TIME}"
)
"""A year that follows a month."""
SHORT_YEAR_AFTER = re.compile(
    r"(?i)\s(?P<year>[0-9]{2})(?![0-9%]|[^\W_]|[-:/.,][0-9]|[\s-]?(?:y|yo|y/o|years?|yrs?|m|f|of|x)\b)"
)
"""A year in two figures, where a day stood before the month: "30 Jul 67"."""

_DIGIT = re.compile(r"[0-9]")
_PUBLISHED = re.compile(
    r"(?i)\s(?:guidelines?|guidance|updates?|issue|edition|recommendations?|statement|consensus|report"
    r"|release|version)\b"
)
_THOUSANDS = re.compile(r",[0-9]{3}(?![0-9-])")
_CLOSED = re.compile(r"(?:[^\w\s%]|_)|\s?(?:\n|-|\Z)")
_GOES_ON = re.compile(r"\s(?:so|and|for|at|but|because|then|if|i|he|she|we|they|when|or)(?!\w)")
_OPENED = re.compile(r"(?:\A|\n|[^\w\s.]|_)\Z")
_DAY_CUE = re.compile(r"(?i)\b(?:on|by|since|until|till|from|dob|born|of|before|after|dated?)[\s:]{1,2}\Z")


def find(island: Island, piece: str, shape: str) -> list[Span]:
    """Dates with the name of a month in them, in an island of this text and shape."""
    spans: list[Span] = []
    if CAPITALS.search(piece):
        for name in CAPITALS.finditer(island.text, island.start, island.stop):
            before = island.text[name.start() - 1 : name.start()]
            if not before.isalpha() or (before.islower() and name[0].istitle()):
                spans += _read(island, name)
    for name in SMALL.finditer(island.text, island.start, island.stop):
        spans += _read(island, name)
    return spans


def _read(island: Island, name: re.Match[str]) -> list[Span]:
    """The date around the name of a month."""
    text, start, end, stop, _ = island
    at, least = name.start(), max(start, name.start() - _REACH)
    before = BEFORE.search(text, least, at) if _DIGIT.search(text, least, at) else None
    after = AFTER.match(text, name.end(), end)
    year = YEAR_AFTER.match(text, name.end(), end)
    if (
        before
        and after
        and (after["nth"] or after["year"])
        and not before["nth"]
        and before[0].endswith("  ")
    ):
        before = None  # "visit 7 of 12  August 17th"
    rest = year if after is None or (before and year and year["year"]) else after
    if before and rest and not rest["year"]:
        short = SHORT_YEAR_AFTER.match(text, name.end(), stop)
        rest = short if short and not has_unit(text, short.end(), stop) else rest
    if rest is None or rest.end() > end or not (before or after or rest["year"]):
        return []
    if not (before or after) and _PUBLISHED.match(text, rest.end(), stop):
        return []
    named = (
        rest["year"]
        or YEAR_BEFORE.search(text, least, at)
        or (before and before["nth"])
        or (after and after["nth"])
    )
    listed = before is not None and before[0].endswith(". ") and name[0].lower() in AMBIGUOUS
    first = before.start() if before else _begin(island, at)
    if not named and (listed or not _means_month(island, name, first, rest.end())):
        return []
    return [Span(first, rest.end(), Label.DATE, 0.95, "date.named_month")]


def _begin(island: Island, at: int) -> int:
    """Where a date begins whose day follows the month: with a year, another month, a day of the week."""
    least = max(island.start, at - _REACH)
    for pattern in (YEAR_BEFORE, MONTH_BEFORE, WEEKDAY_BEFORE):
        if found := pattern.search(island.text, least, at):
            return found.start()
    return at


def _means_month(island: Island, name: re.Match[str], first: int, end: int) -> bool:
    """Whether "may" and "march" are months here, and what follows is no amount."""
    text, left = island.text, island.left
    if has_unit(text, end, island.stop):
        return False
    if name[0].lower() in AMBIGUOUS and _THOUSANDS.match(text, end, island.stop):
        return False
    cue = _DAY_CUE.search(text, max(left, first - _REACH), first)
    # "the 5th of may" is a day, "1 of 3 may help" is none.
    told = cue is not None and (first == name.start() or not cue[0].lower().startswith("of"))
    if told or name[0] not in AMBIGUOUS:
        return True
    if first == name.start() and name[0] == "may" and _GOES_ON.match(text, end, island.stop):
        return True
    # In a cell, or at the end of what is said: "27 may, he", "<dob>march 3</dob>".
    closed = _CLOSED.match(text, end) is not None
    return closed and (first < name.start() or _OPENED.search(text, max(left, first - 2), first) is not None)
