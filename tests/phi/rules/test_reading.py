"""Reading text as words."""

from __future__ import annotations

import pytest

from asgi_agent.phi.islands import Island
from asgi_agent.phi.rules.reading import after, before, folded, offsets, tokens

KNOWN = {"seen": "sv", "at": "xt", "today": "xd", ",": ",,"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dr. O'Brien's Anne-Marie", ["Dr", ".", "O'Brien", "'s", "Anne-Marie"]),
        ("54 y/o F, 3/4 of 12.5", ["54", "y/o", "F", ",", "3/4", "of", "12.5"]),
        ("a\nb", ["a", "\n", "b"]),
        ("SMITH,JOHN (MRN#12)", ["SMITH", ",", "JOHN", "(", "MRN", "#", "12", ")"]),
        ("Núñez Łukasz", ["Núñez", "Łukasz"]),
        ("LS1 4AP or M5H 2N2", ["LS1 4AP", "or", "M5H 2N2"]),
        ("john_smith", ["john", "smith"]),
        ("", []),
    ],
)
def test_words_numbers_and_signs_are_told_apart(text: str, words: list[str]) -> None:
    """A possessive is a word of its own, and a postcode is one word."""
    assert tokens(text, 0, len(text)) == words


@pytest.mark.parametrize("text", ["Anne-Marie's 54 y/o (a.b), 3/4 O'B\nLS1 4AP", "it's 5-6 'quoted' x_y"])
def test_text_with_accents_reads_like_text_without(text: str) -> None:
    """There are two patterns, and one is only faster."""
    accented = text + " é"
    assert tokens(accented, 0, len(text)) == tokens(text, 0, len(text))


def test_words_are_found_again_in_the_text() -> None:
    """Each after the one before it."""
    text = "x a b a x"
    assert offsets(text, 2, ["a", "b", "a"]) == [(2, 3), (4, 5), (6, 7)]


def test_the_words_before_an_island_are_those_that_say_something() -> None:
    """Any other is one of no meaning, and no more than three count."""
    text = "was seen there at Mercy"
    assert before(Island(text, 18, 23, 23, 0), KNOWN) == "svxxxt"


def test_no_word_before_an_island_is_cut() -> None:
    """Of a long one only the end would be in reach."""
    text = "unseen" * 5 + " Mercy"
    assert before(Island(text, 31, 36, 36, 0), {"seen": "sv"}) == ""


def test_nothing_before_what_detection_may_look_at_counts() -> None:
    """It may not be there in a stream."""
    text = "seen at Mercy"
    assert before(Island(text, 8, 13, 13, 5), KNOWN) == "xt"


def test_the_word_after_an_island_counts() -> None:
    """It ended the island."""
    text = "Mercy today"
    assert after(Island(text, 0, 5, 11, 0), KNOWN) == "xd"
    assert after(Island(text, 0, 5, 5, 0), KNOWN) == ""


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("Núñez", "nunez"),
        ("O'Brien", "obrien"),
        ("Łukasz", "lukasz"),
        ("STRAẞE", "strasse"),
        ("Bjørn", "bjorn"),
    ],
)
def test_words_are_compared_without_accents(word: str, plain: str) -> None:
    """As the lists have them."""
    assert folded(word) == plain
