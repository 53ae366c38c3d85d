"""Days in two figures, "10/23", "10-23": where words say that they are days, or no score has such a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.phi.rules import calendar
from asgi_agent.phi.rules import day_cues as cues
from asgi_agent.phi.rules.public import has_unit
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from asgi_agent.phi.islands import Island

_FAR = 40
_FAR_TITLE = 64


def bare(island: Island) -> Iterator[Span]:
    """A day without its year, "10/23", where the text says that it is one."""
    text, stop = island.text, island.stop
    last: int | None = None
    for match in calendar.BARE.finditer(text, island.start, stop):
        at, end = match.span()
        if cues.FRACTION.fullmatch(match["day"]) and cues.OF_FRACTION.match(text, end, stop):
            continue
        if match["last"]:
            if _goes_on(island, match):
                last = end
                yield Span(at, end, Label.DATE, 0.5, "date.bare_range")
            continue
        listed = last is not None and at - last < cues.REACH and cues.LIST.fullmatch(text, last, at)
        if listed or match["time"] or match["zero"] or _is_told(island, match):
            last = end
            yield Span(at, end, Label.DATE, 0.6, "date.bare")


def spaced(island: Island) -> Iterator[Span]:
    """A month and a day with a space between them, in a field for a date."""
    for match in calendar.SPACED.finditer(island.text, island.start, island.stop):
        if match.end() <= island.end and cues.cued(island, match.start(), cues.FIELD):
            yield Span(match.start(), match.end(), Label.DATE, 0.5, "date.spaced")


def is_cued(island: Island, at: int) -> bool:
    """Whether the words before say that a day follows."""
    return cues.cued(island, at, cues.DATE)


def _goes_on(island: Island, match: re.Match[str]) -> bool:
    """Whether it goes from one day to a later one of the same month: "night of 10/12-13"."""
    text, at, end, stop = island.text, match.start(), match.end(), island.stop
    if int(match["last"]) <= int(match["day"].partition("/")[2]):
        return False
    if (
        cues.COUNTED.match(text, end, stop)
        or cues.EXAMINED.match(text, end, stop)
        or _has_unit(text, end, stop)
    ):
        return False
    if cues.cued(island, at, cues.DURING) or cues.cued(island, at, cues.ON):
        return True
    if cues.cued(island, at, cues.SCORED):
        return False
    return cues.UNLIKE_SCORE.fullmatch(match["day"]) is not None or is_of_event(island, at)


def _is_told(island: Island, match: re.Match[str]) -> bool:
    """Whether words before or after say that it is a day, or no score has such a form."""
    text, at, end, stop = island.text, match.start(), match.end(), island.stop
    if cues.VISIT.match(text, end, stop) and not cues.cued(island, at, cues.SCORED):
        return True
    if match["day"] == "2/2" and cues.DUE_TO.match(text, end, stop):
        return cues.cued(island, at, cues.ON)
    month, _, day = match["day"].partition("/")
    unlike = int(month) > int(day) or cues.UNLIKE_SCORE.fullmatch(match["day"]) is not None
    counted = cues.COUNTED.match(text, end, stop) is not None or _has_unit(text, end, stop)
    scored = counted or cues.cued(island, at, cues.SCORED)
    if unlike and not scored:
        return True
    if _goes_on_to_day(island, end):
        return not scored
    if is_cued(island, at) or is_of_result(island, at, end) or _is_cell(island, match, day):
        return True
    if cues.cued(island, at, cues.FROM) and not _is_to_another(island, end, day):
        return True
    if unlike and day not in cues.SUMS and is_of_event(island, at) and cues.SINCE.match(text, end, stop):
        return True
    if counted or cues.EXAMINED.match(text, end, stop):
        return False
    if scored:
        # What ends the line before may be a number, which is no part of a score then.
        return text[at - 2 : at - 1].isdigit() and begins_line(island, match)
    at_hour = match["hour"] or cues.AT_HOUR.match(text, end, stop)
    if at_hour or is_of_event(island, at) or begins_line(island, match) or ends_title(island, at, end):
        return True
    return (
        day not in cues.RATED and cues.cued(island, at, cues.PLAIN) and not cues.WHERE.match(text, end, stop)
    )


def are_scores(value: str) -> bool:
    """Whether it goes from one score to another, and from no day to the same day of another month."""
    return cues.SCORES.fullmatch(value) is not None


def _has_unit(text: str, at: int, stop: int) -> bool:
    """Whether a unit follows: what is done "per" somebody is none."""
    return has_unit(text, at, stop) and not text.startswith(" per", at)


def is_of_event(island: Island, at: int) -> bool:
    """Whether something happened then, in words that stand some way before: "dropped off forms 3/10"."""
    text, least = island.text, max(island.left, at - _FAR)
    event = cues.EVENT.search(text, least, at)
    if event is None or (cues.OF_CHANGE.search(text, least, at) and not cues.MOVED.search(text, least, at)):
        return False
    return cues.OF_SCORE.search(text, least, at) is None


def _is_to_another(island: Island, end: int, day: str) -> bool:
    """Whether it goes from one score to another: "from 3/5 to 4/5"."""
    other = cues.NOT_TO.match(island.text, end, island.stop)
    return other is not None and other["of"] == day


def _goes_on_to_day(island: Island, end: int) -> bool:
    """Whether what surely is a day comes next: "1/9; 1/16", "1/9 -> 1/16"."""
    after = cues.NEXT.match(island.text, end, island.stop)
    return after is not None and cues.UNLIKE_SCORE.fullmatch(after["day"]) is not None


def is_of_result(island: Island, at: int, end: int) -> bool:
    """Whether it stands in brackets beside a result: "A1c 7.2 (3/20)"."""
    if not island.text.startswith(")", end):
        return False
    return (
        cues.cued(island, at, cues.RESULT)
        or cues.RESULT_NEXT.match(island.text, end, island.stop) is not None
    )


def ends_title(island: Island, at: int, end: int) -> bool:
    """Whether it ends the first line of a log, or of another list of what was done on a day."""
    text = island.text
    if cues.TITLE_END.match(text, end, island.stop) is None:
        return False
    return cues.TITLE.search(text, max(island.left, at - _FAR_TITLE), at) is not None


def _is_cell(island: Island, match: re.Match[str], day: str) -> bool:
    """Whether it has a column to itself, and nothing is rated out of so many."""
    text, at = island.text, match.start()
    alone = text[max(0, at - 2) : at] == "  " and text.startswith("  ", match.end())
    return alone and day not in cues.RATED


def begins_line(island: Island, match: re.Match[str], *, padded: bool = False) -> bool:
    """As in a log: "10/23: stable overnight", "- 3/4 pt called"; whatever follows "03-02"."""
    text, at, end, stop = island.text, match.start(), match.end(), island.stop
    if not cues.cued(island, at, cues.LINE):
        return False
    if padded or cues.AFTER_STAMP.match(text, end, stop):
        return True
    goes_on = cues.ENTRY if match[0].partition("/")[2] in cues.RATED else cues.WORD
    return goes_on.match(text, end, stop) is not None
