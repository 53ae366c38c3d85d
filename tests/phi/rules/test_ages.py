"""Ages over 89."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from asgi_agent.phi import LIMITED_DATA_SET, SAFE_HARBOR, Label, Policy, Redactor
from asgi_agent.phi.policy import Action
from tests.phi.rules.finding import found, label_of, spans
from tests.phi.rules.marked import missed

OLD = (
    ("Pop is 92 and spry", "92"),
    ("my abuela is 96 and fell", "96"),
    ("how old is her uncle\nAssistant: 93, per the chart", "93"),
    ("what if she were 93?", "93"),
    ("Joris ten Have, 93, of Salem", "93"),
    ('HADDAD, Livia "Teta", 107, formerly of 5 Oak Street', "107"),
    ("Livia Haddad, 97, passed away at home", "97"),
    ("age now 91", "91"),
    ("age is recorded as 94", "94"),
    ("age_years: 98", "98"),
    ("one hundred and three years of age", "one hundred and three years of age"),
    ("lives alone at 99, uses stairs", "99"),
    ("still driving at 96.", "96"),
    ("bed 3   KUO, C.   97   WEAK", "97"),
    ("Haddad, Livia | 101 | fall", "101"),
    ("mother (d. 94)", "94"),
    ("mother: 94 (dementia)", "94"),
    ("born 1928, now 97.", "97"),
    ("the patient, at 96, is sharp", "96"),
    ("she's like 95 or so", "95"),
    ("Pt 98/m here", "98/m"),
    ("98/yo/f", "98/yo"),
    ("\u60a3\u8005 95\u5c81", "95\u5c81"),
    ("a 93-year-old man", "93-year-old"),
    ("a 93 year old man", "93 year old"),
    ("he is 98 years old", "98 years old"),
    ("she is 94 yo", "94 yo"),
    ("a 95 y/o woman", "95 y/o"),
    ("a 91yo woman", "91yo"),
    ("93 years of age", "93 years of age"),
    ("aged 91", "91"),
    ("age: 97", "97"),
    ("Age 101", "101"),
    ("age of 92", "92"),
    ("he turned 90", "90"),
    ("a 102 M with", "102 M"),
    ("a 92F with", "92F"),
    ("a 98 F with", "98 F"),
    ("ninety-two years old", "ninety-two years old"),
    ("a ninety year old man", "ninety year old"),
    ("a hundred and two years old", "hundred and two years old"),
    ("my mom is 94", "94"),
    ("Pt 95/F here", "95/F"),
    ("Age/Sex: 93/M", "93/M"),
    ("a 92 WF with", "92 WF"),
    ("Age (yrs): 91", "91"),
    ("age at visit: 91", "91"),
    ('"patient_age": 93,', "93"),
    ("<age>93</age>", "93"),
    ("Lee,93,F,7.1", "93,F"),
    ("his 97th birthday", "97th"),
    ("Mr. Lee, 93, was seen", "93"),
    ("John Smith (93) was seen", "93"),
    ("At 91, he is well", "91"),
    ("is now 93", "93"),
    ("93 años", "93"),
    ("in her 90s", "90s"),
    ("in her nineties", "nineties"),
    ("he is ninety-four.", "ninety-four"),
    ("His father died at 95.", "95"),
    ("Hildegard is 99 now", "99"),
)


@pytest.mark.parametrize(("text", "value"), OLD)
def test_an_age_over_89_is_found(text: str, value: str) -> None:
    """In figures and in words, with what says that it is an age."""
    assert label_of(value, text) is Label.AGE


@pytest.mark.parametrize(
    "text",
    [
        "a 34-year-old man",
        "aged 61",
        "89 years old",
        "over 90 years",
        "aged 90 and older",
        "ages 90 or above",
        "T 98 F",
        "temp 101 F",
        "HR 94",
        "SpO2 is 93 now",
        "Pulse is 93 now",
        "weight 95 kg",
        "age 98.6",
        "95 years of data",
        "a 100 year history",
        "eighty-nine years old",
        "ninety patients",
        "she is 93% on air",
        "she was 98 at triage",
        "goal was 100.",
        "> 93 and <94",
        "glucose was 93, A1c 6",
        "SpO2 93, F",
        "in the 90s",
        "for 95 years.",
        "Heart Rate (93) was",
        "glucose, 99, of note",
        "Glucose, Fasting   101   high",
        "Hemoglobin, Total | 120 | low",
        "it was 95 or 96 mg",
        "driving at 95 mph",
    ],
)
def test_other_numbers_are_no_such_age(text: str) -> None:
    """Lower ages, whole age groups, temperatures, rates and counts."""
    assert [label for _, label in found(f"we noted {text} there") if label is Label.AGE] == []


@pytest.mark.parametrize(
    "text",
    [
        'Resident: Takeshi "Tak" Hamada, [[98]]; present: dtr',
        "Resident Pauline Hrabovsky F [[92]] DNR/DNI",
        "Pt: Olsen, K. M [[95]] full code",
        "client Maria Soto [[91]] lives alone",
    ],
)
def test_an_age_follows_the_name_of_somebody_cared_for(text: str) -> None:
    """Right after it, or after a letter for the sex."""
    assert missed(text, Label.AGE) == []


@pytest.mark.parametrize(
    "text",
    [
        "MGM alive [[94]]",
        "PGF d [[91]] MI",
        "oldest resident ([[104]])",
        "pt [[91]] f",
        "parents 88 and [[92]]",
        "Ms. Adams is [[92]].",
        "DOB 1931 ([[94]])",
        "born in 1930 so [[95]]",
    ],
)
def test_an_age_is_told_of_kin_and_by_a_year(text: str) -> None:
    """As it is noted in short."""
    assert missed(text, Label.AGE) == []


@pytest.mark.parametrize(
    "text", ["sat is 94 now", "HR 92 n regular", "Mr Lee's sat was 92", "spo2 for Mrs Lee is 93.", "pt 98 kg"]
)
def test_what_is_measured_is_no_age(text: str) -> None:
    """Whosever it is."""
    assert [span for span in spans(text) if span.label is Label.AGE] == []


THIS_YEAR = datetime.now(UTC).year


@pytest.mark.parametrize(
    "text",
    [
        "Born {}, age 93",
        "born in {}",
        "Year of birth: {}",
        "Birth year = {}",
        "DOB {}",
        "D.O.B.: {}.",
        "dob:{}",
        "YOB {}",
        "Mother (b. {}) is well",
        "she was born in the year {} on a farm",
        "he was born in Chicago, Illinois in {} and raised there",
    ],
)
def test_a_year_of_birth_that_tells_of_an_age_above_89_is_found(text: str) -> None:
    """As 164.514(b)(2)(i)(C) wants it; a later one may stay."""
    old, young = str(THIS_YEAR - 90), str(THIS_YEAR - 89)
    assert label_of(old, text.format(old)) is Label.DATE
    assert young in Redactor().redact(text.format(young))


@pytest.mark.parametrize(
    "policy", [SAFE_HARBOR, replace(SAFE_HARBOR, actions={Label.DATE: Action.GENERALISE})]
)
def test_a_year_of_birth_is_not_generalised_to_itself(policy: Policy) -> None:
    """A year is what dates are generalised to."""
    assert Redactor(policy).redact("Year of birth: 1925") == "Year of birth: [DATE]"
    assert Redactor(LIMITED_DATA_SET).redact("Year of birth: 1925") == "Year of birth: 1925"


@pytest.mark.parametrize(
    "text",
    [
        "the hospital was founded in 1925",
        "criteria of 1925",
        "born 1850 g",
        "birth weight 1850",
        "born 1932 hrs",
        "born 1925.5",
        "reborn 1925",
    ],
)
def test_other_years_and_numbers_stay(text: str) -> None:
    """Of houses, weights and hours."""
    assert found(text) == []


@pytest.mark.parametrize("text", ["Yamamoto, Fusae [[101]] F, FAST 7d", "Lopez, Maria [[97]] F"])
def test_an_age_follows_a_name_in_the_order_of_lists(text: str) -> None:
    """And is no fever there."""
    assert missed(text, Label.AGE) == []


@pytest.mark.parametrize("text", ["Temp, Oral 101 F", "Fever, Chills 101 F"])
def test_a_fever_follows_no_name(text: str) -> None:
    """But what was measured, or what else is wrong."""
    assert spans(text) == []
