"""What the words before and after a number say that it is."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from asgi_agent.phi.rules.keywords import LEADS, MEANINGS, Role
from asgi_agent.phi.spans import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_REACH = 48
_SHORT_REACH = 18
_FURTHEST = 5
_EDGES = " \t\r\n:;=,.?!()[]{}<>|*\"'-`~/_"
_SIGNS = _EDGES + "#"
_PARTS = re.compile(r"s/n|a/c|[^\W\d_]+|[0-9]+")
_AFTER = re.compile(
    r"\s?[(\[]?(?:(?:is|was|as|being)\s)?(?:(?:the|his|her|their|my|your|our|pt|patient)(?:'s)?\s){0,2}"
    r"(?P<word>[A-Za-z]+)"
)


class Context(NamedTuple):
    """What a number is said to be.

    `label` is None where it is said to be of no one: a code, a public registry's number, an amount.
    `named` is false where only a thing is spoken of that may have a number: a visit, a plan.
    """

    label: Label | None
    named: bool
    tail: bool = False
    """Whether only the end of the number is given: "card ending in 1903"."""


_FOUR = frozenset({"4", "four"})
_OF_NO_ONE = Context(None, True)
_OF_SOMETHING = Context(Label.ID, False)


def before(text: str, left: int, at: int, *, far: bool = False) -> Context | None:
    """What the words left of `at` say, the nearest first; None if they say nothing of a number.

    `far` lets a few other words stand between: "MRN for Ms. Lee: 482913".
    """
    numbered = public = tail = False
    soft: Label | None = None
    words = words_before(text, left, at)
    for word in words:
        meaning = MEANINGS.get(word)
        if meaning is None:
            if far and soft is None and not public:
                return _further(word, words) or (_OF_SOMETHING if numbered and not tail else None)
            break
        role, label = meaning
        if role is Role.NUMBERING:
            numbered = True
            soft = soft or label
        elif role is Role.TAIL:
            if word in _FOUR and next(words, "") != "last":
                break
            numbered = tail = True
        elif role is Role.NAME:
            return Context(label, True, tail)
        elif role is Role.THING:
            return Context(label, numbered, tail)
        elif role is Role.PUBLIC:
            return _OF_NO_ONE
        elif role is Role.CODE:
            public = True
        else:
            soft = soft or label
    if public:
        return _OF_NO_ONE
    if soft is None:
        return _OF_SOMETHING if numbered and not tail else None
    return Context(soft, numbered, tail)


def near(text: str, left: int, at: int) -> Context | None:
    """As `before`, for short numbers: only a word that ends right at the number counts."""
    chunks = text[max(left, at - _SHORT_REACH) : at].split()
    if not chunks:
        return None
    # A sign may stand apart: 'MRN "', "MRN = ".
    marked = chunks[-1].rstrip(":=.").endswith("#")
    while len(chunks) > 1 and not chunks[-1].strip(_SIGNS):
        chunks.pop()
    if marked or chunks[-1].strip(_SIGNS).replace(".", "").lower() in LEADS:
        return before(text, left, at)
    return None


def _further(word: str, words: Iterator[str]) -> Context | None:
    """The name of an identifier among the next words, if no number and no code comes first."""
    for other in chain((word,), islice(words, _FURTHEST)):
        meaning = MEANINGS.get(other)
        if other.isdigit() or (meaning and meaning.role is Role.PUBLIC):
            return None
        if meaning and meaning.role is Role.NAME:
            return Context(meaning.label, False)
    return None


def after(text: str, at: int, stop: int) -> Context | None:
    """What the words right of `at` say: "123-45-6789 (SSN)", "4711 is his MRN"."""
    found = _AFTER.match(text, at, stop)
    meaning = MEANINGS.get(found["word"].lower()) if found else None
    if found is None or meaning is None:
        return None
    if meaning.role is Role.PUBLIC:
        # A line that begins with a version says nothing of a number at the end of the last.
        return None if "\n" in found[0][: found.start("word") - at] else _OF_NO_ONE
    return Context(meaning.label, True) if meaning.role is Role.NAME else None


def keyword(text: str, left: int, at: int, meanings: Mapping[str, Label | None]) -> Label | None:
    """What the nearest word left of `at` means that is no mere link."""
    for word in words_before(text, left, at):
        if word not in meanings:
            return None
        if label := meanings[word]:
            return label
    return None


def words_before(text: str, left: int, at: int) -> Iterator[str]:
    """The words left of `at` in lower case, the nearest first; a "#" is one."""
    least = max(left, at - _REACH)
    chunks = text[least:at].lower().split()
    if least > left and chunks and not (text[least - 1].isspace() or text[least].isspace()):
        del chunks[0]  # the rest of a word that is cut
    for chunk in reversed(chunks):
        word = chunk.strip(_EDGES)
        if word.isalpha() or word.replace(".", "").isalpha():
            yield word.replace(".", "")
        elif word:
            if word.endswith("#"):
                yield "#"
            yield from reversed(_PARTS.findall(word))
