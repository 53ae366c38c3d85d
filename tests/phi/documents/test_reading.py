"""Texts that are read together give what each gives alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.phi import Redactor, Span
from asgi_agent.phi.documents.reading import find_each
from tests.clinical_text import documents


def alone(texts: list[str]) -> dict[str, list[Span]]:
    """What each text gives in a session of its own kind: memory passes from one to the next."""
    session = Redactor().session()
    found = {text: session.spans(text) for text in dict.fromkeys(texts)}
    return {text: spans for text, spans in found.items() if spans}


@pytest.mark.parametrize("seed", range(3))
def test_sentences_read_together_are_read_as_if_alone(seed: int) -> None:
    """Neither what stands before nor what stands after is context."""
    texts = [
        piece
        for document in documents(seed=seed, n=30)
        for piece in re.split(r"(?<=[.:\n]) ", document.text)
        if piece.isascii()
    ]
    assert find_each(Redactor().session(), texts) == alone(texts)


words = st.sampled_from(
    ["MRN", "12345678", "John", "Smith", "patient", "born", "3/4/80", "Dr.", "ssn", " ", "\n", ":"]
)


@given(st.lists(st.lists(words, max_size=4).map(" ".join), max_size=8))
def test_a_key_word_at_the_end_of_one_text_says_nothing_about_the_next(texts: list[str]) -> None:
    """Two strings of a document are two strings."""
    assert find_each(Redactor().session(), texts) == alone(texts)


def test_long_texts_and_other_scripts_are_read_by_themselves() -> None:
    """They would cost more together."""
    texts = ["x " * 2000 + "jo@example.org", "é jo@example.org", "jo@example.org", "plain"]
    found = find_each(Redactor().session(), texts)
    assert [text[found[text][0].start :] for text in texts[:3]] == ["jo@example.org"] * 3
    assert "plain" not in found


def test_many_texts_are_read_in_batches() -> None:
    """And each gives its own spans at its own offsets."""
    texts = [f"number {n} is for u{n}@example.org now" for n in range(2_000)]
    found = find_each(Redactor().session(), texts)
    for number, text in enumerate(texts):
        [span] = found[text]
        assert text[span.start : span.end] == f"u{number}@example.org"
