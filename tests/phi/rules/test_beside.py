"""Numbers of which their place says what they are."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import covered, found, label_of


@pytest.mark.parametrize("value", ["123-80-74", "52.90.40", "7280 1508", "482913", "00123456", "A482913"])
@pytest.mark.parametrize(
    "text",
    [
        "BEN YOUSSEF, ZIAD / {}\nS: intubated",
        "WITHERSPOON Precious  {}\nDOS",
        "SMITH JOHN A  {}  M",
        "0800 NAGY-KISS, ZOLTÁN {} new",
        "Patient Gunawardena, Lhakpa, {}, reports",
        "opened the chart of Hunter Little ({}) there",
        "Çelik Orhan  M  {}\nLens",
        "ATT ALMONTE, REINALDO\n*{}*\nALLERGY",
        "John Smith - {} - bed 4",
        "Lopez M, {}, s/p",
    ],
)
def test_a_number_beside_a_name_is_somebodys(value: str, text: str) -> None:
    """After a comma, a slash, a bracket, a sex or nothing but space."""
    assert covered(value, text.format(value))


@pytest.mark.parametrize("value", ["482913", "482-91-37", "00123456"])
def test_a_number_may_begin_the_line_of_a_name(value: str) -> None:
    """As in lists of patients."""
    assert covered(value, f"seen today\n{value} SMITH, JOHN\n")


@pytest.mark.parametrize(
    "value", ["SCR-5013", "P07-613-V", "526-044", "305-017", "1004-0012", "S-1234", "AB123456", "004829"]
)
@pytest.mark.parametrize(
    "row",
    ["arm B\n{} | LDX | 3/28/2020", "icd10\n{},Tenzin,Dorjee", "arm\n{}\tAna\tLopez", "id;name\n{};Lopez"],
)
def test_a_row_of_a_table_begins_with_its_number(value: str, row: str) -> None:
    """The head of its column may be far away."""
    assert label_of(value, row.format(value)) is Label.ID


def test_a_cell_with_two_groups_is_a_number() -> None:
    """Beside a birthday, say."""
    assert covered("8227 1841", "SUNG-MIN | M | 1949-06-07 | 8227 1841\nOrdered by")


@pytest.mark.parametrize(
    "text",
    [
        "CPT\n99213 | office visit",
        "code\nE11.9 | diabetes",
        "loinc\n4548-4 | HbA1c",
        "hcpcs\nJ1885,ketorolac",
        "ndc\n0093-1048-01 | amoxicillin",
        "range\n120-139,stage 1",
        "range\n100-250 | normal",
        "year\n2019-2020 | flu season",
        "Platelet Count 250123 was",
        "Sodium Chloride (154) there",
        "Total Units 12345 given",
        "time  bp  hr\n0800  128/74  88\n1200  131/80  90",
        "PMID 31035375, RxNorm 860975",
        "Policy NUR-114, section 3.2.1",
        "Beck Depression Inventory FY2024",
        "score\n7-10 | severe",
    ],
)
def test_codes_and_results_stay_in_their_rows(text: str) -> None:
    """So do ranges, years, times of day, and what is counted."""
    assert [found_ for found_ in found(f"we noted\n{text}\n") if found_[1] in (Label.ID, Label.MRN)] == []
