"""Ages over 89: 45 CFR 164.514(b)(2)(i)(C). Up to that, an age is no identifier."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.rules.listed import any_of, listed
from asgi_agent.phi.rules.rule import Rule
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.islands import Island

_ONES = listed("one two three four five six seven eight nine")

WORDS = listed(
    """
    old yo aged age ages turned turning turns ninety nineties hundred mother father mom dad husband wife died
    nonagenarian nonagenarians centenarian centenarians supercentenarian
    """
)
GLUE = listed("year years yr yrs y of a and or is was at") | _ONES

_REACH = 48

_AGE = re.compile(r"(?:9[0-9]|1[0-2][0-9])(?![0-9%+]|[.:,-][0-9]|/[0-9])")
_OLD = re.compile(
    r"(?i)[\s-]{0,2}(?:years?|yrs?|y)\.?[\s-]{0,2}(?:old|of\sage|young)\b|[\s-]?y\.?\s?[/-]?\s?o\b\.?"
    r"|\s?y(?:o|rs?|ears?)?(?=\s?[)/0-9]|\s?(?:[MF]|(?:fe)?male|(?:wo)?man|lady|gentleman)\b)"
    r"|y(?=[\s,.;)/MF]|\Z)"
    r"|[\s-]{0,2}(?:a[ñn]os|ans|anni|jahre|jaar|j[äa]hrige?[rsn]?)\b|(?:st|nd|rd|th)(?=\s(?:birthday|bday"
    r"|b-day|year)\b)"
)
_UNIT = (
    r"mg|mcg|kg|lbs?|pounds|bpm|mmhg|mm|cm|degrees|percent|points|months?|weeks?|days?|hours?|minutes?|times"
    r"|feet|ft|inches|miles|ml|units?|mph|patients|people|tablets|steps"
)
_COUNT = re.compile(rf"(?i)\s?(?:{_UNIT}|(?:and|or)\s(?:older|over|above|up|more))\b|\s?[\u00b0/%]")
_AMOUNT = re.compile(r"(?i)\s?(?:on|at|over|[FC])\b|\s?/")
_KIN = (
    r"mother|father|mom|mum|mama|dad|daddy|papa|husband|wife|spouse|aunt|auntie|uncle|sister|brother|nana"
    r"|grand\w{2,6}|parents?|neighbou?r|roommate"
)
# Words that nothing but an age follows, and some that it may follow.
_AGED = re.compile(
    r"(?i)(?<![^\W_])(?:(?:aged?|ages|turn(?:ed|ing|s)?)\b|age(?:in)?years)(?:[\w/]{0,12}"
    r"|(?:,?\s?\(?(?:in\s)?(?:y|yrs?|years?)\)?)|\s(?:at|on)\s\w{3,12})[\"'\s:=(~,|>.-]{1,12}"
    r"(?:(?:is|was|of|at|about|approx|approximately|around|nearly|almost|over)\.?\s){0,2}\Z|\b[MF]/\Z"
    r"|\b(?:yrs|years)\s?[:=]\s?\Z"
)
_SOMEBODY = re.compile(
    rf"(?i)\b(?:(?:{_KIN}|s?he|who|they"
    r"|patient|pt|resident|client|i)(?:'s|'m|\s(?:is|was|am)|(?:'ll|\s(?:will|would))\sbe)|im|died"
    r"|lived|is\snow|nearly|almost"
    r"|reach(?:ed|es|ing)?|hit|approaching|pushing|(?:man|woman|lady|gentleman|patient|person|veteran"
    r"|resident)\sof)"
    r"\s(?:(?:at|to|now|currently|about|nearly|almost|still|going|on|turning|already|past|only|just)\s){0,2}\Z"
)
# After these it is an age whatever follows, but for a unit.
_LIFE = re.compile(
    rf"(?i)\b(?:{_KIN})(?:'s|\s(?:is|was|now|turned|d\.|died|\(?d))\s(?:(?:at|now|almost|about|already)\s)?\Z"
    r"|\b(?:died|dead|deceased|passed|passed\saway|expired|alive|living|survived)\s(?:at|until|to)\s\Z"
    r"|\b(?:lived?|lives|living|made\sit|make\sit|makes\sit)\s(?:to|until|till|past|beyond|to\sbe|to\ssee)\s\Z"
    r"|\b(?:s?he|who|they|i)(?:'s|'m|\s(?:is|was|am))\s(?:going\son|turning)\s\Z"
)
# "He lived at 92 Main Street".
_NAME_NEXT = re.compile(r"\s[A-Z]")
_HOW_OLD = re.compile(r"(?i)\bhow\sold\s[^.\n]{1,24}\?\s(?:[0-9]{1,3}\s?(?:and|,|&)\s)?\Z")
_DECADE = re.compile(r"(?i)\b(?:(?:her|his|their|my)\s(?:(?:early|mid|late)[\s-])?|mid-)\Z")
_YEARS = re.compile(r"(?i)\s?(?:years?|yrs?)(?=\s?[,;.)]|\s*\Z)")
_DURING = re.compile(
    r"(?i)\b(?:for|in|past|last|over|than|within|of|every|next|about|after|before|to|first|least|most|by"
    r"|during|\d)\s?-?\Z"
)
_AT = re.compile(r"\b[Aa]t\s\Z")
_APPOSED = re.compile(
    rf"\b(?:(?i:{_KIN})\s|(?:(?i:{_KIN}|patient|pt)|(?:Mr|Mrs|Ms|Miss)\.?\s[A-Z]\w+(?:\s[A-Z]\w+)?)"
    r"(?:,\s|\s?\()|(?:(?i:(?:fe)?male)|[FM])(?:,?\s|\"?\s?[|,;\t]\s?\"?))\Z"
)
_NAMED = re.compile(r"\b[A-Z][a-z]+\s(?P<last>[A-Z][a-z]+)\s\(\Z")
_IS_NAMED = re.compile(r"(?<![^\s(])(?P<last>[A-Z][a-z]+)\s(?:is|was)\s\Z")

_AFTER_NAME = re.compile(r"(?<![^\s(])(?P<last>[A-Z][a-z]+),\s\Z")

_COMMA = re.compile(r",\s")
_ENDS = re.compile(
    r"[.,;:!?)]|\s(?:and|with|now|who|but|so|year|today|when|then|soon|already|lol|too|this|next|tomorrow"
    r"|in\s[A-Z]\w+|on\s[0-9]{1,2})\b|\s*\Z"
)
_SAYS = re.compile(r",?\s(?:s?he|they|the|this|his|her)\b")
_NOW = re.compile(r"\s(?:now|today)\b")
_CLOSED = re.compile(r"(?:\s?(?:y|yrs?|years?))?[,;).\"\t]|\s\||\s?\Z")
_MEASURES = listed(
    """
    pulse rate hr bp sat sats saturation temp temperature glucose sugar weight sodium chloride score level
    pressure systolic diastolic map oxygen it that this there what ldl hdl figure table reference
    """
)
# "102 F" may be a fever; "92 F" is none, and neither is "102/F".
_SEX = re.compile(
    r"\s?[MF](?![\w/^-])|\s?[/-]\s?(?:[MF]|(?:fe)?male)(?![\w^-])|\s(?:[WBHA]|AA|C|L)[MF]\b"
    r"|\s(?:(?:fe)?male|(?:wo)?man|gentleman|lady)\b|(?:,|\s?[|;\t]\s?)\"?(?:[MF]|(?:fe)?male)\b"
)
_PRESENTING = re.compile(r"\s(?:with|who|w/|c/o|p/w|presents|presenting|s/p|here|admitted)")
_FEVERS = range(95, 107)

_NUMBER = any_of(_ONES | {"ten"})
_SPELLED = rf"(?:ninety(?:[\s-]{_NUMBER})?|(?:(?:a|one)[\s-])?hundred(?:[\s-](?:and[\s-])?{_NUMBER})?)"
_IN_WORDS = re.compile(rf"(?i)(?<![^\W_]){_SPELLED}(?![^\W_])")
_YEARS_OLD = re.compile(r"(?i)[\s-]years?[\s-](?:old|of\sage)\b")
_COUNTED = re.compile(
    r"(?i)[\s-](?:percent|days?|minutes?|seconds?|weeks?|months?|m[gl]|degrees|hours?|and\s)"
)
_NINETIES = re.compile(r"(?i)(?<![^\W_])nineties\b")
_OLDEST = Rule("age.words", Label.AGE, re.compile(r"(?i)\b(?:nonag|(?:super)?cent)enarians?\b"), 0.8)


def find(island: Island) -> list[Span]:
    """Ages over 89 in figures."""
    text, start, end, stop, _ = island
    spans: list[Span] = []
    match = _AGE.search(text, start, stop)
    while match and match.end() <= end:
        if not _goes_on(text, match.start()):
            last, score = _judged(island, match)
            if score:
                last = last if last <= end else match.end()
                spans.append(Span(match.start(), last, Label.AGE, score, "age.figures"))
        match = _AGE.search(text, match.end(), stop)
    return spans


def in_words(island: Island) -> Iterator[Span]:
    """Ages over 89 in words."""
    text, start, end, stop, left = island
    yield from _OLDEST.find(island)
    for match in _NINETIES.finditer(text, start, end):
        if _DECADE.search(text, max(left, match.start() - _REACH), match.start()):
            yield Span(*match.span(), Label.AGE, 0.8, "age.words")
    for match in _IN_WORDS.finditer(text, start, stop):
        at, last = match.span()
        unit = _YEARS_OLD.match(text, last, stop)
        counted = _COUNTED.match(text, last, stop)
        score = 0.9 if unit else 0.0 if counted else _likeness(island, max(left, at - _REACH), at, last)
        if score and last <= end:
            yield Span(at, unit.end() if unit and unit.end() <= end else last, Label.AGE, score, "age.words")


def _goes_on(text: str, at: int) -> bool:
    """Whether the figure is part of another one, or of a word."""
    before = text[at - 1] if at else " "
    second = text[max(0, at - 2) : at - 1]
    return (
        before.isalnum()
        or before == "<"
        or (before == ">" and not second.isalpha())
        or (before in ".,/:-" and second.isdigit())
    )


def _judged(island: Island, match: re.Match[str]) -> tuple[int, float]:
    """Where an age ends, and how sure it is one."""
    text, _, _, stop, left = island
    at, end = match.span()
    if unit := _OLD.match(text, end, stop):
        return unit.end(), 0.95
    if text.startswith("s", end) and _DECADE.search(text, max(left, at - _REACH), at):
        return end + 1, 0.6
    sex = _SEX.match(text, end, stop)
    if sex and (
        sex[0].strip() != "F" or int(match[0]) not in _FEVERS or _PRESENTING.match(text, sex.end(), stop)
    ):
        return sex.end(), 0.8
    if (years := _YEARS.match(text, end, stop)) and not _DURING.search(text, max(left, at - _REACH), at):
        return years.end(), 0.4
    if _COUNT.match(text, end, stop):
        return end, 0.0
    before = max(left, at - _REACH)
    if _AGED.search(text, before, at):
        return end, 0.9
    if _HOW_OLD.search(text, before, at) or (
        _LIFE.search(text, before, at) and not _NAME_NEXT.match(text, end, stop)
    ):
        return end, 0.5
    if _AMOUNT.match(text, end, stop):
        return end, 0.0
    return end, _likeness(island, max(left, at - _REACH), at, end)


def _likeness(island: Island, least: int, at: int, end: int) -> float:
    """How likely the words before a number, and those after it, make it an age."""
    text, stop = island.text, island.stop
    if _AGED.search(text, least, at):
        return 0.9
    if _ENDS.match(text, end, stop) and _SOMEBODY.search(text, least, at):
        return 0.5
    if _SAYS.match(text, end, stop) and _AT.search(text, least, at):
        return 0.5
    if _CLOSED.match(text, end, stop) and _APPOSED.search(text, least, at):
        return 0.5
    for pattern, follows in ((_NAMED, _CLOSED), (_IS_NAMED, _NOW), (_AFTER_NAME, _COMMA)):
        named = pattern.search(text, least, at) if follows.match(text, end, stop) else None
        if named and named["last"].lower() not in _MEASURES:
            return 0.4
    return 0.0
