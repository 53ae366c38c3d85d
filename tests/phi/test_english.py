"""Words of English that are no names, though the list of common ones lacks them."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from asgi_agent.phi.lexicon import is_word, names
from tests.phi.rules.finding import covered, found

SAID = "I've You've We've They'd He'd It'd Y'all C'mon Ma'am Haha Hmm Oops Bot Chatbot Fyi Np Dont I\u2019ve"


@pytest.mark.parametrize("word", SAID.split())
@pytest.mark.parametrize(
    "frame", ["{} seen it", "{} called about it", "{}, what next?", "And then. {} asked", "{}: done"]
)
def test_what_is_said_names_nobody(word: str, frame: str) -> None:
    """Where it begins what somebody writes, as names do."""
    assert found(frame.format(word)) == []


@pytest.mark.parametrize(
    "word",
    [
        "Tumours",
        "Diarrhoea",
        "Anaesthetic",
        "Programme",
        "Behavioural",
        "Centres",
        "Litres",
        "Organised",
        "Labelled",
        "Haemoglobin",
        "Analysed",
        "British",
        "European",
        "Canadian",
        "Brazilian",
        "Website",
        "Offline",
        "Literally",
    ],
)
def test_words_of_britain_of_peoples_and_of_these_years_are_words(word: str) -> None:
    """At the beginning of a line, before what people do."""
    assert found(f"{word} called for more study") == []
    assert found(f"{word}: see below") == []


@pytest.mark.parametrize(
    "name", ["Moeller", "Baer", "Balfour", "Seymour", "Millen", "Goertz", "Fusae", "Tomoe"]
)
def test_names_are_not_taken_for_words_of_britain(name: str) -> None:
    """Which have the same letters in them."""
    assert not is_word(name.lower())
    assert covered(name, f"Dr. {name} called, and {name} will see her")


def test_no_word_takes_the_place_of_a_name() -> None:
    """A list of names goes before."""
    assert names().keys().isdisjoint({"british", "website"})
    assert [label for _, label in found("Irish, Brooke called")] == [Label.NAME]
