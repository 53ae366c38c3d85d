"""Identifiers that are known by their format alone."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import label_of

FORMATS = (
    (Label.SSN, "219-09-9999"),
    (Label.SSN, "219 09 9999"),
    (Label.SSN, "912-70-1234"),
    (Label.SSN, "000-00-0000"),
    (Label.CARD, "4111-1111-1111-1111"),
    (Label.CARD, "4111 1111 1111 1111"),
    (Label.CARD, "378282246310005"),
    (Label.CARD, "3782 822463 10005"),
    (Label.ACCOUNT, "GB29 NWBK 6016 1331 9268 19"),
    (Label.ACCOUNT, "DE89370400440532013000"),
    (Label.ACCOUNT, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"),
    (Label.ACCOUNT, "0x52908400098527886E0F7030069857D2E4169EE7"),
    (Label.HEALTH_PLAN, "1EG4-TE5-MK73"),
    (Label.HEALTH_PLAN, "1EG4TE5MK73"),
    (Label.VEHICLE, "1HGCM82633A004352"),
    (Label.DEVICE, "(01)00643169007222(17)160712(10)A22(21)123456"),
    (Label.DEVICE, "+H123PARTNO1234567890120/$$420020216LOT123456"),
    (Label.ID, "123e4567-e89b-12d3-a456-426614174000"),
    (Label.ID, "QQ 12 34 56 C"),
    (Label.ID, "1 85 05 78 006 084 36"),
    (Label.SSN, "130 692 544"),
    (Label.ID, "1.2.276.0.7230010.3.1.4.8323329.5797.1516900247"),
)


@pytest.mark.parametrize(("label", "value"), FORMATS)
def test_a_format_is_known_wherever_it_stands(label: Label, value: str) -> None:
    """Alone, in a sentence and in brackets."""
    assert label_of(value, value) is label
    assert label_of(value, f"we noted {value}, and more") is label
    assert label_of(value, f"there ({value}) it was") is label


def test_part_of_a_longer_number_is_no_number_of_its_own() -> None:
    """A number that goes on to either side is another one, and found as a whole."""
    assert label_of("1219-09-99991", "we noted 1219-09-99991") is not Label.SSN


def test_three_groups_of_three_need_their_check_digit() -> None:
    """Laboratory values come in such groups as well."""
    assert label_of("130 692 544", "we noted 130 692 544") is Label.SSN
    assert label_of("130 692 545", "we noted 130 692 545") is None
