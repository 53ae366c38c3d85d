"""Charts as inline SVG: bars by day, one upon the other, in colours that the page's style sheet has."""

from __future__ import annotations

import math
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

from asgi_agent.audit.report.markup import Markup, h, join

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WIDTH, HEIGHT = 960, 220
LEFT, RIGHT, TOP, BOTTOM = 52, 8, 10, 26
MAX_BARS = 92


def bars_by_day(title: str, days: Mapping[str, Counter[str]], series: Sequence[tuple[str, str]]) -> Markup:
    """A bar for each day, or for each month where the days are many.

    Args:
        title: what it shows, for those who do not see it.
        days: counts by day, `YYYY-MM-DD`.
        series: what is counted, with the class that its colour is of; the first one stands at the bottom.
    """
    slots = _slots(days)
    highest = max((sum(counts[name] for name, _ in series) for _, counts in slots), default=0)
    step = _step(highest)
    top = max(step, math.ceil(highest / step) * step)
    plot = join(_grid(step, top), _bars(slots, series, top), _labels([label for label, _ in slots]))
    drawing = h("svg", h("title", title), plot, viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", class_="chart")
    return h("figure", _legend(series), drawing)


def share(part: int, whole: int) -> Markup:
    """A short bar that shows how large a part is."""
    width = 0.0 if not whole else max(1.0, 100 * part / whole)
    filled = h("rect", width=f"{width:.1f}", height=8, class_="share")
    return h("svg", filled, viewBox="0 0 100 8", class_="bar", aria_hidden="true")


def _slots(days: Mapping[str, Counter[str]]) -> list[tuple[str, Counter[str]]]:
    """All days from the first to the last, those on which nothing happened too; or all months."""
    if not days:
        return []
    first, last = (date.fromisoformat(day) for day in (min(days), max(days)))
    span = (last - first).days + 1
    if span <= MAX_BARS:
        every = [(first + timedelta(days=number)).isoformat() for number in range(span)]
        return [(day, days.get(day, Counter())) for day in every]
    months = {(first + timedelta(days=number)).isoformat()[:7]: Counter[str]() for number in range(span)}
    for day, counts in days.items():
        months[day[:7]].update(counts)
    return list(months.items())[-MAX_BARS:]


def _step(highest: int) -> int:
    """The distance of grid lines: 1, 2 or 5 with zeros behind it, for about five of them."""
    rough = max(1.0, highest / 5)
    power = 10 ** math.floor(math.log10(rough))
    return next(int(factor * power) for factor in (1, 2, 5, 10) if factor * power >= rough)


def _y(value: float, top: int) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top)


def _grid(step: int, top: int) -> Markup:
    parts = []
    for value in range(0, top + 1, step):
        y = f"{_y(value, top):.1f}"
        parts.append(h("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, class_="grid"))
        parts.append(h("text", f"{value:,}", x=LEFT - 8, y=y, class_="tick value"))
    return join(*parts)


def _bars(slots: Sequence[tuple[str, Counter[str]]], series: Sequence[tuple[str, str]], top: int) -> Markup:
    room = (WIDTH - LEFT - RIGHT) / max(1, len(slots))
    width = min(28.0, room * 0.72)
    parts = []
    for place, (label, counts) in enumerate(slots):
        x, below = LEFT + room * place + (room - width) / 2, 0
        for name, colour in series:
            if count := counts[name]:
                y = _y(below + count, top)
                high = _y(below, top) - y
                bar = {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{width:.1f}", "height": f"{high:.1f}"}
                said = h("title", f"{label}: {count:,} {name}")
                parts.append(h("g", said, h("rect", class_=colour, **bar)))
                below += count
    return join(*parts)


def _labels(labels: Sequence[str]) -> Markup:
    """Below the axis: the first, the last and some between, so that they do not touch."""
    room = (WIDTH - LEFT - RIGHT) / max(1, len(labels))
    every = max(1, math.ceil(len(labels) / 9))
    parts = []
    for place in range(0, len(labels), every):
        x = LEFT + room * (place + 0.5)
        parts.append(h("text", labels[place], x=f"{x:.1f}", y=HEIGHT - 6, class_="tick"))
    return join(*parts)


def _legend(series: Sequence[tuple[str, str]]) -> Markup:
    swatches = (
        h("span", h("svg", h("rect", width=10, height=10, class_=colour), viewBox="0 0 10 10"), name)
        for name, colour in series
    )
    return h("figcaption", *swatches)
