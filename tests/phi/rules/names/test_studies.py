"""Trials and measures that are written as nobody's name is."""

from __future__ import annotations

import pytest

from tests.phi.rules.finding import covered, found


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
