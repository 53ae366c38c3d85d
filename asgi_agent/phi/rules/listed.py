"""Lists of words, written as text, and patterns for them."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def listed(words: str) -> frozenset[str]:
    """The words between white space."""
    return frozenset(words.split())


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest that matches: a trie, which tries each letter only once."""
    return _branches(sorted(set(words)))


def _branches(words: list[str]) -> str:
    ends = "" in words
    branches: list[str] = [
        re.escape(first) + _branches([word[1:] for word in those])
        for first, those in groupby(filter(None, words), key=lambda word: word[0])
    ]
    if not branches:
        return ""
    if len(branches) == 1 and not ends:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"
