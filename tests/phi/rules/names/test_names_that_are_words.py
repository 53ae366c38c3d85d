"""Names in chat that are words as well, or that a possessive hides."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import found
from tests.phi.rules.marked import missed


@pytest.mark.parametrize(
    "sentence",
    [
        "hello, this is [[mr. chad farmer]]. who are you?",
        "spoke to [[mrs. dawn jessen]] about it",
        "seen by [[dr. art vance]] today",
        "[[mr. mark]] said he was late",
    ],
)
def test_a_title_with_its_dot_says_so(sentence: str) -> None:
    """Without the dot it may be a scan, `mr`, or a disease, `ms`."""
    assert missed(sentence, Label.NAME) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "what's your name? [[mark pinto]]",
        "whats your name?\n[[jillian capon]]",
        "agent: what is your name?\ncaller: [[mark pinto]]",
        "my name's [[mark pinto]]",
        "they named him [[dexter]]",
        "she named her [[maria lopez]].",
    ],
)
def test_the_answer_to_a_question_for_a_name_is_one(sentence: str) -> None:
    """In small letters, on the same line, on the next, or by the next speaker."""
    assert missed(sentence, Label.NAME) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "they have kids: [[natalina]], [[thomas]], [[crystal]] and [[omar]]",
        "their children [[emma]] and [[jack]] are well",
        "Her children are [[Hans]], [[Linda]], [[Amber]], [[Andrew]] and [[Amanda]].",
    ],
)
def test_all_children_of_a_row_are_named(sentence: str) -> None:
    """Also whose names are words."""
    assert missed(sentence, Label.NAME) == []


@pytest.mark.parametrize("name", ["maria", "susan", "jessica", "john"])
@pytest.mark.parametrize("quote", ["'", "\u2019"])
def test_a_possessive_hides_no_name(name: str, quote: str) -> None:
    """Its letter must not be taken for one of the name."""
    assert missed(f"it is in [[{name}]]{quote}s chart", Label.NAME) == []


@pytest.mark.parametrize(
    "text",
    [
        "what is the drug name? metoprolol",
        "brand name? art of medicine",
        "name? will call back",
        "ms may progress quickly",
        "ms will relapse",
        "mr imaging of the brain",
        "the tumor named after virchow",
        "the patient's chart and the nurse's note",
        "it's today's list and that's the doctor's order",
    ],
)
def test_words_stay_words(text: str) -> None:
    """Beside what a name could stand beside."""
    assert found(text) == []
