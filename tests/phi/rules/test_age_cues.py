"""Ages over 89 by what is said around them."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.marked import missed, too_much


@pytest.mark.parametrize(
    "sentence",
    [
        "Pt turned [[99]] on his birthday!",
        "in her late [[nineties]]",
        "a [[nonagenarian]] with mild dementia",
        "My mother made it to [[90]], you know.",
        "my grandma is [[92]] lol",
        "He will be [[91]] soon",
        "How old are your parents? [[95]] and 88",
        "He lived to be [[103]].",
        "father d. [[91]], mother d. [[97]] of stroke",
        "Father died at [[92]] of a stroke, mother alive at [[94]].",
        "she is going on [[95]]",
        "mom age [[92]]",
        "Yrs: [[92]]",
    ],
)
def test_ages_are_found_as_they_are_told(sentence: str) -> None:
    """Of kin, of what was reached, of decades."""
    assert missed(sentence, Label.AGE) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "She is 95 on room air.",
        "He lived at [[92 Main Street]].",
        "my father is 95 kg",
        "in the late nineties",
        "an octogenarian",
    ],
)
def test_other_numbers_near_people_are_no_ages(sentence: str) -> None:
    """Saturations, houses, weights, other decades."""
    assert too_much(sentence) == []
