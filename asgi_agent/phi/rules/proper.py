"""Proper names, of people and of places: an island is read once for both."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from asgi_agent.phi.lexicon import plain_names
from asgi_agent.phi.rules import names, places, word_classes
from asgi_agent.phi.rules.names.grammar import NAMES
from asgi_agent.phi.rules.places.classes import endings
from asgi_agent.phi.rules.places.grammar import NAMED, SITUATED
from asgi_agent.phi.rules.places.joining import joined
from asgi_agent.phi.rules.reading import after, before, folded, offsets, tokens
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from asgi_agent.phi.islands import Island
    from asgi_agent.phi.memory import Memory
    from asgi_agent.phi.rules.grammar import Found

GLUE = names.GLUE | places.GLUE

# A capital, or what may be a ZIP code: without, only the words that begin islands can name anything.
_SIGN = re.compile(r"[^\W\d_a-z]|\d{5}")
# In two letters each: what can be a name, or part of a place.
_POSSIBLE = re.compile(r"(?:..)*?(?:[GFfhSsULMAayITQRNtwzXu%].|.[HrmAKkhXTFGYZ7SsWQqu0-4e])", re.DOTALL)

# What is never all of a name or a place: a role, a part of a hospital, a kind of street.
_PART = re.compile("[xCRZNQnmvVbDgoe][xmrXHM0]")

_ZIP = re.compile(r"[0-9]{5}")
_LETTER = re.compile(r"[^\W\d_]")

_PARTS = re.compile("['-]")

# "style.css" is signed by nobody.
_SIGNATURE = "name.signature"
_REMEMBERED = 0.7
_LEARNT = 0.6
_TELLING = frozenset("GFfSspULMAyz")
_AGAIN = _TELLING | {"w"}


@cache
def words() -> frozenset[str]:
    """Names and cities that are no words, and what surnames of several words begin with."""
    return plain_names() | names.lower() | names.PARTICLES | places.words()


def weak() -> frozenset[str]:
    """None."""
    return frozenset()


@cache
def sticky() -> dict[str, int]:
    """Titles and given names, which the rest of the name follows, and what an address follows."""
    given = dict.fromkeys(names.given(), 1)
    return given | dict.fromkeys([*names.TITLES, *plain_names()], 2) | names.STICKY | places.STICKY


@cache
def _waking() -> frozenset[str]:
    return frozenset(sticky()) | names.lower() | places.words()


def may_hold(chunk: str, *, common: bool) -> bool:
    """Whether a word in it can be a name, or part of a place; one that is not common may be anything."""
    if not common:
        return _LETTER.search(chunk) is not None or _ZIP.search(chunk) is not None
    if chunk.isdecimal():
        return False
    classes, ends = word_classes.words().classes, endings()
    return any(
        folded(word) in ends or _POSSIBLE.match(classes[word]) is not None
        for word in tokens(chunk, 0, len(chunk))
    )


def is_part(word: str) -> bool:
    """Whether it names nobody and nothing without another word beside it."""
    return _PART.fullmatch(word_classes.words().classes[word]) is not None


def find(island: Island, memory: Memory) -> list[Span]:
    """The people and places in an island, and the parts of names seen before."""
    text, start, end, _, _ = island
    found = tokens(text, start, end)
    if (
        _SIGN.search(text, start, end) is None
        and _waking().isdisjoint(found)
        and memory.names.isdisjoint(found)
        and not any(map(word_classes.may_sign, found))
    ):
        return []
    classes, context, beginnings = word_classes.words()
    letters = "".join(map(classes.__getitem__, found))
    if not beginnings.isdisjoint(found):
        letters = joined(found, letters, text[end : island.stop])
    if _POSSIBLE.match(letters) is None:
        return []
    head = before(island, context)
    hits = _hits(head + letters + after(island, context), len(head) // 2, len(found))
    if hits:
        _learn(hits, found, letters, memory)
    again = _remembered(found, letters, memory.names, hits) if memory.names else ()
    if not hits and not again:
        return []
    at = offsets(text, start, found)
    return [
        *(
            Span(at[hit.first][0], at[hit.last - 1][1], hit.label, hit.score, hit.rule)
            for hit in hits
            if hit.rule != _SIGNATURE or text[at[hit.first][0] - 1].isspace()
        ),
        *(Span(*at[index], Label.NAME, _REMEMBERED, "name.remembered") for index in again),
    ]


@lru_cache(maxsize=16384)
def _hits(letters: str, first: int, words: int) -> list[Found]:
    """What the grammars find in an island of so many words, of which so many are before it.

    Classes tell nothing of what was written, so what is found in them is kept for the next text alike.
    """
    return [
        hit._replace(first=hit.first - first, last=hit.last - first)
        for hit in (*NAMES.find(letters[::2]), *NAMED.find(letters[1::2]), *SITUATED.find(letters[1::2]))
        if hit.first >= first and hit.last <= first + words
    ]


def _learn(hits: list[Found], words: list[str], letters: str, memory: Memory) -> None:
    """Remember the words of names that are sure enough, unless they are words of other use too."""
    for first, last, label, score, _ in hits:
        if label == Label.NAME and score >= _LEARNT:
            for index in range(first, last):
                if letters[2 * index] in _TELLING:
                    memory.learn(words[index])


def _remembered(words: list[str], letters: str, names: set[str], hits: list[Found]) -> list[int]:
    """Which further words are of a name that was seen before, or are of two words with one of them."""
    sure = {index for hit in hits if hit.score >= _REMEMBERED for index in range(hit.first, hit.last)}
    return [
        index
        for index, word in enumerate(words)
        if letters[2 * index] in _AGAIN
        and index not in sure
        and (word.casefold() in names or not names.isdisjoint(_PARTS.split(word.casefold())))
    ]
