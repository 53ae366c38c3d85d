"""Points on the earth, which tell one house: 45 CFR 164.514(b)(2)(i)(B) and, as addresses, (e)(2)(ii)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.islands import Island

GLUE = frozenset({"lon", "lng", "longitude"})

_NUMBER = r"[+-]?[0-9]{1,3}\.[0-9]{3,17}(?![0-9])"
_LONGITUDE = r"(?:\"?\b(?:[Ll]ong?|[Ll]ng|LON|LONG|LNG|[Ll]ongitude|LONGITUDE)\b\"?[\s:=]{0,3})?"
DECIMAL = re.compile(
    rf"(?<![\w.+-])(?:[NSEW]\s?)?(?P<first>{_NUMBER})\s?\xb0?\s?(?:[NSEW](?![A-Za-z]))?"
    rf"(?P<by>\s?[,;/]\s?|\s{{1,2}}){_LONGITUDE}(?:[NSEW]\s?)?(?P<second>{_NUMBER})"
    r"(?:\s?\xb0)?(?:\s?[NSEW](?![A-Za-z]))?(?![\w\xb0]|\.[0-9])"
)
_PARTS = r"[0-9]{1,3}\s?\xb0\s?[0-9]{1,2}(?:\.[0-9]{1,8})?'(?:\s?[0-9]{1,2}(?:\.[0-9]{1,8})?(?:\"|''))?\s?"
MINUTES = re.compile(rf"(?<![\w.]){_PARTS}[NS](?![A-Za-z])[,;/]?\s{{0,2}}{_PARTS}[EW](?![A-Za-z])")

_CUE = re.compile(
    r"(?i)(?<![^\W_])(?:gps|lat(?:itude)?|coord(?:s|inates?)?|geo(?:location|tag)?|location|located|lat/?l(?:on|ng))"
    r"(?![^\W_])[^0-9\n;]{0,12}\Z"
)
_REACH = 32
_NORTH_SOUTH, _EAST_WEST = re.compile("[NS]"), re.compile("[EW]")
# What a row of numbers, of a vector say, has before and after.
_ROW_BEFORE = re.compile(r"[0-9]\s?[,;/]\s?\Z")
_ROW_AFTER = re.compile(r"\s?[,;/]\s?[+-]?[0-9]")
_POLE, _DATE_LINE = 90, 180
# Results and intervals of confidence that go below zero are smaller, or less precise.
_LEAST = 10
_PRECISE = re.compile(r"\.[0-9]{4}")


def room(shape: str) -> bool:
    """Whether a shape has a point in it."""
    return shape.count("0.000") > 1 or shape.count("\xb0") > 1


def find(island: Island) -> Iterator[Span]:
    """Latitudes with their longitudes, in either order."""
    for match in DECIMAL.finditer(island.text, island.start, island.stop):
        if match.end() <= island.end and _is_point(match) and _is_told(island, match):
            yield Span(*match.span(), Label.ADDRESS, 0.85, "address.coordinates")
    for match in MINUTES.finditer(island.text, island.start, island.stop):
        if match.end() <= island.end:
            yield Span(*match.span(), Label.ADDRESS, 0.95, "address.coordinates")


def _is_point(match: re.Match[str]) -> bool:
    """Whether one is a latitude and the other a longitude by their size."""
    small, large = sorted(abs(float(match[name])) for name in ("first", "second"))
    return small <= _POLE and large <= _DATE_LINE


def _is_told(island: Island, match: re.Match[str]) -> bool:
    """Whether what stands in it or before it tells that it is no pair of results."""
    text, (start, end) = island.text, match.span()
    if _CUE.search(text, max(island.left, start - _REACH), start):
        return True
    said = match[0]
    north, east = _NORTH_SOUTH.search(said), _EAST_WEST.search(said)
    if north or east:  # of one kind alone, they are newtons or watts
        return north is not None and east is not None
    if "\xb0" in said:
        return True
    return (
        "-" in said
        and not match["by"].isspace()
        and all(_PRECISE.search(match[name]) for name in ("first", "second"))
        and any(abs(float(match[name])) >= _LEAST for name in ("first", "second"))
        and not _ROW_BEFORE.search(text, max(island.left, start - 4), start)
        and not _ROW_AFTER.match(text, end, island.stop)
    )
