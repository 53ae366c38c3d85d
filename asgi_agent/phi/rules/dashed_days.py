"""Days with a hyphen, "10-23": where they are no range, or where the words before them take no range."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.rules import calendar, days
from asgi_agent.phi.rules import day_cues as cues
from asgi_agent.phi.rules.listed import any_of, listed
from asgi_agent.phi.rules.public import has_unit
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.islands import Island

# What happens once, on a day, and is never counted: "given 1-2" is a dose.
_ONCE = any_of(
    listed(
        """
        expires expired expiring expiration exp renews renewal extubated intubated trached decannulated
        d/c d/c'd dc dc'd dcd discharged adm adm'd admit admitted readmitted transferred xfer'd txfr'd
        signed cosigned consented recheck rechecked r/s rs'd resched resched'd rescheduled edd edc lmp doi
        dos dob doa dod doh dol due surgery appt appointment born died faxed mailed emailed filed approved
        denied submitted billed received rec'd opened closed hearing court trial lvm vm tc noshow no-show
        cx'd cxl'd cancelled canceled seen eff effective thru bx biopsy bday birthday married hired
        delivered arrived evicted enrolled termed rtw rtc sent eval valid date dated start starting end
        ending accepted pronounced screened notified leave recert roc soc flu sched sched'd fmla loa
        assessment incident conf tod hv iol tdap covid depo path placed cabg pci mva
        """
    )
)
_TAKEN_OUT = (
    r"(?:sutures|staples|stitches|sut|foley|cast|splint|drain|jp|line|picc|port|ett|trach|peg|ngt?|chest\stube)"
    r"\s(?:out|off|in|placed|removed|pulled|inserted)"
)
_SURE = re.compile(
    rf"(?i)(?<![\w/'-])(?:{_ONCE}|{_TAKEN_OUT}|no\sshow|passed\saway|picked\sup|dropped\soff|(?:last|next)\sseen|as\sof"
    r"|date\s(?:of\s)?\w{2,9}|(?:week|wk|w/?e)\s?(?:of|ending)|signed\soff|(?:see\s(?:you|u|ya)|abx\sday\s1)"
    r"|(?:first|last|next|new)\s(?:appt|visit|dose)|(?-i:[Ll]abs|CT|MRI|CXR|XR|EKG|ECG|EEG|TTE|[Ee]cho)"
    r")\.?(?:\s(?:is|was|on|for|to|date|set\sfor))?[\s:=(#-]{1,3}\Z"
)
_HOURS = re.compile(
    r"(?i)\b(?:mon|tues?|weds?|thu|thurs?|fri|sat|sun|[mf]|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\s\Z"
)
"""A day of the week, whose hours follow: "Sat 9-12"."""
_HOUR_NEXT = re.compile(
    r"(?i),?\s(?:(?:at|@)\s?)?(?:[0-9]{1,2}:[0-9]{2}|[0-9]{1,2}\s?[ap]m?\b|[01][0-9][0-5]0\b)|\s?@|\s(?:at|with|w/)"
)
_TIME_NEXT = re.compile(
    r"(?i),?\s(?:(?:at|@)\s?)?(?:[0-2]?[0-9]:[0-5][0-9]|1?[0-9]\s?[ap]m?|[01][0-9][0-5]0|2[0-3][0-5]0)(?!\w)"
)
# What a range follows, however odd its end: "voids 4-13".
_RANGED = re.compile(
    r"(?i)\b(?:range[sd]?|ranging|normal|nl|ref|reference|levels?|age[sd]?|sizes?|every|pages?|pgs?|lines?|items?|questions?"
    r"|rows?|columns?|wks?|weeks?|months?|days?|hours?|scores?|rates?|goal|target|about|approx(?:imately)?|roughly|around"
    r"|between|from|to|of|over|under|up|only|than|least|most|at|for|in|by|with|or|and|has|have|had|takes?|took|taking|gives?|given"
    r"|gave|drinks?|smokes?|sleeps?|feeds?|voids?|stools?|bms?|lost|gained|won|chapters?|verses?|psalms?|grades?|teeth|tooth"
    r"|beds?|rooms?|floors?|units?|doses?|reps|sets|cycles?|steps?|cells|epis|is|was|are|were|per|a|the|no|ct|max|min|total"
    r"|anywhere|usually|runs?|running|averag\w+|varies|sugars?|bs|fbs|readings?|values?|cases?|chromosomes?|parts?|versions?|figures?|tables?)"
    r"\s{1,2}\(?\Z"
)
_AFTER = (
    r"[.,;:)](?!\S)|\s*\Z"
    r"|\s(?:at|by|and|w/|with|for|he|she|i|we|they|pt|please|pls|via|per|but|then)(?![\w/])"
)
_AFTER_DAY = re.compile(rf"(?i){_AFTER}")
_AFTER_SURE = re.compile(
    rf"(?i){_AFTER}|\s?[@\n]|\s(?:[-(]|(?:re|thru|through|until|till|neg|pos|ok|nl|wnl|normal|benign|shows|showed"
    r"|home|not|no|as|in|from|on|if|d/c|dc|adm|lm|lvm)(?![\w/])|to\s(?![0-9]))"
)
_MEASURED = re.compile(
    r"(?i)\s?(?:l|lpm|liters?|litres?|occasions|tabs?|tablets?|caps?|pills?|puffs?|drops?|hrs?|hours?|wks?|weeks?"
    r"|days?|months?|mos?|years?|yrs?|times|x|units?|points?|cm|mm|inches|feet|ft|lbs?|pounds|visits?|doses?|per|fusion|disc"
    r"|disk|level|levels|reps|sets|people|patients|sessions|beers|drinks|cigs|cigarettes|packs?|stairs|steps|blocks"
    r"|meters|miles|minutes|mins?|grade|score|scale|range|out|of|percent|degrees|years'|year|month|day|week|hour"
    r"|cores|o'?clock|d|h|y|m|hr|tall)(?![\w/])"
)
# "1-9 LVM": what was done, in a line that begins with its day.
_LOGGED = re.compile(
    r"(?i)[.,;:]?\s{1,3}(?:-\s)?(?:lvm|lmom?|tc|vm|cb|called|spoke|faxed|mailed|emailed|texted|rec'd|no\s(?:answer|show)|resched\w*"
    r"|cancel\w*|(?:pt|mom|dad|wife|husband|dtr|son|caller)\s(?:called|cb|lm|lvm|came|here|seen|no|says|states))\b"
)
_LINK = re.compile(r"\s?(?:[,;&/-]|(?:,\s?)?(?:and|or|to|thru|through|until|till)\s|(?:d/c'?d?|dc'?d?)\s)\s?")
_TO = re.compile(
    rf"(?i)\s?(?:to|thru|through|until|till|-)\s?(?P<month>0?[1-9]|1[0-2])-(?P<day>{calendar.DAY})(?![\w/%]|[-.,:][0-9])"
)
_MONTHS = 12
_FAR = 2
_ROUND = frozenset({15, 20, 25, 30})


def find(island: Island) -> Iterator[Span]:
    """A day and its month with a hyphen between them, where it is no range."""
    text, stop = island.text, island.stop
    last: int | None = None
    for match in calendar.BARE_DASHED.finditer(text, island.start, stop):
        at, end = match.span()
        if end > island.end or has_unit(text, end, stop) or _MEASURED.match(text, end, stop):
            continue
        if match["hours"] is not None and cues.cued(island, at, _HOURS):
            score = 0.5 if _HOUR_NEXT.match(text, end, stop) else 0.0
        else:
            score = _judged(island, match, last)
        if score:
            last = end
            yield Span(at, end, Label.DATE, score, "date.bare_dashed")


def _judged(island: Island, match: re.Match[str], last: int | None) -> float:
    """How sure it is that it is a day: after one, `last` is where that ended."""
    text, at, end, stop = island.text, match.start(), match.end(), island.stop
    if last is not None and _LINK.fullmatch(text, last, at):
        return 0.4
    if match["unlike"] and _is_no_range(island, match):
        return 0.5
    if days.is_cued(island, at) and (
        _TIME_NEXT.match(text, end, stop)
        or (cues.cued(island, at, cues.ON) and _AFTER_DAY.match(text, end, stop))
    ):
        return 0.4
    later = _later(island, match)
    if cues.cued(island, at, _SURE) and (later or _AFTER_SURE.match(text, end, stop)):
        return 0.4
    if later and (later[0] == 0 or _MONTHS < later[1] not in _ROUND) and later[0] < _FAR:
        return 0.4
    if cues.cued(island, at, cues.LINE) and _LOGGED.match(text, end, stop):
        return 0.4
    return 0.4 if days.ends_title(island, at, end) else 0.0


def _is_no_range(island: Island, match: re.Match[str]) -> bool:
    """Whether what has hardly the form of a range is a day, by what is said around it."""
    text, at, end, stop = island.text, match.start(), match.end(), island.stop
    padded = match["padded"] is not None
    if (
        days.is_cued(island, at)
        or days.is_of_event(island, at)
        or days.begins_line(island, match, padded=padded)
    ):
        return True
    if _TIME_NEXT.match(text, end, stop) or days.is_of_result(island, at, end):
        return True
    return _is_late(island, match) and _AFTER_SURE.match(text, end, stop) is not None


def _is_late(island: Island, match: re.Match[str]) -> bool:
    """Whether it is of a form that hardly a range has, after a word that none follows: "mom aware 3-14"."""
    at = match.start()
    if match["hours"] is not None and match["padded"] is None:
        return False
    return cues.cued(island, at, cues.PLAIN) and not cues.cued(island, at, _RANGED)


def _later(island: Island, match: re.Match[str]) -> tuple[int, int] | None:
    """How many months later, and on which, a later day is that comes next: "5-9 to 5-16"."""
    text, stop = island.text, island.stop
    other = _TO.match(text, match.end(), stop)
    if other is None or has_unit(text, other.end(), stop) or _MEASURED.match(text, other.end(), stop):
        return None
    month, day = map(int, match[0].split("-"))
    later = (int(other["month"]) - month, int(other["day"]))
    return later if later > (0, day) else None
