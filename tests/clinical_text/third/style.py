"""How the third part writes dates and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.phi.spans import Label
from tests.clinical_text.dates import ordinal
from tests.clinical_text.document import Piece
from tests.clinical_text.pool import Style

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

WHOLE: dict[str, Callable[[date], str]] = {
    "iso": lambda d: d.isoformat(),
    "us": lambda d: f"{d:%m/%d/%Y}",
    "us bare": lambda d: f"{d.month}/{d.day}/{d.year}",
    "us dashes bare": lambda d: f"{d.month}-{d.day}-{d.year}",
    "us dots": lambda d: f"{d:%m.%d.%Y}",
    "year first slashes": lambda d: f"{d.year}/{d.month}/{d.day}",
    "long": lambda d: f"{d:%B} {d.day}, {d.year}",
    "long ordinal": lambda d: f"{d:%B} {ordinal(d.day)}, {d.year}",
    "short dot": lambda d: f"{d:%b}. {d.day}, {d.year}",
    "upper": lambda d: f"{d:%d}{d:%b}{d.year}".upper(),
    "upper spaced": lambda d: f"{d:%d} {d:%b} {d.year}".upper(),
    "upper dashes": lambda d: f"{d:%d-%b-%Y}".upper(),
    "british": lambda d: f"{d.day} {d:%B} {d.year}",
    "ordinal of": lambda d: f"{ordinal(d.day)} of {d:%B}, {d.year}",
    "month first dashes": lambda d: f"{d:%b-%d-%Y}",
    "slashes with month": lambda d: f"{d:%d/%b/%Y}",
    "lower": lambda d: f"{d:%B} {d.day} {d.year}".lower(),
}
PARTIAL: dict[str, Callable[[date], str]] = {
    "us short": lambda d: f"{d.month}/{d.day}/{d:%y}",
    "us short zero": lambda d: f"{d:%m/%d/%y}",
    "dashes short": lambda d: f"{d.month}-{d.day}-{d:%y}",
    "military short": lambda d: f"{d.day}-{d:%b}-{d:%y}",
    "month and day": lambda d: f"{d:%B} {d.day}",
    "month and ordinal": lambda d: f"{d:%B} {ordinal(d.day)}",
    "short month and day": lambda d: f"{d:%b} {d.day}",
    "short month and ordinal": lambda d: f"{d:%b}. {ordinal(d.day)}",
    "ordinal of month": lambda d: f"{ordinal(d.day)} of {d:%B}",
    "day and month": lambda d: f"{d.day} {d:%B}",
    "month and year": lambda d: f"{d:%B} {d.year}",
    "short month and year": lambda d: f"{d:%b} {d.year}",
    "month of year": lambda d: f"{d:%B} of {d.year}",
    "apostrophe": lambda d: f"{d:%b} {d.day} '{d:%y}",
    "stamp": lambda d: f"{d.isoformat()} {d.day % 24:02}:31:09",
    "military time": lambda d: f"{d:%m/%d/%y} {d.day % 24:02}40",
    "instant": lambda d: f"{d.isoformat()}T{d.day % 24:02}:05:00.000Z",
}


def _ends(first: date, last: date, between: str, form: str) -> list[Piece]:
    return [Piece(f"{first:{form}}", Label.DATE), Piece(between), Piece(f"{last:{form}}", Label.DATE)]


RANGES: list[Callable[[date, date], list[Piece]]] = [
    lambda first, last: _ends(first, last, " to ", "%m/%d/%Y"),
    lambda first, last: _ends(first, last, " through ", "%B %d, %Y"),
    lambda first, last: _ends(first, last, " - ", "%d %b %Y"),
    lambda first, last: _ends(first, last, " until ", "%b %d"),
    lambda first, last: _ends(first, last, "-", "%m/%d/%y"),
]

STYLE = Style(
    dates=WHOLE | PARTIAL,
    births=sorted(WHOLE),
    ranges=RANGES,
    phones=(
        "({a}) {b}-{c}",
        "{a}-{b}-{c}",
        "{a}.{b}.{c}",
        "{a} {b} {c}",
        "{a}{b}{c}",
        "1 ({a}) {b}-{c}",
        "1-{a}-{b}-{c}",
        "+1 {a}-{b}-{c}",
        "+1.{a}.{b}.{c}",
        "({a}){b}-{c}",
        "({a}) {b} {c}",
        "{a}-{b}-{c} ext {d}",
        "({a}) {b}-{c}, ext. {d}",
        "{a} - {b} - {c}",
    ),
    units=("", "", "", "", " Apt {}", " #{}", ", Unit {}", ", Apt. {}B", " Lot {}", ", Suite {}"),
    boxes=("P.O. Box %##", "PO Box %###", "P O Box ####", "Post Office Box %#"),
)
