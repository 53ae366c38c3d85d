"""Whether a word with a capital is likelier a name than anything else."""

from __future__ import annotations

from asgi_agent.phi.rules import word_classes
from asgi_agent.phi.rules.keywords import MEANINGS, UNITS

_SHORTEST = 3
_NAMES = frozenset("GFSLMyzqUAw")
_NAMES_TOO = frozenset("GFfSs")


def is_name(word: str) -> bool:
    """Whether it is listed as a name and as nothing else, or is no word that is known."""
    if len(word) < _SHORTEST or (word.isupper() and len(word) == _SHORTEST):
        return False
    lowered = word.lower()
    return lowered not in UNITS and lowered not in MEANINGS and _class_of(word) in _NAMES


def may_be_name(word: str) -> bool:
    """Whether it is listed as a name, also where it is another word as well."""
    return _class_of(word) in _NAMES_TOO


def _class_of(word: str) -> str:
    return word_classes.words().classes[word][0]
