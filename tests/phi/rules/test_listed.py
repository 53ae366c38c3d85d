"""Patterns for lists of words."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.phi.rules.listed import any_of, listed


@given(st.sets(st.text("abc.", min_size=1, max_size=5), min_size=1))
def test_each_word_matches_and_nothing_else(words: set[str]) -> None:
    """Whatever the words have in common."""
    pattern = re.compile(any_of(words))
    for word in words:
        assert pattern.fullmatch(word)
    for other in ("", "aabbcc", "cc.."):
        assert (pattern.fullmatch(other) is not None) == (other in words)


def test_the_longest_word_is_taken() -> None:
    """Of those that begin alike."""
    match = re.match(any_of(listed("jan january")), "january")
    assert match is not None
    assert match[0] == "january"
