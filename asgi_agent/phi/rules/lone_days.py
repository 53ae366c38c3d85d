"""Days that are not whole: "the 5th", "the nineteenth at nine", "since Feb", "last Friday"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.rules import calendar, day_cues, spoken_dates
from asgi_agent.phi.rules.listed import any_of
from asgi_agent.phi.rules.months import ENGLISH, SHORT, WEEKDAYS
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.islands import Island

_FAR = 48

_TITLES = {name.title() for name in ENGLISH | SHORT}
_MONTHS = _TITLES | {name.upper() for name in ENGLISH} | (ENGLISH | SHORT)
NAMED = re.compile(any_of(_MONTHS) + r"(?![^\W\d_])")
"""A month, which says a date only with other words or figures."""

_MONTH = re.compile(rf"(?<![^\W\d_]){any_of(_MONTHS - {'may'})}(?![^\W\d_]|-(?!ish)[^\W\d_])")
# "in may." and "in may he", but not "in may cases".
_MAY = re.compile(
    r"(?<![^\W\d_])may(?=[.,;:)!?]|\s(?:and|with|for|at|to|s?he|we|i|they|when|as|but|or|so)\b|\s*\Z)"
)
_MONTH_CUE = re.compile(
    r"(?i)\b(?:last|next|this|each|every|in|since|until|till?|thru|through|early|late|mid|during|(?:this\s)?past|by|around|eom"
    r"|(?:1st|2nd|3rd|4th|first|second|third|fourth|last)\s(?:wk|week|weekend|half|part)"
    r"|(?:end|beginning|start|middle|part|half|month|rest|week|wk|weekend|first|1st)\sof)[\s-]\Z"
)
_MAY_CUE = re.compile(r"(?i)\b(?:last|in|since|until|till?|(?:end|beginning|middle|week|wk)\sof)\s\Z")
# Somebody's names, too, and words that sentences begin with.
_NAMES = frozenset({"may", "march", "april", "june", "august", "jan", "mar"})
# What comes again in a month, and hardly to somebody who is called so: "RTC June".
_AGAIN = re.compile(
    r"(?i)\b(?:rtc|rto|f/?u|follow[\s-]?up|recheck|re-?eval\w*|reassess|return(?:ing|s)?|repeat(?:\s\w{2,10})?|again|due"
    r"|sched(?:uled)?|rescheduled|resched|r/s|appt|appointment|expires?|exp|renew(?:s|al)?|next\s\w{2,10}|visit|booked|labs?|a1c|inr|echo|ct|mri|mammo\w*|colo(?:noscopy)?|pap|dexa|exam|physical|annual|wellness"
    r"|surgery|procedure|bx|biopsy|chemo|tka|tha|cabg|pci|dx'?d?|s/p\s\w{2,12}|flu|vax|tdap|covid|shingrix|hospitalized|admitted"
    r"|last\sseen|graduates?|ends?|ended|started|stopped|eye|dental|dentist|[0-9]\.[0-9]{1,2}%?|[0-9]{3})"
    r"[\s:,-]{1,2}\Z"
)
_AGAIN_ENDS = re.compile(r"[.,;)!?](?!\w)|\s*(?:\n|\Z)|\s(?:w/|with|for|and|or|@|at|if|after|sooner)(?!\w)")
# "Dentist: Oct, no caries": a month among what is listed.
_ITEM = re.compile(
    r"(?<=[^\W\d_.)][,:;]\s)"
    rf"(?P<value>{any_of(_TITLES - {'May', 'Mar', 'March', 'Jan', 'June', 'April', 'August'})}\.?)"
    r"(?=[,;](?!\s[A-Z][a-z]+,?\s[A-Z])|\s?(?:\n|\Z)|\.\s[A-Z])"
)
# "between June and August", "Feb/March"
_JOINT = r"(?:\s?[-/]\s?|\s(?:to|through|thru|and|or)\s)"
_SEVERAL = re.compile(rf"{_JOINT}{any_of(_TITLES)}(?![^\W\d_])")
_SPAN = re.compile(
    rf"(?<![^\W\d_]){any_of(_TITLES - {'May', 'April', 'June', 'Jan'})}{_JOINT}{any_of(_TITLES)}(?![^\W\d_])"
    rf"|(?<=between\s){any_of(_TITLES)}{_JOINT}{any_of(_TITLES)}(?![^\W\d_])"
    rf"|(?:(?<=in\s)|(?<=due\s)|(?<=since\s)|(?<=until\s)){any_of(_TITLES)}{_JOINT}{any_of(_TITLES)}(?![^\W\d_])"
    rf"|(?<=from\s){any_of(_TITLES)}{_JOINT}{any_of(_TITLES)}(?![^\W\d_])"
)
# "your August visit"
_OF_MONTH = re.compile(
    rf"(?<![^\W\d_]){any_of(_TITLES)}\.?(?=\s(?:labs?|visits?|appt|appointment|bill|statement|note|letter|scan|mri|ct|results?"
    r"|surgery|refills?|invoice|payment|copay|calendar|schedule|meeting|mtg|clinic|shift|dose|infusion|injection|shot|cycle"
    r"|bloodwork|mammogram|physical|checkup|admission|hospitalization|claims?|eob|premium|rent|trip|wedding)\b)"
)
# "two admissions this year (Feb and Aug)"
_BRACKETED = re.compile(
    rf"\((?P<value>{any_of(_TITLES - {'May', 'Mar', 'Jan', 'June', 'April'})}"
    rf"(?:\s?(?:,|and|&|or|/|-)\s?{any_of(_TITLES)}){{0,3}})\)"
)
_STAMP = re.compile(rf"(?P<value>{any_of({name.title() for name in ENGLISH} - {'May', 'March'})})\s?[-:]\s")
_FRESH = re.compile(r"(?:\n|\.\s|\"|\A)\Z")
_WEEKDAY = re.compile(rf"(?i){any_of(WEEKDAYS)}(?![^\W\d_])")
_WEEKDAY_CUE = re.compile(r"(?i)\b(?:last|past)\s\Z")

_ENDS = r"[.,;:)!?]|\s*\Z"
_GOES_ON = r"and|with|for|at|to|by|s?he|we|i|they|when|as|but|or|if|so|then|it|you|u|because|w/"
_HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|about|around"
# Days that have such a day after them, whatever follows.
_NAMED_DAY = re.compile(r"(?i)\b(?:today|tomorrow|tmrw|tonight|yesterday)(?:,|\sis|'s)?\sthe\s\Z")
# What is said of a day, and of no toe.
_OFFERED = re.compile(
    r"(?i)\s(?:works?|open|ok|okay|available|free|instead|please|pls|plz|@|at\s(?:[0-9]{1,2}\b|(?:"
    + _HOURS
    + r")\b)|of\s(?:this|next|last|that)\b"
    r"|is\s(?:ok|okay|fine|good|great|open|free|better|best|available|booked|full|out|off"
    r"|perfect|a\sholiday))"
)
_FOLLOWED = re.compile(rf"(?i){_ENDS}|\s(?:{_GOES_ON})(?!\w)")
_CLOSED = re.compile(rf"(?i){_ENDS}|\s(?:s?he|we|i|they|when|but)(?!\w)")
_NTH_CUE = re.compile(
    r"(?i)\b(?:on|week\sof|by|since|until|till?|from|through|thru|before|after|about|around|for|(?:mon|tues|wednes|thurs|fri"
    r"|satur|sun)day|(?:mon|tues?|weds?|thurs?|fri|sat|sun)\.?)\sthe\s\Z"
)
_CHOSEN = re.compile(
    r"(?i)\b(?:keep|take|do|does|try|(?:move|switch|push|bump|change|reschedule|resched)d?(?:\s\w{1,8})?\sto|to|not|or"
    r"|see\s(?:you|u|ya)|(?:book|cancel|schedule|put)(?:e?d|led)?(?:\s\w{1,8})?(?:\sfor|\sdown\sfor)?|have|prefer|due|offer"
    r"|say|grab|closed|out|off|here|back|gone|open|starting|beginning|effective"
    r"|(?:due|rent|payday|check|premium|surgery|appt|appointment)\s(?:is|was)|what\sabout|[0-9](?:st|nd|rd|th),?(?:\sand|\sor)?)\sthe\s\Z"
)
_GROWTH = re.compile(
    r"(?i)\b(?:percentiles?|%ile|weight|height|length|bmi|head|growth|curves?|ht|wt|hc|ofc|rib|vertebra\w?|toes?|fingers?"
    r"|digits?|nerves?|interspaces?|molars?|metatarsals?|metacarpals?|grade|grader|edition|generation)\b"
)
_NTH = re.compile(rf"(?i)(?<=the\s){calendar.DAY}(?:st|nd|rd|th)(?!\w)")
_SPELLED = re.compile(rf"(?i)(?<=the\s)(?P<nth>{spoken_dates.NTH})")


def months(island: Island) -> list[Span]:
    """A month by itself, where it is told which one."""
    text, start, stop = island.text, island.start, island.stop
    spans = [*_months(island), *_stamps(island), *_joined(island), *_items(island)]
    if text.find("may", start, stop) >= 0:
        spans += _alone(island, _MAY, _MAY_CUE)
    if text.find("(", start, stop) >= 0:
        spans += _bracketed(island)
    return spans


def weekdays(island: Island) -> Iterator[Span]:
    """A day of the week, where it is told of which one."""
    return _alone(island, _WEEKDAY, _WEEKDAY_CUE)


def ordinals(island: Island) -> Iterator[Span]:
    """A day of some month: "on the 12th", "keep the 20th"."""
    for match in _NTH.finditer(island.text, island.start, island.stop):
        if match.end() <= island.end and _is_day(island, *match.span()):
            yield _span(match)


def spelled(island: Island) -> Iterator[Span]:
    """A day of some month in words: "the nineteenth at nine", "on the fifth"."""
    text = island.text
    for match in _SPELLED.finditer(text, island.start, island.stop):
        at, end = match.span()
        if end > island.end:
            continue
        late = match[0].lower().split()[0] not in spoken_dates.NTHS
        told = day_cues.cued(island, at, _NTH_CUE) and _CLOSED.match(text, end, island.stop)
        if (late and _is_day(island, at, end)) or told:
            yield _span(match)


def _is_day(island: Island, at: int, end: int) -> bool:
    """Whether it is a day that is chosen or told, and no place on a curve or in a row."""
    text, stop = island.text, island.stop
    if day_cues.cued(island, at, _NAMED_DAY):
        return True
    if _GROWTH.search(text, max(island.left, at - _FAR), at):
        return False
    if _OFFERED.match(text, end, stop):
        return True
    if _FOLLOWED.match(text, end, stop) is None:
        return False
    return day_cues.cued(island, at, _NTH_CUE) or day_cues.cued(island, at, _CHOSEN)


def _months(island: Island) -> Iterator[Span]:
    """Months after a word that says which one: "since Feb"; "due Sept", if it is no name."""
    for match in _MONTH.finditer(island.text, island.start, island.stop):
        at, end = match.span()
        if end > island.end:
            continue
        told = day_cues.cued(island, at, _MONTH_CUE)
        if (
            told
            or (match[0].lower() not in _NAMES and _is_dated(island, at, end))
            or _is_again(island, at, end)
        ):
            yield _span(match)


def _is_dated(island: Island, at: int, end: int) -> bool:
    """Whether what is done then is said right before, and no figure follows."""
    text = island.text
    if _FOLLOWED.match(text, end, island.stop) is None:
        return False
    return day_cues.cued(island, at, day_cues.DATE) or day_cues.cued(island, at, day_cues.EVENT)


def _is_again(island: Island, at: int, end: int) -> bool:
    """Whether what comes again does so then, whoever may have the month's name."""
    return _AGAIN_ENDS.match(island.text, end, island.stop) is not None and day_cues.cued(island, at, _AGAIN)


