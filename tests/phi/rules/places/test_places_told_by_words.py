"""Places told by a word in small letters after them, and headings that are none."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import spans
from tests.phi.rules.marked import missed


@pytest.mark.parametrize(
    "text",
    [
        "teaches in the [[Cherry Creek school district]] and coaches",
        "She sews at the [[Woolrich mill]] so grip is key",
        "Transfer from [[Crow/Northern Cheyenne Hosp]] at 0210",
        "Recheck w/ B. Amundson PA-C, [[Siouxland OccMed]]",
        "referred to [[Saints Joachim & Anne]].",
        "seen at [[Mercy Urgent Care - Exeter]]",
        "gets early intervention, [[JCPS]] preschool",
    ],
)
def test_a_place_may_be_called_so(text: str) -> None:
    """By what it is, in small letters or for short."""
    assert missed(text, Label.LOCATION) == []


@pytest.mark.parametrize(
    "text",
    [
        "SURG CLINIC. 46F R inguinal hernia",
        "CARDS CLINIC f/u",
        "NEURO CLINIC NOTE",
        "RHEUM CLINIC",
        "PREOP CLINIC",
        "EMS RUN SHEET  Inc#: none",
        "Uro Clinic",
    ],
)
def test_a_clinic_of_a_specialty_is_everywhere(text: str) -> None:
    """Whatever it is shortened to, in a heading."""
    assert spans(text) == []
