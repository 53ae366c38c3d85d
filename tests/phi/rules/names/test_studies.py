"""Trials and measures that are written as nobody's name is."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import covered, found
from tests.phi.rules.marked import missed


@pytest.mark.parametrize(
    "text",
    [
        "What was the NNT in JUPITER for this endpoint?",
        "colchicine 0.5 as in LoDoCo2 when CrCl is 35",
        "does OlympiA apply to her?",
        "per SCD-HeFT, is it superior",
        "does A-HeFT still guide treatment?",
        "NT-proBNP is 4,310",
        "is a PaO2 of 340 compatible with that?",
    ],
)
def test_a_study_is_nobody(text: str) -> None:
    """Nor a place, nor is a measure."""
    assert found(text) == []


def test_those_that_have_the_same_name_are_found() -> None:
    """Written as names are."""
    assert covered("Olympia", "Lives in Olympia, WA with her mother")
    assert covered("Jupiter", "moved to Jupiter, FL in May")
    assert covered("JUPITER", "12 MAIN ST, JUPITER, FL 33458")


@pytest.mark.parametrize(
    "text",
    [
        "How strong is the evidence in Black patients?",
        "White patients versus Black patients",
        "a Korean woman and a Brown child",
        "role of Bristol stool in a 54-year-old",
        "by the Berlin definition of 2012",
        "of the San Francisco Syncope Rule",
        "Vaughan Williams class III",
        "after an Ivor Lewis esophagectomy",
        "New onset Dieulafoy, what next?",
        "suboxone 8/2 films",
        "buprenorphine/naloxone 8/2 SL",
    ],
)
def test_what_several_words_say_together_is_nobody(text: str) -> None:
    """Also where the last is in small letters, and ends what is looked at."""
    assert found(text) == []


@pytest.mark.parametrize(
    "sentence",
    ["regimen for [[Jun Dela Cruz]], 44", "[[May De Leon]] called", "[[Lonnie Iron Cloud]]'s motorcycle"],
)
def test_names_of_months_and_of_words_go_on(sentence: str) -> None:
    """With a particle, and with two words before a possessive."""
    assert missed(sentence, Label.NAME) == []
