"""Lists of words, written as text."""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    """The words between white space."""
    return frozenset(words.split())
