"""The state of a workflow: one mapping, into which every node writes what it gave."""

from __future__ import annotations

from typing import Any

WAITING = "__waiting__"
"""Joins that were reached and have not run, each with its mark; gone from the state when there are none."""

REACHED = "reached"
LEFT_OVER = "left over"
"""Of a join that an earlier run on the thread had reached when it failed: LangGraph would still run it."""

NEW_RUN = "new run"
"""Written in place of marks where a run begins."""

FAILED = "__failed__"
"""Of a workflow inside of another: a branch ended with a node that failed."""

ERRORS = "errors"
"""What failed on the way: a list of `{"node", "exception"}`, behind what a client or a row has put there."""


def merge(state: dict[str, Any], update: dict[str, Any]) -> dict[str, Any]:
    """The state with what a node gave; of two nodes that give the same key at once, the later row's stays.

    LangGraph applies what came at once in the order of the rows, so the outcome is the same each time.
    """
    merged = {**(state or {}), **update}
    if _failures(update.get(ERRORS)):
        merged[ERRORS] = [*_listed((state or {}).get(ERRORS)), *update[ERRORS]]
    if WAITING in update:
        merged[WAITING] = _marked((state or {}).get(WAITING, {}), update[WAITING])
        if not merged[WAITING]:
            del merged[WAITING]
    return merged


def _failures(value: Any) -> bool:
    """Whether it is what nodes that failed have said, and no value that a client or a row gives."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(each, dict) and each.keys() == {"node", "exception"} for each in value)
    )


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _marked(known: dict[str, str], given: Any) -> dict[str, str]:
    if given == NEW_RUN:
        return dict.fromkeys(known, LEFT_OVER)
    return {join: mark for join, mark in {**known, **given}.items() if mark is not None}
