"""Dates in words."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import found
from tests.phi.rules.marked import missed, too_much


@pytest.mark.parametrize(
    "sentence",
    [
        "came with his wife on [[november twenty second]] comma his heart",
        "came on [[march fourteenth]] comma",
        "born [[june third nineteen thirty eight]] in",
        "date of birth [[april twelfth nineteen fifty two]] period",
        "dob is [[may first nineteen sixty]] okay",
        "admitted on the [[twenty first of may]] and",
        "seen [[February the second, two thousand nineteen]] by us",
        "on [[October Twenty-Third, Twenty Twenty-One]]",
        "surgery was [[september fifth twenty twenty]] and",
        "on [[january thirty first]] the",
        "since the [[first of july]] she",
        "by the [[tenth of october two thousand and twenty three]] period",
        "on [[may second]] she fell",
        "on the [[fifteenth of august, nineteen forty-seven]]",
        "THE PATIENT WAS BORN ON [[MARCH THIRD NINETEEN FORTY]] PERIOD",
        "her birthday is [[november five nineteen thirty one]] new line",
        "the [[fourth of March]] he came",
        "seen [[june twenty two]] and again",
        "[[march fourteenth 2020]] he",
        "we came [[jan twelfth]] and",
        "in [[august nineteen ninety]] he",
        "on [[tuesday june third]] we",
        "born [[july fourth nineteen oh nine]]",
    ],
)
def test_a_dictated_date_is_found_whole(sentence: str) -> None:
    """Day before month or after it, with its year or without."""
    assert missed(sentence, Label.DATE) == []
    assert too_much(sentence) == []


@pytest.mark.parametrize(
    "text",
    [
        "the first patient to have a second dose of the third agent",
        "in the second trimester and the third week",
        "they may second the motion",
        "it may first cause nausea",
        "it may twenty two times",
        "they march first to the door",
        "twenty patients were seen, thirty one of them twice",
        "first-line and second-line therapy",
        "the tenth and the ninety-fifth percentile",
        "two thousand patients and nineteen hundred controls",
        "the five may be used",
        "june five patients",
    ],
)
def test_other_words_of_number_are_no_dates(text: str) -> None:
    """Ranks, counts, verbs."""
    assert found(f"we noted {text} there") == []
