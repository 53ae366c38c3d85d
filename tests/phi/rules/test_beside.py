"""Numbers of which their place says what they are."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import covered, found, label_of, spans
from tests.phi.rules.marked import missed


@pytest.mark.parametrize("value", ["713 40 62", "402 918 337", "8113 2207"])
@pytest.mark.parametrize(
    "text",
    [
        "bed | {} | stable",
        "Okafor,{},ward 3",
        'ids=["{}"]',
        "member='{}';plan",
        "to see Bianchi, Livia ({}) at noon",
        "({}, 'Lena', 3)",
        'jar labeled "Haddad, {}" in formalin',
        "NM1*IL*{}~",
        "city=Salem; plan={}\n",
    ],
)
def test_groups_of_figures_between_signs_are_somebodys(value: str, text: str) -> None:
    """As tables, programs and labels have them."""
    assert covered(value, text.format(value))


@pytest.mark.parametrize("value", ["245727", "MR889102", "31-44-08", "'7781023'"])
def test_a_row_of_values_begins_with_a_number(value: str) -> None:
    """As it is put into a table of a database."""
    assert covered(value.strip("'"), f"INSERT INTO visit VALUES ({value}, 'Ines', 4);")


def test_a_label_ends_with_a_number() -> None:
    """After the name of whose it is."""
    assert covered("851447", 'Gross: labeled "Haddad, 851447", a fragment')


def test_what_is_said_begins_with_a_number() -> None:
    """In a talk, where it answers what was asked."""
    assert covered("353194", "Livia 07:03\n353194. her son is here")


@pytest.mark.parametrize("row", ["228-378 | M-R | enrolled", "510-850,KLW,12 mg", "123-456\tJ.T.\tfail"])
def test_a_number_before_initials_is_no_range(row: str) -> None:
    """But the number of a subject in a study."""
    assert covered(row[:7], f"subject list\n{row}")


@pytest.mark.parametrize(
    "text",
    [
        "codes: (99213, 'office visit')",
        "| 120-129 | 70-79 | elevated |",
        "range\n100-125 | A | prediabetes",
        "CAS 50-00-0 and 7732-18-5 (water)",
    ],
)
def test_codes_and_ranges_in_rows_are_nobodys(text: str) -> None:
    """Nor is a substance, if its check digit is right."""
    assert found(text) == []


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


@pytest.mark.parametrize(
    "text",
    [
        "Worker: S. Gomez-Pruitt [[W4417]]",
        "Officer Diaz [[4471]] on scene",
        "Deputy K. Ott [[2281]]",
        "Interpreter: Maria Lopez [[309217]]",
        "rep: Tonya [[T8821]]",
        "Agent Kim [[88213]]",
    ],
)
def test_who_works_somewhere_has_a_number(text: str) -> None:
    """After what they are and their name, with which it may go."""
    assert missed(text, Label.ID, Label.MRN, Label.NAME) == []


@pytest.mark.parametrize(
    "text", ["RN Lee 0715 gave it", "Nurse Cole 1430", "Agent Orange 1968", "RN Cole 2019"]
)
def test_an_hour_or_a_year_is_nobodys_number(text: str) -> None:
    """It stands there, too."""
    assert [span for span in spans(text) if span.label is Label.ID] == []
