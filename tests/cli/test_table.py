"""Rows for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.cli.table import print_table

if TYPE_CHECKING:
    import pytest


def test_cells_of_a_column_begin_below_one_another(capsys: pytest.CaptureFixture[str]) -> None:
    """Under a head that may be the widest, without blanks at the end."""
    print_table([("id", "principal"), ("longer", "x"), ("y", "")])
    assert capsys.readouterr().out.splitlines() == ["id      principal", "longer  x", "y"]
