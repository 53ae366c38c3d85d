from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from asgi_agent.phi.partial import Pattern
from asgi_agent.phi.shifting import DATE, LONGEST_SHIFT, moved, moves, random_shift

SHAPES = [
    "{d:%B} {d.day}, {d.year:04}",
    "{d:%b} {d.day} {d.year:04}",
    "{d:%b}. {d.day}, {d.year:04}",
    "{d:%A}, {d:%B} {d.day}, {d.year:04}",
    "{d:%a} {d.day} {d:%B} {d.year:04}",
    "{d.day} {d:%b} {d.year:04}",
    "{d.day} of {d:%B}, {d.year:04}",
    "{d.year:04}-{d.month:02}-{d.day:02}",
    "{d.year:04}/{d.month:02}/{d.day:02}",
    "{d.month:02}/{d.day:02}/{d.year:04}",
    "{d.day:02}.{d.month:02}.{d.year:04}",
    "{d.year:04}{d.month:02}{d.day:02}",
]
dates = st.dates(date(1902, 1, 1), date(2097, 12, 31))
shifts = st.integers(1, LONGEST_SHIFT) | st.integers(-LONGEST_SHIFT, -1)


def shifted(value: str, days: int) -> str | None:
    parts, done = [], 0
    for start, end, text, _ in moves(value, days):
        parts += [value[done:start], text]
        done = end
    return "".join([*parts, value[done:]]) if parts else None


@pytest.mark.parametrize("shape", SHAPES)
@given(day=dates, days=shifts)
def test_a_moved_date_is_written_in_the_same_way(shape: str, day: date, days: int) -> None:
    """Every shape gives the other day in the same shape, and gives the first day back."""
    value = shape.format(d=day)
    after = shape.format(d=day + timedelta(days))
    # "May" does not tell whether another month would be written short.
    assume("%b" not in shape or ("May" not in value and "May" not in after))
    assert shifted(value, days) == after
    assert moved(after, -days) == value


@given(day=dates, days=shifts, apart=st.integers(0, 20000))
def test_intervals_stay(day: date, days: int, apart: int) -> None:
    """Two dates are as far apart after the move as before."""
    first = shifted(day.isoformat(), days)
    second = shifted((day - timedelta(apart)).isoformat(), days)
    assert first is not None
    assert second is not None
    assert date.fromisoformat(first) - date.fromisoformat(second) == timedelta(apart)


@pytest.mark.parametrize(
    ("value", "after"),
    [
        ("March 5th, 2021", "June 18th, 2021"),
        ("MARCH 18TH, 2021", "JULY 1ST, 2021"),
        ("march 19th, 2021", "july 2nd, 2021"),
        ("Mar 20th 2021", "Jul 3rd 2021"),
        ("March 28th, 2021", "July 11th, 2021"),
        ("Sept. 3, 2020", "Dec. 17, 2020"),
        ("05-MAR-2021", "18-JUN-2021"),
        ("5Mar2021", "18Jun2021"),
        ("fri 5th of march, 2021", "fri 18th of june, 2021"),
        ("Thurs., March 4, 2021", "Thu., June 17, 2021"),
        ("3/5/21", "6/18/21"),
        ("12/25/2021", "04/09/2022"),
        ("3/15/2021", "6/28/2021"),
        ("25/12/2021", "09/04/2022"),
        ("5.3.2021", "18.6.2021"),
        ("2021-03-05T14:30:00Z", "2021-06-18T14:30:00Z"),
        ("2021-03-05T14:30:00.123+01:00", "2021-06-18T14:30:00.123+01:00"),
        ("2021-03-05 14:30", "2021-06-18 14:30"),
        ("20210305", "20210618"),
        ("202103051430", "202106181430"),
        ("20210305143000.000-0500", "20210618143000.000-0500"),
        ("3/5/2021 to 3/9/2021 at 3:30 pm", "6/18/2021 to 6/22/2021 at 3:30 pm"),
        ("3/5/2021-3/9/2021", "6/18/2021-6/22/2021"),
        ("(March 5, 2021)", "(June 18, 2021)"),
    ],
)
def test_moves_what_people_and_machines_write(value: str, after: str) -> None:
    """Cases, ordinals, abbreviations, padding, weekdays, times and ranges stay as they are written."""
    assert shifted(value, 105) == after


@pytest.mark.parametrize(
    "value",
    [
        "",
        "March 2021",
        "2021",
        "3/5",
        "March 5",
        "March 5-9, 2021",
        "02/30/2021",
        "2021-13-05",
        "20211305",
        "99999999",
        "2021030",
        "born 3/5/2021 or 1962",
        "March 5, 2021 (age 62)",
        "the fifth of March",
        "1.2.3.2021",
    ],
)
def test_moves_nothing_that_it_does_not_understand_in_full(value: str) -> None:
    """A value that says anything else of when is left to a token, rather than half moved."""
    assert shifted(value, 105) is None


def test_moves_nothing_out_of_the_calendar() -> None:
    """There is no day before the first and none after the last."""
    assert shifted("0001-01-05", -10) is None
    assert shifted("9999-12-30", 10) is None


def test_chance_moves_by_a_year_at_most_and_never_by_nothing() -> None:
    """Both directions and short and long ways occur."""
    found = {random_shift() for _ in range(20_000)}
    assert 0 not in found
    assert (min(found), max(found)) == (-365, 365)


@pytest.mark.parametrize("shape", SHAPES)
@given(
    day=dates,
    before=st.sampled_from(["", "on ", "(", "x: "]),
    after=st.sampled_from(["", ".", ", and", ")"]),
)
def test_a_date_in_text_is_found_as_a_whole(shape: str, day: date, before: str, after: str) -> None:
    """What restoring looks for is what moving wrote, with nothing around it."""
    written = shape.format(d=day)
    (match,), _ = Pattern(DATE).matches(f"{before}{written}{after}", 0, final=True)
    assert match.group() == written


def test_no_match_takes_long() -> None:
    """Text made to be nearly a date costs no more than any other."""
    for text in ("1/" * 50_000, "march " * 20_000, "1 of " * 20_000, "monday, " * 15_000, "1" * 100_000):
        assert moves(text, 1) == []
        assert Pattern(DATE).matches(text, 0, final=True) == ([], len(text))
