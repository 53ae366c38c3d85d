"""Places on roads, as crews write them: "I-40 WB mm 221", "3300 blk Gravois"; boxes and suites."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.rules.listed import any_of, listed
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.islands import Island
    from asgi_agent.phi.memory import Memory

GLUE = listed("mm mp mile marker exit near blk block nb sb eb wb")
"""What stands between the parts of such a place."""

_WAY = r"(?:[NSEW]\.?B?|[nsew]b|(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est)(?:bound)?)(?!\w)"
_HIGHWAY = (
    rf"(?:I-?[0-9]{{1,3}}|(?:US|SR|SH|CR|FM|RM|Hwy|HWY|hwy|Hiway|Highway|Rte|RTE|Route|Rt|State\s(?:Route|Road|Hwy)"
    rf"|(?:County|Co\.?|Cty)\s(?:Rd|Road|Hwy)|US\s(?:Hwy|Route))[-\s][0-9]{{1,4}}[A-Z]?)(?![\w%-]|\.[0-9])(?:\s{_WAY})?"
)
_MARK = (
    r"(?:mm|MM|mp|MP|[Mm]ile\s?(?:[Mm]arker|post)?|[Ee]xit|EXIT)"
    r"\s?\#?[0-9]{1,3}(?:\.[0-9])?[A-C]?(?![\w.%/-]\w)"
)
_BY = r"(?:,?\s(?:(?:at|@|near|by|past|just\s\w{4,6}\sof)\s)?(?:the\s)?(?:rest\sarea\s)?)"
_SUFFIX = (
    r"(?:St|Street|Ave?|Avenue|Rd|Road|Dr|Drive|Blvd|Ln|Lane|Ct|Court|Pl|Place|Way|Pkwy|Ter|Cir|Hwy|Pike|Loop|Trl)"
    r"(?!\w)\.?"
)
_NTH = r"[0-9]{1,3}(?:st|nd|rd|th)"
_NAME = r"[A-Z][\w'.-]{2,24}"
_STREET = rf"(?:(?:[NSEW]|[NS][EW])\.?\s)?(?:{_NTH}|[A-Z](?=\sSt)|{_NAME}(?:\s{_NAME}|\sdu\s{_NAME}){{0,2}})"
# What streets are called in every town, which is no name of their own.
_MAIN = any_of(
    listed(
        """
        Main Broad Market Center Centre State Grand Front Water Court Church Spring Bridge Mill Union College
        University Commerce Canal Depot Railroad Michigan Superior Illinois Ohio Pennsylvania Park Lake River
        Washington Jefferson Lincoln Madison Jackson Franklin Adams Monroe Clark Elm Oak Maple Pine Walnut
        Cherry Chestnut Cedar Locust Spruce Vine Olive Limestone Second Third Fourth Fifth Sixth
        Seventh Eighth
        """
    )
)
# "on Hwy 212", "at 5th & Main", "off 8 Mile": what is said to be somewhere says that it is a road.
_BESIDE = r"(?<![\w-])(?i:on|off|along|near|at|corner\sof|mvc|mva|crash|wreck)\s(?:the\s)?(?:[Oo]ld\s)?"
_OFF = (
    r"(?<![\w-])(?i:off|along|near|(?:mvc|mva|crash)(?:\son)?|(?:lives?|living)\son)\s"
    r"(?:the\s)?(?:[Oo]ld\s)?"
)
_ROAD_NUMBER = (
    r"(?:(?:Hwy|HWY|hwy|Highway|Rte|RTE|Route|State\s(?:Route|Road|Rd|Hwy)"
    r"|(?:County|Co\.?|Cty|Farm)\s(?:Rd|Road|Hwy)|US\s(?:Hwy|Route))[-\s][0-9]{1,4}|(?:FM|Loop)\s[0-9]{3,4}"
    r"|[0-9]{1,2}\sMile(?!\s(?:away|out|from|walk|run|mark|time))(?:\sR(?:oa)?d)?)(?![\w%-]|\.[0-9])"
)
# No iodine, and no weeks by ultrasound.
_SHORT_NUMBER = (
    r"(?:I-(?!12[345]|131)[0-9]{1,3}|(?:US|SR|SH|CR|RM)[-\s][0-9]{1,4})(?![\w%-]|\.[0-9])"
    r"(?!\s(?:w(?:ee)?ks?|mg|q|daily|bid)\b)"
)
_CROSSED = (
    r"(?:(?:[NSEW]|[NS][EW])\.?\s)?(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z][a-z]{2,4}(?:nd|rd|th)\b)"
    rf"{_NAME}(?:\s{_SUFFIX})?"
)
_AND = r"(?:\s?[&/]\s?|\sand\s)"
_AFTER = r"(?=[.,;)\n]|\s*\Z|\s(?:in|with|w/|now|today|for|by|when|pt|he|she|and|this|last|a)(?!\w))"
_CUED = (
    re.compile(
        rf"{_BESIDE}(?P<value>(?:{_ROAD_NUMBER}|I-[0-9]{{1,3}}|{_NTH}(?![\w-])){_AND}{_CROSSED}"
        rf"|{_CROSSED}{_AND}(?:{_ROAD_NUMBER}|{_NTH}(?![\w-]))){_AFTER}"
    ),
    re.compile(rf"{_BESIDE}(?P<value>{_ROAD_NUMBER}(?:\s{_WAY})?)"),
    re.compile(rf"{_OFF}(?P<value>{_SHORT_NUMBER}(?:\s{_WAY})?)"),
    re.compile(
        r"(?<![\w-])(?P<value>(?:Old\s)?(?:Hwy|HWY|Highway)\s[0-9]{1,4}(?![\w%-]|\.[0-9])(?:\s[NSEW](?!\w))?)"
    ),
)
_FORMS = tuple(
    (re.compile(pattern), score)
    for pattern, score in (
        (rf"(?<![\w-]){_HIGHWAY}{_BY}{_MARK}", 0.7),
        (rf"(?<![\w-]){_MARK}(?:,\s?|\s(?:on\s|of\s|off\s)?){_HIGHWAY}", 0.7),
        (
            rf"(?<![\w-]){_HIGHWAY}(?:\s?[&/@]\s?|\s(?:and|at)\s)(?:{_HIGHWAY}|{_NTH}(?:\s{_SUFFIX})?|{_NAME}\s{_SUFFIX})",
            0.6,
        ),
        (
            rf"(?<![\w.,/-])(?:[0-9]{{1,3}}00|[Uu]nit)\s(?:[Bb]lk|[Bb]lock|BLK|BLOCK)\s(?:of\s)?{_STREET}(?:\s{_SUFFIX})?(?:\s[NS][EW])?",
            0.8,
        ),
        (
            rf"(?<![\w-])(?:[NSEW][0-9]{{3,5}}|[0-9]{{3,6}})\s(?:{_HIGHWAY}"
            r"|(?:Cty|County|Co\.?|CTH|Old)\s?(?:Rd|Hwy|Road|Highway|Trunk|Trk)?\.?\s[A-Z]{1,2}(?![\w'-]))",
            0.6,
        ),
        (
            rf"(?<![\w.,/-])[0-9]{{1,5}}\s[NSEW]\.?\s{_MAIN}(?![\w'-]|\s[a-z]{{4}}\w*ing\b)(?:,?\s[Ee]ntrance\s[A-Z0-9]{{1,2}}(?!\w))?",
            0.6,
        ),
        (
            r"(?<![\w-])(?:P\.?\s?O\.?|R\.?R\.?\s?#?[0-9]{1,2},?|HC\s?[0-9]{1,2},?)\s?[Bb]o?x\.?\s?#?[0-9]{1,6}(?!\w)",
            0.8,
        ),
        (r"(?<![\w-])(?:CR\s[0-9]{3,4}|County\sRoad\s[0-9]{1,4})\s[NSEW](?!\w)", 0.5),
    )
)
_REACH = 16
# "Ste 3B, Lehigh Profl Bldg", "Bldg 4, Ste 210": a house that has a name, or a number, and what of it.
_HOUSE = (
    r"(?:(?:[A-Z][\w'&.-]{1,20}\s){1,4}(?:Bldg|Building|Plaza|Pavilion|Tower|Towers|Arcade|MOB|Annex)(?:\s(?:[0-9]{1,3}|[IVX]{1,3}|[A-E]))?"
    r"|(?:Bldg|Building|MOB|Tower|Pavilion|Doctors\sPark)\.?\s\#?(?:[0-9]{1,3}|[IVX]{1,3}|[A-E]))(?!\w)"
)
_PART = r"(?:Ste|STE|Suite|SUITE|Rm|Fl|Floor)\.?\s?\#?(?:[0-9]{1,4}-?[A-Z]?|[A-Z]-?[0-9]{0,3})(?!\w)"
_SUITE = re.compile(rf"(?<![\w-])(?:{_PART},?\s{_HOUSE}|{_HOUSE},?\s{_PART})")


# What each of them has in one of its chunks.
_PART_OF_ONE = re.compile(
    r"(?<![^\W_])(?<!')(?:(?:Hwy|HWY|hwy|Hiway|Highway|Route|Rte|RTE|Rt|US|S[RH]|CR|[FR]M|State|County|Co|Cty|CTH|[NSEW]"
    r"|[Bb]lk|BLK|[Bb]lock|BLOCK|[Bb]o?x|BOX|Loop|Mile|Ste|STE|Suite|SUITE|Rm|Fl|Floor)(?![^\W_])"
    r"|I-?[0-9]|[0-9]{1,3}(?:st|nd|rd|th)(?![^\W_]))"
)
_DIGIT = re.compile(r"[0-9]")


def words() -> frozenset[str]:
    """None."""
    return frozenset()


weak = words


def sticky() -> dict[str, int]:
    """None."""
    return {}


def may_hold(chunk: str, *, common: bool) -> bool:
    """Whether it is of a road, a block, a box or a house."""
    return _PART_OF_ONE.search(chunk) is not None


def find(island: Island, memory: Memory) -> Iterator[Span]:
    """Places on a road in an island."""
    text, start, stop = island.text, island.start, island.stop
    if _DIGIT.search(text, start, stop) is None:
        return
    for pattern, score in _FORMS:
        for match in pattern.finditer(text, start, stop):
            yield Span(match.start(), match.end(), Label.ADDRESS, score, "place.road")
    for pattern in _CUED:
        for match in pattern.finditer(text, max(island.left, start - _REACH), stop):
            if match.start("value") >= start:
                yield Span(*match.span("value"), Label.ADDRESS, 0.5, "place.road")
    for match in _SUITE.finditer(text, start, stop):
        yield Span(match.start(), match.end(), Label.ADDRESS, 0.6, "place.suite")
