"""Dates as people write them, and ages."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from asgi_agent.phi.spans import Label
from tests.clinical_text.document import Piece

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

FIRST = datetime.date(2015, 1, 1).toordinal()
LAST = datetime.date(2025, 12, 31).toordinal()


def day(rng: Random) -> datetime.date:
    """A day on which somebody was seen."""
    return datetime.date.fromordinal(rng.randint(FIRST, LAST))


def birthday(rng: Random) -> datetime.date:
    """A day on which a patient was born."""
    return day(rng).replace(year=rng.randint(1932, 2014), day=rng.randint(1, 28))


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th."""
    if 10 < number < 14:
        return f"{number}th"
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


# By name, so that figures can be given for each: what every reader takes for a date, wherever it stands.
FORMATS: dict[str, Callable[[datetime.date], str]] = {
    "iso": lambda d: d.isoformat(),
    "us": lambda d: f"{d:%m/%d/%Y}",
    "us bare": lambda d: f"{d.month}/{d.day}/{d.year}",
    "us short": lambda d: f"{d.month}/{d.day}/{d:%y}",
    "us dashes": lambda d: f"{d:%m-%d-%Y}",
    "dots": lambda d: f"{d:%d.%m.%Y}",
    "year first": lambda d: f"{d:%Y/%m/%d}",
    "long": lambda d: f"{d:%B} {d.day}, {d.year}",
    "long ordinal": lambda d: f"{d:%B} {ordinal(d.day)}, {d.year}",
    "long no comma": lambda d: f"{d:%B} {d.day} {d.year}",
    "short": lambda d: f"{d:%b} {d.day}, {d.year}",
    "short zero": lambda d: f"{d:%b} {d:%d} {d.year}",
    "military": lambda d: f"{d:%d} {d:%b} {d.year}",
    "military dashes": lambda d: f"{d:%d-%b-%Y}",
    "military short": lambda d: f"{d:%d-%b-%y}",
    "british": lambda d: f"{d.day} {d:%B} {d.year}",
    "ordinal of": lambda d: f"{ordinal(d.day)} of {d:%B} {d.year}",
    "month and day": lambda d: f"{d:%B} {d.day}",
    "month and ordinal": lambda d: f"{d:%B} {ordinal(d.day)}",
    "short month and day": lambda d: f"{d:%b} {d.day}",
    "month and year": lambda d: f"{d:%B} {d.year}",
    "instant": lambda d: f"{d.isoformat()}T{d.day % 24:02}:17:05Z",
    "offset": lambda d: f"{d.isoformat()}T08:{d.day:02}:00-05:00",
    "clinic stamp": lambda d: f"{d:%m/%d/%Y} {d.day % 24:02}:42",
}

# Only words around them make these dates.
BARE: dict[str, Callable[[datetime.date], str]] = {
    "day": lambda d: f"{d.month}/{d.day}",
    "day zero": lambda d: f"{d:%m/%d}",
    "digits": lambda d: f"{d:%Y%m%d}",
    "month of year": lambda d: f"{d:%m/%Y}",
}

# Birthdays have a year, and no time of day.
BIRTHS = [
    name
    for name in FORMATS
    if name
    not in {
        "us short",
        "month and day",
        "month and ordinal",
        "short month and day",
        "month and year",
        "instant",
        "offset",
        "clinic stamp",
    }
]


def _whole(text: str) -> list[Piece]:
    return [Piece(text, Label.DATE)]


RANGES: list[Callable[[datetime.date, datetime.date], list[Piece]]] = [
    lambda d, _: _whole(f"{d:%B} {min(d.day, 24)}-{min(d.day, 24) + 4}, {d.year}"),
    lambda d, _: _whole(f"{d.month}/{d.day}/{d.year} - {d.month % 12 + 1}/{d.day}/{d.year}"),
    lambda d, _: _whole(f"{d.month}/{min(d.day, 24)}-{d.month}/{min(d.day, 24) + 3}/{d:%y}"),
]
