"""Which chunks of text begin an island, which continue it, and which end it."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from asgi_agent.phi.rules import MODULES

_PUNCTUATION = ".,;:!?()[]{}<>\"'`*_~|-"
_PLAIN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_PARTS = re.compile(r"['-]")

# Words that sentences begin with, and what an ALL-CAPS report is full of. None is a name.
_COMMON_CAPITALS = """
a about above after again all also although always an and any are as at be because been before being below
between both but by can could did do does during each either every few following for from further had has have
he hence her here hers him his how however i if in into is it its just least less many me might more most must my
neither never no nor not of off often on once only onto or other our out over own per please rather same several
shall she should similarly since so some such than that the their them then there therefore these they this those
through thus to too under until up upon us very was we were what when where whereas whether which while who whom
whose why with within without would yes yet you your
i'd i'll i'm i've it's that's there's he's she's they're we're you're what's don't doesn't didn't can't won't isn't
best considering current currently effectiveness evidence given guidelines how latest management recommended
recommendation recommendations standard updated
"""


class Kind(IntEnum):
    """What a chunk does to an island."""

    INERT = 0
    GLUE = 1
    LIVE = 2


class Vocabulary(NamedTuple):
    """The words of all rules."""

    live: frozenset[str]
    glue: frozenset[str]
    sticky: dict[str, int]
    inert: frozenset[str]

    def kind(self, chunk: str, remembered: set[str]) -> tuple[Kind, int]:
        """What a chunk is, and how many chunks after it belong to its island whatever they are."""
        word = chunk.strip(_PUNCTUATION)
        if not word:
            return Kind.GLUE, 0
        folded = word.casefold()
        if not _PLAIN.fullmatch(word):
            return Kind.LIVE, 0
        sticky = self.sticky.get(folded, 0)
        if folded in self.live or folded in remembered:
            return Kind.LIVE, sticky
        if word.islower():
            if not word.isalpha() and any(
                part in self.live or part in remembered for part in _PARTS.split(folded)
            ):
                return Kind.LIVE, sticky
            return (Kind.GLUE if folded in self.glue else Kind.INERT), sticky
        return (Kind.INERT if folded in self.inert else Kind.LIVE), sticky


@cache
def vocabulary() -> Vocabulary:
    """The words of the rules, put together once."""
    sticky: dict[str, int] = {}
    for module in MODULES:
        for word, chunks in module.STICKY.items():
            sticky[word] = max(chunks, sticky.get(word, 0))
    live = frozenset(sticky).union(*(module.words() for module in MODULES))
    glue = frozenset[str]().union(*(module.GLUE for module in MODULES)) - live
    return Vocabulary(live, glue, sticky, frozenset(_COMMON_CAPITALS.split()) - live)
