"""Moving dates by a number of days, in the way that each is written."""

from __future__ import annotations

import re
import secrets
from datetime import date, timedelta
from typing import NamedTuple

from asgi_agent.phi.partial import ahead, behind, characters, either, named, optional, sequence, words

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LONGEST_SHIFT = 365
_SHORT = 3

# The longer of two that begin alike comes first, as an alternation wants it.
_MONTH_NAMES = (*MONTHS, "sept", *(month[:_SHORT] for month in MONTHS))
_DAY_NAMES = (*WEEKDAYS, "thurs", "thur", "tues", *(day[:_SHORT] for day in WEEKDAYS))
_ORDINALS = ("st", "nd", "rd", "th")

_CENTURY = 100
_THIS_CENTURY = 50  # two digits below it

_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(_DAY_NAMES)})\.?,? )?"
_MONTH = rf"(?P<month>{'|'.join(_MONTH_NAMES)})\.?"
_DAY = rf"(?P<d>\d\d?)(?P<ordinal>{'|'.join(_ORDINALS)})?"
_YEAR = r"(?P<y>\d{4}|\d\d)"

# What is in a group is written anew, what is between them stays. Where a day might as well be a month, the
# month comes first with slashes and hyphens, as in the United States, and the day with points.
_SHAPES = (
    *(
        re.compile(rf"(?i)(?<![^\W_]){_WEEKDAY}{shape}(?!\d)")
        for shape in (
            rf"{_MONTH} {{0,2}}{_DAY},? {{0,2}}(?P<y>\d{{4}})",
            rf"{_DAY}(?: of)?[ -]?{_MONTH},?[ -]?{_YEAR}",
            r"(?P<y>\d{4})(?P<by>[/.-])(?P<m>\d\d?)(?P=by)(?P<d>\d\d?)",
            rf"(?P<m>0?[1-9]|1[0-2])(?P<by>[/-])(?P<d>\d\d?)(?P=by){_YEAR}",
            rf"(?P<d>\d\d?)(?P<by>[/.-])(?P<m>\d\d?)(?P=by){_YEAR}",
        )
    ),
    # HL7 v2, with or without a time: 20210305, 202103051430
    re.compile(r"(?<!\d)(?P<y>(?:18|19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?=(?:\d\d){0,3}(?!\d))"),
)

# What may stand beside the dates in one value: a time of day, and what connects two dates.
_BESIDE = re.compile(
    r"(?i)(?:\d{2,6}(?:\.\d+)?(?:[+-]\d{4})?)?"
    r"(?:T?\d\d?:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?(?: ?[ap]\.?m\b)?"
    r"|\b(?:to|through|thru|until|and|at|on)\b|\W)*"
)

_NUMBER = characters(r"\d", 1, 2)
_GAP = characters(" ", 0, 2)
_BY = characters("[/.-]", 1, 1)
_JOINED = characters("[ -]", 0, 1)
_POINT, _COMMA = optional(words(".")), optional(words(","))
_END = ahead(r"(?!\d)")

DATE = either(
    sequence(
        behind(r"(?<![^\W_])"),
        named(
            "date",
            sequence(
                optional(sequence(words(*_DAY_NAMES), _POINT, _COMMA, words(" "))),
                either(
                    sequence(
                        *(words(*_MONTH_NAMES), _POINT, _GAP, _NUMBER, optional(words(*_ORDINALS)), _COMMA),
                        *(_GAP, characters(r"\d", 4, 4), _END),
                    ),
                    sequence(
                        *(_NUMBER, optional(words(*_ORDINALS)), optional(words(" of")), _JOINED),
                        *(words(*_MONTH_NAMES), _POINT, _COMMA, _JOINED, characters(r"\d", 2, 4), _END),
                    ),
                    sequence(characters(r"\d", 4, 4), _BY, _NUMBER, _BY, _NUMBER, _END),
                    sequence(_NUMBER, _BY, _NUMBER, _BY, characters(r"\d", 2, 4), _END),
                ),
            ),
        ),
    ),
    sequence(
        behind(r"(?<!\d)"),
        named("compact", characters(r"\d", 8, 8)),
        named("time", characters(r"\d", 0, 6)),
        _END,
    ),
)
"""Whatever may be a date that was moved, as group `date`, or as `compact` with its `time`."""


