"""Numbers of no one."""

from __future__ import annotations

import pytest

from asgi_agent.phi.rules.public import has_unit, is_amount, is_drug, is_position, is_public


@pytest.mark.parametrize(
    "token",
    [
        "10.1056/NEJMoa2034577",
        "2019-001234-56",
        "rs1801133",
        "NM_007294.3",
        "c.1521_1523delCTT",
        "E11.9",
        "S72.001A",
        "2345-7",
        "3.141592",
        "v1.2.3",
        "2019-2021",
        "120/80",
        "130-140/80-90",
        "1500000",
        "978-3-16-148410-0",
        "5000IU",
    ],
)
def test_the_forms_of_codes_and_amounts_are_public(token: str) -> None:
    """Registries, code systems, versions, ranges, round numbers."""
    assert is_public(token)


@pytest.mark.parametrize(
    "token", ["ST-998877", "12345678", "A1234567", "123-45-6789", "2553488U", "805-02-026"]
)
def test_the_forms_of_identifiers_are_not(token: str) -> None:
    """Even where one letter looks like a unit."""
    assert not is_public(token)


@pytest.mark.parametrize("token", ["0002-8215-01", "50242-040-62", "00002-8215-01"])
def test_a_drug_code_is_known_by_its_groups(token: str) -> None:
    """As the FDA gives it out, and as claims have it."""
    assert is_drug(token)
    assert not is_drug(f"9{token}9")


def test_a_unit_may_follow_a_number() -> None:
    """Joined to it or not."""
    assert is_amount("30-40mg")
    assert has_unit("1234567 copies/mL", 7, 17)
    assert has_unit("1234567/mL", 7, 10)
    assert not has_unit("1234567 /s/ Smith", 7, 17)
    assert not has_unit("1234567", 7, 7)


def test_a_place_in_a_genome_is_told_by_its_chromosome() -> None:
    """In front of it."""
    assert is_position("chr7:140453136", 5)
    assert not is_position("MRN:140453136", 4)
