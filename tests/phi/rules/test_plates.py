"""Plates of vehicles."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import found, label_of

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
