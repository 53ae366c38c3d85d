"""Places below a state: facilities, streets, towns, counties, ZIP codes."""

from __future__ import annotations

from asgi_agent.phi.rules.listed import listed
from asgi_agent.phi.rules.places.classes import beginnings, long_names
from asgi_agent.phi.rules.reading import folded

GLUE = listed(
    """
    of in the and clinic hospital center centre office branch campus downtown county st rd ave street avenue
    road drive lane apt suite unit box rue calle me or oh ok hi
    """
)
STICKY = dict.fromkeys(listed("address lives live resides residing living reside moved"), 9) | {
    "walgreens": 7,
    "cvs": 7,
}

_LONGEST_NAME = 5


def joined(words: list[str], letters: str) -> str:
    """The classes, with that of a place of several words at its first, and `j` at each further one.

    `letters` has two for each word, of which the second is for places. For names, its words are common ones.
    """
    starts, known = beginnings(), long_names()
    classes = list(letters)
    for index, word in enumerate(words):
        if word not in starts or classes[2 * index + 1] == "j":
            continue
        name, last = folded(word), index
        for further in range(index + 1, min(len(words), index + _LONGEST_NAME)):
            if words[further] in ".\n":
                continue
            name += " " + folded(words[further])
            if name in known:
                last = further
                city = word.islower() and known[name] in "Kk"
                classes[2 * index + 1] = "q" if city else known[name]
        for place in range(index + 1, last + 1):
            classes[2 * place + 1] = "j"
        if last > index:
            classes[2 * index : 2 * last + 1 : 2] = "C" * (last - index + 1)
    return "".join(classes)
