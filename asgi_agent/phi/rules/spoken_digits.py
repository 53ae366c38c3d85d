"""Numbers that are dictated or told figure by figure: "record four four one zero nine two"."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from asgi_agent.phi.rules import context, phones
from asgi_agent.phi.rules.listed import any_of, listed
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.islands import Island

_DIGITS = "zero one two three four five six seven eight nine"
_OTHERS = """
    oh o ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty
    fifty sixty seventy eighty ninety hundred
"""
_TIMES = {"double": 2, "triple": 3}

WORDS = listed(_DIGITS) - {"one"} | frozenset(_TIMES)
"""They begin an island, but tell nothing alone."""
GLUE = listed("oh o dash hyphen slash")

_PART = rf"(?:{any_of(listed(_DIGITS) | {'oh', 'o'})}|[0-9])"
_GAP = r"(?:[\s,-]{1,3}|\s(?:dash|hyphen)\s)"
_FIGURE = rf"(?:(?:double|triple)\s)?{_PART}"
_FIGURES = re.compile(rf"(?i)(?<![\w-]){_FIGURE}(?:{_GAP}{_FIGURE}){{3,23}}(?![\w-])")
# "born two six nineteen fifty-one"
_NUMBER = any_of(listed(_DIGITS) | listed(_OTHERS))
_NUMBERS = re.compile(
    rf"(?i)(?<![\w-]){_NUMBER}(?:(?:[\s,/-]{{1,3}}|\s(?:slash|dash)\s){_NUMBER}){{2,7}}(?![\w-])"
)
_BORN = re.compile(r"(?i)\b(?:born|dob|d\.o\.b\.?|birth|birthday|birthdate)(?:\s(?:is|was|on))?[\s:,]{1,3}\Z")
_REACH = 24
_SPOKEN = re.compile(rf"(?i){any_of(listed(_DIGITS) - {'one'})}")
ALMOST = re.compile(rf"(?:{any_of(listed(_DIGITS) | listed(_DIGITS.title()))})\b")
"""What such a number has at least."""

_FEWEST, _SURE = 4, 7
_LENGTHS_OF_PHONE = frozenset({7, 10, 11})


def find(island: Island) -> Iterator[Span]:
    """Numbers in words, if something is said of them, or they are as long as a telephone number."""
    text, start, end = island.text, island.start, island.end
    for match in _FIGURES.finditer(text, start, end):
        figures = _figures(match[0])
        label = _told(island, match.start(), len(figures)) if len(figures) >= _FEWEST else None
        if label is None and len(figures) >= _SURE and not _is_count(figures):
            label = Label.PHONE if len(figures) in _LENGTHS_OF_PHONE else Label.ID
        if label and _SPOKEN.search(match[0]):
            yield Span(match.start(), match.end(), label, 0.6, "id.spoken")


def births(island: Island) -> Iterator[Span]:
    """Birthdays whose month is a number, too: "born two six nineteen fifty-one"."""
    text, left = island.text, island.left
    for match in _NUMBERS.finditer(text, island.start, island.end):
        at = match.start()
        if _BORN.search(text, max(left, at - _REACH), at):
            yield Span(at, match.end(), Label.DATE, 0.7, "date.spoken_birth")


def _told(island: Island, at: int, digits: int) -> Label | None:
    """What the words before say that it is, if they speak of a number of somebody's."""
    if label := phones.told(island, at):
        return label
    said = context.before(island.text, island.left, at)
    if said and (said.named or (said.label is Label.MRN and digits > _FEWEST)):
        return said.label
    return None


def _figures(words: str) -> list[str]:
    """The figures that are told, those of "double four" twice."""
    figures: list[str] = []
    times = 1
    for word in re.findall("[a-z0-9]+", words.lower()):
        if word in _TIMES:
            times = _TIMES[word]
        elif word not in GLUE or word.startswith("o"):
            figures += [word] * times
            times = 1
    return figures


def _is_count(figures: list[str]) -> bool:
    """Whether somebody counts: "one, two, three"."""
    order = _DIGITS.split()
    places = [order.index(word) for word in figures if word in order]
    return all(abs(second - first) <= 1 for first, second in itertools.pairwise(places))
