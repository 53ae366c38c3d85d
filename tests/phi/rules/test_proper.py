"""People and places, found by one reading of an island."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Redactor
from asgi_agent.phi.islands import Island
from asgi_agent.phi.memory import Memory
from asgi_agent.phi.rules import proper, word_classes


def island(text: str) -> Island:
    """A whole text."""
    return Island(text, 0, len(text), len(text), 0)


def test_people_and_places_are_found_together() -> None:
    """Each with the rule that says so, and a place perhaps by two."""
    spans = proper.find(island("Maria Lopez from Salt Lake City"), Memory())
    assert {(span.start, span.end, span.rule) for span in spans} == {
        (0, 11, "name.full"),
        (17, 31, "place.town"),
        (17, 31, "place.in"),
    }


@pytest.mark.parametrize("text", ["34-year-old", "mrn 12", "", "  ", "..."])
def test_an_island_that_can_hold_neither_is_left_at_once(text: str) -> None:
    """Most islands are of this kind."""
    assert proper.find(island(text), Memory()) == []


def test_a_name_is_learnt_when_it_is_found() -> None:
    """Its words are, each for itself."""
    memory = Memory()
    proper.find(island("Name: Adaeze Oyelaran"), memory)
    assert memory.names == {"adaeze", "oyelaran"}


def test_a_name_that_is_a_guess_is_not_learnt() -> None:
    """Or one mistake would make many."""
    memory = Memory()
    assert proper.find(island("with Whitfield, and"), memory)
    assert memory.names == set()


def test_nothing_that_was_written_is_kept() -> None:
    """Neither a name that no list has, nor the text around it, outlives the text."""
    name = "Qwxyzzia Vvlahozz"
    Redactor().find(f"Patient: {name}, seen at {name} Hospital")
    classes = word_classes.words().classes
    assert not {"Qwxyzzia", "Vvlahozz"} & classes.keys()


def test_common_words_are_kept_once_they_are_met() -> None:
    """They are of nobody, and their classes take time to work out."""
    classes = word_classes.words().classes
    letters = classes["Dressings"]
    assert classes.get("Dressings") == letters == "CC"


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Maria", "G"),
        ("MARIA", "L"),
        ("maria", "y"),
        ("Lopez", "S"),
        ("LOPEZ", "M"),
        ("lopez", "z"),
        ("Brown", "s"),
        ("brown", "q"),
        ("Oyelaran", "U"),
        ("OYELARAN", "A"),
        ("oyelaran", "w"),
        ("Çelikkol", "S"),
        ("April", "h"),
        ("Georgia", "h"),
        ("Parkinson", "p"),
        ("Dr", "T"),
        ("daughter", "Y"),
        ("MD", "X"),
        ("PhD", "d"),
        ("CHF", "C"),
        ("XZQ", "a"),
        ("Metformin", "C"),
        ("Adalimumab", "C"),
        ("FloSeal", "C"),
        ("McDonald", "S"),
        ("Ruiz-Ortega", "S"),
        ("Non-Hodgkin", "C"),
        ("54yo", "o"),
        ("12345678", "8"),
        ("42", "9"),
        ("J", "I"),
        ("j", "l"),
    ],
)
def test_words_have_the_class_of_what_they_may_be_in_a_name(word: str, name: str) -> None:
    """By the lists, by their case, and by their form."""
    assert word_classes.words().classes[word][0] == name


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("Chicago", "K"),
        ("CHICAGO", "K"),
        ("chicago", "q"),
        ("Jackson", "k"),
        ("Texas", "S"),
        ("TX", "s"),
        ("MD", "c"),
        ("Germany", "N"),
        ("Hospital", "H"),
        ("hospital", "h"),
        ("Medical", "M"),
        ("General", "m"),
        ("Pediatrics", "r"),
        ("Street", "X"),
        ("UCSF", "A"),
        ("County", "Y"),
        ("62704", "Z"),
        ("62704-1234", "7"),
        ("LS1 4AP", "7"),
        ("123", "9"),
        ("5th", "5"),
        ("Hauptstrasse", "F"),
        ("Qwxyzville", "k"),
        ("Oyelaran", "w"),
        ("Patient", "x"),
        ("treated", "v"),
        ("at", "t"),
    ],
)
def test_words_have_the_class_of_what_they_may_be_in_a_place(word: str, place: str) -> None:
    """By the lists, by their case, and by their form."""
    assert word_classes.words().classes[word][1] == place
