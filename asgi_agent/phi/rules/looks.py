"""Numbers of which nothing is said, but that look like somebody's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.rules import checksums
from asgi_agent.phi.rules.public import has_unit, is_drug, is_position, is_public
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from asgi_agent.phi.islands import Island
    from asgi_agent.phi.rules.candidates import Token

TAIL = 4
"""Digits that a number is often shortened to."""

DOTTED = re.compile(r"[0-9]{2}(?:\.[0-9]{2,3}){2}")
"""A record number in groups, or a version."""

LICENSED = re.compile(r"[0-9]{2}\.[0-9]{6}|[A-Z]{2,4}\.[0-9]{5,6}")
"""A licence as some boards number them, or a decimal number."""

_CODED = re.compile(r"[A-Z]{2,6}-[A-Z]?[0-9]{5,12}(?:-[A-Z]{1,2})?")
_PAIRS = re.compile(r"[0-9]{2,3}-[0-9]{2}-[0-9]{2}|[0-9]{4,7}-[0-9]{2}-[0-9]")
_BODILY = re.compile(r"(?:FACE|RET(?:INA)?|IRIS|FPR?|FING|PALM|HAND|VOICE|VPR?|VEIN|GAIT|BIO)-")
_CELL = re.compile(
    rf"[0-9]{{6}}|{DOTTED.pattern}|[0-9]{{3}}-[0-9]{{4}}|[0-9]{{5}}-[0-9]{{3,4}}|[A-Z]{{1,3}}-[0-9]{{4,6}}"
)
_CELL_END = re.compile(r"\t|[,;](?=\S)|\"| ?\||  ")
_ROW_END = re.compile(r"[ \t]*(?:\n|\Z)")
# Who wears a band is told by a name, a birthday and a number.
_BIRTHDAY = re.compile(r"(?:[-/. ](?:19|20)?[0-9]{2}|[A-Za-z]{3}-?(?:19|20)?[0-9]{2}),\s\Z")
_BAND_END = re.compile(r"[.;)]?\s*(?:\n|\Z)|[.;)]")
_MODEL = re.compile(
    r"\b(?:[Ss]cope|[A-Za-z]{3,10}scope|[Mm]odel|[Dd]evice|[Gg]enerator|[Pp]ump|[Ll]ead|[Mm]onitor|[Mm]achine"
    r"|[Pp]robe|[Vv]entilator)\s?[:#=]?\s(?P<model>(?=[A-Za-z-]{0,10}[0-9])[A-Z][0-9A-Za-z-]{2,14})\s\Z"
)
_MODEL_REACH = 36
_FOUR = re.compile(r"(?!(?:19|20)[0-9]{2}|[0-9]{2}00)[0-9]{4}")
_MASKED = re.compile(r"[Xx*]{3}-?[Xx*]{2}-?[0-9]{4}")


# In claims (X12): what a reference is of, and the day and the hour that a message was made at.
_REFERENCE = re.compile(r"\bREF\*(?P<kind>[0-9A-Z]{2})\*\Z")
_REFERENCES = {"EA": Label.MRN, "SY": Label.SSN, "EJ": Label.ACCOUNT, "1W": Label.HEALTH_PLAN}
_MADE_ON = re.compile(r"[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_MADE_AT = re.compile(r"\*(?:[01][0-9]|2[0-3])[0-5][0-9]\*")


def by_looks(island: Island, token: Token) -> Span | None:
    """A token of which nothing is said, if it looks like an identifier all the same."""
    if token.digits == TAIL and _MASKED.fullmatch(token.text):
        return Span(token.start, token.end, Label.SSN, 0.9, "ssn.masked")
    model = _model(island, token) if token.digits > TAIL else None
    if model is not None:
        return Span(model, token.end, Label.DEVICE, 0.6, "device.model")
    if (span := marked(island, token) or _claimed(island, token)) is not None:
        return span
    if _is_cell(island, token) or _is_banded(island, token):
        return Span(token.start, token.end, Label.ID, 0.35, "id.marked")
    score = _likeness(token)
    if not score or is_public(token.text) or is_drug(token.text):
        return None
    if token.figures_only and (
        has_unit(island.text, token.end, island.stop) or is_position(island.text, token.start)
    ):
        return None
    label, score = _guess(token, score)
    return Span(token.start, token.end, label, score, "id.looks")


def marked(island: Island, token: Token) -> Span | None:
    """A token that a "#" stands before."""
    if island.text[token.start - 1 : token.start] != "#":
        return None
    if token.digits <= TAIL and _FOUR.fullmatch(token.text) is None:
        return None
    return Span(token.start, token.end, Label.ID, 0.35, "id.marked")


def _claimed(island: Island, token: Token) -> Span | None:
    """A token that is a field of a claim."""
    text, start, end = island.text, token.start, token.end
    if text[start - 1 : start] != "*":
        return None
    if _MADE_ON.fullmatch(token.text) and _MADE_AT.match(text, end, island.stop):
        return Span(start, end, Label.DATE, 0.8, "date.claim")
    said = _REFERENCE.search(text, max(island.left, start - 8), start)
    label = _REFERENCES.get(said["kind"]) if said else None
    return Span(start, end, label, 0.9, "id.claim") if label else None


def _model(island: Island, token: Token) -> int | None:
    """Where a device begins that is named before its number: "Scope: CF-HQ190L 4039571"."""
    text, at = island.text, token.start
    last = text[at - 2 : at - 1]
    if text[at - 1 : at] != " " or not (last.isupper() or last.isdigit()):
        return None
    found = _MODEL.search(text, max(island.left, at - _MODEL_REACH), at)
    return found.start("model") if found and found.start("model") >= island.start else None


def _is_cell(island: Island, token: Token) -> bool:
    """Whether it is the whole of a cell in a table, and longer than a result would be."""
    text, start, end = island.text, token.start, token.end
    if not _CELL.fullmatch(token.text):
        return False
    before = text[start - 1] if start > island.left else "\n"
    after = _CELL_END.match(text, end, island.stop)
    if after is None and (before == "\t" or text[max(0, start - 2) : start] == "| "):
        after = _ROW_END.match(text, end, island.stop)
    return after is not None and (before in '\t\n,;"|' or text[max(0, start - 2) : start] in ("| ", "  "))


def _is_banded(island: Island, token: Token) -> bool:
    """Whether it stands after a birthday, and ends what is said."""
    if token.digits <= TAIL or not token.figures_only or is_public(token.text):
        return False
    at = token.start
    before = _BIRTHDAY.search(island.text, max(island.left, at - 12), at)
    return before is not None and _BAND_END.match(island.text, token.end, island.stop) is not None


def _likeness(token: Token) -> float:
    """How much a token looks like an identifier, before what it may be else is thought of."""
    if not token.figures_only:
        if _CODED.fullmatch(token.text):
            return 0.5
        least = 6 if "a" not in token.shape else 8
        return 0.45 if token.digits >= least else 0
    if _PAIRS.fullmatch(token.text):
        return 0.35
    groups = re.split(r"[-/._]", token.text)
    if "." in token.text and "-" not in token.text:
        return 0
    if len(groups) == 1:
        return 0.4 if token.digits > 6 else 0
    longest = max(map(len, groups))
    return 0.4 if token.digits > 7 and (len(groups) > 2 or longest > 5) else 0


def _guess(token: Token, score: float) -> tuple[Label, float]:
    """The likeliest kind of a token that stands alone."""
    if _BODILY.match(token.text):
        return Label.BIOMETRIC, 0.6
    if token.digits == 10 and checksums.npi(token.text):
        return Label.LICENSE, 0.5
    if token.digits == 7 and token.shape[:2] in ("AA", "A0") and checksums.dea(token.text):
        return Label.LICENSE, 0.7
    return Label.ID, score
