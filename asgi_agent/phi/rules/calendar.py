"""The patterns of dates."""

from __future__ import annotations

import re

from asgi_agent.phi.rules.months import (
    ENGLISH,
    MONTHS,
    SHORT,
    SHORT_WEEKDAYS,
    WEEKDAYS,
    alternatives,
)

_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_MONTH_NUMBER = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:1[89]|20)[0-9]{2}"
_TIME = (
    r"(?:(?:T|,?\s(?:at\s|@\s?)?)(?:[01]?[0-9]|2[0-4])(?::[0-5][0-9]){1,2}(?:\.[0-9]{1,9})?"
    r"(?:\s?[AaPp]\.?[Mm]\b\.?)?(?:\s?(?:Z|UTC|GMT|[ECMP][SD]?T)\b|\s?[+-][0-9]{2}:?[0-9]{2}\b)?"
    r"|,?\s(?:at\s|@\s?)?(?:1[0-2]|[1-9])\s?[AaPp]\.?[Mm]\b)?"
)
_FREE = r"(?<![0-9A-Za-z])(?<![0-9][/.])"

SLASHED = re.compile(
    rf"{_FREE}(?:{_YEAR}/{_DAY}/{_DAY}(?![0-9])|{_DAY}(?P<by>/|\s/\s){_DAY}(?P=by)(?:{_YEAR}|'?[0-9]{{2}})(?![0-9]))(?!/[0-9]){_TIME}"
)
DASHED = re.compile(
    rf"{_FREE}(?:{_YEAR}-{_DAY}-{_DAY}|(?<![0-9]-){_DAY}(?P<by>-|\s-\s){_DAY}(?P=by){_YEAR}"
    rf"|(?<![0-9]-)[01][0-9]-[0-3][0-9]-[0-9]{{2}})(?![0-9A-SU-Za-z]|-[0-9]){_TIME}"
)
DOTTED = re.compile(
    rf"{_FREE}(?:{_YEAR}\.{_DAY}\.{_DAY}(?![0-9])|{_DAY}(?P<by>\.\s?){_DAY}(?P=by){_YEAR}|[0-3][0-9]\.[01][0-9]\.[0-9]{{2}})"
    rf"(?![0-9A-Za-z]|\.[0-9]){_TIME}"
)
MONTH_OF_YEAR = re.compile(
    rf"{_FREE}(?<![0-9]-)(?:{_MONTH_NUMBER}/{_YEAR}|0[1-9][-.]{_YEAR}|1[0-2]-{_YEAR}|{_YEAR}/(?:0[1-9]|1[0-2])|{_YEAR}-0[1-9])"
    r"(?![0-9A-Za-z]|[-/.][0-9])"
)
COMPACT = re.compile(
    rf"{_FREE}(?:19|20)[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:T?[0-9]{{4,6}}Z?)?(?![0-9A-Za-z]|[-/.][0-9])"
)
RANGE = re.compile(
    rf"{_FREE}{_MONTH_NUMBER}/{_DAY}(?:/[0-9]{{2,4}})?\s?(?:-|\sto\s|\sthrough\s|\sthru\s)\s?"
    rf"{_MONTH_NUMBER}/{_DAY}(?:/(?:{_YEAR}|[0-9]{{2}}))?(?![0-9A-Za-z/])"
)
BARE = re.compile(
    rf"{_FREE}(?<![0-9]-){_MONTH_NUMBER}/{_DAY}(?![0-9A-Za-z/%]|[.-][0-9])(?P<time>,?\s(?:at\s|@\s?)?[0-2]?[0-9]:[0-5][0-9]\b)?"
)
FIGURES = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9]{8}|[0-9]{6}|[0-9]{1,2} [0-9]{1,2} (?:[0-9]{4}|[0-9]{2}))(?![0-9A-Za-z/.-])"
)

_MONTH = rf"(?P<month>{alternatives(MONTHS)})"
_OTHER_MONTH = rf"(?:{alternatives(ENGLISH | SHORT)})"
_WEEKDAY = rf"(?:(?:{alternatives(WEEKDAYS | SHORT_WEEKDAYS)})\.?,?\s(?:the\s)?)?"
_NTH = rf"{_DAY}(?P<nth>st|nd|rd|th|er|º|ª)?(?![^\W_])"
_SECOND = rf"{_DAY}(?:st|nd|rd|th)?(?![^\W_]|[:/.][0-9])"
_TO = r"\s?(?:-|to\s|through\s|thru\s|until\s)\s?"
_OF_YEAR = rf"(?:,\s?|\s(?:of\s|del?\s)?|\s?[-/.]\s?|,?\s?(?='))(?:{_YEAR}|'[0-9]{{2}})(?![^\W_])"
_WORD = r"(?i)(?<![^\W_])"

MONTH_FIRST = re.compile(
    rf"{_WORD}{_WEEKDAY}{_MONTH}(?:\.?\s{{1,2}}|[-/.])(?:the\s)?{_NTH}(?!,[0-9]{{3}}(?![0-9])|[:/.][0-9]|%)"
    rf"(?:{_TO}(?:{_OTHER_MONTH}\.?\s)?{_SECOND})?(?P<year>{_OF_YEAR}|-[0-9]{{2}}(?![^\W_]))?{_TIME}"
)
DAY_FIRST = re.compile(
    rf"{_WORD}(?<![0-9][.,:/-]){_WEEKDAY}(?:{_NTH}(?:{_TO}{_SECOND})?(?:\.?\s{{1,2}}|[-/.])|{_DAY}(?=[a-z]{{3}}))"
    rf"(?:day\s)?(?:of\s|de\s)?{_MONTH}(?![^\W\d_])"
    rf"\.?(?P<year>{_OF_YEAR}|-?[0-9]{{2}}(?![0-9A-Za-z:/])|{_YEAR}(?![0-9]))?{_TIME}"
)
YEAR_FIRST = re.compile(rf"{_WORD}(?P<year>{_YEAR})(?:[-/.]|,?\s){_MONTH}(?:[-/]|\.?\s){_NTH}{_TIME}")
MONTH_AND_YEAR = re.compile(
    rf"{_WORD}{_MONTH}\.?(?:,?\s(?:of\s|de\s)?|[-/]|,?\s?(?='))(?P<year>{_YEAR}|'[0-9]{{2}})(?![^\W_])(?P<nth>)"
)
MONTH_ALONE = re.compile(rf"(?<![^\W_])(?:{'|'.join(name.title() for name in sorted(ENGLISH))})(?![^\W_])")
WEEKDAY_ALONE = re.compile(rf"{_WORD}(?:{alternatives(WEEKDAYS)})(?![^\W_])")
