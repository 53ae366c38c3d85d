"""The patterns of dates in figures."""

from __future__ import annotations

import re

from asgi_agent.phi.rules.rule import Rule
from asgi_agent.phi.spans import Label

DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
YEAR = r"(?:1[89]|20)[0-9]{2}"
GAP = r"\s{1,8}"
MAYBE = r"\s{0,8}"
"""White space between the parts of a date, which may be set in columns or broken over lines."""

_HOUR = rf"(?:,?{GAP}(?:(?:at{GAP}|@{MAYBE}))?)"
_UNIT = r"m[gl]|mcg|meq|g|kg|cc|iu|units?|cells|copies|steps|days?|weeks?|months?|years?|min"
# "04/12/2023 1030": on the same line, since a column of hours may begin the next, and no amount.
_FOUR_FIGURES = (
    r"(?:,?[ \t]{1,3}(?:at[ ]|@[ ]?)?)(?:[01][0-9]|2[0-3])[0-5][0-9]"
    rf"(?![0-9A-Za-z%]|[-/.,:][0-9]|\s?(?i:{_UNIT})\b)"
)
TIME = (
    rf"(?:(?:[Tt:]|{_HOUR})(?:[01]?[0-9]"
    rf"|2[0-4])(?::[0-5][0-9]){{1,2}}(?:\.[0-9]{{1,9}})?(?:\s?[AaPp]\.?[Mm]?\b\.?)?"
    r"(?:\s?(?:[Zz]|UTC|GMT|[ECMP][SD]?T|h(?:rs?)?|Uhr)(?![0-9A-Za-z])"
    r"|\s?[+-][0-9]{2}(?::?[0-9]{2})?(?![0-9A-Za-z]))?"
    rf"|{_HOUR}(?:1[0-2]|[1-9])\s?[AaPp]\.?[Mm]\b|(?:{MAYBE}@{MAYBE}"
    rf"|{_HOUR}(?=[0-9]{{4}}\s?h))[0-2][0-9][0-5][0-9]"
    rf"(?:\s?h(?:rs?)?)?\b|{_FOUR_FIGURES})?"
)
_MONTH = r"(?:0?[1-9]|1[0-2])"
_FREE = r"(?<![0-9A-Za-z])(?<![0-9][/.])"
_NO_UNIT = r"(?!\s?(?:m[gl]|mcg|units?|days?|weeks?|months?|years?|hours?|hrs?|min|rule|%))"

