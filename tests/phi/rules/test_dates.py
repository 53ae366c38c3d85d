"""Dates."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import covered, found, label_of

ALONE = (
    "2023-04-12",
    "2023/04/12",
    "04/12/2023",
    "4/12/2023",
    "4/12/23",
    "4/12/'23",
    "12.04.2023",
    "12.4.2023",
    "12.04.23",
    "12-04-2023",
    "04-12-23",
    "12 / 04 / 2023",
    "04/2023",
    "2023/04",
    "2023-04",
    "20230412",
    "20230412T1030",
    "April 12, 2023",
    "April 12 2023",
    "April 12th, 2023",
    "Apr. 12, 2023",
    "Apr 12 '23",
    "APRIL 12, 2023",
    "april 12th 2023",
    "April 12",
    "April 12th",
    "April 2023",
    "Apr '23",
    "12 April 2023",
    "12 April",
    "12th of April, 2023",
    "12TH OF APRIL 2023",
    "12-Apr-2023",
    "12-apr-23",
    "12/Apr/2023",
    "12APR2023",
    "2023 Apr 12",
    "2023-Apr-12",
    "Wednesday, April 12, 2023",
    "Wed 12 April 2023",
    "12 de abril de 2023",
    "5 de mayo",
    "12 avril 2023",
    "12. März 2023",
    "12 maart 2023",
    "2023-04-12T10:30:00Z",
    "2023-04-12T10:30:00.123+02:00",
    "2023-04-12 10:30",
    "04/12/2023 at 3:30 pm",
    "April 12, 2023 at 3 pm",
    "April 12-15, 2023",
    "April 12 to May 3, 2023",
    "4/12-4/15/23",
    "4/12-15/23",
    "30-04-23",
    "4-12-23",
    "January and March 2020",
    "April  12,  2023",
    "April\n    12th,\r\n2023",
    "12th of\nApril 2023",
    "2023-04-12t10:30:00z",
    "Wed Apr 12 10:30:00 2023",
    "12/Apr/2023:10:30:00 -0500",
    "Wed, 12 Apr 2023 10:30:00 -0500",
    "04/12/2023 @ 1030",
    "3rd and 5th of April 2023",
    "04/12/2023 1030",
    "4/12/23 at 0740",
    "04-12-2023 1840",
    "2023-04-12 0640",
    "12APR2023 0640",
    "Apr 12, 2023 1022 hrs",
    "2023-04-12 10:22:01+00",
    "12 April 2023, 10:22h",
    "4/ 12/ 2023",
    "2023-4-2",
    "2023_04_12",
    "12_04_2023",
    "2023-12",
    "5.III.2023",
    "5-XII-2023",
    "2023年4月12日",
    "Apr/12/2023",
    "12/Apr/23",
    "3rd day of January 2020",
    "Febuary 3, 2020",
    "Christmas Day 2019",
    "April 3rd, 4th and 5th",
    "April 3, 4, and 5, 2020",
    "Mon. 3/3/20",
    "Wednesday, 04/12/2023",
    "30 Jul 67",
    "5 may 92",
    "mar. 31",
)


@pytest.mark.parametrize("value", ALONE)
def test_a_date_is_found_whole(value: str) -> None:
    """With its day of the week, its time and its zone; alone, in a sentence and in brackets."""
    assert label_of(value, value) is Label.DATE
    assert label_of(value, f"we noted {value} there") is Label.DATE
    assert label_of(value, f"there ({value}).") is Label.DATE
    assert label_of(value, f"Seen: {value}, and more") is Label.DATE


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("DOB: 1/2/50", "1/2/50"),
        ("dob 4-12-50", "4-12-50"),
        ("on 4.12.23 we met", "4.12.23"),
        ("appt was 30-may-17 right", "30-may-17"),
        ("seen 9/15 and again 11/2", "11/2"),
        ("date of birth 010250", "010250"),
        ("DOB 01 02 1950", "01 02 1950"),
        ("seen on 10/23 by us", "10/23"),
        ("exp 10/25", "10/25"),
        ("admitted 12/3, home", "12/3"),
        ("before 12/3 if possible", "12/3"),
        ("f/u w/ Begaye 2/20", "2/20"),
        ("10/23: stable overnight", "10/23"),
        ("10/23 14:30 - resting", "10/23 14:30"),
        ("on may 5 we met", "may 5"),
        ("since march 5", "march 5"),
        ("his surgery in March went well", "March"),
        ("since Christmas he is", "Christmas"),
        ("on the 12th, he came", "12th"),
        ("4/12 visit went well", "4/12"),
        ("Sat 4/5 he came", "Sat 4/5"),
        ("spoke 9/17 and", "9/17"),
        ("seen last Friday for it", "Friday"),
        ("at the end of March he", "March"),
        ("how about the 14th?", "14th"),
        ("6W HANDOVER 12/20", "12/20"),
        ("d/c to Holy Redeemer Medical Center 9/9", "9/9"),
        ("CT head 5/10 neg", "5/10"),
        ("A1c 7.2 (3/20)", "3/20"),
        ("A1c (3/20) 7.2", "3/20"),
        ("12/18 1840: called", "12/18 1840"),
        ("DOS 030420", "030420"),
        ("4 mars 1950 à", "4 mars 1950"),
        ("evicted 9/30 and", "9/30"),
        ("next INR 9/15 0500.", "9/15 0500"),
        ("moms bday is 3/9 and", "3/9"),
        ("compared to 3/2/22, 11.4.20 there", "11.4.20"),
        ("entlassen am 21.9.23 und", "21.9.23"),
    ],
)
def test_words_make_a_date_of_what_may_be_none(text: str, value: str) -> None:
    """A day without its year, a month alone, figures without signs."""
    assert label_of(value, text) is Label.DATE


@pytest.mark.parametrize(
    "value", ["28 march", "16th of june", "may 2", "29 october", "jun-12-1988", "aug-1999"]
)
@pytest.mark.parametrize(
    "text", ["<dob>{}</dob>", "a,b,{},c", "x|{}|y", "[{}]", '"date": "{}",', "`{}`", "_{}_"]
)
def test_a_month_in_small_letters_may_stand_before_a_sign(value: str, text: str) -> None:
    """A cell, a value and a mark end with one."""
    assert label_of(value, text.format(value)) is Label.DATE


@pytest.mark.parametrize("value", ["august 2 1933", "july 13, 1932", "april of 2024", "jun-02-2010", "aug 3"])
@pytest.mark.parametrize(
    "text",
    ["<dob>{}</dob>", "a,b,{},515", "x;{};515", "x|{}|515", '"dob": "{}",', "dob={}; mrn", "dob:{}", "({})"],
)
def test_a_month_in_small_letters_is_one_in_documents_and_tables(value: str, text: str) -> None:
    """A sign stands before it there, and no space."""
    assert label_of(value, text.format(value)) is Label.DATE


def test_an_amount_after_a_date_is_no_time_of_day() -> None:
    """Nor is what begins the next line."""
    assert label_of("3/4/2021", "dose on 3/4/2021 2000 mg po") is Label.DATE
    assert label_of("3/4/2021", "flowsheet 3/4/2021\n0800  120/80") is Label.DATE


def test_both_ends_of_a_span_of_days_go() -> None:
    """Whatever joins them."""
    for joint in (" - ", "-", " to ", " through "):
        text = f"stay 03/01/2021{joint}03/05/2021 here"
        assert covered("03/01/2021", text)
        assert covered("03/05/2021", text)


def test_words_after_a_date_take_nothing_from_it() -> None:
    """Plain words end the island, so no match may need them."""
    for text in (
        "seen 04/12/2023 1030 hours later",
        "seen April 12, 2023 1030 hours",
        "seen April 12 until noon",
    ):
        assert covered("12", text), text


def test_a_date_after_a_number_begins_with_its_month() -> None:
    """A figure in the line before is not its day."""
    assert covered("October 26th, 2025", "mac 4F:21:10:1A:5D:09\nOctober 26th, 2025 INFO")


@pytest.mark.parametrize(
    "text",
    [
        "in 2016",
        "since 2009",
        "2019-2021",
        "from 2014 to 2018",
        "born 1950",
        "DOB: 1950",
        "the 2023 guidelines",
        "FY2022",
        "at 10:30",
        "at 3 pm",
    ],
)
def test_a_year_or_a_time_is_no_date(text: str) -> None:
    """45 CFR 164.514(b)(2)(i)(C) lets years stay."""
    assert found(f"we noted it {text} there") == []


@pytest.mark.parametrize(
    "text",
    [
        "pain 7/10",
        "5/5 strength",
        "on 1/2 tablet",
        "reduced by 1/2 dose",
        "it may 5 times",
        "1 of 3 may help",
        "the 27 may have had it",
        "on 3 Zoloft 40",
        "they march 3 steps",
        "May 10 mg be given",
        "ratio 1/2000",
        "version 1.2.19",
        "2009-10",
        "6-8 weeks",
        "120/80",
        "May increase",
        "in order, may help",
        "next day",
        "99/99/9999",
        "PHQ-9 12/27",
        "12/14 nodes",
        "6/12 vision",
        "on the 5th floor",
        "the May 2019 guideline",
        "AKI 2/2 dehydration",
        "Apgar 8/9, 9/9 at 5 minutes",
        "pain 8/10 0800 and 4/10 later",
        "CPAP 10/5",
        "strength 4 (4/5)",
        "session 4/12 done",
        "hospital day 12/14",
        "pain rated 7/11, scored 12/27",
        "strength improved 4/7",
        "the 5th time",
        "section 5.IV",
    ],
)
def test_what_has_the_same_figures_is_no_date(text: str) -> None:
    """Scores, fractions, modal verbs, versions and spans of time."""
    assert [label for _, label in found(f"we noted {text} there") if label is Label.DATE] == []


@pytest.mark.parametrize("day", ["7.19.22", "1.26.19", "4.6.23", "30.7.21"])
@pytest.mark.parametrize(
    "text",
    [
        "book the echo for {}.",
        "verified by Livia Haddad {}",
        "Coll: {}   Recd today",
        "{}: vision 20/50",
        "{}  Haddad, Livia",
        "night of {}, tech on call",
        "auth ends {}.",
        "Processed: {}",
        "shipped {} to the ward",
        "Session 14   {}, 53 min",
        "at 05:42, {}",
    ],
)
def test_a_day_in_dots_needs_no_words(day: str, text: str) -> None:
    """Whatever stands around it, but for what versions follow."""
    assert covered(day, text.format(day))


@pytest.mark.parametrize(
    "text",
    [
        "version 3.1.12 is out",
        "Section 4.2.10 says",
        "v2.1.13 runs on node-3.4.11",
        "upgraded to 5.4.21",
        "Python 3.11.14 and Chrome 9.1.22",
        "1.2.10 Methods\n2.3.11 Results",
        "client/5.2.10 was sent",
        "see item 3.1.12 there",
    ],
)
def test_parts_and_versions_are_no_days(text: str) -> None:
    """They have dots as well."""
    assert [value for value, label in found(text) if label is Label.DATE] == []


@pytest.mark.parametrize(
    "text",
    ["Ishihara 11/11 each eye", "fax P.001/004", "Pg 2/14 of it", "HRR plates 9/11 seen", "MoCA 11/13 items"],
)
def test_pages_and_plates_that_were_seen_are_no_days(text: str) -> None:
    """They are counted out of so many."""
    assert found(text) == []


def test_a_count_in_the_column_before_is_no_part_of_a_day() -> None:
    """The day after the month is told by its ending."""
    assert found("visit 7 of 12  August 17th") == [("August 17th", Label.DATE)]
    assert found("Session 14   Jun 6, 2023") == [("Jun 6, 2023", Label.DATE)]


def test_a_price_in_the_line_before_a_day_begins_no_telephone_number() -> None:
    """Two zeros do so elsewhere."""
    assert found("cost=$0.0079\n2024-04-24T13:22:01Z done") == [("2024-04-24T13:22:01Z", Label.DATE)]


def test_may_in_small_letters_is_a_month_before_a_day_that_ends_a_clause() -> None:
    """No verb is a figure."""
    assert found("they are out of town may 2 so call before") == [("may 2", Label.DATE)]
