"""How the fourth part writes dates and numbers."""

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
    "us": lambda d: f"{d:%m/%d/%Y}",
    "us bare": lambda d: f"{d.month}/{d.day}/{d.year}",
    "us dashes": lambda d: f"{d:%m-%d-%Y}",
    "us dots bare": lambda d: f"{d.month}.{d.day}.{d.year}",
    "iso": lambda d: d.isoformat(),
    "long": lambda d: f"{d:%B} {d.day}, {d.year}",
    "short": lambda d: f"{d:%b} {d.day}, {d.year}",
    "short dot": lambda d: f"{d:%b}. {d.day}, {d.year}",
    "long bare": lambda d: f"{d:%B} {d.day} {d.year}",
    "military": lambda d: f"{d:%d} {d:%b} {d.year}",
    "military dashes": lambda d: f"{d.day}-{d:%b}-{d.year}",
    "joined": lambda d: f"{d:%d%b%Y}",
    "british": lambda d: f"{d.day} {d:%B} {d.year}",
    "british ordinal": lambda d: f"{ordinal(d.day)} {d:%B} {d.year}",
    "long ordinal": lambda d: f"{d:%B} {ordinal(d.day)}, {d.year}",
}
PARTIAL: dict[str, Callable[[date], str]] = {
    "us two digits": lambda d: f"{d.month}/{d.day}/{d:%y}",
    "us two digits padded": lambda d: f"{d:%m/%d/%y}",
    "dashes two digits": lambda d: f"{d:%m-%d-%y}",
    "dots two digits": lambda d: f"{d.month}.{d.day}.{d:%y}",
    "military two digits": lambda d: f"{d:%d%b%y}".upper(),
    "month and day": lambda d: f"{d:%B} {d.day}",
    "month and ordinal": lambda d: f"{d:%B} {ordinal(d.day)}",
    "short month and day": lambda d: f"{d:%b} {d.day}",
    "day and short month": lambda d: f"{d.day} {d:%b}",
    "military apostrophe": lambda d: f"{d.day} {d:%b} '{d:%y}",
}


def _ends(first: date, last: date, between: str, form: str) -> list[Piece]:
    return [Piece(f"{first:{form}}", Label.DATE), Piece(between), Piece(f"{last:{form}}", Label.DATE)]


RANGES: list[Callable[[date, date], list[Piece]]] = [
    lambda first, last: _ends(first, last, " to ", "%m/%d/%y"),
    lambda first, last: _ends(first, last, " - ", "%m/%d/%Y"),
    lambda first, last: _ends(first, last, " through ", "%b %d, %Y"),
    lambda first, last: _ends(first, last, " to ", "%d %b %Y"),
    lambda first, last: _ends(first, last, " thru ", "%m-%d-%Y"),
    lambda first, last: _ends(first, last, " to ", "%Y-%m-%d"),
]

STYLE = Style(
    dates=WHOLE | PARTIAL,
    births=sorted(WHOLE),
    ranges=RANGES,
    phones=(
        "({a}) {b}-{c}",
        "({a}) {b}-{c}",
        "{a}-{b}-{c}",
        "{a}-{b}-{c}",
        "{a}.{b}.{c}",
        "{a} {b} {c}",
        "{a}{b}{c}",
        "1-{a}-{b}-{c}",
        "1.{a}.{b}.{c}",
        "+1 ({a}) {b}-{c}",
        "+1{a}{b}{c}",
        "{a}/{b}/{c}",
        "{a}-{b}-{c} x{d}",
        "({a}) {b}-{c} ext {d}",
        "{a} {b}-{c}",
    ),
    units=("", "", "", " Apt {}", ", Apt {}C", " Unit {}", " #{}", ", Lot {}", " Trlr {}", ", Fl {}"),
    boxes=("PO Box %##", "P.O. Box %###", "RR % Box %##", "HC %# Box %##", "Box %##"),
)

# Not every date fits everywhere: months without a day, days read aloud, and days as written abroad.
MONTHS = (
    "{DATE=January 202%}",
    "{DATE=March of 201%}",
    "{DATE=Sept 201%}",
    "{DATE=November 200%}",
    "{DATE=0%/201%}",
    "{DATE=Oct '1%}",
)
SPOKEN = (
    "{DATE=march third twenty twenty four}",
    "{DATE=june twenty first}",
    "{DATE=the fourteenth of august}",
    "{DATE=november ninth two thousand nineteen}",
    "{DATE=february second twenty twenty three}",
    "{DATE=october 1%, 2024}",
)
ABROAD = (
    "{DATE=2%/0%/201%}",
    "{DATE=1%.0%.202%}",
    "{DATE=1% February 201%}",
    "{DATE=3rd July 202%}",
    "{DATE=1%/0%/2%}",
    "{DATE=2%-Nov-201%}",
)
ABROAD_BIRTHS = (
    "{DATE=2%/0%/194%}",
    "{DATE=1%.0%.197%}",
    "{DATE=1% February 195%}",
    "{DATE=3rd July 196%}",
    "{DATE=1%/0%/8%}",
    "{DATE=2%-Nov-198%}",
)
