"""The state of a workflow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.workflows.csvs import load, run

if TYPE_CHECKING:
    from pathlib import Path

STUMBLED = {"node": "A", "exception": "LookupError"}


def _stumble(inputs: Any) -> None:
    raise LookupError


@pytest.mark.parametrize(
    ("given", "kept"),
    [(1, [1]), (None, []), ("n/a", ["n/a"]), (["x"], ["x"]), ({"a": 1}, [{"a": 1}]), ([], [])],
)
async def test_a_client_may_have_errors_of_its_own(tmp_path: Path, given: Any, kept: list[Any]) -> None:
    """What fails on the way is told behind them, and the run goes the way of failure."""
    graph = load(tmp_path, "G,A,stumble,,,,,,,N\nG,N,echo,N,,,way", agents={"stumble": _stumble})
    state = await run(graph, {"errors": given})
    assert (state["errors"], state["way"]) == ([*kept, STUMBLED], "N")


async def test_a_row_may_put_out_errors(tmp_path: Path) -> None:
    """The later row's stay, as of any other field."""
    for value in ("abc", ["x"], 7):
        rows = "G,A,tell,,,,errors,B\nG,B,tell,,,,errors"
        state = await run(load(tmp_path, rows, agents={"tell": lambda inputs, value=value: value}))
        assert state["errors"] == value


async def test_failures_at_once_are_all_told(tmp_path: Path) -> None:
    """In the order of their rows, behind what a row has put there."""
    rows = """
        G,S,echo,none,,,errors,A|B
        G,A,stumble,,,,,,,N
        G,B,stumble,,,,,,,N
        G,N
    """
    state = await run(load(tmp_path, rows, agents={"stumble": _stumble}))
    assert state["errors"] == ["none", STUMBLED, {**STUMBLED, "node": "B"}]
