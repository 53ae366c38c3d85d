"""Points on the earth, and pairs of results that look like them."""

from __future__ import annotations

import pytest

from asgi_agent.phi import LIMITED_DATA_SET, Label, Redactor
from asgi_agent.phi.rules.coordinates import room
from asgi_agent.phi.rules.shape import shape_of
from tests.phi.rules.finding import found, label_of


@pytest.mark.parametrize(
    "point",
    [
        "41.8818,-87.6232",
        "41.8818, -87.6232",
        "51.5074, -0.1278",
        "-122.4194, 37.7749",
        "-33.868820,151.209290",
        "\u221233.8688, 151.2093",
        "41.8818\xb0 N, 87.6232\xb0 W",
        "41.882\xb0N 87.623\xb0W",
        "41.8818 N, 87.6232 W",
        "N41.8818 W87.6232",
        "41.8818\xb0, -87.6232\xb0",
        "41\xb052'55\"N 87\xb037'23\"W",
        "41\xb052\u203255\u2033 N, 87\xb037\u203223\u2033 W",
        "41\xb0 52.917' N, 87\xb0 37.383' W",
    ],
)
def test_a_point_is_found_whole(point: str) -> None:
    """With a sign or letters that tell where from it counts."""
    assert label_of(point, point) is Label.ADDRESS
    assert label_of(point, f"he was found at {point} today.") is Label.ADDRESS
    assert label_of(point, f"there ({point}), he said") is Label.ADDRESS


@pytest.mark.parametrize(
    "text",
    [
        "GPS 41.881,87.623",
        "gps: 41.8818 87.6232",
        "coordinates (41.8818, 87.6232)",
        "location = 41.8818, 87.6232",
        "lat/long: 41.8818/87.6232",
        "lat 41.8818 lon -87.6232",
        "Latitude: 41.8818\nLongitude: -87.6232",
        '"lat": 41.8818, "lng": -87.6232',
    ],
)
def test_a_word_before_tells_of_a_point(text: str) -> None:
    """Both numbers go, however they are joined."""
    [(value, label)] = found(text)
    assert label is Label.ADDRESS
    assert value.startswith("41.88")
    assert text.removesuffix(")").endswith(value)


@pytest.mark.parametrize(
    "text",
    [
        "3.4567, 12.3456",
        "TSH 3.4567, 12.3456 last year",
        "95% CI -0.1234, 0.5678",
        "mean difference (-12.345, 4.567)",
        "z -1.2345, -2.3456",
        "[0.0123, -14.4567, 12.3456]",
        "power 3.456 W, 12.345 W",
        "37.123\xb0C, 38.234\xb0C",
        "200.1234, -95.1234",
        "41.88, -87.62",
        "knee 0\xb0 to 130\xb0 of flexion",
        "lat 3.5",
    ],
)
def test_results_are_no_point(text: str) -> None:
    """Rows of numbers, units, intervals, and what lies nowhere on the earth."""
    assert found(text) == []


def test_a_point_is_an_address() -> None:
    """It tells one house: a limited data set has towns and ZIP codes, and no more (164.514(e)(2)(ii))."""
    assert Redactor().redact("GPS 41.8818,-87.6232") == "GPS [ADDRESS]"
    for policy in ("safe_harbor", LIMITED_DATA_SET):
        assert Redactor(policy).redact_json({"lat": 41.8818, "lng": -87.6232}) == {
            "lat": "[ADDRESS]",
            "lng": "[ADDRESS]",
        }
        assert "41.88" not in Redactor(policy).redact("GPS 41.8818,-87.6232")


def test_most_text_has_no_room_for_a_point() -> None:
    """Then the patterns are not asked."""
    assert room(shape_of("41.8818,-87.6232"))
    assert not room(shape_of("K 4.123 mmol/L, BP 120/80 at 37.5"))