SLASHED = Rule(
    "date.slashed",
    Label.DATE,
    re.compile(
        rf"(?<![0-9])(?<![0-9][/.])(?:{YEAR}/{DAY}/{DAY}(?![0-9])"
        rf"|{DAY}(?P<by>/|\s/\s){DAY}(?P=by)(?:{YEAR}|'?[0-9]{{2}})(?![0-9])"
        rf"|{DAY}\s?/\s?{DAY}\s?/\s?{YEAR}(?![0-9]))(?!/[0-9]){TIME}"
    ),
    0.9,
)
DASHED = Rule(
    "date.dashed",
    Label.DATE,
    re.compile(
        rf"(?<![0-9A-Za-z])(?:{YEAR}(?P<sign>[-_]){DAY}(?P=sign){DAY}"
        rf"|(?<![0-9][-/._])(?:{DAY}(?P<by>[-_]|\s-\s){DAY}(?P=by){YEAR}"
        rf"|(?:{_MONTH}-{DAY}|{DAY}-{_MONTH})-[0-9]{{2}}{_NO_UNIT}))(?![0-9A-SU-Za-su-z]|-[0-9]){TIME}"
    ),
    0.9,
)
DOTTED = Rule(
    "date.dotted",
    Label.DATE,
    re.compile(
        rf"{_FREE}(?:{YEAR}\.{DAY}\.{DAY}|{DAY}(?P<by>\.\s?){DAY}(?P=by){YEAR}"
        rf"|[0-3][0-9]\.[01][0-9]\.[0-9]{{2}}|[01][0-9]\.[0-3][0-9]\.[0-9]{{2}})(?![0-9A-Za-z]|\.[0-9]){TIME}"
    ),
    0.85,
)
SHORT = re.compile(rf"{_FREE}(?:{DAY}\.{_MONTH}|{_MONTH}\.{DAY})\.[0-4][0-9](?![0-9A-Za-z]|\.[0-9])")
"""A day in dots, or a section, or a version."""
MONTH_OF_YEAR = Rule(
    "date.month_of_year",
    Label.DATE,
    re.compile(
        rf"{_FREE}(?<![0-9]-)(?<!ratio )(?<!ution )(?<!titer )"
        rf"(?:{_MONTH}/{YEAR}|0[1-9][-.]{YEAR}|1[0-2]-{YEAR}|{YEAR}/(?:0[1-9]|1[0-2])"
        # From 2009 to 2010 is no month.
        rf"|{YEAR}-0[1-9]|(?!2010|2011-12)(?:19[0-9]{{2}}|20[1-9][0-9])-1[0-2])(?![0-9A-Za-z]|[-/.][0-9])"
    ),
    0.7,
)
RANGE = Rule(
    "date.range",
    Label.DATE,
    re.compile(
        rf"{_FREE}{_MONTH}/{DAY}(?:(?:/[0-9]{{2,4}})?{MAYBE}(?:-|(?:to|through"
        rf"|thru){GAP}){MAYBE}{_MONTH}/{DAY}"
        rf"(?:/(?:{YEAR}|[0-9]{{2}}))?|-{DAY}/(?:{YEAR}|[0-9]{{2}}))(?![0-9A-Za-z/])"
    ),
    0.6,
)
ROMAN = Rule(
    "date.roman",
    Label.DATE,
    re.compile(
        rf"{_FREE}{DAY}(?P<by>[-./])(?:I{{1,3}}|I?[VX]|VI{{1,3}}|XI{{1,2}})(?P=by){YEAR}(?![0-9A-Za-z])"
    ),
    0.85,
)
"""With the month in Roman numerals, as in much of Europe."""
EASTERN = Rule(
    "date.eastern",
    Label.DATE,
    re.compile(
        rf"(?<![0-9]){YEAR}\s?[\u5e74\ub144]\s?{_MONTH}\s?[\u6708\uc6d4](?:\s?{DAY}\s?[\u65e5\uc77c])?"
    ),
    0.95,
)
"""With the signs for year, month and day of China and Japan, or of Korea."""
COMPACT = re.compile(
    rf"{_FREE}(?:19|20)[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:T?[0-9]{{4,6}}Z?)?"
    r"(?![0-9A-Za-z]|[-/.][0-9])"
)
"""As computers write it: 20230412, and 20230412T1030 with its time."""

SPACED = re.compile(
    r"(?<![^\s:=])(?:0[1-9]|1[0-2])\s(?:0[1-9]|[12][0-9]|3[01])(?=[ \t]*(?:\n|\Z|[,;)|]|[ ]{2}))"
)
"""As claims have it in a field that is called a date: "03 28"."""

BARE = re.compile(
    rf"{_FREE}(?<![0-9]-)(?P<day>(?P<zero>0[1-9]/{DAY}|{_MONTH}/0[1-9])|{_MONTH}/{DAY})(?:-(?P<last>{DAY}))?(?![0-9A-Za-z%]|/[0-9A-Za-z]|[.-][0-9])"
    rf"(?P<hour>{_FOUR_FIGURES})?"
    r"(?P<time>,?\s(?:at\s|@\s?)?(?:[0-2]?[0-9]:[0-5][0-9](?:\s?[AaPp][Mm]\b|\b)|1?[0-9]\s?[AaPp][Mm]\b))?"
)
"""A day without its year, or several in a row, or a score."""
_LATE_DAY = "1[1-46-9]|2[1-46-9]|31"
BARE_DASHED = re.compile(
    rf"{_FREE}(?<![0-9A-Za-z]-)(?P<hours>(?=(?:[1-9]|1[0-2])-(?:[1-9]|1[0-2])(?![0-9])))?(?:(?P<unlike>(?P<padded>0[1-9]-[0-3][0-9]|1[0-2]-0[1-9])|{_MONTH}-0[1-9]|{_MONTH}-(?:{_LATE_DAY})|(?P<twin>[1-9]|1[0-2])-(?P=twin)"
    r"|(?:9|1[0-2])-[1-8]|8-[1-7]|7-[1-6]|6-[1-5]|5-[1-4]|4-[1-3]|3-[12]|2-1|1[0-2]-9)"
    rf"|{_MONTH}-{DAY})(?![0-9A-Za-z/%]|[-.,/:][0-9]|-[A-Za-z])"
)
"""A day with a hyphen, or a range: one whose month is the greater figure is none."""

FIGURES = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9]{8}|[0-9]{6}|[0-9]{1,2}([- .])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{2}))"
    r"(?![0-9A-Za-z/-])"
)
"""What a birthday may be, and much else."""
