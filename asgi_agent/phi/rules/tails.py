"""The last four figures of a number that is somebody's: "Visa ...1903", "last four 5940"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.rules.public import has_unit
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from asgi_agent.phi.islands import Island

_REACH = 48
_MASK = r"(?:\.{2,4}|\u2026|[x*#]{1,12}(?:[-\s][x*#]{2,4}){0,3}[-\s]?)"
_MASKED = frozenset(".\u2026x*#-")
_ENDS = r"\b(?:ends?|ending|ended)(?:\s(?:in|with|on))?[\s:]{1,2}\Z"
_CUES = (
    (
        Label.CARD,
        re.compile(
            rf"(?i)\b(?:card|visa|amex|mastercard|mc|discover|disc|debit|credit|cc|hsa|fsa|(?:apple|google)\spay)\b"
            rf"[^.;\n]{{0,24}}{_ENDS}"
        ),
    ),
    (Label.ACCOUNT, re.compile(rf"(?i)\b(?:acct|account|checking)\b[^.;\n]{{0,24}}{_ENDS}")),
    (Label.SSN, re.compile(rf"(?i)\b(?:ssn?|social)\b[^.;\n]{{0,24}}{_ENDS}")),
    (
        Label.CARD,
        re.compile(
            rf"(?i)\b(?:visa|master\s?card|amex|american\sexpress|discover|mc|card|debit|credit|hsa|fsa)"
            rf"(?:\s(?:card|no\.?|number))?(?:\son\sfile)?[\s:#(-]{{0,3}}{_MASK}\s?\Z"
        ),
    ),
    (
        Label.ACCOUNT,
        re.compile(
            rf"(?i)\b(?:acct|account|checking|savings|bank)(?:\s(?:no\.?|number))?[\s:#(-]{{0,3}}{_MASK}\s?\Z"
        ),
    ),
    (Label.SSN, re.compile(rf"(?i)\b(?:ssn?|social|soc\ssec)[\s:#(-]{{0,3}}{_MASK}\s?\Z")),
    (
        Label.SSN,
        re.compile(
            r"(?i)\blast\s?(?:4|four)(?:\s(?:digits|numbers|of))?(?:\s(?:(?:his|her|the|my)\s)?(?:ssn?|social|soc))?"
            r"(?:\s(?:is|are|was)|\?\s{1,2}[A-Za-z]\w{0,16}:)?[\s:(=-]{1,3}\Z"
        ),
    ),
)


def tail(island: Island, start: int, end: int) -> Span | None:
    """The four figures at the end of what stands here, if they are said to be a number's last."""
    text, at = island.text, end - 4
    if not text[at:end].isdigit() or has_unit(text, end, island.stop):
        return None
    least = max(island.left, at - _REACH)
    said = text[least:at].lower()
    # Every cue has one of these, which is known sooner than whether it is one.
    if "last" not in said and "end" not in said and said.rstrip()[-1:] not in _MASKED:
        return None
    for label, cue in _CUES:
        if cue.search(text, least, at):
            return Span(max(start, at), end, label, 0.8, f"{label.lower()}.tail")
    return None
