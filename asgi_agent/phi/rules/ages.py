"""Ages over 89: 45 CFR 164.514(b)(2)(i)(C). Up to that, an age is no identifier."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from asgi_agent.phi.rules import age_cues as cues
from asgi_agent.phi.rules.likeness import is_name
from asgi_agent.phi.rules.listed import listed
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from asgi_agent.phi.islands import Island

WORDS = listed(
    """
    old yo aged age ages turned turning turns ninety nineties ninetieth hundred hundredth one mother father
    mom dad husband wife died
    nonagenarian nonagenarians centenarian centenarians supercentenarian
    """
)
GLUE = listed("year years yr yrs y of a and or is was at formerly originally") | cues.ONES | cues.TEENS

# "pulse 98": no cue that is not asked for before ends with such a word, which is known sooner.
_MEASURED = cues.MEASURES - {"age"}
_REACH = 48
_OLDEST = 89


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


def born(island: Island) -> Iterator[Span]:
    """Years in which somebody was born who is above 89; any other may stay."""
    text, start, end, stop, left = island
    this_year = datetime.now(UTC).year
    for match in cues.YEAR.finditer(text, start, stop):
        at, last = match.span()
        if last > end or this_year - int(match[0]) <= _OLDEST:
            continue
        if cues.BORN.search(text, max(left, at - _REACH), at):
            yield Span(at, last, Label.DATE, 0.9, "date.birth_year")


def in_words(island: Island) -> Iterator[Span]:
    """Ages over 89 in words."""
    text, start, end, stop, left = island
    yield from cues.OLDEST.find(island)
    for match in cues.NINETIES.finditer(text, start, end):
        if cues.DECADE.search(text, max(left, match.start() - _REACH), match.start()):
            yield Span(*match.span(), Label.AGE, 0.8, "age.words")
    yield from cues.BIRTHDAY_RULE.find(island)
    for match in cues.IN_WORDS.finditer(text, start, stop):
        at, last = match.span()
        unit = cues.YEARS_OLD.match(text, last, stop)
        score = 0.9 if unit else _worded(island, at, last)
        if score and last <= end:
            yield Span(at, unit.end() if unit and unit.end() <= end else last, Label.AGE, score, "age.words")


def _worded(island: Island, at: int, end: int) -> float:
    """How sure the words around a number in words are that it is an age."""
    text, stop, least = island.text, island.stop, max(island.left, at - _REACH)
    if cues.COUNTED.match(text, end, stop):
        return 0.0
    if cues.YEARS_ALONE.match(text, end, stop) and not cues.DURING.search(text, least, at):
        return 0.5
    if cues.LIFE.search(text, least, at) or cues.HOW_OLD.search(text, least, at):
        return 0.5
    if cues.AGAIN.search(text, least, at) and cues.ENDS.match(text, end, stop):
        return 0.4
    return 0.9 if cues.AGED.search(text, least, at) else _likeness(island, least, at, end)


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
    decade = cues.DECADES.match(text, end, stop)
    if decade and cues.DECADE.search(text, max(left, at - _REACH), at):
        return decade.end(), 0.6
    sex = cues.SEX.match(text, end, stop)
    if sex and (
        sex[0].strip() != "F"
        or int(match[0]) not in cues.FEVERS
        or cues.PRESENTING.match(text, sex.end(), stop)
        or _is_of_named(island, at)
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
    if cues.SMALL_SEX.match(text, end, stop) and cues.PATIENT.search(text, least, at):
        return 0.8
    if text[at - 1 : at] == " " and text[least : at - 1].rpartition(" ")[2] in _MEASURED:
        return 0.0
    lived = cues.LIFE.search(text, least, at) and not cues.NAME_NEXT.match(text, end, stop)
    if lived or cues.HOW_OLD.search(text, least, at):
        return 0.5
    return 0.0 if cues.AMOUNT.match(text, end, stop) else _likeness(island, least, at, end)


def _likeness(island: Island, least: int, at: int, end: int) -> float:
    """How likely the words before a number, and those after it, make it an age."""
    text, stop = island.text, island.stop
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
        if named and _is_name(named):
            return 0.4
    if cues.MOURNING.match(text, end, stop) and cues.MOURNED.search(text, least, at):
        return 0.5
    if cues.COLUMN_NEXT.match(text, end, stop) and _is_in_column(text, least, at):
        return 0.4
    of_kin = cues.OF_KIN.search(text, least, at) if cues.ENDS.match(text, end, stop) else None
    return 0.4 if of_kin and of_kin["last"].lower() not in cues.MEASURES else 0.0


def _is_of_named(island: Island, at: int) -> bool:
    """Whether a name stands right before: "Lopez, 97F"."""
    text, least = island.text, max(island.left, at - _REACH)
    for pattern in (cues.AFTER_NAME, cues.NAMED, cues.TWO_NAMES):
        named = pattern.search(text, least, at)
        if named and _is_name(named):
            return True
    return False


def _is_in_column(text: str, least: int, at: int) -> bool:
    """Whether the column before holds a name, with an initial or whole."""
    named = cues.COLUMN.search(text, least, at)
    return named is not None and (len(named["last"].rstrip(".")) == 1 or _is_name(named))


def _is_name(found: re.Match[str]) -> bool:
    """Whether words with capitals are more likely a name than what was measured."""
    last = found["last"]
    if last.lower() in cues.MEASURES:
        return False
    return is_name(last) or (found["first"] is not None and is_name(found["first"]))