SHIFT = "=shift"
"""The code of the entry that says by how many days a conversation's dates are moved, and its label."""

MOVED = "=moved"
"""The label of the entries that say what moved dates were."""


def code_of(moved: str) -> str:
    """The code of the entry that says what a moved date was: not one that a token could have."""
    return f"={' '.join(moved.split()).casefold()}"


class Moved(NamedTuple):
    """A date in a text, and what it is after the move."""

    start: int
    end: int
    text: str
    day: date


def random_shift() -> int:
    """A number of days by chance: up to a year, forwards or back, and never none."""
    return secrets.choice((1, -1)) * (1 + secrets.randbelow(LONGEST_SHIFT))


def moves(text: str, days: int) -> list[Moved]:
    """Every date in a value, moved; empty where the value says anything else of when.

    A date without its day or its year is such a thing: it cannot be moved by days.
    """
    found, done = [], 0
    while (moved := _next(text, done, days)) is not None:
        if not _BESIDE.fullmatch(text, done, moved.start):
            return []
        found.append(moved)
        done = moved.end
    return found if _BESIDE.fullmatch(text, done) else []


def days_of(text: str) -> set[date]:
    """The days that the dates in a text name."""
    found, done = set(), 0
    while (moved := _next(text, done, 0)) is not None:
        found.add(moved.day)
        done = moved.end
    return found


def moved(text: str, days: int) -> str | None:
    """A text that is one date and nothing else, moved; None if it is no such text."""
    found = _next(text, 0, days)
    return found.text if found is not None and (found.start, found.end) == (0, len(text)) else None


def _next(text: str, start: int, days: int) -> Moved | None:
    first: Moved | None = None
    for shape in _SHAPES:
        match = shape.search(text, start)
        if match is None or (first is not None and match.start() >= first.start):
            continue
        if (written := _moved(match, days)) is not None:
            first = written
    return first


def _moved(match: re.Match[str], days: int) -> Moved | None:
    groups = {name: text for name, text in match.groupdict().items() if text is not None}
    try:
        day = date(_year(groups["y"]), _month(groups), int(groups["d"])) + timedelta(days)
    except (ValueError, OverflowError):  # there is no such day
        return None
    parts, done = [], match.start()
    for name in sorted(groups.keys() - {"by"}, key=match.start):
        parts += [match.string[done : match.start(name)], _written(name, day, groups)]
        done = match.end(name)
    written = "".join([*parts, match.string[done : match.end()]])
    return Moved(match.start(), match.end(), written, day)


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return 2000 + year if year < _THIS_CENTURY else 1900 + year


def _month(groups: dict[str, str]) -> int:
    if "m" in groups:
        return int(groups["m"])
    return next(n for n, month in enumerate(MONTHS, 1) if month.startswith(groups["month"][:_SHORT].lower()))


def _written(name: str, day: date, groups: dict[str, str]) -> str:
    """One part of a date, in the way of the part that stood there."""
    before = groups[name]
    if name == "y":
        return f"{day.year:04}" if len(before) > 2 else f"{day.year % _CENTURY:02}"
    if name == "month":
        return _name_like(before, MONTHS[day.month - 1])
    if name == "weekday":
        return _name_like(before, WEEKDAYS[day.weekday()])
    if name == "ordinal":
        ending = "th" if day.day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
        return ending.upper() if before.isupper() else ending
    number = day.month if name == "m" else day.day
    return f"{number:02}" if _padded(groups) else str(number)


def _padded(groups: dict[str, str]) -> bool:
    if "m" not in groups:  # "15 March" tells nothing of how it would write the fifth
        return groups["d"].startswith("0")
    return len(groups["d"]) == len(groups["m"]) == 2


def _name_like(before: str, name: str) -> str:
    short = (
        len(before) == _SHORT and before.lower() not in MONTHS
    ) or before.lower() not in MONTHS + WEEKDAYS
    written = name[:_SHORT] if short else name
    if before.isupper():
        return written.upper()
    return written if before.islower() else written.title()
