"""Plates of vehicles."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import covered, found, label_of

FORMS = ("C74-GTB", "Y78-ZWS", "TZN 8292", "754 THR", "42-RX23", "2LKR693", "7ABC123", "ABC1234", "AB12 CDE")


@pytest.mark.parametrize("plate", FORMS)
@pytest.mark.parametrize(
    "text",
    [
        "driving plate {}.",
        "plate no. {}, 2019 minivan",
        "VIN 1M8GDM9AXKP042788 tag {}. Wheelchair",
        "TAG: {} (TX)",
        "the vehicle at scene {}, driver fled",
        "by van {}, with a lift",
        "a blue sedan {} hit him",
        "license plate is {}",
        "a Toyota with plate reading {}",
        "a red Honda Civic, {}, hit him",
    ],
)
def test_a_plate_is_told_by_its_vehicle(plate: str, text: str) -> None:
    """Whatever state it has its form from."""
    assert label_of(plate, text.format(plate)) is Label.VEHICLE


MORE_FORMS = ("46P 04Z", "54U 31G", "FYX-21J", "S432TER", "GK 59415", "386-MUK", "TRX 881", "7DXT701")


@pytest.mark.parametrize("plate", MORE_FORMS)
@pytest.mark.parametrize(
    "text",
    [
        "parked in bay 4, vehicle plate (visitor): {}",
        "Lic pl {}   colour grey",
        'tow(plate="{}", lot=4)',
        "driving a grey 2016 Honda Odyssey, {}, two seats",
        "we are in the van in front, {} if you look for us",
        "came by ute rego {}. Bitten at noon",
        "Visitor | 09:40 | {} | escorted",
        "Vendor | 10:02 | {}\nNext",
        "his own car {} is at the lot",
        "veh reg {}; red Mazda",
        "Subaru - {} - towed",
    ],
)
def test_a_plate_is_told_by_what_was_said_of_its_vehicle(plate: str, text: str) -> None:
    """Be it some words before, in brackets or in a table of visitors."""
    assert covered(plate, text.format(plate))


@pytest.mark.parametrize("plate", ["hgt 2291", "jx 59415", "46p 04z", "3yrn768", "463-kkb"])
def test_a_plate_of_two_groups_may_be_in_small_letters(plate: str) -> None:
    """As in chat."""
    assert label_of(plate, f"it's in the truck plate {plate} next to the ramp") is Label.VEHICLE


@pytest.mark.parametrize(
    "text",
    [
        "Meds\n| ASA 325 | daily |\n| LDL 135 | high |",
        "hit by a car, NPO 0800, ASA 325",
        "car vs tree at 40 MPH, GCS 15",
        "the plate had 123 cells",
        "a plate of 12 and 1234 more",
        "van transport for CPT 99213",
    ],
)
def test_abbreviations_with_figures_are_no_plates(text: str) -> None:
    """Results and doses stand in tables, and vehicles in accidents."""
    assert [label for _, label in found(text) if label is Label.VEHICLE] == []


def test_a_plate_may_be_in_small_letters() -> None:
    """Where it is said to be one."""
    assert label_of("kvr4821", "my license plate is kvr4821 ok") is Label.VEHICLE


@pytest.mark.parametrize(
    "text",
    ["growth plate L4-L5", "CAR 250 MG", "tag 12", "plate and screws C5-C6", "van 3 of 4", "BP 120 LYING"],
)
def test_levels_and_amounts_are_no_plates(text: str) -> None:
    """Spines have such names, and drugs such doses."""
    assert found(f"we noted {text} there") == []
