"""Ages over 89: 45 CFR 164.514(b)(2)(i)(C). Up to that, an age is no identifier."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.rules.listed import any_of, listed
from asgi_agent.phi.rules.rule import Rule
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from asgi_agent.phi.islands import Island

_ONES = listed("one two three four five six seven eight nine")

WORDS = listed(
    """
    old yo aged age ages turned turning turns ninety hundred mother father mom dad husband wife died
    nineties
    """
)
GLUE = listed("year years yr yrs y of a and or is was at") | _ONES

_REACH = 28
_LEADS = listed(
    """
    yrs yr years aged age ages turned turning turns is was of at about to now just currently patient pt client
    resident died lived d. away
    """
)

_AGE = re.compile(r"(?:9[0-9]|1[0-2][0-9])(?![0-9%+]|[./:,-][0-9])")
_OLD = re.compile(
    r"(?i)[\s-]{0,2}(?:years?|yrs?|y)\.?[\s-]{0,2}(?:old|of\sage)\b|[\s-]?y\.?\s?/?\s?o\b\.?|y(?=[\s,.;)/MF]|\Z)"
)
_AGED = re.compile(
    r"(?i)\b(?:aged?|ages|turn(?:ed|ing|s))(?:\s?\((?:yrs?|years?)\))?[\s:=(~-]{1,3}(?:(?:is|was|of|at|about)\s)?\Z"
)
_PERSON = (
    r"(?:patient|pt|client|resident|mother|father|mom|mum|dad|husband|wife|spouse|sister|brother|aunt|uncle"
    r"|grand(?:mother|father|ma|pa)|gran|nana|s?he)"
)
_SOMEBODY = re.compile(
    rf"(?i)\b(?:{_PERSON}|died|lived|d\.|passed(?:\saway)?)\s(?:(?:is|was|at|to|now|just|currently)\s){{0,2}}\Z"
)
# "My dad, 94, fell", "his mother (94)", "F, 94", "Age/Sex: 94".
_ASIDE = re.compile(rf"(?i)\b(?:{_PERSON}(?:,\s|\s?\()|(?:fe)?male,\s|[FM],\s|age[\w/ ]{{0,12}}[:=]\s?)\Z")
_ASIDE_END = re.compile(r"[,)]|/?\s?[MF]\b|\s(?:years?|yrs?)\b|\s?(?:\Z|\n)")
_UNMISTAKABLE = re.compile(
    r"(?i)th\s(?:birthday|bday)\b|\s?y/?o?\s?[MF]\b|yrs?\b|\s(?:years?|yrs?)\syoung\b|/\s?(?:[MF]|female|male)\b"
)
_OTHER = re.compile(
    r"(?i)\s?(?:mg|mcg|kg|lbs?|bpm|mm|cm|months?|weeks?|days?|hours?|on|(?:and|or)\s(?:older|over|above|up|more))\b"
)
_SAID = re.compile(r",\s(?:s?he|they|the|this|his|her)\b")
_NOW = re.compile(r"\s(?:now|today)\b")
_MEASURES = listed(
    """
    pulse rate hr bp sat sats saturation temp temperature glucose sugar weight sodium chloride score level
    pressure systolic diastolic map oxygen it that this there what ldl hdl
    """
)
# "102 F" may be a fever; "92 F" is none.
_SEX = re.compile(r"\s?[MF](?![\w/^-])")
_PRESENTING = re.compile(r"\s(?:with|who|w/|c/o|p/w|presents|presenting|s/p)")
_FEVERS = range(95, 107)

_NUMBER = any_of(_ONES | {"ten"})
_SPELLED = rf"(?:ninety(?:[\s-]{_NUMBER})?|(?:(?:a|one)[\s-])?hundred(?:[\s-](?:and[\s-])?{_NUMBER})?)"
_IN_WORDS = (
    Rule(
        "age.words",
        Label.AGE,
        re.compile(r"(?i)(?:(?<=\bher )|(?<=\bhis )|(?<=heir )|(?<=\bmid-))nineties\b"),
        0.8,
    ),
    Rule(
        "age.words",
        Label.AGE,
        re.compile(rf"(?i)(?<![^\W_]){_SPELLED}[\s-]years?[\s-](?:old|of\sage)\b"),
        0.9,
    ),
    Rule("age.words", Label.AGE, re.compile(rf"(?i)(?<![^\W_])aged?\s(?P<value>{_SPELLED})\b"), 0.9),
)


def find(island: Island) -> list[Span]:
    """Ages over 89 in figures."""
    text, start, end, stop, _ = island
    spans: list[Span] = []
    match = _AGE.search(text, start, stop)
    while match and match.end() <= end:
        if not _goes_on(text, match.start()):
            last, score = _judged(island, match)
            if score and last <= end:
                spans.append(Span(match.start(), last, Label.AGE, score, "age.figures"))
        match = _AGE.search(text, match.end(), stop)
    return spans


def in_words(island: Island) -> list[Span]:
    """Ages over 89 in words."""
    return [span for rule in _IN_WORDS for span in rule.find(island)]


def _goes_on(text: str, at: int) -> bool:
    """Whether the figure is part of another one, or of a word."""
    before = text[at - 1] if at else " "
    return before.isalnum() or (before in ".,/:-" and text[max(0, at - 2) : at - 1].isdigit())


def _judged(island: Island, match: re.Match[str]) -> tuple[int, float]:
    """Where an age ends, and how sure it is one."""
    text, _, _, stop, left = island
    at, end = match.span()
    if unit := _OLD.match(text, end, stop):
        return unit.end(), 0.95
    if _UNMISTAKABLE.match(text, end, stop):
        return end, 0.9
    least = max(left, at - _REACH)
    if _ASIDE.search(text, least, at) and _ASIDE_END.match(text, end, stop):
        return end, 0.6
    if _ends_in(text[least:at]) and not _OTHER.match(text, end, stop):
        if _AGED.search(text, least, at):
            return end, 0.9
        if _SOMEBODY.search(text, least, at):
            return end, 0.5
        if _SAID.match(text, end, stop) and text[least:at].endswith("At "):
            return end, 0.5
        if _NOW.match(text, end, stop) and _is_name(text[least:at]):
            return end, 0.4
    sex = _SEX.match(text, end, stop)
    if sex and ("M" in sex[0] or int(match[0]) not in _FEVERS or _PRESENTING.match(text, sex.end(), stop)):
        return sex.end(), 0.8
    return end, 0.0


def _is_name(words: str) -> bool:
    """Whether it ends in "Budi is", and not in "Pulse is"."""
    who = words.split()[-2:-1]
    return bool(who) and who[0].istitle() and who[0].isalpha() and who[0].lower() not in _MEASURES


def _ends_in(words: str) -> bool:
    """Whether the last word is one that an age can follow."""
    last = words.rstrip(" \t\n:=(~-").split()[-1:]
    return bool(last) and last[0].strip("()").lower() in _LEADS
