"""Numbers that are told figure by figure."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import spans
from tests.phi.rules.marked import missed


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("on mister hutchinson medical record [[four four one zero nine two]] period he came", Label.MRN),
        ("medical record number [[eight one double two six zero]] for follow up", Label.MRN),
        ("his MRN is [[one one nine four six two]].", Label.MRN),
        ("medical record [[3 3 7 0 1 8]], date of visit", Label.MRN),
        ("MRN [[4 4 0 9 1]] please", Label.MRN),
        ("Record number [[Four Four Nine One Zero Two]], comma", Label.MRN),
        ("my number is [[five five five oh one nine nine]]", Label.PHONE),
        ("call Jenny, [[two one three, five five five, oh one six six]]. Room eleven", Label.PHONE),
        ("reach me at [[seven oh two five five five oh one four four]]", Label.PHONE),
        ("extension [[four four two oh six]]", Label.PHONE),
        ("member ID is [[four four one dash nine two two]]", Label.HEALTH_PLAN),
        ("account number [[nine zero zero three seven]] is past due", Label.ACCOUNT),
        ("claim number [[six six one two zero four]] was denied", Label.HEALTH_PLAN),
    ],
)
def test_a_number_in_words_is_found_whole(text: str, label: Label) -> None:
    """By what is said of it, or by its length."""
    assert missed(text, label) == []


@pytest.mark.parametrize(
    "text",
    [
        "one two three four five six seven eight",
        "count with me: one, two, three, four, five, six, seven",
        "ten nine eight seven six five four three two one",
        "two to three times, four to five days",
        "five six or seven beers",
        "levels two, three, four and five were dissected",
        "patients one two three and four had it",
        "she can say one two three",
        "on a scale of one two three four five",
    ],
)
def test_whoever_counts_tells_no_number(text: str) -> None:
    """Nor does who tells of levels, times and patients."""
    assert spans(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "born [[two six nineteen fifty-one]]",
        "date of birth is [[six fourteen fifty two]]",
        "DOB [[eight slash nine slash seventy]]",
    ],
)
def test_a_birthday_may_be_told_in_numbers_alone(text: str) -> None:
    """After what says that somebody was born then."""
    assert missed(text, Label.DATE) == []
