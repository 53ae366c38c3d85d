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


@pytest.mark.parametrize(
    "text",
    [
        "moved out of the [[Fortitude shelter]]. On Suboxone",
        "lives at [[Harbor House shelter]]",
        "seen at [[Kaiser Hosp]]",
        "from [[St Lukes hosp]] by ground",
        "[[Cherry Creek schools]] nurse",
        "lives on the [[Rosebud rez]]",
        "across from [[Fitger's]].",
        "ret. [[MBTA]]",
        "seen at [[U of Chicago]]",
        "fell at [[Six Flags]]",
        "attends [[First Baptist]].",
        "moved from [[Providence, RI]] to here",
        "[[Tampa VAMC]]",
        "walk-in at [[45-1144 Kam Hwy]], 2nd floor. Bring your card",
    ],
)
def test_a_word_or_a_cue_makes_a_place(text: str) -> None:
    """Of what is a common word by itself."""
    assert missed(text, Label.LOCATION, Label.ADDRESS) == []


@pytest.mark.parametrize(
    "text",
    [
        "at the homeless shelter",
        "an Emergency shelter",
        "Public schools are closed",
        "from an Outside hosp",
        "from Crohn's.",
        "has Sjogren's and RA",
        "our Billing office",
        "the Stroke center",
        "in the mill",
        "on the reservation",
    ],
)
def test_what_is_everywhere_is_no_place(text: str) -> None:
    """And a disease is none."""
    assert spans(text) == []


@pytest.mark.parametrize("text", ["{} last week", "from {} at 0210", "PCP Dr. Lee, {}."])
@pytest.mark.parametrize(
    "name",
    [
        "Mercy OKC",
        "Baptist LR",
        "Methodist SA",
        "Seton Main",
        "Baptist NE",
        "Abbott NW",
        "St Luke's Duluth",
        "Medical City Plano",
        "Via Christi St Francis",
        "Ventura Co Med Ctr",
        "Advocate Lutheran General",
    ],
)
def test_a_house_of_a_system_goes_with_its_town(name: str, text: str) -> None:
    """However short the town is written, and whatever side of it the house is on."""
    assert missed(text.replace("{}", f"[[{name}]]"), Label.LOCATION, Label.NAME) == []


@pytest.mark.parametrize(
    "text", ["Kaiser HMO", "Target INR 2-3", "CT of chest", "wants PIH labs", "Sharp pain", "Stanford type B"]
)
def test_what_is_after_such_a_word_is_no_town(text: str) -> None:
    """A plan, a result, a dissection."""
    assert [span for span in spans(text) if len(text) == span.end] == []


@pytest.mark.parametrize(
    "name",
    ["Bluegrass Pain", "Gulf Coast Cards", "Lone Star Pain", "Hartman Chiro", "Parkview Apts", "Waste Mgmt"],
)
def test_a_practice_is_called_after_what_it_treats(name: str) -> None:
    """For short, at the end of what is said."""
    assert missed(f"PCP: Dr. Lee, [[{name}]].", Label.LOCATION, Label.NAME) == []
