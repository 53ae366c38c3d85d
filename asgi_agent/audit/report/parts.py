"""What the sections of a report are made of: tables, labels, ids, times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.audit.abbreviation import abbreviated
from asgi_agent.audit.report.figures import MAX_LISTED, UNFINISHED
from asgi_agent.audit.report.markup import Child, Markup, anchor, h

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MAX_WHOLE = 48
"""Ids up to this length are not broken into lines."""

_LABELS = {"success": "good", "denied": "warn", "failure": "bad", "aborted": "none"}


def section(title: str, about: str, *body: Child) -> Markup:
    """A section, with a sentence on what it is about."""
    return h("section", h("h2", title), h("p", about, class_="about"), *body, id=anchor(title))


def soft(text: str) -> Markup:
    """A remark."""
    return h("p", text, class_="soft")


def newest(count: int) -> Markup | None:
    """Says that a list is not all, if it is not."""
    return soft(f"The newest {MAX_LISTED} of {count:,}.") if count > MAX_LISTED else None


def head(*titles: str) -> Markup:
    """The head of a table; a title that begins with # is that of numbers."""
    cells = [h("th", title.lstrip("#"), scope="col", class_=_number(title)) for title in titles]
    return h("thead", h("tr", *cells))


def _number(title: str) -> str | None:
    return "number" if title.startswith("#") else None


def table(titles: Sequence[str], rows: Iterable[Sequence[Child]]) -> Markup | None:
    """A table, or None without rows."""
    body = [h("tr", *(_cell(title, value) for title, value in zip(titles, row, strict=True))) for row in rows]
    if not body:
        return None
    return h("div", h("table", head(*titles), h("tbody", *body)), class_="scroll")


def _cell(title: str, value: Child) -> Markup:
    kind = "when" if title.startswith(("When", "Last")) else _number(title)
    return h("td", value, class_=kind)


def identifier(value: str | None) -> Markup:
    """An id; of nobody it is a dash."""
    if not value or value == "-":
        return Markup("-")
    return h("code", value, class_="whole" if len(value) <= MAX_WHOLE else None)


def short(value: str | None) -> Markup:
    """A pseudonym by its first digits, which the table of patients has in full; other ids as they are."""
    brief = None if value is None else abbreviated(value)
    return identifier(value) if brief in (None, value) else h("code", brief, class_="whole", title=value)


def when(time: str) -> str:
    """A time, to the second."""
    return f"{time[:10]} {time[11:19]}"


def status(value: str | None) -> Markup:
    """How something ended."""
    return label(value or UNFINISHED, _LABELS.get(value or "", "none"))


def label(text: str, kind: str) -> Markup:
    """A word that stands out: `good`, `warn`, `bad` or `none`."""
    return h("span", text, class_=f"label {kind}")
