"""The word lists that ship."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files

import pytest

from asgi_agent.phi import lexicon


@pytest.mark.parametrize(
    ("word", "letter"),
    [
        ("maria", "G"),
        ("smith", "S"),
        ("brown", "s"),
        ("grace", "f"),
        ("april", "f"),
        ("parkinson", "p"),
        ("hodgkin", "p"),
    ],
)
def test_names_have_the_class_of_what_else_they_mean(word: str, letter: str) -> None:
    """So that the rules know how much has to speak for a name."""
    assert lexicon.names()[word] == letter


@pytest.mark.parametrize("word", ["patient", "hospital", "the", "diabetes", "metformin"])
def test_words_of_notes_are_no_names(word: str) -> None:
    """Some people bear nearly every word."""
    assert word not in lexicon.names()


def test_names_of_many_cultures_are_there() -> None:
    """The census counts everybody who lives in the United States."""
    assert {"nguyen", "patel", "garcia", "okafor", "kowalski", "hernandez", "kim"} <= lexicon.names().keys()


@pytest.mark.parametrize("word", ["mark", "will", "may", "bill", "rose", "faith", "max"])
def test_words_are_no_names_in_lower_case(word: str) -> None:
    """They would be seen in every second sentence."""
    assert word not in lexicon.plain_names()


def test_plain_names_are_names() -> None:
    """The list of those that count in lower case is a part of the other."""
    assert {"john", "maria"} <= lexicon.plain_names() <= lexicon.names().keys()


@pytest.mark.parametrize(
    "word", ["stopped", "testing", "severely", "diagnoses", "dressings", "worried", "larger", "kidney"]
)
def test_forms_of_words_are_words(word: str) -> None:
    """Only what nothing else leads to is in the list."""
    assert lexicon.is_word(word)


@pytest.mark.parametrize("word", ["oyelaran", "kvaratskhelia", "vlahos"])
def test_names_that_no_list_has_are_no_words(word: str) -> None:
    """What is neither may be somebody's name."""
    assert not lexicon.is_word(word)


def test_cities_are_told_from_those_that_are_names_too() -> None:
    """And countries and states are none."""
    cities = lexicon.cities()
    assert cities["chicago"] == cities["salt lake city"] == "K"
    assert cities["jackson"] == "k"
    assert not {"texas", "germany"} & cities.keys()


def test_the_lists_are_small() -> None:
    """They are part of every installation."""
    sizes = [len(path.read_bytes()) for path in files(lexicon).iterdir() if path.name.endswith(".gz")]
    assert len(sizes) == 3
    assert sum(sizes) < 300_000


def test_no_list_is_read_at_import() -> None:
    """An application that redacts nothing does not wait for them."""
    code = (
        "import asgi_agent.phi, asgi_agent.phi.lexicon as lexicon;"
        "print(lexicon.names.cache_info().currsize, lexicon.words.cache_info().currsize)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["0", "0"]
