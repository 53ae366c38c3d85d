"""Holidays, which are days: "Labor Day", "Christmas Eve"; "since Easter", "home for Passover"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.rules import calendar, day_cues
from asgi_agent.phi.rules.listed import any_of
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.islands import Island

_DAYS = frozenset(
    {
        *("Labor Day", "Labour Day", "Memorial Day", "Independence Day", "Columbus Day", "Groundhog Day"),
        *("Boxing Day", "MLK Day", "Veterans Day", "Veteran's Day", "Presidents Day", "President's Day"),
        *("Mother's Day", "Mothers Day", "Father's Day", "Fathers Day", "Valentine's Day", "Valentines Day"),
        *("St. Patrick's Day", "St Patrick's Day", "Christmas Day", "Christmas Eve", "Xmas Day", "Xmas Eve"),
        *("New Year's Day", "New Years Day", "New Year's Eve", "New Years Eve", "Lunar New Year"),
        *("Good Friday", "Ash Wednesday", "Palm Sunday", "Easter Sunday", "Easter Monday"),
        *("Cinco de Mayo", "Election Day", "Super Bowl Sunday"),
    }
)
_FEASTS = frozenset(
    {
        *("Christmas", "Xmas", "Thanksgiving", "Easter", "Halloween", "New Year", "Juneteenth", "Kwanzaa"),
        *("Passover", "Hanukkah", "Purim", "Diwali", "Eid", "Ramadan", "Yom Kippur", "Rosh Hashanah"),
        *("christmas", "xmas", "thanksgiving", "easter", "halloween", "passover", "hanukkah"),
    }
)
"""Which are a dinner, a fast, a tree or a disease as well, and a day where words say so."""

FIRST = frozenset(name.split()[0] for name in _DAYS | _FEASTS)
"""What the name of a holiday begins with."""

WORDS = frozenset(filter(str.islower, FIRST))
ALMOST = re.compile(any_of(FIRST))
_FORMS = _DAYS | {name.replace(" Day", " day").replace(" Eve", " eve") for name in _DAYS}

_DAY = re.compile(rf"(?<!\w){any_of(_FORMS)}(?:,?\s(?:of\s)?{calendar.YEAR})?(?!\w)(?!\s[A-Z][a-z])")
_FEAST = re.compile(
    rf"(?<!\w){any_of(_FEASTS)}(?:'?s(?=\s))?(?=(?P<part>\s(?:[Ee]ve|[Dd]ay|morning|night|week(?:end)?|break)\b)?)"
    rf"(?P<year>,?\s(?:of\s)?{calendar.YEAR})?(?!\w)(?!\s(?:tree|disease|factor|[Ss]eals?|card|cookie|cand))"
)
_CUE = re.compile(
    r"(?i)\b(?:on|since|before|after|over|around|until|till?|last|this|at|by|past|of|near|during|thru|through|from|between|and"
    r"|(?:home|closed|out|off|back|visit(?:ing)?|here|in|town|away|travel\w*)\sfor)\s(?:the\s)?\Z"
)


def find(island: Island) -> Iterator[Span]:
    """Days that are one by their name, and feasts where words or a year say which day is meant."""
    text, stop = island.text, island.stop
    for match in _DAY.finditer(text, island.start, stop):
        if match.end() <= island.end:
            yield Span(match.start(), match.end(), Label.DATE, 0.6, "date.holiday")
    for match in _FEAST.finditer(text, island.start, stop):
        at, end = match.start(), max(match.end(), match.end("part"))
        if end > island.end:
            end = match.end()
        told = match["part"] or match["year"] or day_cues.cued(island, at, _CUE)
        if end <= island.end and (told or day_cues.cued(island, at, day_cues.EVENT)):
            yield Span(at, end, Label.DATE, 0.5, "date.holiday")
