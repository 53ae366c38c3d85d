"""Check digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asgi_agent.phi.rules import checksums

if TYPE_CHECKING:
    from collections.abc import Callable

VALID = (
    (checksums.luhn, "4111 1111 1111 1111"),
    (checksums.luhn, "378282246310005"),
    (checksums.luhn, "490154203237518"),
    (checksums.npi, "1234567893"),
    (checksums.dea, "AB1234563"),
    (checksums.vin, "1M8GDM9AXKP042788"),
    (checksums.vin, "1hgcm82633a004352"),
    (checksums.iban, "GB29 NWBK 6016 1331 9268 19"),
    (checksums.iban, "DE89370400440532013000"),
    (checksums.aba, "021000021"),
    (checksums.cas, "7732-18-5"),
    (checksums.nhs, "943 476 5919"),
    (checksums.ssn, "219-09-9999"),
)


@pytest.mark.parametrize(("check", "value"), VALID)
def test_a_published_example_is_right(check: Callable[[str], bool], value: str) -> None:
    """As the standard or the issuer prints it, separators and all."""
    assert check(value)


@pytest.mark.parametrize(("check", "value"), VALID[:-1])
def test_one_wrong_digit_shows(check: Callable[[str], bool], value: str) -> None:
    """Whatever the check digit is worth, it tells a single digit that was mistyped."""
    at = max(index for index, character in enumerate(value) if character.isdigit())
    wrong = value[:at] + str((int(value[at]) + 1) % 10) + value[at + 1 :]
    assert not check(wrong)


@pytest.mark.parametrize("value", ["", "4", "no digits at all", "١٢٣٤٥٦٧٨٩٠"])
@pytest.mark.parametrize("check", dict.fromkeys(check for check, _ in VALID))
def test_what_is_no_number_is_not_right(check: Callable[[str], bool], value: str) -> None:
    """Nor does it fail."""
    assert not check(value)


@pytest.mark.parametrize("value", ["000-12-3456", "666-12-3456", "912-12-3456", "123-00-4567", "123-45-0000"])
def test_numbers_never_given_out_are_no_likely_ssn(value: str) -> None:
    """Areas 000, 666 and 9xx, group 00 and serial 0000 (SSA)."""
    assert not checksums.ssn(value)


def test_an_npi_begins_with_1_or_2() -> None:
    """Ten digits that pass Luhn with the prefix, but begin with another digit, are none."""
    assert checksums.luhn("808403234567899")
    assert not checksums.npi("3234567899")
