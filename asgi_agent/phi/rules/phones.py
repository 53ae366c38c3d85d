"""Telephone and fax numbers."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from asgi_agent.phi.rules import context
from asgi_agent.phi.rules.listed import listed
from asgi_agent.phi.rules.public import has_unit
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.islands import Island

_KEYS = MappingProxyType(
    dict.fromkeys(listed("fax faxes faxed fx facsimile telefax"), Label.FAX)
    | dict.fromkeys(
        listed(
            """
            phone phones telephone tel tele telefon telephon ph cell cellphone cellular mobile
            mob handy call called calls calling callback contact contacts dial dialed text
            texted texting sms whatsapp pager paged page beeper landline hotline voicemail
            extension ext reach reached phoned ring rang helpline viber signal
            """
        ),
        Label.PHONE,
    )
)
_LINKS = listed(
    """
    is was are at on or and to the a an via by back me us him her them his my your our their number
    numbers line direct main office home work please day evening night daytime emergency preferred
    alternate best contact information info details using with for up anytime immediately personal
    patient pt s this that now new old be can clinic nurse doctor dr desk front team him if needed
    urgent questions any
    """
)

_FREE = r"(?<![0-9A-Za-z])(?<![0-9][-./:])"
_EXTENSION = r"(?:[\s,;]{0,2}(?:x|ext|extn|extension)[.:\s]{0,2}[0-9]{1,6}(?![0-9]))?"
_NOT_A_DATE = r"(?![0-9]{1,2}([-/. ])[0-9]{1,2}\1(?:19|20)?[0-9]{2}(?![0-9]))"
_NOT_A_DRUG = r"(?![0-9]{4,5}-[0-9]{3,4}-[0-9]{1,2}(?![0-9-]))"

_NANP = re.compile(
    rf"(?i){_FREE}(?:\+?1(?:[-.\s]|\s-\s)?)?"
    r"(?:\([0-9]{3}\)\s?[-. /]?\s?|\[[0-9]{3}\]\s?|[0-9]{3}(?:[-./]|\s(?:[-./]\s)?))"
    r"[0-9]{3}(?:[-.]|\s(?:-\s)?)[0-9]{4}"
    rf"(?![0-9]|-[0-9]|\.[0-9]){_EXTENSION}"
)
_INTERNATIONAL = re.compile(
    rf"(?i)(?<![0-9A-Za-z+])(?:\+\s?[1-9]|\(\+[1-9]|{_NOT_A_DRUG}00[1-9])"
    rf"(?:[-./()\s]{{0,3}}[0-9]){{6,8}}(?:[-./() ]{{0,3}}[0-9]){{0,6}}(?![0-9]){_EXTENSION}"
)
_TRUNK = re.compile(
    rf"(?i){_FREE}{_NOT_A_DATE}{_NOT_A_DRUG}\(?0[1-9](?:[-./() ]{{0,2}}[0-9]){{7,10}}"
    rf"(?![0-9]|[-./][0-9]){_EXTENSION}"
)
_NATIONAL = re.compile(
    rf"(?i){_FREE}(?:\([0-9]{{2,5}}\)\s?[0-9](?:[-. ]?[0-9]){{5,9}}"
    r"|[1-9][0-9] 9?[0-9]{4}[- ][0-9]{4}|[6-9][0-9]{4} [0-9]{5}|[0-9]{3} [0-9]{4} [0-9]{4})"
    rf"(?![0-9]|[-./][0-9]){_EXTENSION}"
)
_PLAIN = re.compile(rf"{_FREE}1?[2-9][0-9]{{2}}[2-9][0-9]{{6}}(?![0-9A-Za-z]|[-./][0-9])")
_ANY = re.compile(
    rf"(?i){_FREE}{_NOT_A_DATE}[(+]?[0-9](?:[-./() ]{{0,3}}[0-9]){{6,14}}"
    rf"(?![0-9A-Za-z]|[-/][0-9]){_EXTENSION}"
)

_FORMATS = (
    ("phone.nanp", _NANP, 0.75),
    ("phone.international", _INTERNATIONAL, 0.75),
    ("phone.trunk", _TRUNK, 0.55),
    ("phone.national", _NATIONAL, 0.45),
    ("phone.plain", _PLAIN, 0.42),
)
_FAX_AFTER = re.compile(r"(?i)\s?[(\[]?\s?f(?:ax)?(?:[)\]]|\b)")


def find(island: Island) -> Iterator[Span]:
    """Telephone and fax numbers in an island with at least seven digits."""
    text, start, end, stop, left = island
    for rule, pattern, score in _FORMATS:
        for match in pattern.finditer(text, start, stop):
            if match.end() <= end:
                label = context.keyword(text, left, match.start(), _KEYS, _LINKS)
                fax = label is Label.FAX or _FAX_AFTER.match(text, match.end(), stop) is not None
                yield Span(
                    match.start(),
                    match.end(),
                    Label.FAX if fax else Label.PHONE,
                    0.95 if label else score,
                    rule,
                )
    for match in _ANY.finditer(text, start, stop):
        label = context.keyword(text, left, match.start(), _KEYS, _LINKS)
        if label and match.end() <= end and not has_unit(text, match.end(), stop):
            yield Span(match.start(), match.end(), label, 0.9, "phone.context")
