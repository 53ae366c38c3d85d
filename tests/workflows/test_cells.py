"""What the cells of a row say."""

from __future__ import annotations

from typing import Any

import pytest

from asgi_agent.workflows.cells import read_context


@pytest.mark.parametrize(
    ("cell", "settings"),
    [
        ("{workflow=::Inner}", {"workflow": "::Inner"}),
        ("{collection=a.txt, mode=append}", {"collection": "a.txt", "mode": "append"}),
        ("{ a = 1 ,b=2,c.d=}", {"a": "1", "b": "2", "c.d": ""}),
        ("{nodes=A, B|C, default_target=A}", {"nodes": "A, B|C", "default_target": "A"}),
        ("{rule=a, b == c}", {"rule": "a, b == c"}),
        ("{separator=, }", {"separator": ","}),
        ('{"a": "b, c=d"}', {"a": "b, c=d"}),
        ("a, b=c", {"context": "a, b=c"}),
        ("", {}),
    ],
)
def test_the_settings_of_a_cell(cell: str, settings: dict[str, Any]) -> None:
    """Parted by commas that another name follows, and by no others."""
    assert read_context(cell) == settings


def test_a_setting_is_there_once() -> None:
    """Which of two is meant nobody can say."""
    with pytest.raises(ValueError, match="mode is there twice"):
        read_context("{mode=write, mode=append}")
