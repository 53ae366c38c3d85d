"""What the words before and after a number say that it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from asgi_agent.phi.rules.keywords import CODES, LINKS, NAMES, NUMBERING, PUBLIC, SOFT, THINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asgi_agent.phi.spans import Label

_REACH = 64
_SHORT_REACH = 24
_WORD = re.compile(r"s/n|a/c|[^\W\d_]+|#|[0-9]+")
_AFTER = re.compile(
    r"\s?[(\[]?(?:(?:is|was|as|being)\s)?(?:(?:the|his|her|their|my|your|our|pt|patient)(?:'s)?\s){0,2}"
    r"(?P<word>[A-Za-z]+)"
)
_LEADS = frozenset({*NAMES, *NUMBERING, *SOFT, "is", "was", "in", "user", "caller"})


class Context(NamedTuple):
    """What a number is said to be.

    `label` is None where it is said to be of no one: a code, a public registry's number, an amount.
    `named` is false where only a thing is spoken of that may have a number: a visit, a plan.
    """

    label: Label | None
    named: bool


_OF_NO_ONE = Context(None, True)


def is_word(word: str) -> bool:
    """Whether a word in lower case is one of those that say what a number is."""
    return (
        word in NAMES
        or word in THINGS
        or word in NUMBERING
        or word in SOFT
        or word in PUBLIC
        or word in LINKS
    )


def before(text: str, left: int, at: int) -> Context | None:
    """What the words left of `at` say, the nearest first; None if they say nothing of a number."""
    numbered = False
    soft: Label | None = None
    public = False
    for word in reversed(_WORD.findall(text[max(left, at - _REACH) : at].lower())):
        if word in NUMBERING:
            numbered = True
            soft = soft or SOFT.get(word)
        elif label := NAMES.get(word):
            return Context(label, True)
        elif label := THINGS.get(word):
            return Context(label, numbered)
        elif word in PUBLIC:
            return _OF_NO_ONE
        elif word in CODES:
            public = True
        elif label := SOFT.get(word):
            soft = soft or label
        elif word not in LINKS:
            break
    if public:
        return _OF_NO_ONE
    return Context(soft, numbered) if soft else None


def near(text: str, left: int, at: int) -> Context | None:
    """As `before`, for short numbers: only a word that ends right at the number counts."""
    head = text[max(left, at - _SHORT_REACH) : at].rstrip(" \t\n:#=([")
    if head and at - left - 1 >= 0 and text[at - 1] == "#":
        return before(text, left, at)
    word = head.split()[-1].lower().strip("([.,;'\"") if head else ""
    return before(text, left, at) if word in _LEADS else None


def after(text: str, at: int, stop: int) -> Context | None:
    """What the words right of `at` say: "123-45-6789 (SSN)", "4711 is his MRN"."""
    found = _AFTER.match(text, at, stop)
    label = NAMES.get(found["word"].lower()) if found else None
    return Context(label, True) if label else None


def keyword(text: str, left: int, at: int, keys: Mapping[str, Label], links: frozenset[str]) -> Label | None:
    """The nearest of `keys` left of `at`, with nothing but `links` and figures of speech between."""
    for word in reversed(_WORD.findall(text[max(left, at - _REACH) : at].lower())):
        if label := keys.get(word):
            return label
        if word not in links and word not in NUMBERING:
            return None
    return None
