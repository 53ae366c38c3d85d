from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.middleware.redaction.texts import Text, WholeText, parts
from asgi_agent.phi import Redactor

NOTE = "mail to bob@example.org and call 555-123-4567 or 212-555-0187 today please"


@pytest.mark.parametrize(
    ("taken", "given_back", "lengths", "expected"),
    [
        ("one two", "one two", [3, 4], ["one", " two"]),
        ("Bob Smith went", "[NAME] went", [3, 6, 5], ["[NAME]", "", " went"]),
        ("see Bob", "see [NAME]", [2, 5], ["se", "e [NAME]"]),
        ("a 12 b 34 c", "a [X] b [Y] c", [4, 5, 2], ["a [X] b [Y]", "", " c"]),
        ("aaa", "aa", [1, 1, 1], ["a", "a", ""]),
        ("secret", "", [3, 3], ["", ""]),
        ("Bob\n12 a\n", "[X]\n[Y] a\n", [4, 5], ["[X]\n", "[Y] a\n"]),
        ("Bob\nLee\n", "[NAME]\n", [4, 4], ["[NAME]", "\n"]),
        ("one", "one", [3], ["one"]),
        ("one", "two", [3], ["two"]),
        ("", "", [], []),
    ],
)
def test_a_result_is_cut_as_what_it_was_made_of(
    taken: str, given_back: str, lengths: list[int], expected: list[str]
) -> None:
    """What stands in the place of something goes to the piece in which that begins."""
    assert parts(taken, given_back, lengths) == expected


@given(st.text("ab", max_size=12), st.text("abX", max_size=12), st.lists(st.integers(0, 12), max_size=4))
def test_nothing_of_a_result_is_lost(taken: str, given_back: str, places: list[int]) -> None:
    """Whatever the two have in common."""
    cuts = [0, *sorted(min(place, len(taken)) for place in places), len(taken)]
    lengths = [end - start for start, end in itertools.pairwise(cuts)]
    assert "".join(parts(taken, given_back, lengths)) == given_back


@given(st.lists(st.integers(1, len(NOTE) - 1), max_size=8))
def test_pieces_that_are_joined_give_the_whole_rewritten(places: list[int]) -> None:
    """However it was cut; and a piece without identifiers says what it said."""
    cuts = [0, *sorted(set(places)), len(NOTE)]
    pieces = [NOTE[start:end] for start, end in itertools.pairwise(cuts)]
    text = Text(Redactor().stream())
    slots = [text.feed(piece) for piece in pieces]
    text.close()
    assert "".join(slot.text for slot in slots) == Redactor().redact(NOTE)
    assert not any(slot.left for slot in slots)


def test_a_piece_is_decided_when_nothing_of_it_can_change() -> None:
    """The last word of a piece may go on in the next."""
    text = Text(Redactor().stream())
    first = text.feed("the pain grew le")
    assert first.left
    second = text.feed("ss and well ")
    assert not first.left
    assert (first.text, second.text) == ("the pain grew le", "ss and well ")


def test_a_whole_text_is_given_back_at_its_end() -> None:
    """And nothing before."""
    text = WholeText(str.upper)
    assert text.feed("a") + text.feed("b") == ""
    assert text.held == 2
    assert text.close() == "AB"
