"""Records as a table that fits the terminal."""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from asgi_agent.audit.abbreviation import abbreviated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from asgi_agent.audit.record import Chain, Entry

GAP = 2
NARROWEST = 40


class Column(NamedTuple):
    """A column: its title, how narrow and how wide it may be, and what stands in it.

    `rank` is how soon it gives way where the terminal is narrow; 0 is never.
    """

    title: str
    least: int
    most: int
    rank: int
    cell: Callable[[Entry], str | None]


class Table:
    """Writes a line for each record.

    Args:
        width: of the terminal, in columns.
        mark: stands for what was cut off.
    """

    def __init__(self, width: int, mark: str = "…") -> None:
        self._columns = _fitting(width)
        self._widths = _widths(self._columns, width)
        self._mark = mark

    def header(self) -> str:
        """The titles."""
        return self._line([column.title for column in self._columns])

    def row(self, entry: Entry) -> str:
        """The line of a record; what it does not say is `-`."""
        return self._line([column.cell(entry) or "-" for column in self._columns])

    def _line(self, cells: Iterable[str]) -> str:
        fitted = [_fitted(cell, width, self._mark) for cell, width in zip(cells, self._widths, strict=True)]
        return (" " * GAP).join(fitted).rstrip()


def terminal_width() -> int:
    """The width of the terminal that somebody reads this on, even if a pager stands in between."""
    if os.environ.get("COLUMNS", "").isdigit():
        return max(NARROWEST, shutil.get_terminal_size().columns)
    for stream in (sys.__stdout__, sys.__stderr__, sys.__stdin__):
        if stream is None:
            continue
        with suppress(ValueError, OSError):
            return max(NARROWEST, os.get_terminal_size(stream.fileno()).columns)
    return 80


def _fitting(width: int) -> list[Column]:
    columns = list(COLUMNS)
    while sum(column.least + GAP for column in columns) - GAP > width and any(c.rank for c in columns):
        columns.remove(max(columns, key=lambda column: column.rank))
    return columns


def _widths(columns: Sequence[Column], width: int) -> list[int]:
    """What is left over goes to the last column until it says something, then to the others, then to it."""
    widths = [column.least for column in columns]
    left = width - sum(widths) - GAP * (len(widths) - 1)
    for place in reversed(range(len(columns))):
        more = max(0, min(left, columns[place].most - widths[place]))
        widths[place] += more
        left -= more
    widths[-1] += left
    return widths


def _fitted(text: str, width: int, mark: str) -> str:
    """A cell of exactly this width, without what a terminal would take for a command."""
    text = "".join(char if char.isprintable() else "?" for char in text)
    if sum(map(_columns, text)) > width:
        width -= len(mark)
        while text and sum(map(_columns, text)) > width:
            text = text[:-1]
        text += mark
        width += len(mark)
    return text + " " * (width - sum(map(_columns, text)))


def _columns(char: str) -> int:
    """How many columns of a terminal a character takes."""
    if unicodedata.category(char) in ("Mn", "Me"):  # a mark upon the character before it
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _time(entry: Entry) -> str:
    return f"{entry.time[:10]} {entry.time[11:19]}"


def _outcome(entry: Entry) -> str | None:
    if entry.outcome is None:
        return "begun" if entry.phase == "intent" else None
    code = entry.outcome.code
    return entry.outcome.status if code is None else f"{entry.outcome.status} {code}"


def _actor(entry: Entry) -> str | None:
    return None if entry.actor is None or entry.actor.id is None else abbreviated(entry.actor.id)


def _patient(entry: Entry) -> str | None:
    patient = None if entry.subject is None else entry.subject.patient
    return None if patient is None else abbreviated(patient)


def _what(entry: Entry) -> str:
    """What happened, in a line: the request, or the type of the event with what there is to say of it."""
    glass = " [break-glass]" if entry.authz and entry.authz.break_glass else ""
    if entry.http is not None and entry.http.route is not None:
        return f"{entry.http.method or entry.event.type} {entry.http.route}{glass}"
    said = [entry.event.type, entry.event.name or "", _chain(entry.chain) if entry.chain else ""]
    return " ".join(filter(None, said)) + glass


def _chain(chain: Chain) -> str:
    span = None if chain.first is None else f"{chain.first}-{chain.last}"
    count = None if chain.count is None else f"{chain.count} records"
    return " ".join(filter(None, (chain.reason, span, count)))


COLUMNS = (
    Column("TIME (UTC)", 19, 19, 0, _time),
    Column("OUTCOME", 11, 11, 1, _outcome),
    Column("ACTOR", 11, 24, 2, _actor),
    Column("PATIENT", 11, 12, 3, _patient),
    Column("WHAT", 10, 44, 0, _what),
)
