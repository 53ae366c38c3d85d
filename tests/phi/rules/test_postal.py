"""Addresses of the armed forces, and postal codes of other countries."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label, Redactor
from tests.phi.rules.finding import covered, found, label_of


@pytest.mark.parametrize(
    "address",
    [
        "PSC 4355, Box 4187\nAPO AP 28906",
        "PSC 3294 Box 9168 APO AE 09021",
        "psc 3294 box 9168, apo ae 09021-9998",
        "CMR 402 Box 1234, APO AE 09180",
        "Unit 8524 Box 0979\nDPO AA 56703",
        "USNS Mercy\nFPO AP 96672",
        "USS Nimitz (CVN 68), FPO AP 96692",
        "APO, AE 09128",
        "CMR 402 Box 1234",
    ],
)
def test_an_address_of_the_armed_forces_is_found_whole(address: str) -> None:
    """With its box or ship, its office and its ZIP code, on one line or on two."""
    assert covered(address, f"Veteran, mail to {address} please")
    assert covered(address, address)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("3520", "ZIP: 3520"),
        ("2200", "my zip code is 2200."),
        ("53-320", "postal code 53-320"),
        ("394 13", "Postcode: 394 13"),
        ("75534-030", "ZIP 75534-030"),
        ("7412 SL", "zip 7412 SL"),
    ],
)
def test_a_postal_code_of_another_country_is_found_where_it_is_called_one(value: str, text: str) -> None:
    """What is a year, a weight or a range otherwise."""
    assert label_of(value, text) is Label.ZIP


@pytest.mark.parametrize(
    "text",
    [
        "post office hours 0900",
        "post 1500 mL bolus the pressure rose",
        "closed with a zip suture, 3500 mL of saline",
        "unit 5 box jellyfish sting",
        "code 3520 was called",
        "the USS of 2021 showed gallstones",
    ],
)
def test_what_has_such_a_word_alone_is_none(text: str) -> None:
    """A box, a code, what comes after something."""
    assert found(text) == []


def test_the_first_three_digits_of_another_countrys_code_do_not_stay() -> None:
    """164.514(b)(2)(i)(B) speaks of ZIP codes: of four digits, three tell nearly all."""
    redactor = Redactor()
    assert redactor.redact("ZIP: 3520, ZIP: 53-320, ZIP 02139") == "ZIP: [ZIP], ZIP: [ZIP], ZIP 021"
    assert redactor.redact_json({"postal_code": "3520", "zip": "02139-4307"}) == {
        "postal_code": "[ZIP]",
        "zip": "021",
    }
