"""Months, ordinals and holidays that say a day by themselves."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import spans
from tests.phi.rules.marked import missed


@pytest.mark.parametrize("month", ["Feb", "oct", "november", "Sept", "dec", "January"])
@pytest.mark.parametrize(
    "text",
    [
        "labs overdue since [[{}]].",
        "quit taking meds in [[{}]] when he lost coverage",
        "moved here in [[{}]] from TX",
        "out until [[{}]]",
        "had mammo last [[{}]]",
        "by [[{}]] at the latest",
        "end of [[{}]]",
        "mid [[{}]]",
        "early [[{}]] or late [[{}]]",
        "bed rest thru [[{}]]",
        "due in [[{}]] for tdap",
    ],
)
def test_a_month_alone_is_told_by_the_word_before_it(text: str, month: str) -> None:
    """Short or whole, in small letters or with a capital."""
    assert missed(text.replace("{}", month), Label.DATE) == []


@pytest.mark.parametrize("day", ["20th", "3rd", "11th", "22nd"])
@pytest.mark.parametrize(
    "text",
    [
        "keep the [[{}]] please",
        "take the [[{}]] then",
        "the [[{}]] works for me",
        "can we do the [[{}]] instead",
        "i can do the [[{}]] or the [[{}]]",
        "move it to the [[{}]]",
        "ok see you the [[{}]]",
        "due the [[{}]]",
        "the [[{}]] is fine",
        "is the [[{}]] open",
        "the [[{}]] at 2 works",
        "book her for the [[{}]] at 3",
        "Friday the [[{}]]. Check in is at eight",
    ],
)
def test_a_day_that_is_chosen_needs_no_month(text: str, day: str) -> None:
    """As people speak of those that they may come on."""
    assert missed(text.replace("{}", day), Label.DATE) == []


@pytest.mark.parametrize("day", ["nineteenth", "twenty-first", "twelfth", "thirtieth", "twenty second"])
@pytest.mark.parametrize(
    "text",
    [
        "I have the [[{}]] at nine",
        "how about the [[{}]]",
        "we can do Monday the [[{}]]",
        "by the [[{}]] of this month",
        "is the [[{}]] okay for you",
        "nothing until the [[{}]]",
        "I can offer the [[{}]] or the [[{}]]",
        "the [[{}]] works",
    ],
)
def test_a_day_in_words_needs_no_month(text: str, day: str) -> None:
    """As they are spoken on the telephone."""
    assert missed(text.replace("{}", day), Label.DATE) == []


@pytest.mark.parametrize(
    "text",
    [
        "the 5th floor",
        "the 2nd dose was fine",
        "weight at the 25th, height at the 50th",
        "weight is on the 10th percentile",
        "the 2nd and 3rd digits",
        "the 3rd, 4th and 5th ribs",
        "this is the 2nd time",
        "C7 is the 7th",
        "is the 3rd of four",
        "the first at bedside",
        "the third ventricle",
        "from the first to the last",
        "in the twenty-first century",
        "the twelfth thoracic vertebra",
        "the first and second doses",
        "the eleventh hour",
        "on the fifth day",
        "until the tenth visit",
        "in may cases",
        "they may help, we march on",
        "dec in UOP",
        "sep from wall",
    ],
)
def test_what_is_counted_is_no_day(text: str) -> None:
    """Floors, toes, doses and places on a curve are, and other words look like months."""
    assert [span for span in spans(text) if span.label is Label.DATE] == []


@pytest.mark.parametrize(
    "text",
    [
        "Two admissions this year ([[Feb and Aug]]). Acute",
        "vaccines UTD ([[Oct]])",
        "scope ([[Sept]]) normal",
    ],
)
def test_months_in_brackets_say_when_something_was(text: str) -> None:
    """One of them, or several."""
    assert missed(text, Label.DATE) == []


@pytest.mark.parametrize(
    "text",
    [
        "your [[August]] visit",
        "the [[July]] bill",
        "[[Sept]] statement",
        "her [[Oct.]] labs",
        "between [[June]] and [[August]]",
        "[[Feb/March]]",
        "[[Oct]] through [[Dec]]",
        "until [[mid-June]]",
        "[[Sunday the 5th]]",
        "the week of the [[9th]]",
    ],
)
def test_a_month_is_told_by_what_is_of_it_too(text: str) -> None:
    """A visit, a bill, another month, a day of the week."""
    assert missed(text, Label.DATE) == []


@pytest.mark.parametrize("month", ["June", "Mar", "Sept", "April", "Jan"])
@pytest.mark.parametrize(
    "text",
    [
        "RTC [[{}]].",
        "f/u [[{}]]",
        "recheck A1c [[{}]]",
        "mammo due [[{}]], pap due [[{}]]",
        "1st wk of [[{}]]",
        "2nd week [[{}]] ok",
        "s/p TKA [[{}]]",
        "last seen [[{}]]",
        "A1c 8.1 [[{}]]",
    ],
)
def test_a_month_says_when_something_comes_or_was(text: str, month: str) -> None:
    """Of any name, since nobody is meant there."""
    assert missed(text.replace("{}", month), Label.DATE) == []


@pytest.mark.parametrize(
    "text",
    [
        "Eye: Dr. Amundson, [[Feb]], no DR",
        "Dental: [[Oct]], no caries",
        "since [[march]]",
        "early [[march]]",
        "tomorrow the [[7th]] left at desk",
        "out until [[the 5th of May]]",
        "we are closed the [[25th]]",
        "rent is due the [[1st]].",
    ],
)
def test_a_month_or_a_day_is_told_by_its_place(text: str) -> None:
    """In a list, after tomorrow, in small letters."""
    assert missed(text.replace("[[the 5th", "the [[5th"), Label.DATE) == []


@pytest.mark.parametrize(
    "text",
    [
        "OCT: normal macula",
        "OCT, no fluid",
        "MAR reviewed",
        "Per MAR, last dose given",
        "march fracture",
        "may be discharged",
        "dec BS at bases",
        "sat 98, mar the skin",
    ],
)
def test_what_looks_like_a_month_is_none(text: str) -> None:
    """A scan of the eye, a list of what was given, a fracture, and less of something."""
    assert [span for span in spans(text) if span.label is Label.DATE] == []
