"""Words that are cut short."""

from __future__ import annotations

import pytest

from asgi_agent.phi.rules.names.shortened import is_shortened


@pytest.mark.parametrize("word", ["extrem", "palpit", "rheumat", "spirom", "tachyc", "umbil"])
def test_a_word_cut_behind_a_consonant_is_shortened(word: str) -> None:
    """Where a listed word goes on by two letters and more."""
    assert is_shortened(word)


@pytest.mark.parametrize(
    "word", ["okonkwo", "hryniuk", "szymanski", "abn", "extrema", "testing", "zzzzz", ""]
)
def test_what_no_word_begins_with_is_not(word: str) -> None:
    """Names, whole words, what ends in a vowel, and what is too short to tell."""
    assert not is_shortened(word)
