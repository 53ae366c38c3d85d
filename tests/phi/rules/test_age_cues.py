"""Ages over 89 by what is said around them."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.marked import missed, too_much


@pytest.mark.parametrize(
    "sentence",
    [
        "Pt turned [[99]] on his birthday!",
        "in her late [[nineties]]",
        "a [[nonagenarian]] with mild dementia",
        "My mother made it to [[90]], you know.",
        "my grandma is [[92]] lol",
        "He will be [[91]] soon",
        "How old are your parents? [[95]] and 88",
        "He lived to be [[103]].",
        "father d. [[91]], mother d. [[97]] of stroke",
        "Father died at [[92]] of a stroke, mother alive at [[94]].",
        "she is going on [[95]]",
        "mom age [[92]]",
        "Yrs: [[92]]",
        "my mother Golnaz is [[98]] and lives alone",
        "father on the same plan is [[95]].",
        "my nan whos [[95]] fell",
        "shes [[97]] and frail",
        "her aunt had a stroke at [[91]].",
        "Mother - alive, [[93]]",
        "my father would have been [[96]] in may",
        "Edad [[91]].",
        "he was [[94]] at death",
        "she hit [[94]] last month",
        "although [[94]], he drives",
        "Mother: [[97]], dementia",
        "mother d. [[94]] CVA",
        "in her late [[90's]]",
        "she is going to be [[96]] next month",
        "how old is she? A: [[95]]",
        "Nurse: age?\nPatient: [[95]]",
        "<patientAge>[[92]]</patientAge>",
    ],
)
def test_ages_are_found_as_they_are_told(sentence: str) -> None:
    """Of kin, of what was reached, of decades."""
    assert missed(sentence, Label.AGE) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Satterfield, [[97F]], hip fx",
        "Lopez, Ana ([[95F]])",
        "PT FERNANDA ALBUQUERQUE [[98 F]] DOB 9/11",
        "Ana Lopez [[95]] F Ward 3",
        "Claimant Mechthild Bjørnstad, [[98]], driver",
        "Gudrun Strömqvist ([[96]]) and",
        "Mr. MacIntyre-Bell ([[101]]) and",
        "Mrs. O'Brien-Lee, [[94]], was",
        "Eilidh O'Neill, [[91]], at home",
        "Dorothy Hill, [[97]], was",
        "Mary Brown ([[93]]) and",
        "her mother Ana Belén De los Santos ([[92]]) in",
        "Conceição Albuquerque, [[ninety seven]] with a hip",
        "his mother Xicoténcatl ([[ninety-one]]) in",
    ],
)
def test_ages_are_found_beside_names(sentence: str) -> None:
    """In brackets or after a comma, however the name is written."""
    assert missed(sentence, Label.AGE) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "grandma is [[ninety four]] and lives alone",
        "she was [[one hundred and one]] and told us",
        "over a hundred, [[one hundred three]].",
        "he died at [[ninety-two]]",
        "mom lived to [[ninety eight]]",
        "the decedent, [[ninety-six]] years\nFound",
        "celebrated his [[ninety-fifth]] birthday on",
        "her [[hundredth]] birthday",
        "his [[one hundred and second]] birthday",
        "[[one hundred and twelve years old]]",
        "who is [[ninety one]] period new paragraph",
        "age [[ninety nine]] comma",
    ],
)
def test_ages_are_found_in_words(sentence: str) -> None:
    """As they are told and dictated."""
    assert missed(sentence, Label.AGE) == []
    assert too_much(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "heart rate is ninety eight comma o2 sat ninety four percent",
        "blood pressure one hundred over sixty",
        "temp ninety eight point six",
        "one hundred and twenty patients",
        "temperature is 98 and stable",
        "mom's sugar is 98 and fine",
        "his father's heart rate is 98 and regular",
        "Temp, 97F, HR 92",
        "Blood Pressure, 94, of the",
        "Oxygen Saturation (94) was",
        "increase Toprol to 100",
        "Glucose, 94, fasting",
        "FSIQ is 95, average",
        "the 95th percentile",
        "She is 95 on room air.",
        "He lived at [[92 Main Street]].",
        "my father is 95 kg",
        "in the late nineties",
        "an octogenarian",
    ],
)
def test_other_numbers_near_people_are_no_ages(sentence: str) -> None:
    """Saturations, houses, weights, other decades."""
    assert too_much(sentence) == []
