"""Times as people give them: RFC 3339, a date, or how long ago, such as `2h`. All of them in UTC."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta

_ago = re.compile(r"([0-9]{1,6})([smhdwy])").fullmatch
_date = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch

_UNITS = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}

EXPECTED = "RFC 3339 such as 2026-11-21T09:00:00Z, a date, or how long ago: 30m, 2h, 7d, 4w, 6y"


def moment(text: str, now: datetime) -> str:
    """A point in time as the records write it, so that the two compare as text.

    Args:
        text: RFC 3339 (without an offset it is UTC), a date (its beginning), or a number with `s`, `m`, `h`,
            `d`, `w` or `y`, counted back from now. A year back is the same day of that year.
        now: the time now, in UTC.

    Raises:
        ValueError: it is none of these, or no such time exists.
    """
    if match := _ago(text):
        return written(before(now, int(match[1]), match[2]))
    try:
        point = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"give {EXPECTED}") from None
    return written(point if point.tzinfo else point.replace(tzinfo=UTC))


def end_of(text: str, now: datetime) -> str:
    """The point in time that `until` means: a date is its whole day, all else is as in `moment`.

    Raises:
        ValueError: it is no time.
    """
    if not _date(text):
        return moment(text, now)
    try:
        return written(datetime.fromisoformat(moment(text, now)) + timedelta(days=1))
    except OverflowError:
        raise ValueError("that is the last day there is") from None


def before(now: datetime, count: int, unit: str) -> datetime:
    """So many units before now. A year without a 29th of February has the 28th instead.

    Raises:
        ValueError: no calendar goes back so far.
    """
    try:
        if unit != "y":
            return now - count * _UNITS[unit]
        year = now.year - count
        day = min(now.day, monthrange(year, now.month)[1])
        return now.replace(year=year, day=day)
    except (ValueError, OverflowError):
        raise ValueError("that is too long ago") from None


def written(point: datetime) -> str:
    """A time as the records write it.

    Raises:
        ValueError: in UTC it is before the year 1 or after 9999.
    """
    try:
        there = point.astimezone(UTC)
    except OverflowError:
        raise ValueError("there is no such time in UTC") from None
    return there.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
