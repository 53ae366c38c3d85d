"""Whether a word is likelier a name than anything else."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Redactor
from asgi_agent.phi.rules.likeness import is_name, may_be_name


@pytest.mark.parametrize("word", ["Dorothy", "Gunawardena", "Xicoténcatl", "KAQUATOSH"])
def test_names_are_likely(word: str) -> None:
    """Listed or unheard of."""
    assert is_name(word)


@pytest.mark.parametrize("word", ["Heart", "Rate", "Oxygen", "Total", "MRN", "Plan", "BP", "LDL"])
def test_words_are_not(word: str) -> None:
    """Nor are what names numbers, and abbreviations."""
    assert not is_name(word)


def test_a_name_may_be_a_word() -> None:
    """Which two of together are a name."""
    assert may_be_name("Hunter")
    assert may_be_name("Brown")
    assert not may_be_name("Pressure")


def test_what_was_read_before_changes_nothing() -> None:
    """A word is judged as it was when it was first seen."""
    word = "Cholesterolemia"
    first = is_name(word)
    Redactor().find(f"Total {word}, seen")
    assert is_name(word) is first
