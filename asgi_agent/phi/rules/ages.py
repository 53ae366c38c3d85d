"""Ages over 89. Up to that, an age is no identifier."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.rules.listed import listed
from asgi_agent.phi.rules.rule import Rule
from asgi_agent.phi.spans import Label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.islands import Island
    from asgi_agent.phi.spans import Span

_ONES = "one two three four five six seven eight nine"

WORDS = listed("old yo aged age ages turned turning ninety hundred")
GLUE = listed(f"year years yr yrs y of a and is was at {_ONES}")

_AGE = r"(?:9[0-9]|1[0-2][0-9])"
_FREE = r"(?<![0-9A-Za-z])(?<![0-9][.,/:-])"
_SPELLED = (
    rf"(?:ninety(?:[\s-](?:{_ONES.replace(' ', '|')}))?"
    rf"|(?:a|one)[\s-]hundred(?:[\s-](?:and[\s-])?(?:{_ONES.replace(' ', '|')}|ten))?)"
)
_UNIT = (
    r"(?:[\s-]{0,2}(?:years?|yrs?|y)\.?[\s-]{0,2}(?:old|of\sage)\b"
    r"|[\s-]?y\.?\s?/?\s?o\b\.?|y(?=[\s,.;)/MF]|\Z))"
)
_NO_UNIT = (
    r"(?![0-9%+]|[./:][0-9]|\s?%|\s?(?:mg|mcg|kg|lbs?|bpm|mm|cm|months?|weeks?|days?|hours?"
    r"|(?:and|or)\s(?:older|over|above|up|more))\b)"
)

WITH_UNIT = Rule("age.unit", Label.AGE, re.compile(rf"(?i){_FREE}(?:{_AGE}|\b{_SPELLED}\b){_UNIT}"), 0.95)
AFTER_WORD = Rule(
    "age.word",
    Label.AGE,
    re.compile(
        rf"(?i)(?<![^\W_])(?:aged?|ages|turn(?:ed|ing|s))[\s:=(~-]{{1,3}}(?:(?:is|was|of|at|about)\s)?"
        rf"(?P<value>{_AGE}|{_SPELLED}\b){_NO_UNIT}"
    ),
    0.9,
)
OF_PERSON = Rule(
    "age.person",
    Label.AGE,
    re.compile(
        r"(?i)(?<![^\W_])(?:mother|father|mom|dad|husband|wife|aunt|uncle|grand(?:mother|father|ma|pa)|s?he|died|lived)"
        rf"\s(?:(?:is|was|at|to|now|currently)\s){{1,2}}(?P<value>{_AGE}){_NO_UNIT}"
    ),
    0.5,
)
# "102 F" may be a fever; "92 F" is none.
WITH_SEX = Rule(
    "age.sex",
    Label.AGE,
    re.compile(
        rf"{_FREE}(?:(?:9[0-4]|1(?:0[6-9]|[12][0-9]))\s?[MF]|{_AGE}\s?M"
        rf"|{_AGE}\s?F(?=\s(?:with|who|w/|c/o|p/w|presents|presenting|s/p)))(?![\w/^-])"
    ),
    0.8,
)
_PRESENT = re.compile(r"9[0-9]|1[0-2][0-9]|[Nn]inety|NINETY|[Hh]undred")


def find(island: Island) -> Iterator[Span]:
    """Ages over 89 in the island."""
    if _PRESENT.search(island.text, island.start, island.end):
        for rule in (WITH_UNIT, AFTER_WORD, OF_PERSON, WITH_SEX):
            yield from rule.find(island)
