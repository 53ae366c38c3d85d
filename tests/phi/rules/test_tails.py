"""The last four figures of somebody's number."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import found
from tests.phi.rules.marked import missed


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        (Label.CARD, "paid with Visa ...[[3770]]"),
        (Label.CARD, "Visa **** [[3770]] was used"),
        (Label.CARD, "Mastercard **** **** **** [[3770]]"),
        (Label.CARD, "the card x[[3770]] was used"),
        (Label.ACCOUNT, "checking ...[[3770]] was debited"),
        (Label.SSN, "SSN ...[[3770]]"),
        (Label.SSN, "last four [[3770]], thanks"),
        (Label.SSN, "last 4 of social: [[3770]]"),
        (Label.SSN, "last four digits are [[3770]]."),
        (Label.SSN, "and last four of social?\npt: [[3770]]"),
        (Label.CARD, "the card i used ends [[3770]] ok"),
        (Label.ACCOUNT, "the account that ended in [[3770]] was closed"),
    ],
)
def test_an_end_is_found_where_it_is_said_to_be_one(label: Label, sentence: str) -> None:
    """By a mask, or by words."""
    assert missed(sentence, label) == []


@pytest.mark.parametrize(
    "text", ["the last four 1000 mL bags", "in 2019 ...2020", "wait ...1200 steps", "x4471"]
)
def test_other_figures_are_no_ends(text: str) -> None:
    """Amounts, years, and the extension of an office."""
    assert found(f"we noted {text} there") == []
