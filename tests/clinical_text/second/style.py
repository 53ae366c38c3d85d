"""How the third part of the development documents write dates, telephone numbers and addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.phi.spans import Label
from tests.clinical_text.dates import ordinal
from tests.clinical_text.document import Piece
from tests.clinical_text.pool import Style

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

DATES: Mapping[str, Callable[[date], str]] = {
    "us": lambda d: f"{d:%m/%d/%Y}",
    "us mixed": lambda d: f"{d.month}/{d:%d}/{d.year}",
    "us short": lambda d: f"{d.month}/{d.day}/{d:%y}",
    "us short zero": lambda d: f"{d:%m/%d/%y}",
    "short dashes": lambda d: f"{d.month}-{d.day}-{d:%y}",
    "dashes": lambda d: f"{d.month}-{d.day}-{d.year}",
    "dots": lambda d: f"{d.month}.{d.day}.{d.year}",
    "short dots": lambda d: f"{d:%m.%d.%y}",
    "iso": lambda d: d.isoformat(),
    "iso time": lambda d: f"{d.isoformat()} {d.day % 24:02}:07",
    "iso millis": lambda d: f"{d.isoformat()}T{d.day % 24:02}:44:09.113Z",
    "us time": lambda d: f"{d.month}/{d.day}/{d.year} {d.day % 12 + 1}:15 PM",
    "year month day": lambda d: f"{d:%Y-%b-%d}",
    "packed": lambda d: f"{d:%d%b%Y}".upper(),
    "packed short": lambda d: f"{d:%d%b%y}".upper(),
    "military upper": lambda d: f"{d.day}-{d:%b}-{d.year}".upper(),
    "british": lambda d: f"{d.day} {d:%b} {d.year}",
    "british ordinal": lambda d: f"{ordinal(d.day)} {d:%B} {d.year}",
    "the day of": lambda d: f"{ordinal(d.day)} of {d:%B}, {d.year}",
    "long": lambda d: f"{d:%B} {d.day}, {d.year}",
    "long tight": lambda d: f"{d:%B} {d.day},{d.year}",
    "long zero": lambda d: f"{d:%B} {d:%d}, {d.year}",
    "short point": lambda d: f"{d:%b}. {d.day}, {d.year}" if d.month != 5 else f"May {d.day}, {d.year}",
    "short ordinal": lambda d: f"{d:%b} {ordinal(d.day)} {d.year}",
    "short year": lambda d: f"{d:%b} {d.day}, '{d:%y}",
    "weekday": lambda d: f"{d:%A}, {d:%B} {d.day}, {d.year}",
    "mail": lambda d: f"{d:%a}, {d.day} {d:%b} {d.year}",
    "short weekday": lambda d: f"{d:%a} {d:%b} {d.day}",
    "month and day": lambda d: f"{d:%B} {d.day}",
    "month and ordinal": lambda d: f"{d:%b} {ordinal(d.day)}",
    "day and month": lambda d: f"{d.day} {d:%b}",
    "month, year": lambda d: f"{d:%B}, {d.year}",
    "short month and year": lambda d: f"{d:%b} {d.year}",
    "month of year": lambda d: f"{d:%B} of {d.year}",
}

BIRTHS = (
    "us",
    "us mixed",
    "us short",
    "us short zero",
    "short dashes",
    "dashes",
    "dots",
    "iso",
    "year month day",
    "packed",
    "military upper",
    "british",
    "long",
    "short point",
    "short ordinal",
)


def _apart(first: str, between: str, last: str) -> list[Piece]:
    return [Piece(first, Label.DATE), Piece(between), Piece(last, Label.DATE)]


RANGES: list[Callable[[date, date], list[Piece]]] = [
    lambda a, b: _apart(f"{a.month}/{a.day}/{a:%y}", "-", f"{b.month}/{b.day}/{b:%y}"),
    lambda a, b: _apart(f"{a:%m/%d/%Y}", " thru ", f"{b:%m/%d/%Y}"),
    lambda a, b: _apart(f"{a:%B} {a.day}", " to ", f"{b:%B} {b.day}, {b.year}"),
    lambda a, b: _apart(f"{a:%b} {a.day}", " \N{EN DASH} ", f"{b:%b} {b.day}, {b.year}"),
    lambda a, b: _apart(a.isoformat(), " and ", b.isoformat()),
    lambda a, b: _apart(f"{a.month}/{a.day}", " through ", f"{b.month}/{b.day}/{b.year}"),
]

PHONES = (
    "({a}) {b}-{c}",
    "{a}-{b}-{c}",
    "{a}.{b}.{c}",
    "{a} {b} {c}",
    "{a}{b}{c}",
    "1 ({a}) {b}-{c}",
    "1.{a}.{b}.{c}",
    "1 {a} {b} {c}",
    "+1 {a}.{b}.{c}",
    "({a})-{b}-{c}",
    "{a} - {b} - {c}",
    "({a}) {b} {c}",
    "{a}-{b}-{c} ext {d}",
    "({a}) {b}-{c}, extension {d}",
)

STYLE = Style(
    dates=DATES,
    births=BIRTHS,
    ranges=RANGES,
    phones=PHONES,
    units=("", "", "", ", Apt. {}", " Apt {}B", " # {}", ", Bldg {}", " Ste {}", ", Lot {}", " Rm {}"),
    boxes=("P.O. Box %#", "PO BOX %####", "P.O. Box %###", "Box %##"),
)
