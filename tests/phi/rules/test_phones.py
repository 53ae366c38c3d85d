"""Telephone and fax numbers."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import found, label_of, spans
from tests.phi.rules.marked import missed

ALONE = (
    "(555) 123-4567",
    "(555)123-4567",
    "555-123-4567",
    "555.123.4567",
    "555 123 4567",
    "555/123-4567",
    "1-800-555-1234",
    "+1 (555) 123-4567",
    "+15551234567",
    "5551234567",
    "(555) 123 4567 ext. 12",
    "555-123-4567 x89",
    "+44 20 7946 0958",
    "+49 (0)30 123456",
    "+33 6 12 34 56 78",
    "+91 98765 43210",
    "+(370) 20642792",
    "0044 20 7946 0958",
    "020 7946 0958",
    "07700 900123",
    "(0161) 496 0000",
    "01 23 45 67 89",
    "030/1234567",
    "(11) 91234-5678",
    "98765 43210",
    "55 1234 5678",
)


@pytest.mark.parametrize("value", ALONE)
def test_a_number_that_is_whole_needs_no_word(value: str) -> None:
    """Of North America, with its country, or with the zero of its trunk."""
    assert label_of(value, f"we noted {value} there") is Label.PHONE


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("call 555-1234", "555-1234"),
        ("phone: 47 20 19 86", "47 20 19 86"),
        ("his cell is 488 95 11", "488 95 11"),
        ("you can reach her at 555-1234 today", "555-1234"),
        ("contact number on file is 452 77 204, thanks", "452 77 204"),
    ],
)
def test_a_local_number_needs_a_word(text: str, value: str) -> None:
    """Without one it is a range."""
    assert label_of(value, text) is Label.PHONE
    assert found(f"between {value} there") == []


@pytest.mark.parametrize(
    "text",
    [
        "Fax: 555-123-4567",
        "fax to 555-123-4567",
        "fax number is 555-123-4567",
        "555-123-4567 (fax)",
        "we faxed 555-123-4567",
    ],
)
def test_a_fax_number_is_told_from_a_telephone(text: str) -> None:
    """By the word on either side."""
    assert label_of("555-123-4567", text) is Label.FAX


def test_a_local_number_that_is_no_range_needs_none() -> None:
    """Its second part is less than its first."""
    assert label_of("555-0142", "called mom 10:20, 555-0142.") is Label.PHONE


def test_telephone_and_fax_in_one_line_are_two() -> None:
    """Each has the word before it."""
    assert found("Tel: 555-123-4567  Fax: 555-123-4568") == [
        ("555-123-4567", Label.PHONE),
        ("555-123-4568", Label.FAX),
    ]


def test_a_number_broken_over_two_lines_is_one() -> None:
    """As mail programs break it."""
    assert label_of("+1\n(693) 535-1514", "phone +1\n(693) 535-1514") is Label.PHONE


@pytest.mark.parametrize(
    "text",
    [
        "pH 7.35-7.45",
        "120-130",
        "range 100-200 and 300-400",
        "call if BP 120/80 or above",
        "01.02 to 03.04",
        "NDC 0093-7146-56",
        "1000-2000 units",
        "0730-0800",
        "pH 7.32/48/86/24",
        "q4h 0400 0800 1200 1600",
    ],
)
def test_ranges_and_codes_are_no_telephones(text: str) -> None:
    """Even after a word that also means one."""
    assert found(f"we noted {text} there") == []


@pytest.mark.parametrize(
    "text",
    [
        "Olga, MLS\nx[[5-4471]]",
        "ext [[5-4471]]",
        "ext.[[3391]]",
        "extn [[7712]]",
        "dial [[6-1182]] for lab",
        "call [[4-0917]] w results",
        "Ascom [[5-2219]]",
        "callback [[5-1187]]",
    ],
)
def test_numbers_within_a_house_are_told_by_a_word_or_a_sign(text: str) -> None:
    """They have five figures, with a hyphen after the first or none."""
    assert missed(text, Label.PHONE) == []


@pytest.mark.parametrize(
    "text", ["ext 2+ edema", "ext rotation 30-45", "called 3-4 times", "x 10 days", "x3 2-2019"]
)
def test_what_has_such_a_sign_may_be_a_count(text: str) -> None:
    """Or an angle."""
    assert spans(text) == []


@pytest.mark.parametrize(
    "text", ["call me x[[42290]]", "reach me at x[[4471]]", "page x[[31190]]", "-Dr Lee x[[20114]]"]
)
def test_an_extension_needs_no_more_than_an_x(text: str) -> None:
    """With five figures nothing else has one, with four a word says so."""
    assert missed(text, Label.PHONE) == []


@pytest.mark.parametrize("text", ["mag x4000", "x1000 field", "viewed at x4000"])
def test_what_is_enlarged_is_no_extension(text: str) -> None:
    """So many times."""
    assert spans(text) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("781 1704", "781 1704 office"),
        ("22 498317", "22 498317-Office, after six"),
        ("785-8949", "785-8949 (home)"),
        ("785 8949", "They're not answering at 785 8949"),
        ("699 956 915", "stop receiving messages to 699 956 915"),
        ("21 284 698 2548", "Phone:\n21 284 698 2548"),
    ],
)
def test_what_stands_around_a_number_of_any_form_says_what_it_is(value: str, text: str) -> None:
    """Which line it is, behind it; and no part of it stays where another part has a form of its own."""
    assert label_of(value, text) is Label.PHONE


@pytest.mark.parametrize(
    "text", ["4471209 home health visit", "120 80 work of breathing", "12 345 mobile units"]
)
def test_a_number_before_such_a_word_is_not_always_one(text: str) -> None:
    """It has too few digits, or is not in parts."""
    assert Label.PHONE not in [label for _, label in found(text)]
