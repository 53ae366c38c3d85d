"""Names of people: by titles, roles, key words and what stands beside them, and by lists of names."""

from __future__ import annotations

from functools import cache

from asgi_agent.phi import lexicon
from asgi_agent.phi.rules.listed import listed
from asgi_agent.phi.rules.names import terms, world

GLUE = listed(terms.PARTICLES) | {"and"}
PARTICLES = listed("de del la las los van von der den di da dos el al bin bint ibn abu ben della dela ter")
"""Those that a name may begin with in lower case."""
TITLES = listed("dr mr mrs ms mx prof nurse doctor drs")
"""Those that the name after them may stand in lower case."""
STICKY = {
    "name": 3,
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
} | dict.fromkeys(
    listed(terms.RELATIONS) - {"partner", "friend", "spouse", "sibling", "twin", "bro", "sis"}, 2
)

_SHORTEST = 4
_WORLD = listed(world.GIVEN) | listed(world.SURNAMES)


@cache
def lower() -> frozenset[str]:
    """Names that are little else, so that what stands beside them tells in lower case, too."""
    return frozenset(filter(_is_little_else, lexicon.names())) | _WORLD


@cache
def given() -> frozenset[str]:
    """Those of them that a surname follows."""
    known = lexicon.names()
    return listed(world.GIVEN).union(word for word in lower() if known.get(word, "S") in "GF")


def _is_little_else(word: str) -> bool:
    clear = lexicon.names()[word] in "GFS" and len(word) >= _SHORTEST
    return clear and word not in lexicon.cities() and not lexicon.is_word(word)
