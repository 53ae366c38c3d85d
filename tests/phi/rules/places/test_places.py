"""Places below a state."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import found
from tests.phi.rules.marked import missed

FACILITIES = (
    "Follow up at [[Lakeview Regional Medical Center]].",
    "Transferred from [[St. Brendan's Hospital]] last night.",
    "seen at [[St. Luke's]] on Monday",
    "seen at [[Brigham and Women's Hospital, Boston]]",
    "Records from [[University of Michigan Hospital]] were reviewed.",
    "[[Hospital of the University of Pennsylvania]] sent records.",
    "[[Our Lady of Sorrows Hospital]] called.",
    "Resident of [[Cedar Hollow Nursing Home]].",
    "seen at [[Mercy General\nHospital]] on Monday",
    "Admitted to [[UPMC]] in 2019.",
    "Seen at [[MGH]] for a second opinion.",
    "The patient was flown to [[Johns Hopkins]].",
    "treated at the [[Cancer Center in New York]]",
    "who visited our [[San Francisco clinic]] last year",
    "seen at [[Mt. Sinai Hospital in NY]], on",
    "seen at [[Baylor]] again",
    "He is followed at the [[Houston VA]].",
    "She was referred to [[Harborview Family Practice]].",
    "He attends [[Lincoln Elementary School]].",
    "Facility: [[Bright Smiles Dental]]",
)
TOWNS = (
    "She lives in [[Kalamazoo]] with her son.",
    "lives in [[sacramento]] with his wife",
    "He is from [[Brooklyn]].",
    "from [[San Francisco, CA]], on",
    "Originally from [[Lagos]], Nigeria, she lives in [[Fresno]].",
    "from [[Tuscaloosa, Alabama]]",
    "Patient resides in [[Cook County]].",
    "He moved to [[Winston-Salem]] in 2015.",
    "City: [[Altoona]]",
)
STREETS = (
    "Lives at [[123 Maple Street]].",
    "[[4521 N. Willow Ave Apt 3B]], Denver, CO",
    "i live at [[44 oak st]] in chicago",
    "at [[1600 Pennsylvania Avenue NW]], Washington, DC",
    "Home: [[350 Fifth Avenue, Suite 4100]], New York",
    "[[2 Charles St., 3rd Floor]]",
    "Mail to [[P.O. Box 4521]], Duluth, MN",
    "[[PO Box 12]]",
    "[[RR 2 Box 45]], Altoona, PA",
    "[[9 County Road 12]], Eau Claire, WI",
    "[[2100 SW 12th Court]]",
    "[[18 E 83rd St.]], New York",
    "[[221B Baker Street]], London",
    "[[One Hospital Drive]], Columbia, MO",
    "Vive en [[Calle Mayor 15]], Madrid",
    "[[12 Rue de la Paix]], Paris",
    "[[Hauptstraße 12]], 10115 Berlin",
    "lives on [[Elm Street]] with her son",
)
CODES = (
    "Springfield, IL [[62704]].",
    "Boston, MA [[02118-1234]]",
    "Zip code [[94103]].",
    "zip: [[60614]]",
    "Flat 2, 14 Rose Court, Leeds [[LS1 4AP]]",
    "77 King St W, Toronto ON [[M5H 2N2]]",
    "St. Mary's Hospital in Chicago, IL [[60601]]",
    "my address is 9 elm st, boston, ma [[02118]]",
)


@pytest.mark.parametrize("sentence", FACILITIES)
def test_a_facility_is_found(sentence: str) -> None:
    """By its last word, a saint, an acronym, or by who is treated at it."""
    assert missed(sentence, Label.LOCATION) == []


@pytest.mark.parametrize("sentence", TOWNS)
def test_a_town_is_found(sentence: str) -> None:
    """By its state, by who lives in it, or by a list."""
    assert missed(sentence, Label.LOCATION) == []


@pytest.mark.parametrize("sentence", STREETS)
def test_a_street_is_found(sentence: str) -> None:
    """With its number, its unit and its direction, at home and abroad."""
    assert missed(sentence, Label.ADDRESS) == []


@pytest.mark.parametrize("sentence", CODES)
def test_a_zip_code_is_found_where_something_says_that_it_is_one(sentence: str) -> None:
    """A state before it, a key word, or its form."""
    assert missed(sentence, Label.ZIP) == []


def test_street_town_and_code_are_told_apart() -> None:
    """A limited data set keeps the latter two."""
    assert found("Lives at 123 Maple Street, Springfield, IL 62704.") == [
        ("123 Maple Street,", Label.ADDRESS),
        ("Springfield, IL", Label.LOCATION),
        ("62704", Label.ZIP),
    ]


SURVIVORS = (
    "Moved to California in 2010 and lives in Texas now.",
    "He was born in Germany and moved to Ohio.",
    "Moved from New Mexico to North Carolina; traveled to South Africa.",
    "Ward 7B, Room 12, ICU bed 4, Floor 3.",
    "Transferred to the MICU and then to the Emergency Department.",
    "Seen in Cardiology Clinic and in the Pain Clinic.",
    "Referred to Physical Therapy and Occupational Therapy.",
    "Follow up in Dermatology Clinic in 2 weeks.",
    "Medicaid Managed Care, Primary Care, Home Health, Public Health, Mental Health.",
    "World Health Organization, American Heart Association, Joint Commission.",
    "Lyme disease, West Nile virus, Rocky Mountain spotted fever.",
    "Boston criteria, Atlanta classification, Milan criteria.",
    "An MRI of the L-spine at L4-L5 was ordered.",
    "Aimed at stage III; tender at McBurney's point.",
    "WBC 12500, platelets 15000, CPT code 99213.",
    "Location: Right knee. Hospital Course: stable.",
    "MS relapse; MI in 2019; OR time; seen IN clinic.",
    "The 2 Day Course was completed.",
)


@pytest.mark.parametrize("text", SURVIVORS)
def test_what_looks_like_a_place_survives(text: str) -> None:
    """States, countries, wards, specialties, organisations, and what is named after places."""
    assert found(text) == []
