"""Numbers of no one."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from asgi_agent.phi.rules.public import (
    has_unit,
    is_amount,
    is_concept,
    is_drug,
    is_model,
    is_position,
    is_public,
    is_published,
)
from tests.phi.rules.finding import spans


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
        "Chrome/119.0",
        "VCV000012345",
        "005010X222A1",
        "207R00000X",
        "5R01CA123456-04",
        "1920x1080",
        "PF-07321332",
        "CTRI/2020/04/024479",
        "44054006",
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


def test_a_concept_of_snomed_is_known_by_its_check_digit() -> None:
    """Hardly a record number in a thousand has both its form and its digit."""
    assert all(map(is_concept, ["73211009", "38341003", "254837009", "363358000"]))
    assert not any(map(is_concept, ["73211008", "12345678", "254837019"]))


def test_a_number_of_an_ontology_is_told_by_its_name() -> None:
    """In front of it, with a colon, an underscore or a space."""
    assert is_position("HP:0001250", 3)
    assert is_position("snomed:254837009", 7)
    assert not is_position("ID:0001250", 3)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("tibial tray ref 5521-B-400", "5521-B-400"),
        ("REF 71420164", "71420164"),
        ("Lead model 5076-52", "5076-52"),
        ("Mesh catalog # 1012520-18", "1012520-18"),
    ],
)
def test_a_model_is_told_by_the_thing_it_is_one_of(text: str, number: str) -> None:
    """And by the word for its number."""
    assert is_model(text, 0, text.index(number), number)


@pytest.mark.parametrize("text", ["Our ref: 71420164", "Reference number 5521-B-400", "SN 5521-B-400"])
def test_a_reference_to_a_case_is_no_model(text: str) -> None:
    """It leads to somebody."""
    number = text.split()[-1]
    assert not is_model(text, 0, text.index(number), number)


@pytest.mark.parametrize(
    "link",
    [
        "http://loinc.org",
        "http://hl7.org/fhir/sid/icd-10-cm",
        "https://www.cdc.gov/flu",
        "www.nice.org.uk/guidance/ng28",
    ],
)
def test_a_link_to_a_standard_or_an_agency_is_published(link: str) -> None:
    """It says nothing of who was told to read there."""
    assert is_published(link)


@pytest.mark.parametrize(
    "link",
    ["https://mychart.example.org/visits/1", "http://hl7.org.example.com", "https://www.nih.gov/?patient=1"],
)
def test_any_other_link_is_not(link: str) -> None:
    """Nor one that asks for something."""
    assert not is_published(link)


@pytest.mark.parametrize(
    "number",
    ["1-800-222-1222", "(800) 273-8255", "1.800.799.7233", "8006624357", "1-800-MEDICARE", "1-800-633-4227"],
)
@pytest.mark.parametrize("text", ["For poison call {}.", "hotline {} any time", "Medicare {}", "Tel. {}"])
def test_numbers_that_everybody_is_told_to_call_are_of_no_one(number: str, text: str) -> None:
    """Of poison control, crisis lines and agencies."""
    assert spans(text.format(number)) == []


@pytest.mark.parametrize("years", ["2025-26", "2024-25", "2025-2026", "2025/26", "1999-00"])
@pytest.mark.parametrize(
    "text", ["SCHOOL AUTHORIZATION, {}", "Student plan {}", "enrollment {}", "record {}", "insurance {}"]
)
def test_a_year_at_school_is_no_number(years: str, text: str) -> None:
    """It goes from one year to the next."""
    assert spans(text.format(years)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Office visit 99214   $210.00",
        "visit 99215 billed",
        "telehealth visit 99442",
        "influenza vaccine, lot AB3391",
        "flu vaccine lot U7719AA",
        "PCV20 (NDC 0005-2000-10), lot HK4419",
        "call if >180/110 or sx",
        "contact if 300-400",
    ],
)
def test_visits_vaccines_and_pressures_have_figures_of_no_one(text: str) -> None:
    """What is billed, what many were given, and what is measured."""
    assert spans(text) == []


@pytest.mark.parametrize("text", ["pred 40-30-20-10", "taper 60-50-40-30-20", "pred 15-10-5"])
def test_what_is_tapered_is_nobodys_number(text: str) -> None:
    """From one dose to the next."""
    assert [span for span in spans(text) if span.label is not Label.DATE] == []
