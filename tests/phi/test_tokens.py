from __future__ import annotations

import pytest

from asgi_agent.phi import Redactor
from asgi_agent.phi.spans import Label, Span
from asgi_agent.phi.tokens import (
    LITERAL,
    STANDING,
    apart,
    read,
    redacted_beside,
    token_pattern,
    written,
)

LABELS = [*Label, LITERAL]


@pytest.mark.parametrize("label", LABELS)
def test_every_label_reads_as_it_is_written(label: str) -> None:
    """A token of each kind is recognised, as it is written and in each of its other ways."""
    token = written(label, "k7f3")
    match = STANDING.fullmatch(token)
    assert match is not None
    assert (match["label"], match["code"]) == (label, "k7f3")
    for text in (
        token,
        token.lower(),
        token.strip("[]"),
        token.replace("_", " "),
        token.replace("_", "&lowbar;"),
    ):
        (found,), _ = token_pattern(5).matches(text, 0, final=True)
        assert found.group() == text
        assert read(found)[:2] == (label, "k7f3")


def test_a_token_without_a_code_is_a_placeholder() -> None:
    """What stands for nothing in particular is written like a policy's placeholder."""
    assert written("NAME", "") == "[NAME]"


@pytest.mark.parametrize(
    "text",
    ["[NAME]", "[NAME_smith]", "[NAME_2021]", "[name_k7f3]", "[PERSON_k7f3]", "[NAME_k7f3", "[NAME_A7F3]"],
)
def test_what_is_not_written_here_is_no_standing_token(text: str) -> None:
    """Detection is kept from nothing but tokens as they are written here."""
    assert STANDING.fullmatch(text) is None


def span(start: int, end: int) -> Span:
    return Span(start, end, Label.ID, 0.9, "test")


def test_spans_are_kept_apart_from_tokens() -> None:
    """What overlaps a token loses that part, and what is left of it stays if there is anything in it."""
    text = "ab [NAME_k7f3] cd [SSN_q2w9]"
    assert apart([span(0, 2), span(15, 17)], text, 0, len(text)) == [span(0, 2), span(15, 17)]
    assert apart([span(4, 8), span(9, 13), span(3, 14)], text, 0, len(text)) == []
    assert apart([span(0, 17)], text, 0, len(text)) == [span(0, 3), span(14, 17)]
    assert apart([span(0, 28)], text, 0, len(text)) == [span(0, 3), span(14, 18)]
    assert apart([span(2, 15)], text, 0, len(text)) == []
    assert apart([span(4, 8)], text, 15, len(text)) == [span(4, 8)]


@pytest.mark.parametrize(
    ("value", "left"),
    [
        ("Mr. [NAME_k7f3]", "Mr. [NAME_k7f3]"),
        ("[NAME_k7f3], [NAME_q2w9]", "[NAME_k7f3], [NAME_q2w9]"),
        ("[NAME_k7f3] Kowalczyk", "[NAME_k7f3] [-]"),
        ("Zbigniew (Zbig) [NAME_k7f3].", "[-]) [NAME_k7f3]."),
        ("[ZIP_k7f3]-1234", "[ZIP_k7f3]-[-]"),
    ],
)
def test_beside_tokens_nothing_stays_but_titles(value: str, left: str) -> None:
    """In what is an identifier as a whole, tokens are what need not go."""
    assert redacted_beside(value, "[-]") == left


def test_tokens_in_a_value_that_its_key_says_is_an_identifier_stay() -> None:
    """A model that fills a form writes more into its fields than tokens alone."""
    form = {"patient_name": "Ms. [NAME_k7f3]", "address": "[ADDRESS_q2w9], Evanston", "mrn": "44120"}
    left = {"patient_name": "Ms. [NAME_k7f3]", "address": "[ADDRESS_q2w9], [ADDRESS]", "mrn": "[MRN]"}
    assert Redactor().session().redact_json(form) == left
