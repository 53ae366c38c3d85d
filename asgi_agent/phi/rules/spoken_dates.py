"""Dates in words, as they are dictated: "march fourteenth nineteen forty", "the third of June"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.rules.calendar import YEAR
from asgi_agent.phi.rules.listed import any_of, listed
from asgi_agent.phi.rules.months import AMBIGUOUS, ENGLISH, SHORT, WEEKDAYS
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.islands import Island

_ONES = "one two three four five six seven eight nine"
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NTHS = "first second third fourth fifth sixth seventh eighth ninth"
_LATER = """
    tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
    twentieth thirtieth
"""

NTHS = listed(_NTHS)
"""Those that much else is counted by: "the second dose"."""
ORDINALS = NTHS | listed(_LATER)
_COMPOUNDS = {f"{ten}-{one}" for ten in _TENS.split()[:-1] for one in (*_ONES.split(), *_NTHS.split())}
GLUE = listed(f"{_ONES} {_TEENS} {_TENS} hundred thousand oh o and day") | _COMPOUNDS
"""What stands in a year, too, and begins no date."""
WORDS = ORDINALS | {"twenty", "thirty"}
DAYS = listed(_LATER) | {f"twenty-{nth}" for nth in NTHS} | {"thirty-first"}
"""Days of some month, which say so without its name: "the nineteenth at nine"."""
DAY = re.compile(rf"{any_of(DAYS)}|[Tt](?:wenty|hirty)\b")
"""What such a day has at least."""

_REACH = 32
_SPACE = r"(?:\s{1,3}|-)"
_COUNT = any_of(listed(_ONES))
_BELOW_TWENTY = any_of(listed(f"{_ONES} {_TEENS}"))
_TENTHS = rf"{any_of(listed(_TENS))}(?:{_SPACE}{_COUNT})?"
_TO_NINETY_NINE = rf"(?:{_TENTHS}|{_BELOW_TWENTY})"
_FROM_TEN = rf"(?:{_TENTHS}|{any_of(listed(_TEENS))})"
NTH = rf"(?:(?:twenty{_SPACE}{any_of(NTHS)}|thirty{_SPACE}first|{any_of(ORDINALS)})(?![\w-]))"
_DAY = rf"(?:(?:twenty(?:{_SPACE}{_COUNT})?|thirty(?:{_SPACE}one)?|{_BELOW_TWENTY})(?![\w-]))"
_CENTURY = rf"(?:eighteen|nineteen|twenty){_SPACE}"
_YEAR = (
    rf"(?:{_CENTURY}(?:hundred|(?:oh|o){_SPACE}{_COUNT}|{_FROM_TEN})"
    rf"|two\sthousand(?:\s(?:and\s)?{_TO_NINETY_NINE})?|{YEAR})(?![\w-])"
)
_OF_YEAR = rf"(?:,?\s{{1,3}}(?:of\s|in\s)?(?P<year>{_YEAR}))?"
_MONTH = rf"(?P<month>{any_of(ENGLISH | SHORT)})(?![\w-])"
_WEEKDAY = rf"(?:{any_of(WEEKDAYS)},?\s{{1,3}})?"
_THE = r"(?:the\s)?"

_FORMS = tuple(
    re.compile(rf"(?i)(?<![\w-]){form}")
    for form in (
        rf"{_WEEKDAY}{_THE}{_MONTH},?\s{{1,3}}{_THE}(?P<nth>{NTH}){_OF_YEAR}",
        rf"{_WEEKDAY}{_THE}(?P<nth>{NTH})\s{{1,3}}(?:day\s)?(?P<of>of\s)?{_MONTH}{_OF_YEAR}",
        rf"{_WEEKDAY}{_MONTH},?\s{{1,3}}(?P<count>{_DAY}){_OF_YEAR}",
        rf"{_MONTH},?\s{{1,3}}(?:of\s)?(?P<year>{_YEAR})",
    )
)
_CUE = re.compile(
    r"(?i)\b(?:on|by|since|until|till|from|dob|born|birth|birthday|before|after|dated?|was|is|in)[\s:,]{1,3}(?:the\s)?\Z"
)
# "june five comma": where a date ends, and no count does.
_ENDS = re.compile(r"(?i)\s*(?:[.,;)]|\Z)|\s(?:comma|period|and|at|to|through|until|new|he|she|we|i)\b")
_UNCLEAR = listed("first second third fourth")
_SPELLED = re.compile(rf"(?i)(?<![^\W_]){any_of(WORDS | listed(f'{_ONES} {_TEENS}'))}(?![^\W_])")

# Every such word begins with one of these, which is known sooner.
_ALMOST = re.compile(any_of({word[:3] for word in WORDS | listed(f"{_ONES} {_TEENS}")}))

_NAMES = ENGLISH | SHORT
MONTH = re.compile(
    rf"(?<![^\W_]){any_of({*_NAMES, *map(str.title, _NAMES), *map(str.upper, _NAMES)})}(?![^\W_])"
)
"""The name of a month, without which there is none."""


def find(island: Island, piece: str) -> Iterator[Span]:
    """Dates in an island of this text whose day or year is in words."""
    if not (_ALMOST.search(piece.lower()) and _SPELLED.search(island.text, island.start, island.end)):
        return
    for form in _FORMS:
        for match in form.finditer(island.text, island.start, island.end):
            if _is_date(island, match):
                yield Span(match.start(), match.end(), Label.DATE, 0.9, "date.spoken")


def _is_date(island: Island, match: re.Match[str]) -> bool:
    """Whether it is one: "it may first" is none, nor "june five patients"."""
    said = match.groupdict()
    known = said.get("nth") or said.get("count") or said["month"].lower() not in AMBIGUOUS
    if known and (said.get("year") or said.get("of")):
        return True
    if _CUE.search(island.text, max(island.left, match.start() - _REACH), match.start()):
        return True
    if said["month"].lower() in AMBIGUOUS and said["month"] != "March":
        return (said.get("nth") or "first").lower() not in _UNCLEAR
    return "nth" in said or _ENDS.match(island.text, match.end(), island.stop) is not None
