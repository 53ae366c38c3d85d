"""Places below a state: facilities, streets, towns, counties, ZIP codes."""

from __future__ import annotations

from functools import cache

from asgi_agent.phi import lexicon
from asgi_agent.phi.lexicon import towns
from asgi_agent.phi.lexicon.terms import STATE_CODES
from asgi_agent.phi.rules.listed import listed
from asgi_agent.phi.rules.places import organisations

GLUE = listed(
    """
    of in the and shelter school daycare clinic hospital center centre office branch campus downtown
    county st rd ave street avenue
    road drive lane apt suite unit lot trlr box rue calle paseo camino avenida hwy trl fm us or block
    district hosp schools reservation rez floor beach springs falls rapids heights hills bluffs city
    """
) | listed(" ".join(STATE_CODES).lower())
STICKY = (
    dict.fromkeys(map(str.lower, organisations.SHOPS), 3)
    | dict.fromkeys(listed("address lives live resides residing living reside moved"), 9)
    | {
        "walgreens": 7,
        "cvs": 7,
        "at": 5,
        "come": 5,
        "box": 5,
        "apt": 4,
        "suite": 4,
        "ste": 4,
        "trip": 4,
        "drove": 3,
        "flew": 3,
        "sent": 5,
        "transferred": 6,
        "went": 5,
        "goes": 5,
    }
)


# Halves of cities that are other words far more often.
_OFTENER = listed("ann ash do du joy key lee low may new roy tan tel")


@cache
def words() -> frozenset[str]:
    """Cities and shops in lower case that mean nothing else, or hardly anything."""
    names, cities = lexicon.names(), lexicon.cities()
    known = frozenset(
        word
        for city, letter in cities.items()
        for place, word in enumerate(city.split())
        if word.isalpha()
        and word not in _OFTENER
        and (letter == "K" or (not place and word not in names))
        and names.get(word, letter) in "GFSKk"
        and not lexicon.is_word(word)
    )
    nicknames = frozenset(name for name in organisations.NICKNAMES if not lexicon.is_word(name))
    return known | towns.IN_LOWER_CASE | organisations.SHOPS_IN_LOWER_CASE | nicknames
