"""Results as Markdown tables, and beside the targets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks import imports, memory, middleware, serving
from benchmarks.chart import Group, draw
from benchmarks.graphs import TOKENS
from benchmarks.tables import Target, grid, verdicts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def markdown(results: Sequence[Any]) -> str:
    """Every table, what was left out of it, and which targets were met."""
    parts = []
    for result in results:
        parts.append(f"### {result.title[0].upper()}{result.title[1:]}")
        if result.rows:
            parts.append(grid(*_columns(result)))
        parts.extend(f"Left out: {each}" for each in result.left_out)
    return "\n\n".join([*parts, *verdicts([*targets(results)])])


def chart(results: Sequence[Any]) -> str:
    """Requests a second of every case that was served over a socket; all of them if none was."""
    tables = [result for result in results if isinstance(result, serving.Result)]
    served = [result for result in tables if result.case.transport == "serve"] or tables
    groups = [Group(table.title, [(row.app, row.rate) for row in table.rows]) for table in served]
    return draw("Requests a second (more is better)", "req/s", groups)


def targets(results: Sequence[Any]) -> Iterator[Target]:
    """What each number was meant to be: name, wish, finding, whether it was met."""
    for result in results:
        if isinstance(result, serving.Result):
            yield from _serving_targets(result)
        elif isinstance(result, middleware.Result):
            for row in result.rows:
                if row.name == "asgi-agent":
                    found = f"{row.best_added:.1f} µs (median {row.median_added:.1f})"
                    yield Target(result.title, "at most 8 µs added", found, row.best_added <= 8)
        elif isinstance(result, imports.Result):
            for each in result.rows:
                if "asgi_agent" in each.statement:
                    met = each.median < 150 and not each.frameworks
                    yield Target(each.statement, "under 150 ms, no framework", f"{each.median:.0f} ms", met)
        elif isinstance(result, memory.Result):
            for stream in result.rows:
                if stream.app == "asgi-agent":
                    found = f"{stream.kilobytes:.1f} KB"
                    yield Target("an idle open stream", "under 50 KB", found, stream.kilobytes < 50)


def _serving_targets(result: serving.Result) -> Iterator[Target]:
    for row in result.rows:
        if row.app != "asgi-agent":
            continue
        if result.case.framework == "langgraph":
            met = row.to_bare.median >= 0.95
            yield Target(result.title, "0.95 of the bare route", str(row.to_bare), met)
        elif row.to_peer is not None:
            wanted = 1.5 if result.case.shape == "invoke" else 1.9
            met = row.to_peer.median >= wanted
            yield Target(result.title, f"{wanted} times AgentFlow's server", str(row.to_peer), met)


def _columns(result: Any) -> tuple[Sequence[str], list[Sequence[str]]]:
    if isinstance(result, serving.Result):
        return _serving_columns(result)
    if isinstance(result, middleware.Result):
        head = (
            "middleware",
            "added µs, best round",
            "added µs, median",
            "whole µs, best",
            "whole µs, median",
        )
        return head, [
            (row.name, *_numbers(1, row.best_added, row.median_added, row.best, row.median))
            for row in result.rows
        ]
    if isinstance(result, imports.Result):
        return ("statement", "ms, median", "ms, best", "frameworks loaded"), [
            (f"`{row.statement}`", *_numbers(0, row.median, row.best), ", ".join(row.frameworks) or "none")
            for row in result.rows
        ]
    return ("app", "streams", "KB a stream"), [
        (row.app, str(row.streams), f"{row.kilobytes:.1f}") for row in result.rows
    ]


def _serving_columns(result: serving.Result) -> tuple[Sequence[str], list[Sequence[str]]]:
    streamed = result.case.shape == "stream"
    head = ["", "req/s", "p50 ms", "p99 ms", "to bare route [quartiles]"]
    rows: list[Sequence[str]] = []
    if streamed:
        head[2:2] = ["tokens/s", "first event ms", "first token ms"]
    for row in result.rows:
        cells = [row.app, f"{row.rate:.0f}", *_numbers(2, row.p50, row.p99), str(row.to_bare)]
        if streamed:
            cells[1] = f"{row.rate:.1f}"
            tokens = f"{row.rate * len(TOKENS):.0f}"
            cells[2:2] = [tokens, *_numbers(2, row.first_event, row.first_token)]
        rows.append(cells)
    return head, rows


def _numbers(digits: int, *values: float) -> Iterable[str]:
    return (f"{value:.{digits}f}" for value in values)
