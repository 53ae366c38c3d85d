"""Names of people: by titles, roles, key words and what stands beside them, and by lists of names."""

from __future__ import annotations

from functools import cache
from itertools import product

from asgi_agent.phi import lexicon
from asgi_agent.phi.rules.listed import listed
from asgi_agent.phi.rules.names import abbreviations, terms, world

GLUE = listed(terms.PARTICLES) | {"and", "by"}
PARTICLES = listed("de del la las los van von der den di da dos el al bin bint ibn abu ben della dela ter")
"""Those that a name may begin with in lower case."""
TITLES = listed(terms.TITLES) | listed("mr mrs ms mx drs")
"""Those that the name after them may stand in lower case."""
STICKY = {
    "name": 3,
    "name's": 3,
    "named": 2,
    "thank": 6,
    "thanks": 4,
    "thx": 4,
    "ty": 4,
    "im": 2,
    "i'm": 2,
    "re": 2,
    "hi": 4,
    "hey": 4,
    "hello": 4,
    "this": 3,
    "pt": 2,
    "it's": 2,
    "its": 2,
    "tx": 2,
    "dear": 3,
    "sincerely": 3,
    "regards": 2,
    "tell": 1,
    "told": 1,
    "pcp": 1,
    "mac": 2,
    "exported": 3,
    "uploaded": 2,
    "downloaded": 2,
    "printed": 2,
    "manifest": 3,
    "username": 2,
    "uid": 1,
    "userid": 1,
    "logname": 1,
    "coworker": 1,
    "roommate": 1,
    "housemate": 1,
    "classmate": 1,
    "landlord": 1,
    "landlady": 1,
    "babysitter": 1,
    "caseworker": 1,
} | dict.fromkeys(
    listed(terms.RELATIONS) - {"partner", "friend", "spouse", "sibling", "twin", "bro", "sis"}, 2
)

_SHORTEST = 3
_OTHERWISE = listed(abbreviations.NEVER_LOWER) | listed(abbreviations.WORDS)
_NOBODY = listed(abbreviations.NOBODY)
_WORLD = listed(world.GIVEN) | listed(world.SURNAMES)


@cache
def lower() -> frozenset[str]:
    """Names that are little else, so that what stands beside them tells in lower case, too."""
    return frozenset(filter(_is_little_else, lexicon.names())) | _WORLD | _initials()


def _initials() -> set[str]:
    """Two letters that staff sign with."""
    pairs = map("".join, product("bcdfghjklmnpqrstvwxz", repeat=2))
    return {pair for pair in pairs if pair not in _NOBODY and not lexicon.is_word(pair)}


@cache
def given() -> frozenset[str]:
    """Those of them that a surname follows."""
    known = lexicon.names()
    return listed(world.GIVEN).union(word for word in lower() if known.get(word, "S") in "GF")


def _is_little_else(word: str) -> bool:
    letter = lexicon.names()[word]
    if letter not in "GFS" or len(word) < _SHORTEST or word in _OTHERWISE or lexicon.is_word(word):
        return False
    return letter == "G" or lexicon.cities().get(word) not in ({"K"} if letter == "F" else {"K", "k"})
