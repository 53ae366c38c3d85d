"""Charts: bars that are as high as what they stand for."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from xml.etree import ElementTree as ET

import pytest

from asgi_agent.audit.report.charts import HEIGHT, MAX_BARS, WIDTH, bars_by_day, share

SERIES = (("success", "success"), ("denied", "denied"))


def chart(days: dict[str, Counter[str]]) -> ET.Element:
    """The drawing of a chart, which is XML too."""
    figure = ET.fromstring(bars_by_day("Requests", days, SERIES))
    drawing = figure.find("svg")
    assert drawing is not None
    return drawing


def bars(days: dict[str, Counter[str]]) -> list[tuple[str, float, float]]:
    """What each bar says of itself, where it begins and how high it is."""
    found = []
    for group in chart(days).findall("g"):
        title, bar = group.find("title"), group.find("rect")
        assert title is not None
        assert bar is not None
        found.append((title.text or "", float(bar.attrib["y"]), float(bar.attrib["height"])))
    return found


def test_bars_are_as_high_as_their_counts() -> None:
    """One upon the other, on one scale."""
    days = {"2026-11-01": Counter(success=60, denied=20), "2026-11-02": Counter(success=30)}
    first, second, third = bars(days)
    assert [label for label, _, _ in (first, second, third)] == [
        "2026-11-01: 60 success",
        "2026-11-01: 20 denied",
        "2026-11-02: 30 success",
    ]
    assert first[2] == pytest.approx(3 * second[2], abs=0.2)
    assert first[2] == pytest.approx(2 * third[2], abs=0.2)
    assert second[1] + second[2] == pytest.approx(first[1], abs=0.2)


def test_days_without_anything_have_a_place() -> None:
    """A week with a gap in it is a week long."""
    whole = chart({"2026-11-01": Counter(success=1), "2026-11-07": Counter(success=1)})
    labels = [text.text for text in whole.findall("text") if text.attrib["class"] == "tick"]
    assert labels == [f"2026-11-0{day}" for day in range(1, 8)]


def test_many_days_are_months() -> None:
    """Then each bar is a month, and no more of them are drawn than there is room for."""
    days = {f"{year}-{month:02}-01": Counter(success=1) for year in range(2015, 2027) for month in (1, 7)}
    found = bars(days | {"2026-07-31": Counter(success=4)})
    assert found[-1][0] == "2026-07: 5 success"
    assert len(found) <= MAX_BARS


def test_the_scale_has_round_numbers_and_ends_above_the_bars() -> None:
    """Four to six of them, from nothing on."""
    for highest in (1, 3, 7, 42, 85, 999, 12_345):
        whole = chart({"2026-11-01": Counter(success=highest)})
        ticks = [text.text for text in whole.findall("text") if text.attrib["class"] == "tick value"]
        values = [int((tick or "").replace(",", "")) for tick in ticks]
        assert values[0] == 0
        assert values[-1] >= highest
        assert len(values) <= 7
        assert all(re.fullmatch("[125]0*", str(right - left)) for left, right in itertools.pairwise(values))


def test_nothing_is_drawn_outside() -> None:
    """Every number of a place lies within the drawing."""
    days = {f"2026-{month:02}-01": Counter(success=month, denied=1) for month in range(1, 13)}
    for element in chart(days).iter():
        for name in ("x", "x1", "x2", "y", "y1", "y2", "width", "height"):
            assert 0 <= float(element.attrib.get(name, 0)) <= (WIDTH if name[0] in "xw" else HEIGHT)


def test_a_share_is_a_part_of_the_whole() -> None:
    """Never so small that it cannot be seen; nothing of nothing is nothing."""
    assert 'width="50.0"' in share(1, 2)
    assert 'width="1.0"' in share(1, 10_000)
    assert 'width="0.0"' in share(0, 0)