def _items(island: Island) -> Iterator[Span]:
    """Months in a list of what was done when."""
    for match in _ITEM.finditer(island.text, island.start, island.stop):
        if match.end("value") <= island.end:
            yield Span(*match.span("value"), Label.DATE, 0.4, "date.item")


def _stamps(island: Island) -> Iterator[Span]:
    """Months that entries begin with: "June - lost to follow up"."""
    for match in _STAMP.finditer(island.text, island.start, island.stop):
        if match.end("value") <= island.end and _FRESH.search(island.text, island.left, match.start()):
            yield Span(*match.span("value"), Label.DATE, 0.4, "date.stamp")


def _joined(island: Island) -> Iterator[Span]:
    """Months from one to another, and those that something is of: "your August visit"."""
    several = _SEVERAL.search(island.text, island.start, island.stop) is not None
    for pattern in (_SPAN, _OF_MONTH) if several else (_OF_MONTH,):
        for match in pattern.finditer(island.text, island.start, island.stop):
            if match.end() <= island.end:
                yield _span(match)


def _bracketed(island: Island) -> Iterator[Span]:
    """Months in brackets, which say when something was: "colonoscopy (Sept) normal"."""
    for match in _BRACKETED.finditer(island.text, island.start, island.stop):
        if match.end("value") <= island.end:
            yield Span(*match.span("value"), Label.DATE, 0.5, "date.bracketed")


def _alone(island: Island, pattern: re.Pattern[str], cue: re.Pattern[str]) -> Iterator[Span]:
    for match in pattern.finditer(island.text, island.start, island.stop):
        if match.end() <= island.end and day_cues.cued(island, match.start(), cue):
            yield _span(match)


def _span(match: re.Match[str]) -> Span:
    return Span(match.start(), match.end(), Label.DATE, 0.5, "date.relative")
