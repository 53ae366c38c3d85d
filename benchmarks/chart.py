"""A bar chart as SVG.

Written by hand: horizontal bars are a few lines of text, and a plotting library would be by far the heaviest
dependency of the whole project for them.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, LABELS, BAR, GAP = 760, 190, 18, 5
COLOURS = ("#8b949e", "#2f81f7", "#d29922")  # legible on white and on a dark page

STYLE = "text{font:12px system-ui,sans-serif;fill:#6e7781}.title{font-weight:600}"


class Group(NamedTuple):
    """Bars that are compared with one another: name and value."""

    title: str
    bars: Sequence[tuple[str, float]]


def draw(title: str, unit: str, groups: Sequence[Group]) -> str:
    """The whole document; the longest bar of each group fills the width."""
    parts, y = [_text(0, 16, title, "title")], 30
    for group in groups:
        y += 20
        parts.append(_text(0, y, group.title))
        y += 8
        longest = max(value for _, value in group.bars)
        for colour, (name, value) in zip(COLOURS, group.bars, strict=False):
            length = value / longest * (WIDTH - LABELS - 110)
            parts.append(_text(12, y + 13, name))
            parts.append(f'<rect x="{LABELS}" y="{y}" width="{length:.1f}" height="{BAR}" fill="{colour}"/>')
            parts.append(_text(LABELS + length + 6, y + 13, f"{value:,.0f} {unit}"))
            y += BAR + GAP
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" width="{WIDTH}" height="{y}">'
    return "\n".join([head, f"<style>{STYLE}</style>", *parts, "</svg>\n"])


def _text(x: float, y: float, text: str, style: str = "") -> str:
    kind = f' class="{style}"' if style else ""
    return f'<text x="{x:.1f}" y="{y}"{kind}>{escape(text)}</text>'
