"""The documents that were written one by one say truly where their identifiers are."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest

from asgi_agent.phi.spans import Label
from tests.clinical_text.written import written_documents

PARTS = pytest.mark.parametrize("held_out", [False, True], ids=["development", "held out"])


@PARTS
def test_marks_are_read_as_labels(held_out: bool) -> None:
    """None is left in a text, none is empty, and what they lie on has no white space at its ends."""
    for document in written_documents(held_out=held_out):
        assert not set("⟦⟧") & set(document.text), document.family
        for start, end in [*document.survivors, *((gold.start, gold.end) for gold in document.spans)]:
            value = document.text[start:end]
            assert value, document.family
            assert value == value.strip(), (document.family, value)


@PARTS
def test_what_must_go_and_what_must_stay_never_meet(held_out: bool) -> None:
    """Nothing is marked twice."""
    for document in written_documents(held_out=held_out):
        marks = sorted([*document.survivors, *((gold.start, gold.end) for gold in document.spans)])
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(marks)), document.family


@PARTS
def test_a_part_has_enough_of_what_is_common(held_out: bool) -> None:
    """And some documents with nothing in them; the rest is too rare in them to be counted by label."""
    documents = written_documents(held_out=held_out)
    labels = Counter(gold.label for document in documents for gold in document.spans)
    assert {document.kind for document in documents} == {"notes", "messages"}
    assert all(labels[label] > least for label, least in COMMON.items()), labels
    assert sum(not document.spans for document in documents) > 15


COMMON = {Label.NAME: 500, Label.DATE: 250, Label.LOCATION: 150, Label.PHONE: 60, Label.ID: 50}


def test_the_parts_are_different_documents() -> None:
    """Nothing that was read is among what figures are taken from."""
    read, held = ({one.text for one in written_documents(held_out=each)} for each in (False, True))
    assert not read & held
