"""Holidays are days where it is said which, and else dinners, trees and fasts."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import spans
from tests.phi.rules.marked import missed


@pytest.mark.parametrize(
    "text",
    [
        "He fell in chapel [[Ash Wednesday]]. No LOC.",
        "I'm out [[Memorial Day]].",
        "We went out to the lake for [[Labor Day]] and I did alright.",
        "took turns staying thru [[Mother's Day]]",
        "signed [[Good Friday]] by the coroner",
        "seen on [[Easter Sunday]] and [[Christmas Eve 2019]]",
        "[[Thanksgiving 2022]]: gained 3 kg",
    ],
)
def test_what_is_the_name_of_a_day_is_a_date(text: str) -> None:
    """Whatever is said of it."""
    assert missed(text, Label.DATE) == []


@pytest.mark.parametrize(
    "text",
    [
        "closed for [[Thanksgiving]] and open after",
        "home for [[Passover]] if possible",
        "found on the floor [[Xmas]] morning",
        "worse since [[thanksgiving]]",
        "she fell [[christmas]] eve",
        "admitted after [[Yom Kippur]]",
        "the weekend of [[Easter]]",
    ],
)
def test_a_feast_is_a_date_where_words_say_so(text: str) -> None:
    """In small letters, too."""
    assert missed(text, Label.DATE) == []


@pytest.mark.parametrize(
    "text",
    [
        "Christmas disease is hemophilia B.",
        "A christmas tree rash of pityriasis.",
        "Easter Seals referral.",
        "Makes Thanksgiving dinner and likes Halloween candy.",
        "Fasting for Ramadan affects insulin dosing.",
        "Fasts for Yom Kippur.",
    ],
)
def test_a_feast_alone_stays(text: str) -> None:
    """It may be what is eaten, or what is named after it."""
    assert spans(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "closed for [[Labor day]]",
        "fell at a [[Super Bowl Sunday]] party",
        "fasting during [[Ramadan]]",
        "found on floor [[Xmas]] morning",
    ],
)
def test_a_holiday_may_be_in_small_letters_or_go_on(text: str) -> None:
    """As people write it."""
    assert missed(text, Label.DATE) == []
