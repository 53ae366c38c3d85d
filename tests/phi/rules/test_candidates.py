"""Runs of letters and digits that may be somebody's number."""

from __future__ import annotations

import pytest

from asgi_agent.phi.rules.candidates import runs
from asgi_agent.phi.rules.shape import shape_of


def parts(text: str) -> list[str]:
    """The runs in a text."""
    return [text[start:end] for start, end, _ in runs(shape_of(text))]


@pytest.mark.parametrize(
    "token", ["12345678", "ST-998877", "12345-NYP", "UCLA-T1D-2023", "87342GH", "1EG4-TE5-MK73", "24/SP/0012"]
)
def test_a_run_is_taken_whole(token: str) -> None:
    """From its first letter to its last."""
    assert parts(f"(MRN: {token}),") == [token]


def test_signs_at_the_ends_are_no_part_of_a_run() -> None:
    """Nor are those that join no letters."""
    assert parts("-12345-. 67890/ #4455") == ["12345", "67890", "4455"]


def test_two_digits_are_none() -> None:
    """Ages, doses and small counts are never looked at."""
    assert parts("40 mg, A1c 7.2, T2DM, 5/8") == []


def test_digits_are_counted() -> None:
    """Without the letters between them."""
    assert [digits for _, _, digits in runs(shape_of("A1B2C3D4"))] == [4]
