"""Plates of vehicles, by their form and by what is said before them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.rules.keywords import UNITS
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.islands import Island

_REACH = 48
_FEWEST = 5

# On shapes: three letters and four figures, one of them before the other, or mixed as some states have it.
SHAPE = re.compile(
    r"(?<![0Aa-])(?:AA00 ?AAA|AA?A?[- ]?00?0?0|aa?a?-?000?0?|0?00?[- ]?AA?A?(?:[- ]?00?0?)?|0?00-?aaa?"
    r"|A00[- ]AAA|0AAA000|0aaa000|00-AA00|AA0 ?00A)(?![0Aa-])"
)
_VEHICLE = (
    r"plates?|tags?|vehicle|car|van|truck|pick-?up|sedan|suv|minivan|hatchback|coupe|jeep|motorcycle|motorbike"
    r"|ambulance|wagon|trailer|rv|scooter|honda|toyota|ford|chevy|chevrolet|nissan|hyundai|kia|subaru|mazda|dodge"
    r"|volkswagen|vw|bmw|audi|lexus|tesla|buick|chrysler|gmc|volvo|acura|mercedes"
)
_CUE = re.compile(
    rf"(?i)\b(?:(?P<plate>plates?|tags?|registration|rego?)|(?:{_VEHICLE}))\b(?:'s)?"
    r"(?:\s(?:at\sscene|involved|driven|registration|reg|plates?|tag|license|licence|no\.?|number|nr\.?|is|was|reading"
    r"|reads|with|civic|accord|camry|corolla|altima|f-?150|cr-?v|rav4|prius|escape|explorer|outback|of)\b\.?){0,4}"
    r"[\s:#,(=-]{1,3}\Z"
)


def find(island: Island, shape: str) -> Iterator[Span]:
    """Plates in an island of this shape."""
    text, start, end, _, left = island
    for match in SHAPE.finditer(shape):
        at, last = start + match.start(), start + match.end()
        if last > end:
            break
        value = text[at:last]
        cue = _CUE.search(text, max(left, at - _REACH), at)
        if cue and _is_plate(value, told=cue["plate"] is not None):
            yield Span(at, last, Label.VEHICLE, 0.8, "vehicle.plate")


def _is_plate(value: str, *, told: bool) -> bool:
    """Whether it is long enough, and no amount: "250 MG"."""
    letters = "".join(filter(str.isalpha, value))
    if sum(map(str.isalnum, value)) < _FEWEST or letters.lower() in UNITS:
        return False
    return told or letters.isupper()
