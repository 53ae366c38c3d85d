"""The state of a workflow: one mapping, into which every node writes what it gave."""

from __future__ import annotations

from typing import Annotated, Any

WAITING = "__waiting__"
"""Joins that were reached and have not run; gone from the state when there are none."""

ERRORS = "errors"
"""What failed on the way: a list of `{"node", "exception"}`."""


def merge(state: dict[str, Any], update: dict[str, Any]) -> dict[str, Any]:
    """The state with what a node gave; of two nodes that give the same key at once, the later row's stays.

    LangGraph applies what came at once in the order of the rows, so the outcome is the same each time.
    """
    merged = {**(state or {}), **update}
    if ERRORS in update and state and ERRORS in state:
        merged[ERRORS] = [*state[ERRORS], *update[ERRORS]]
    if WAITING in update:
        waiting = {**(state or {}).get(WAITING, {}), **update[WAITING]}
        merged[WAITING] = {join: True for join, waits in waiting.items() if waits}
        if not merged[WAITING]:
            del merged[WAITING]
    return merged


State = Annotated[dict[str, Any], merge]
