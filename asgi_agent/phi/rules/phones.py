"""Telephone and fax numbers."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from asgi_agent.phi.rules import context
from asgi_agent.phi.rules.listed import listed
from asgi_agent.phi.rules.public import has_unit, is_hotline
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from asgi_agent.phi.islands import Island

_LINKS = listed(
    """
    is was are at on or and to the a an via by back me us him her them his my your our their number
    numbers line direct main office home work please day evening night daytime emergency preferred
    alternate best contact information info details using with for up anytime immediately personal
    id # patient pt s this that now new old be can clinic nurse doctor dr desk front team if needed
    urgent questions any file listed below given reads
    """
)
_MEANINGS: Mapping[str, Label | None] = MappingProxyType(
    dict[str, Label | None].fromkeys(_LINKS)
    | dict.fromkeys(listed("fax faxes faxed fx facsimile telefax"), Label.FAX)
    | dict.fromkeys(
        listed(
            """
            phone phones telephone tel tele telefon telephon ph cell cellphone cellular mobile
            mob handy call called calls calling callback contact contacts dial dialed text
            texted texting messages sms whatsapp answering pager paged page beeper landline hotline voicemail
            extension ext extn xtn ascom vocera voalte spectralink reach reached phoned ring rang helpline
            viber signal
            """
        ),
        Label.PHONE,
    )
)

_FREE = r"(?<![0-9A-Za-z])(?<![0-9][-./:])"
_EXTENSION = r"(?i:[\s,;]{0,2}(?:x|ext|extn|extension)[.:\s]{0,2}[0-9]{1,6}(?![0-9]))?"
_NOT_A_DATE = r"(?![0-9]{1,2}([-/.])[0-9]{1,2}\1(?:19|20)?[0-9]{2}(?![-/.]?[0-9]|\s[0-9]{2}\s))"
_NOT_A_DRUG = r"(?![0-9]{4,5}-[0-9]{3,4}-[0-9]{1,2}(?![0-9-]))"
# A row of vital signs begins with the time.
_NOT_VITALS = r"(?![0-2][0-9][0-5][0-9] {1,2}[0-9]{2,3}(?:/[0-9]{2,3}|\.[0-9])\s)"

_HOUR = "(?:[01][0-9]|2[0-3])[0-5][0-9]"
_NOT_HOURS = rf"(?!{_HOUR}(?:-{_HOUR}(?![0-9-])|(?:[ ]{_HOUR}){{2}}))"
_NOT_A_GAS = r"(?![67]\.[0-9]{2}[/ ])"  # of blood, after its pH
_NOT_PRESSURE = r"(?![0-9]{2,3}[-/][0-9]{2,3}(?![-/.]?[0-9]))"

_NANP = re.compile(
    rf"{_FREE}(?:\+?[178](?:[-.\s]|\s-\s)?)?"
    r"(?:\([0-9]{3}\)\s?[-. /]?\s?|\[[0-9]{3}\]\s?|[0-9]{3}(?:[-./]|\s(?:[-./]\s)?))"
    r"[0-9]{3}(?:[-.]|\s(?:-\s)?)[0-9]{4}"
    rf"(?![0-9]|-[0-9]|\.[0-9]){_EXTENSION}"
)
_INTERNATIONAL = re.compile(
    rf"(?<![0-9A-Za-z+])(?:\+\s?\(?[1-9]|\(\+[1-9]|{_NOT_A_DRUG}(?<![0-9]\.)00[1-9])"
    rf"(?:[-./()\s]{{0,3}}[0-9]){{6,8}}(?:[-./() ]{{0,3}}[0-9]){{0,6}}(?![0-9]){_EXTENSION}"
)
_TRUNK = re.compile(
    rf"{_FREE}{_NOT_A_DATE}{_NOT_A_DRUG}{_NOT_HOURS}{_NOT_VITALS}(?=\(?[0-9]{{2,6}}[-./) ])"
    r"(?:\(0[1-9][0-9]{0,4}\)|0[1-9])"
    r"(?:[-./() ]{0,2}[0-9]){6,11}"
    rf"(?![0-9%]|[-./][0-9]){_EXTENSION}"
)
_BRACKETED = re.compile(
    rf"{_FREE}\([0-9]{{2,5}}\)[-/\s]?[0-9](?:[-. ]?[0-9]){{5,9}}(?![0-9]|[-./][0-9]){_EXTENSION}"
)
_NATIONAL = re.compile(
    _FREE + r"(?:[1-9][0-9] 9?[0-9]{4}[- ][0-9]{4}|[6-9][0-9]{4} [0-9]{5}|[0-9]{3} [0-9]{4} [0-9]{4})"
    rf"(?![0-9]|[-./][0-9]){_EXTENSION}"
)
# No range has such an end.
_LOCAL_FORM = re.compile(rf"{_FREE}[2-9][0-9]{{2}}-0[0-9]{{3}}(?![0-9A-Za-z]|[-./][0-9]){_EXTENSION}")
_PLAIN = re.compile(rf"{_FREE}1?[2-9][0-9]{{9}}(?![0-9A-Za-z]|[-./][0-9])")
_ANY = re.compile(
    rf"{_FREE}{_NOT_A_DATE}{_NOT_A_GAS}{_NOT_PRESSURE}[(+]?[0-9](?:[-./() ]{{0,3}}[0-9]){{5,14}}"
    rf"(?![0-9A-Za-z]|[-/][0-9]){_EXTENSION}"
)

_INTERNAL = re.compile(
    r"(?<![\w.-])(?:(?:[xX]\s?(?=[0-9]-)|(?i:ext|extn|xtn)[.:#\s]{1,2})"
    r"(?P<extension>[0-9]-[0-9]{4}|[0-9]{4,5})|[xX](?P<short>[0-9]{4,5})|(?P<own>[0-9]-[0-9]{4}))"
    r"(?![\w%]|[-./,][0-9])"
)
_INTERNAL_SHAPE = re.compile(
    r"(?<![0Aa-])(?:[Aa]{1,4}[. :]{0,3})?0-0000(?![0-])|aa[.:# ]{1,2}0000|(?<![0Aa])[Aa]0000"
)
_FAX_AFTER = re.compile(
    r"(?i)\s?(?:[(\[]\s?f(?:ax)?\s?[)\]]|\bfax\b(?!\s?[:#.=]|\s(?:number|no|to|is)\b|\s?[0-9(+]))"
)
# Which line it is: "(home)", "-Office", " cell".
_LINE_AFTER = re.compile(
    r"(?i)(?:\s?[-(\[]\s?|\s)(?:office|home|cell|mobile|mob|work|desk|direct|landline|pager)(?![\w-])"
)


_FOUR = 4
_LOCAL = 7
_LONGEST = 15
# On shapes.
_ROOM = re.compile(r"0(?:[-./() ]{0,3}0){5}")
_PARTED = re.compile(r"0[-./ )]{1,2}0")
_INTERNATIONAL_SHAPE = re.compile(r"(?:\+ ?\(?|\(\+|(?<![0Aa+])00)0(?:[-./() ]{0,3}0){6}")
_NANP_SHAPE = re.compile(r"000(?:[-.]| (?:- )?)0000")


def room(shape: str) -> bool:
    """Whether a shape has a telephone number in it, or an extension."""
    return _ROOM.search(shape) is not None or _INTERNAL_SHAPE.search(shape) is not None


def find(island: Island, shape: str, digits: int) -> list[Span]:
    """Telephone and fax numbers in an island of this shape with so many digits."""
    spans = list(_internal(island)) if _INTERNAL_SHAPE.search(shape) else []
    if not _ROOM.search(shape):
        return spans
    for rule, pattern, score in _possible(shape, digits):
        spans += _formatted(island, rule, pattern, score)
    if not spans or digits > _LONGEST or any(_goes_before(island.text, span.start) for span in spans):
        spans += _told(island, spans)
    return spans


def _internal(island: Island) -> Iterator[Span]:
    """Extensions, "x5-4471", and the numbers of a house's own telephones, "dial 6-1182".

    Nothing is enlarged more than some thousand times, so five figures after an x need no word.
    """
    for match in _INTERNAL.finditer(island.text, island.start, island.stop):
        at, end = match.span("extension" if match["extension"] else "short" if match["short"] else "own")
        if end > island.end or has_unit(island.text, end, island.stop):
            continue
        if match["extension"] or (match["short"] and end - at > _FOUR) or told(island, match.start()):
            yield Span(at, end, Label.PHONE, 0.6, "phone.internal")


def _goes_before(text: str, at: int) -> bool:
    """Whether figures stand before a number of which they may be the beginning."""
    return at > 1 and text[at - 1] == " " and text[at - 2].isdigit()


def told(island: Island, at: int) -> Label | None:
    """Whether the words before say that the number of a telephone or a fax follows."""
    return context.keyword(island.text, island.left, at, _MEANINGS)


def _formatted(island: Island, rule: str, pattern: re.Pattern[str], score: float) -> Iterator[Span]:
    """Numbers that have the form of one, but for those of a code."""
    text, start, end, stop, left = island
    for match in pattern.finditer(text, start, stop):
        if match.end() > end:
            break
        if is_hotline(match[0]):
            continue
        label = told(island, match.start())
        if _FAX_AFTER.match(text, match.end(), stop):
            label = Label.FAX
        said = None if label else context.before(text, left, match.start())
        if said is None or said.label is not None:
            yield Span(match.start(), match.end(), label or Label.PHONE, 0.95 if label else score, rule)


def _told(island: Island, found: list[Span]) -> Iterator[Span]:
    """Numbers of any form where a word says what they are."""
    text, start, end, stop, _left = island
    for match in _ANY.finditer(text, start, stop):
        at = match.start()
        if match.end() > end or any(span.start <= at < span.end for span in found):
            continue
        if is_hotline(match[0]):
            continue
        label = told(island, at) or _told_after(text, match, stop)
        decimal = "." in match[0] and sum(map(str.isdigit, match[0])) < _LOCAL
        if label and not decimal and not has_unit(text, match.end(), stop):
            yield Span(at, match.end(), label, 0.9, "phone.context")


def _told_after(text: str, match: re.Match[str], stop: int) -> Label | None:
    """Whether a word behind a number in parts says whose telephone it is: "781-1704 (home)"."""
    parted = sum(map(str.isdigit, match[0])) >= _LOCAL and not match[0].isdigit()
    return Label.PHONE if parted and _LINE_AFTER.match(text, match.end(), stop) else None


def _possible(shape: str, digits: int) -> Iterator[tuple[str, re.Pattern[str], float]]:
    """The formats that an island of this shape has room for."""
    if digits > 9 and _NANP_SHAPE.search(shape):
        yield "phone.nanp", _NANP, 0.75
    if _INTERNATIONAL_SHAPE.search(shape):
        yield "phone.international", _INTERNATIONAL, 0.75
    if digits > 7 and _PARTED.search(shape):
        yield "phone.trunk", _TRUNK, 0.55
    if "00)" in shape:
        yield "phone.bracketed", _BRACKETED, 0.72
    if "0 0000" in shape:
        yield "phone.national", _NATIONAL, 0.45
    if "000-0000" in shape:
        yield "phone.local", _LOCAL_FORM, 0.35
    if "0000000000" in shape:
        yield "phone.plain", _PLAIN, 0.42
