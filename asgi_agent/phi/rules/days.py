"""Days that are not written whole, "10/23", "the 5th", "last March": where words say that they are days."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.rules import calendar
from asgi_agent.phi.rules.listed import any_of
from asgi_agent.phi.rules.months import ENGLISH, WEEKDAYS
from asgi_agent.phi.rules.public import has_unit
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.islands import Island

_REACH = 24
_DATE_CUE = re.compile(
    r"(?i)(?:\b(?:on|since|until|till|before|after|by|again|between|week\sof|wk\sof|mon|tues?|weds?|thu"
    r"|thurs?|fri|sat|sun"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|dob|d\.o\.b|birth|birthday|b-?day|comparison|compared?\sto|born|dated?|dates|exp"
    r"|expires|expiring"
    r"|expiration|due|starting|effective|lmp|edd|edc|dos|doa|dod|appt|appointment|admitted|admit|adm"
    r"|discharged?|seen|scheduled|collected|received|signed|removed|started|stopped|labs|t|d|f/u|d/c|d/c'd"
    r"|cxr|echo|ekg|ecg|tte|egd|mri|pet|cx|bcx|ucx|biopsy|colonoscopy|last\sdose(?:\s\w{3,20})?|procedure"
    r"|surgery|hand-?(?:over|off)|sign-?out|rounds?|note|clinic|hospital|center|centre|rehab|snf|visit|transfused"
    r"|am|vom|seit|bis|den|le|el|dia|em|il|intubated|extubated|cath|pci|cabg|transferred|vaccinated|pneumovax|prevnar|tdap|shot|booster|injection"
    r"|(?:cta?|mr[ia]|xr)\s\w{3,10}|as\sof|come\sout|notified|updated|drawn|drew|refilled|filled|resulted|performed|placed"
    r"|onset|began|tested|imaging|film|x-?ray)"
    r"\b|\b(?:hd|pod)\s?\#?[0-9]{1,2})\.?(?:\s(?:is|was|on|for|of))?[\s:=(#,-]{0,3}\Z|\b(?:f/u|follow[\s-]?up|appt|appointment|scheduled|seen|saw"
    r"|visit)\s[^.\n0-9]{1,20}\s\Z"
)
# "evicted 9/30", but not "rated 7/10".
_VERB_CUE = re.compile(
    r"(?<!rat)(?<!scor)(?<!grad)(?<!creas)(?<!duc)(?<!prov)(?<!not)(?<!port)(?<!sess)(?<!mat)(?<!serv)(?<!test)"
    r"(?<!ment)(?<!scrib)(?<![^a-z]bas)(?<!need)ed\s\Z"
)
_MONTH_CUE = re.compile(
    r"(?i)\b(?:last|next|in|since|until|till|early|late|mid|during|this\spast|(?:end|beginning|start|middle|part"
    r"|half|month|rest|week)\sof)[\s-]\Z"
)
_WEEKDAY_CUE = re.compile(r"(?i)\b(?:last|past)\s\Z")
_FRACTION = re.compile(r"1/[234]|[23]/[34]")
_OF_FRACTION = re.compile(
    r"(?i)\s(?:hour|mile|dose|tab|tablet|pill|strength|normal|ns|of|the|life|pack|ppd|bottle|teaspoon|tsp"
    r"|cup)"
)
_VISIT = re.compile(
    r"(?i)\s(?:(?:ed|er|office|clinic|hospital|home)\s)?(?:am|pm|visit|appt|appointment|labs?|note|clinic|admission|discharge|surgery|procedure|call"
    r"|encounter"
    r"|mri|ct|cxr|x-?ray|echo|ekg|ecg)\b"
)
# Scores are out of 3, 4, 5, 6, 10, 15, 20, 30; vision is 6 over 12, 18, 24.
_UNLIKE_SCORE = re.compile(r"(?!6/(?:12|18|24))(?:[1-9]|1[0-2])/(?:1[1-46-9]|2[1-46-9]|31)")
_RATED = frozenset({"2", "3", "4", "5", "6", "10"})
_COUNTED = re.compile(
    r"(?i)\s(?:nodes?|lymph|lns?|cores?|patients?|positive|points?|hours?|of|on|were|had|doses?|tests?)\b"
)
_SCORE_CUE = re.compile(
    r"(?i)\b(?:phq|gad|score[ds]?|scoring|scale|braden|nodes?|ratio|rated|vision|va|acuity|bi-?pap|[cie]pap|bp|settings?|pressures?|session|cycle|day|fraction|case|strength|power|reflexes|pulses|motor|ishihara|hrr|pg|pages?|sheet|slide|moca|mmse|apgars?|gcs|correct|plates|in|of|was|is"
    r"|\d)(?:-\d)?\s?[:=(]?\s?\Z"
)
# "A1c 7.2 (3/20)"
_RESULT = re.compile(r"[0-9]\.[0-9]{1,2}%?\s\(\Z")
_RESULT_NEXT = re.compile(r"\)[:=]?\s[0-9]{1,3}\.[0-9]")
_LIST = re.compile(r"(?:,|\sand)\s(?:[a-z]{1,8}\s)?")
_AFTER_STAMP = re.compile(r"\s?[:-](?!\S)|:")
HOLIDAYS = frozenset(
    {"Christmas", "Thanksgiving", "Easter", "Halloween", "New Year", "Labor Day", "Memorial Day"}
)
NAMED = re.compile(any_of({name.title() for name in ENGLISH} | HOLIDAYS) + r"(?![^\W\d_])")
"""A month or a holiday, which says a date only with other words or figures."""

FIRST_OF_TWO = any_of(name.split()[0] for name in HOLIDAYS if " " in name)
"""What a holiday of two words begins with."""

_MONTH = re.compile(any_of({name.title() for name in ENGLISH}) + r"(?![^\W\d_])")
_STAMP = re.compile(rf"(?P<value>{any_of({name.title() for name in ENGLISH} - {'May', 'March'})})\s?[-:]\s")
_FRESH = re.compile(r"(?:\n|\.\s|\"|\A)\Z")
_HOLIDAY = re.compile(
    rf"{any_of(HOLIDAYS)}(?:'s?)?(?:\s(?:Day|Eve|Sunday|Monday|morning|night))?"
    rf"(?P<year>,?\s(?:of\s)?{calendar.YEAR})?(?!\w)"
)
_HOLIDAY_CUE = re.compile(
    r"(?i)\b(?:on|since|before|after|over|around|until|till|last|this|at|by|past|of)\s(?:the\s)?\Z"
)
_NTH = re.compile(
    rf"(?i){calendar.DAY}(?:st|nd|rd|th)(?=[.,;:)!?]|\s(?:and|with|for|at|to|by|s?he|we|i|they|when|as"
    rf"|but)\b|\s*\Z)"
)
_NTH_CUE = re.compile(
    r"(?i)\b(?:on|by|since|until|till?|from|through|before|after|about|around|for|(?:mon|tues|wednes|thurs|fri"
    r"|satur|sun)day)\sthe\s\Z"
)
_WEEKDAY = re.compile(rf"(?i){any_of(WEEKDAYS)}(?![^\W\d_])")


def bare(island: Island) -> Iterator[Span]:
    """A day without its year, "10/23", where the text says that it is one."""
    text, stop = island.text, island.stop
    last: int | None = None
    for match in calendar.BARE.finditer(text, island.start, stop):
        at, end = match.span()
        if _FRACTION.fullmatch(match["day"]) and _OF_FRACTION.match(text, end, stop):
            continue
        listed = last is not None and at - last < _REACH and _LIST.fullmatch(text, last, at)
        if listed or match["time"] or match["zero"] or _is_told(island, match):
            last = end
            yield Span(at, end, Label.DATE, 0.6, "date.bare")


def _is_told(island: Island, match: re.Match[str]) -> bool:
    """Whether words before or after say that it is a day, or no score has such a form."""
    text, at, end = island.text, match.start(), match.end()
    if _VISIT.match(text, end, island.stop):
        return True
    month, _, day = match["day"].partition("/")
    unlike = int(month) > int(day) or _UNLIKE_SCORE.fullmatch(match["day"]) is not None
    counted = _COUNTED.match(text, end, island.stop) or has_unit(text, end, island.stop)
    if unlike and not (counted or _cued(island, at, _SCORE_CUE)):
        return True
    return (
        _cued(island, at, _DATE_CUE)
        or _is_of_result(island, at, end)
        or _begins_line(island, match)
        or _is_cell(island, match, day)
        or (day not in _RATED and (match["hour"] is not None or _cued(island, at, _VERB_CUE)))
    )


def _is_of_result(island: Island, at: int, end: int) -> bool:
    """Whether it stands in brackets beside a result: "A1c 7.2 (3/20)"."""
    if not island.text.startswith(")", end):
        return False
    return _cued(island, at, _RESULT) or _RESULT_NEXT.match(island.text, end, island.stop) is not None


def _is_cell(island: Island, match: re.Match[str], day: str) -> bool:
    """Whether it has a column to itself, and nothing is rated out of so many."""
    text, at = island.text, match.start()
    alone = text[max(0, at - 2) : at] == "  " and text.startswith("  ", match.end())
    return alone and day not in _RATED


def _begins_line(island: Island, match: re.Match[str]) -> bool:
    """As in a log: "10/23: stable overnight"."""
    text, start = island.text, match.start()
    fresh = start == 0 or text[start - 1] == "\n"
    return fresh and _AFTER_STAMP.match(text, match.end(), island.stop) is not None


def named(island: Island) -> list[Span]:
    """A month or a holiday by itself, where it is told which one."""
    return [
        *_alone(island, _MONTH, _MONTH_CUE),
        *_alone(island, _HOLIDAY, _HOLIDAY_CUE),
        *_of_year(island),
        *_stamps(island),
    ]


def _of_year(island: Island) -> Iterator[Span]:
    """Holidays of a year that is told: "Christmas Day 2019"."""
    for match in _HOLIDAY.finditer(island.text, island.start, island.stop):
        if match["year"] and match.end() <= island.end:
            yield Span(match.start(), match.end(), Label.DATE, 0.6, "date.holiday")


def _stamps(island: Island) -> Iterator[Span]:
    """Months that entries begin with: "June - lost to follow up"."""
    for match in _STAMP.finditer(island.text, island.start, island.stop):
        if match.end("value") <= island.end and _FRESH.search(island.text, island.left, match.start()):
            yield Span(*match.span("value"), Label.DATE, 0.4, "date.stamp")


def weekdays(island: Island) -> Iterator[Span]:
    """A day of the week, where it is told of which one."""
    return _alone(island, _WEEKDAY, _WEEKDAY_CUE)


def ordinals(island: Island) -> Iterator[Span]:
    """A day of some month: "on the 12th"."""
    return _alone(island, _NTH, _NTH_CUE)


def is_cued(island: Island, at: int) -> bool:
    """Whether the words before say that a day follows."""
    return _cued(island, at, _DATE_CUE)


def _alone(island: Island, pattern: re.Pattern[str], cue: re.Pattern[str]) -> Iterator[Span]:
    for match in pattern.finditer(island.text, island.start, island.stop):
        if match.end() <= island.end and _cued(island, match.start(), cue):
            yield Span(match.start(), match.end(), Label.DATE, 0.5, "date.relative")


def _cued(island: Island, at: int, cue: re.Pattern[str]) -> bool:
    return cue.search(island.text, max(island.left, at - _REACH), at) is not None
