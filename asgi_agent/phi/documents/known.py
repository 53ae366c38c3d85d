"""Identifiers found by key and path: which to look for in free text, and which are replaced already."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from asgi_agent.phi import lexicon
from asgi_agent.phi.documents import looks
from asgi_agent.phi.memory import words_of
from asgi_agent.phi.policy import Action
from asgi_agent.phi.spans import Label
from asgi_agent.phi.tokens import STANDING

if TYPE_CHECKING:
    from asgi_agent.phi.memory import Memory
    from asgi_agent.phi.policy import Policy

_LONGEST = 120
_SHORTEST_WORD = 4
_TOWN = re.compile(r"[^\W\d_]{1,20}(?:[ .'-]{1,2}[^\W\d_]{1,20}){0,3}")
_NARROW = frozenset([Label.DATE, Label.AGE, Label.ZIP])
_LONGEST_NARROW = 40
# Classes of names that are words or diseases as well.
_WORDS_TOO = frozenset("fsp")
# Found in text by their form as it is, or no text at all.
_NOT_LOOKED_FOR = frozenset([Label.DATE, Label.AGE, Label.URL, Label.PHOTO, Label.BIOMETRIC])


def remember(memory: Memory, value: str, label: Label) -> None:
    """Have an identifier found in the free text of the same session.

    Of names each word, and regardless of case where it is no word of the language: `May` is one. Of anything
    else only what stands for nothing but itself: `Normal` and `Reading` are towns, a house number a number.
    """
    if label in _NOT_LOOKED_FOR or len(value) > _LONGEST:
        return
    words = words_of(value)
    if label is Label.NAME:
        memory.learn(value)
    if label in (Label.NAME, Label.LOCATION):
        for word in words:
            if len(word) >= _SHORTEST_WORD and not _is_word(word):
                memory.know(word, label)
    if looks.digits(value) >= 4 or (len(words) > 1 and len(value) >= 6):
        memory.know(value, label)


def _is_word(word: str) -> bool:
    return lexicon.is_word(word) or lexicon.names().get(word) in _WORDS_TOO


def settled(value: str, label: Label, policy: Policy) -> bool:
    """Whether a value is what an earlier redaction has left: a placeholder, a token, part of a ZIP code."""
    if (
        label is Label.ZIP
        and policy.action(label) is Action.GENERALISE
        and len(value) == 3
        and value.isdecimal()
    ):
        return True
    return value in _placeholders(policy.placeholder) or STANDING.fullmatch(value) is not None


def kept(value: str, label: Label) -> bool:
    """Whether a value of a kind that the policy keeps needs no reading: it has no room for anything else."""
    if label is Label.LOCATION:
        return _TOWN.fullmatch(value) is not None
    return label in _NARROW and len(value) <= _LONGEST_NARROW


@lru_cache(16)
def _placeholders(placeholder: str) -> frozenset[str]:
    return frozenset(placeholder.format(label=label) for label in Label)
