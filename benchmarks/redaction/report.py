"""Results as Markdown tables, and beside the targets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks import imports
from benchmarks.redaction import accuracy, responses, speed, streaming
from benchmarks.redaction.detectors import OURS, PRESIDIO
from benchmarks.tables import Target, grid, verdicts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def markdown(results: Sequence[Any]) -> str:
    """Every table, what was left out of it, and which targets were met."""
    parts = []
    for result in results:
        parts.append(f"### {result.title[0].upper()}{result.title[1:]}")
        parts.extend(grid(*table) for table in _tables(result))
        parts.extend(f"Left out: {each}" for each in result.left_out)
    return "\n\n".join([*parts, *verdicts([*targets(results)])])


def targets(results: Sequence[Any]) -> Iterator[Target]:
    """What each number was meant to be: name, wish, finding, whether it was met."""
    for result in results:
        if isinstance(result, speed.Result):
            yield from _speed_targets(result)
        elif isinstance(result, streaming.Result):
            for row in result.rows:
                if row.text == "prose":
                    found = f"{row.held_p95:.0f}"
                    yield Target("characters held on prose, p95", "at most 20", found, row.held_p95 <= 20)
        elif isinstance(result, responses.Result):
            for each in result.rows:
                if each.text == "prose":
                    found = f"{each.added.median:.1f} µs"
                    yield Target(
                        f"{each.app}, a token frame", "at most 60 µs added", found, each.added.median <= 60
                    )
        elif isinstance(result, imports.Result):
            for statement in result.rows:
                found = f"{statement.median:.0f} ms"
                yield Target(f"`{statement.statement}`", "under 50 ms", found, statement.median < 50)


def _speed_targets(result: speed.Result) -> Iterator[Target]:
    wanted = speed.WANTED.get(result.title, 5)
    for row in result.rows:
        if row.detector == OURS:
            found = f"{row.rate:.2f} MB/s"
            yield Target(f"{result.title}, speed", f"{wanted} MB/s", found, row.rate >= wanted)
        elif row.detector == PRESIDIO:
            met = row.ours_to_it.median >= 50
            yield Target(f"{result.title}, to Presidio", "50 times", str(row.ours_to_it), met)


def _tables(result: Any) -> Iterator[tuple[Sequence[str], Iterable[Sequence[str]]]]:
    if isinstance(result, accuracy.Result):
        yield _labels("covered whole, %", result, "covered")
        yield _labels("characters in clear, %", result, "leaked")
        head = ("", "documents leaking, %", "clean documents untouched, %", "look-alikes surviving, %")
        yield (
            head,
            [
                (row.detector, *map(_percent, (row.documents_leaking, row.clean_untouched, row.surviving)))
                for row in result.rows
            ],
        )
    elif isinstance(result, speed.Result):
        yield (
            ("", "MB/s", "µs a text", "asgi-agent to it [quartiles]"),
            [
                (row.detector, f"{row.rate:.3f}", f"{row.text_time:.0f}", str(row.ours_to_it))
                for row in result.rows
            ],
        )
    elif isinstance(result, streaming.Result):
        yield _held(result)
    elif isinstance(result, responses.Result):
        yield (
            ("", "text", "µs added a frame [quartiles]", "µs added to the first token [quartiles]"),
            [(row.app, row.text, str(row.added), str(row.first_added)) for row in result.rows],
        )
    else:
        yield (
            ("statement", "ms, median", "ms, best"),
            [(f"`{row.statement}`", f"{row.median:.0f}", f"{row.best:.0f}") for row in result.rows],
        )


def _labels(
    measure: str, result: accuracy.Result, field: str
) -> tuple[Sequence[str], Iterable[Sequence[str]]]:
    """A row for each label, a column for each detector."""
    head = (measure, "n", *(row.detector for row in result.rows))
    shares = [getattr(row, field) for row in result.rows]
    rows = [
        (label, str(n), *(_percent(share[label]) for share in shares)) for label, n in result.spans.items()
    ]
    every = (_percent(getattr(row, f"all_{field}")) for row in result.rows)
    return head, [*rows, ("all", str(sum(result.spans.values())), *every)]


def _held(result: streaming.Result) -> tuple[Sequence[str], Iterable[Sequence[str]]]:
    head = (
        "",
        "pieces",
        "µs a piece",
        "held: mean",
        "median",
        "p95",
        "max",
        "pieces before the first output",
    )
    return head, [
        (
            row.text,
            str(row.pieces),
            f"{row.piece_time:.1f}",
            f"{row.held_mean:.1f}",
            f"{row.held_median:.0f}",
            f"{row.held_p95:.0f}",
            str(row.held_max),
            f"{row.first_median:.0f} (p95 {row.first_p95:.0f})",
        )
        for row in result.rows
    ]


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f}"
