from __future__ import annotations

import pytest

from asgi_agent.phi.normal import normalise
from asgi_agent.phi.spans import Label


@pytest.mark.parametrize(
    ("label", "spellings"),
    [
        (Label.NAME, ["John Smith", "JOHN SMITH", "john  smith", "Smith, John", "John\nSmith", "John-Smith"]),
        (Label.NAME, ["O'Brien", "O\u2019BRIEN", "OBrien"]),
        (Label.NAME, ["Jos\u00e9 Nu\u00f1ez", "JOSE NUNEZ", "Jose\u0301 Nun\u0303ez"]),
        (Label.NAME, ["Li", "\uff2c\uff49", "L\u200bi"]),
        (Label.PHONE, ["(555) 123-4567", "555.123.4567", "+1 555 123 4567", "15551234567"]),
        (Label.SSN, ["219-09-9999", "219 09 9999", "219099999", "\uff12\uff11\uff19-09-9999"]),
        (Label.CARD, ["4111 1111 1111 1111", "4111-1111-1111-1111"]),
        (Label.MRN, ["MRN 44-1093", "mrn441093"]),
        (Label.HEALTH_PLAN, ["1EG4-TE5-MK73", "1eg4te5mk73"]),
        (Label.ADDRESS, ["12 Oak St., Apt 4", "12 OAK ST APT 4"]),
        (Label.EMAIL, ["John@Example.com", "john@example.com"]),
        (Label.DATE, ["March 5, 2021", "MARCH  5, 2021"]),
    ],
)
def test_spellings_of_one_identifier_are_equal(label: Label, spellings: list[str]) -> None:
    """What a reader takes for the same thing has one form."""
    assert len({normalise(value, label) for value in spellings}) == 1


@pytest.mark.parametrize(
    ("label", "values"),
    [
        (Label.NAME, ["John Smith", "John Smyth", "John", "Smith"]),
        (Label.NAME, ["\u674e", "\u738b"]),
        (Label.PHONE, ["555-123-4567", "555-123-4567 ext 8", "555-123-4568"]),
        (Label.URL, ["https://x.org/A", "https://x.org/a"]),
        (Label.MRN, ["441093", "441094", "A441093"]),
        (Label.NAME, ["---", "***"]),
        (Label.PHONE, ["call", "ring"]),
    ],
)
def test_different_identifiers_differ(label: Label, values: list[str]) -> None:
    """What is not the same thing has another form, even if it has none of what its kind is made of."""
    assert len({normalise(value, label) for value in values}) == len(values)
