"""Times as people give them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from asgi_agent.audit.moments import end_of, moment

NOW = datetime(2028, 2, 29, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("2026-11-21", "2026-11-21T00:00:00.000000Z"),
        ("2026-11-21T09:00:00Z", "2026-11-21T09:00:00.000000Z"),
        ("2026-11-21T09:00:00", "2026-11-21T09:00:00.000000Z"),
        ("2026-11-21T09:00:00.25+02:00", "2026-11-21T07:00:00.250000Z"),
        ("30s", "2028-02-29T12:29:30.000000Z"),
        ("30m", "2028-02-29T12:00:00.000000Z"),
        ("2h", "2028-02-29T10:30:00.000000Z"),
        ("7d", "2028-02-22T12:30:00.000000Z"),
        ("1w", "2028-02-22T12:30:00.000000Z"),
        ("6y", "2022-02-28T12:30:00.000000Z"),
        ("4y", "2024-02-29T12:30:00.000000Z"),
        ("0001-01-01", "0001-01-01T00:00:00.000000Z"),
    ],
)
def test_a_moment_is_written_as_records_write_it(text: str, point: str) -> None:
    """In UTC with microseconds, so that the two compare as text."""
    assert moment(text, NOW) == point


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2026-13-01", "2026-02-30", "-2h", "2 h", "9999999y", "3000y", "999999w", "h2"],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    """With a sentence that says what is."""
    with pytest.raises(ValueError, match=r"give RFC 3339|too long ago"):
        moment(text, NOW)


def test_a_time_that_utc_does_not_have_is_refused() -> None:
    """An offset can put the first day before the calendar begins."""
    with pytest.raises(ValueError, match="no such time"):
        moment("0001-01-01T00:00:00+05:00", NOW)


def test_until_a_date_is_until_its_end() -> None:
    """`until` a day means with that day, and until a time means before it."""
    assert end_of("2026-11-21", NOW) == "2026-11-22T00:00:00.000000Z"
    assert end_of("2026-11-21T09:00:00Z", NOW) == "2026-11-21T09:00:00.000000Z"
    assert end_of("2h", NOW) == moment("2h", NOW)


def test_the_last_day_has_no_end() -> None:
    """The calendar ends there."""
    with pytest.raises(ValueError, match="last day"):
        end_of("9999-12-31", NOW)
