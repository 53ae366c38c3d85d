"""Ages over 89: 45 CFR 164.514(b)(2)(i)(C). Up to that, an age is no identifier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.phi.rules import age_cues as cues
from asgi_agent.phi.rules.listed import listed
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from asgi_agent.phi.islands import Island

WORDS = listed(
    """
    old yo aged age ages turned turning turns ninety nineties hundred mother father mom dad husband wife died
    nonagenarian nonagenarians centenarian centenarians supercentenarian
    """
)
GLUE = listed("year years yr yrs y of a and or is was at") | cues.ONES

_REACH = 48


def find(island: Island) -> list[Span]:
    """Ages over 89 in figures."""
    text, start, end, stop, _ = island
    spans: list[Span] = []
    match = cues.AGE.search(text, start, stop)
    while match and match.end() <= end:
        if not _goes_on(text, match.start()):
            last, score = _judged(island, match)
            if score:
                last = last if last <= end else match.end()
                spans.append(Span(match.start(), last, Label.AGE, score, "age.figures"))
        match = cues.AGE.search(text, match.end(), stop)
    return spans


def in_words(island: Island) -> Iterator[Span]:
    """Ages over 89 in words."""
    text, start, end, stop, left = island
    yield from cues.OLDEST.find(island)
    for match in cues.NINETIES.finditer(text, start, end):
        if cues.DECADE.search(text, max(left, match.start() - _REACH), match.start()):
            yield Span(*match.span(), Label.AGE, 0.8, "age.words")
    for match in cues.IN_WORDS.finditer(text, start, stop):
        at, last = match.span()
        unit = cues.YEARS_OLD.match(text, last, stop)
        counted = cues.COUNTED.match(text, last, stop)
        score = 0.9 if unit else 0.0 if counted else _likeness(island, max(left, at - _REACH), at, last)
        if score and last <= end:
            yield Span(at, unit.end() if unit and unit.end() <= end else last, Label.AGE, score, "age.words")


def _goes_on(text: str, at: int) -> bool:
    """Whether the figure is part of another one, or of a word."""
    before = text[at - 1] if at else " "
    second = text[max(0, at - 2) : at - 1]
    return (
        before.isalnum()
        or before == "<"
        or (before == ">" and not second.isalpha())
        or (before in ".,/:-" and second.isdigit())
    )


def _judged(island: Island, match: re.Match[str]) -> tuple[int, float]:
    """Where an age ends, and how sure it is one."""
    text, _, _, stop, left = island
    at, end = match.span()
    if unit := cues.OLD.match(text, end, stop):
        return unit.end(), 0.95
    if text.startswith("s", end) and cues.DECADE.search(text, max(left, at - _REACH), at):
        return end + 1, 0.6
    sex = cues.SEX.match(text, end, stop)
    if sex and (
        sex[0].strip() != "F"
        or int(match[0]) not in cues.FEVERS
        or cues.PRESENTING.match(text, sex.end(), stop)
    ):
        return sex.end(), 0.8
    if (years := cues.YEARS.match(text, end, stop)) and not cues.DURING.search(
        text, max(left, at - _REACH), at
    ):
        return years.end(), 0.4
    return end, _told(island, at, end)


def _told(island: Island, at: int, end: int) -> float:
    """How sure the words around a number are that it is an age."""
    text, stop, least = island.text, island.stop, max(island.left, at - _REACH)
    if cues.COUNT.match(text, end, stop):
        return 0.0
    if cues.AGED.search(text, least, at):
        return 0.9
    lived = cues.LIFE.search(text, least, at) and not cues.NAME_NEXT.match(text, end, stop)
    if lived or cues.HOW_OLD.search(text, least, at):
        return 0.5
    return 0.0 if cues.AMOUNT.match(text, end, stop) else _likeness(island, least, at, end)


def _likeness(island: Island, least: int, at: int, end: int) -> float:
    """How likely the words before a number, and those after it, make it an age."""
    text, stop = island.text, island.stop
    if cues.AGED.search(text, least, at):
        return 0.9
    if cues.ENDS.match(text, end, stop) and cues.SOMEBODY.search(text, least, at):
        return 0.5
    if cues.SAYS.match(text, end, stop) and cues.AT.search(text, least, at):
        return 0.5
    if cues.CLOSED.match(text, end, stop) and cues.APPOSED.search(text, least, at):
        return 0.5
    for pattern, follows in (
        (cues.NAMED, cues.CLOSED),
        (cues.IS_NAMED, cues.NOW),
        (cues.AFTER_NAME, cues.COMMA),
    ):
        named = pattern.search(text, least, at) if follows.match(text, end, stop) else None
        if named and named["last"].lower() not in cues.MEASURES:
            return 0.4
    return 0.0
