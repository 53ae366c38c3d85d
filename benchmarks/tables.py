"""Results, as Markdown tables and beside their targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable


class Target(msgspec.Struct, frozen=True):
    """What a number was meant to be, and what it is."""

    name: str
    wanted: str
    found: str
    met: bool


class Table(msgspec.Struct):
    """One table: the first column names what the others are about."""

    title: str
    head: Sequence[str]
    rows: list[Sequence[str]]
    targets: Sequence[Target] = ()
    notes: Sequence[str] = ()


def markdown(tables: Iterable[Table]) -> str:
    """Every table, what is to be said of it, and which targets were met."""
    parts: list[str] = []
    targets: list[Target] = []
    for table in tables:
        parts += [f"### {table.title}", grid(table.head, table.rows), *table.notes]
        targets += table.targets
    return "\n\n".join([*parts, *verdicts(targets)])


def verdicts(targets: Sequence[Target]) -> list[str]:
    """Parts that say which of them were met; none if there are none."""
    if not targets:
        return []
    rows = [(each.name, each.wanted, each.found, "yes" if each.met else "**no**") for each in targets]
    return ["### Targets", grid(("target", "wanted", "found", "met"), rows)]


def grid(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
