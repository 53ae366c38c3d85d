"""The held-out part says truly where its identifiers are, and has enough of every kind."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from asgi_agent.phi.spans import Label
from tests.clinical_text import DEVELOPMENT, HELD_OUT, held_out_documents
from tests.clinical_text.numbers import VIN_LETTERS, VIN_WEIGHTS, luhn

if TYPE_CHECKING:
    from tests.clinical_text.pool import Pool

DOCUMENTS = held_out_documents(seed=20260, n=8 * len(HELD_OUT.families))
# What the text of an identifier looks like, whoever reads it.
LOOKS = {
    Label.NAME: r"\D+",
    Label.ADDRESS: r"(?i)\d+\s.+|.*box \d+|calle \d .+",
    Label.LOCATION: r"\D+",
    Label.ZIP: r"\d{5}(-\d{4})?|\d{6}|[A-Z]{2}\d\d? \d[A-Z]{2}|[A-Z]\d[A-Z] \d[A-Z]\d",
    Label.DATE: r".*\d.*|[a-z ]+",
    Label.AGE: r"(?i)[a-z\s-]+|9\ds?|10\d|9\dth|100th",
    Label.PHONE: r"(\D*\d){7,}",
    Label.FAX: r"(\D*\d){10,}",
    Label.EMAIL: r"[^\s@]+@[a-z.]+",
    Label.SSN: r"\d{3}[- ]?\d\d[- ]?\d{4}|\d{4}",
    Label.MRN: r".*(\d\D*){5,}",
    Label.HEALTH_PLAN: r".*(\d\D*){4,}",
    Label.ACCOUNT: r".*(\d\D*){7,}",
    Label.CARD: r"(\d[ -]?){14,15}\d|\d{4}",
    Label.LICENSE: r".*(\d\D*){5,}",
    Label.VEHICLE: r"(?i)[a-z0-9 -]{6,17}",
    Label.DEVICE: r".*(\d.*){2,}|([0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}",
    Label.URL: r"\S+\.\S+",
    Label.IP: r"[0-9a-f.:]+",
    Label.BIOMETRIC: r"(?i)[a-z]+-?[a-z]?\d+(-l)?",
    Label.PHOTO: r"(?i)\S+\.(jpe?g|png|heic)",
    Label.ID: r".*\d.*",
}


@pytest.mark.parametrize("label", LOOKS)
def test_every_label_lies_on_what_it_says(label: Label) -> None:
    """No label covers a neighbour's text, or less than its own."""
    values = [
        doc.text[gold.start : gold.end] for doc in DOCUMENTS for gold in doc.spans if gold.label == label
    ]
    strange = [value for value in values if not re.fullmatch(LOOKS[label], value, re.DOTALL)]
    assert values
    assert not strange


def test_what_must_go_and_what_must_stay_never_meet() -> None:
    """Marks are in order, apart and without white space at their ends."""
    for doc in DOCUMENTS:
        marks = sorted([*((gold.start, gold.end) for gold in doc.spans), *doc.survivors])
        assert all(end <= start for (_, end), (start, _) in itertools.pairwise(marks))
        assert all(doc.text[start:end].strip() == doc.text[start:end] != "" for start, end in marks)


def test_each_kind_is_there_often_enough() -> None:
    """A figure rests on sixty values at least, that of names on two thousand."""
    counts = Counter(gold.label for doc in DOCUMENTS for gold in doc.spans)
    assert {label: counts[label] for label in Label if counts[label] < 60} == {}
    assert counts[Label.NAME] >= 2000
    assert sum(len(doc.survivors) for doc in DOCUMENTS) >= 5000


def test_no_slot_is_left_unfilled() -> None:
    """What is in braces in a template is none in the text."""
    slot = re.compile(r"\{!|\{[a-z][a-z0-9 ,]*(\.[a-z]+)?\}|\{[A-Z_]+=")
    assert [doc.family for doc in DOCUMENTS if slot.search(doc.text)] == []


def test_check_digits_are_right() -> None:
    """Numbers that carry a check digit pass their check."""
    values = [value.replace(" ", "") for doc in DOCUMENTS for value in doc.values()]
    vins = [value for value in values if re.fullmatch(r"\d[A-Z]{4}\d\d[A-Z0-9]{2}[A-Z]\w{7}", value)]
    items = [found[1] for value in values if (found := re.match(r"\(?01\)?(\d{14})[(1]", value))]
    phones = [value for value in values if re.fullmatch(r"352\d{12}", value)]
    assert vins
    assert all(_vin_check(vin) == vin[8] for vin in vins)
    assert items
    assert all(_item_sum(item) % 10 == 0 for item in items)
    assert phones
    assert all(luhn(value[:-1]) == value[-1] for value in phones)


def test_no_name_or_place_is_one_that_rules_were_first_developed_on() -> None:
    """A rule that knows those names and places by heart gains nothing here."""
    known, places = DEVELOPMENT[0].places, HELD_OUT.places
    assert not _names(DEVELOPMENT[0]) & _names(HELD_OUT)
    assert not {town for town, _, _ in known.towns} & {town for town, _, _ in places.towns}
    assert not {*known.facilities} & {*places.facilities}
    assert not {*known.streets} & {*places.streets}


def _names(pool: Pool) -> set[str]:
    return {name for names in pool.names.values() for each in names for name in each}


def _vin_check(vin: str) -> str:
    """The check digit that a vehicle number ought to have."""
    values = [int(char) if char.isdigit() else VIN_LETTERS[char] for char in vin]
    total = sum(weight * value for weight, value in zip(VIN_WEIGHTS, values, strict=True))
    return "0123456789X"[total % 11]


def _item_sum(item: str) -> int:
    """The weighted digits of a trade item number, check digit and all."""
    return sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(item))
