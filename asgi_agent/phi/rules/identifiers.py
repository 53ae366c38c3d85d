"""Numbers that stand for somebody: by the words around them, or by what they look like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.rules import beside, checksums, context
from asgi_agent.phi.rules.candidates import FEWEST, Token, runs
from asgi_agent.phi.rules.context import Context
from asgi_agent.phi.rules.formats import formatted
from asgi_agent.phi.rules.keywords import MEANINGS, Role
from asgi_agent.phi.rules.looks import DOTTED, LICENSED, TAIL, by_looks, marked
from asgi_agent.phi.rules.public import (
    REGISTRIES,
    has_unit,
    is_amount,
    is_coded,
    is_hotline,
    is_model,
    is_of_substance,
    is_of_vaccine,
    is_public,
    is_school_year,
)
from asgi_agent.phi.rules.tails import tail
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from asgi_agent.phi.islands import Island

WORDS = frozenset({"mrn", "ssn", "pid", "vin", "npi", "dea", "acct", "plate", "plates", "tag"})
GLUE = frozenset({"number"})

_CHECKS: Mapping[Label, Callable[[str], bool]] = {
    Label.SSN: checksums.ssn,
    Label.CARD: checksums.luhn,
    Label.LICENSE: lambda value: checksums.npi(value) or checksums.dea(value),
    Label.VEHICLE: checksums.vin,
    Label.ACCOUNT: lambda value: checksums.aba(value) or checksums.iban(value),
    Label.MRN: checksums.nhs,
}

_BOARDS = (Label.LICENSE, Label.ID)

_PARTS = re.compile(r"[0-9]+")
_PARTED, _DAYS, _MONTHS = 3, 31, 12

_LIST = re.compile(r"\s?[,;/&]\s?(?:(?:and|or)\s)?|\s(?:and|or)\s")
_DATE = re.compile(
    r"(?:FY)?(?:19[0-9]|20[0-3])[0-9]|(?:19|20)[0-9]{2}[-/.][0-3]?[0-9][-/.][0-3]?[0-9]"
    r"|[0-3]?[0-9]([-/.])[0-3]?[0-9]\1(?:19|20)[0-9]{2}"
    r"|[0-3]?[0-9]/[0-3]?[0-9]/[0-9]{2}"
)
_VISIT = re.compile(r"99[0-4][0-9]{2}(?:-[0-9]{2})?")  # what is billed for one
_NO_TAIL = re.compile(r"199[0-9]|20[0-3][0-9]|.*[./].*")
_OPENINGS = (" ", "(", "[", "\n", "\t")
_FEWEST_KNOWN = 6  # of a hotline, and of a year at school
_LONGEST_GAP = 6
_LONGEST_GROUP = 4
_INITIAL = 2
_LONG = 25
_NO_COUNT = 6  # "343898U" after "MRN"
_MIXED = 6  # letters and figures: "X7K9Q2"
_PREFIX = re.compile(r"[A-Za-z]{2,12}")
_GROUPS = re.compile(
    r"(?: [0-9]{2}(?= [0-9]{3})| [0-9]{3,6}[A-Za-z]?| [0-9][0-9A-Z]{2,5}| [A-Z]{1,4}[0-9]{2,5}){1,4}"
    r"(?![0-9A-Za-z/%]|[.,-][0-9])"
)
# What ends a line or a clause after it belongs to the number: "D123 45 67", "123456 K".
_LAST_GROUPS = re.compile(
    r"(?: (?:[0-9]{1,6}[A-Z]{0,2}|[A-Z]{1,2}[0-9]{1,6}|[A-EG-LN-Z])){1,4}"
    r"(?=[ \t]*(?:[;:)\]|\n\t\"]|[.,](?![0-9])|\Z| {2}))"
)
_HEAD = re.compile(r"(?<![0-9A-Za-z])(?:[A-Z]{2}-)?[A-Z]{1,4} \Z")
_STOP = re.compile(r"(?i)(?<!n[or])(?<!lic)(?<!acct)(?<!ref)(?<!ins)(?<!ser)\.\s\Z|[,;]\s\Z")
# The shapes of dates that are nothing else, and of blood pressures.
_PLAIN = frozenset(
    f"{day}{by}{month}{by}{year}"
    for by in "/-."
    for day in ("0", "00")
    for month in ("0", "00")
    for year in (("00", "0000") if by == "/" else ("0000",))
) | {"0000-00-00", "0000/00/00", "0000-00-00A00", "00/00", "000/00", "000/000"}


def find(island: Island, shape: str, digits: int) -> list[Span]:
    """Identifiers in an island of this shape with so many digits: by their context or their format."""
    spans = _explained(island, shape)
    if digits > 4 or len(shape) > _LONG:
        spans += formatted(island, shape, digits)
    if digits > 4 and "A" in shape:
        spans += beside.numbers(island)
    if beside.AFTER_NAME.search(shape):
        spans += beside.of_staff(island)
    if digits > 3:
        spans += beside.rows(island)
    if "0000 0000" in shape or "000 00 00" in shape or "000 000 000" in shape:
        spans += beside.cells(island)
    if digits > 4 and ("(" in shape or '"' in shape):
        spans += beside.tuples(island)
    if "000000." in shape:
        spans += beside.openings(island)
    return spans


def _explained(island: Island, shape: str) -> list[Span]:
    """The tokens that words or their looks explain."""
    text, start, end, _, left = island
    spans: list[Span] = []
    said: Context | None = None
    last = start
    for first, after, digits in runs(shape):
        at = start + first
        if start + after > end:
            break
        form = shape[first:after]
        value = text[at : start + after]
        known = digits >= _FEWEST_KNOWN and _is_known(value)
        if known or (form in _PLAIN and _may_be_day(value)) or value.startswith(REGISTRIES):
            said = None
            continue
        short = digits < FEWEST + 2 and (digits == FEWEST or "A" not in form)
        if said is None or at - last > _LONGEST_GAP or not _LIST.fullmatch(text, last, at):
            said = context.near(text, left, at) if short else None
        if said is None and short and shape[first - 2 : first] != "A " and "-" not in form:
            if digits == TAIL and (found := tail(island, at, start + after)):
                spans.append(found)
            continue
        token = Token(at, start + after, value, form, digits)
        if said is None:
            headed = _headed(island, token) if shape[first - 2 : first] == "A " else None
            token, said = headed or (token, None if short else _context(island, token))
        last = token.end
        span = _judged(island, token, said)
        if span is None and digits == TAIL:
            span = tail(island, at, start + after)
        if span is not None:
            last = span.end
            spans.append(span)
    return spans


def _is_known(value: str) -> bool:
    """Whether everybody knows it: a hotline, or a year at school."""
    return is_hotline(value) or is_school_year(value)


def _may_be_day(value: str) -> bool:
    """Whether parts of such lengths can be a year, a month and a day: not those of "0045-22-19"."""
    parts = [int(part) for part in _PARTS.findall(value)]
    if len(parts) < _PARTED:
        return True
    year, others = (parts[0], parts[1:3]) if parts[0] > _DAYS else (parts[2], parts[:2])
    return max(others) <= _DAYS and min(others) <= _MONTHS and (year < 100 or 1800 <= year < 2100)


def _context(island: Island, token: Token) -> Context | None:
    """What is said of a token: before it, by its own first letters, or after it."""
    text, _, _, stop, left = island
    said = context.before(text, left, token.start, far=True)
    if said is not None and (said.named or said.label is None):
        return said
    head = _PREFIX.match(token.text)
    meaning = MEANINGS.get(head[0].lower()) if head else None
    if meaning and meaning.role in (Role.NAME, Role.THING):
        return Context(meaning.label, True)
    follows = text[token.end : token.end + 1] in _OPENINGS and token.end < stop
    after = context.after(text, token.end, stop) if follows else None
    return after or said


def _headed(island: Island, token: Token) -> tuple[Token, Context] | None:
    """A token with the capitals before it, "AB 12345", if they are part of what is spoken of."""
    text, start, _, _, left = island
    head = _HEAD.search(text, max(start, token.start - 8), token.start)
    if head is None or head[0].strip().lower() in MEANINGS or _NO_TAIL.fullmatch(token.text):
        return None
    at = head.start()
    said = context.before(text, left, at)
    if said is None or said.label is None or _STOP.search(text, max(left, at - 4), at):
        return None
    if not said.named and is_public(token.text):
        return None
    return Token(
        at, token.end, text[at : token.end], "A" * (token.start - at) + token.shape, token.digits
    ), said


def _judged(island: Island, token: Token, said: Context | None) -> Span | None:
    """The token as an identifier, if it is one."""
    if is_model(island.text, island.left, token.start, token.text) or is_coded(island.text, token.start):
        return None
    if said is None:
        return by_looks(island, token)
    if said.label is None or (
        said.label is Label.DEVICE and is_of_vaccine(island.text, island.left, token.start)
    ):
        return None
    if not _fits(island, token, said):
        return None if said.named else marked(island, token)
    start, end = _whole(island, token)
    value = island.text[start:end]
    check = _CHECKS.get(said.label)
    score = 0.99 if check and check(value) else 0.98 if said.named else 0.8
    return Span(start, end, said.label, score, f"{said.label.lower()}.context")


def _fits(island: Island, token: Token, said: Context) -> bool:
    """Whether a token can be the number that is spoken of, and is no date, no amount and no code."""
    if token.digits == TAIL and token.figures_only and (said.tail or said.label is Label.SSN):
        return True
    if _DATE.fullmatch(token.text):
        return False
    if said.named:
        return token.digits >= _NO_COUNT or not is_amount(token.text)
    if DOTTED.fullmatch(token.text) or (said.label in _BOARDS and LICENSED.fullmatch(token.text)):
        return True
    if _VISIT.fullmatch(token.text) and not said.tail:
        return False
    if said.label is Label.MRN and is_of_substance(token.text):
        return True
    if is_public(token.text) or (token.figures_only and has_unit(island.text, token.end, island.stop)):
        return False
    if "A" in token.shape and len(token.text) >= _MIXED and token.text.isalnum():
        return True
    return token.digits > (3 if "A" in token.shape or said.label is Label.MRN else 4)


def _whole(island: Island, token: Token) -> tuple[int, int]:
    """Where the identifier begins and ends: with its "#", its letters, and the groups of digits after it."""
    text, start = island.text, token.start
    if start > island.start and text[start - 1] == "#" and not text[max(0, start - 2)].isalnum():
        start -= 1
    elif text[start - 1 : start] == " " and text[start - 2 : start - 1].isupper():
        start = _with_letters(island, start)
    return start, _end_of_groups(island, token)


def _end_of_groups(island: Island, token: Token) -> int:
    """Where the groups end that belong to a number; those of a link stand alone."""
    text, end = island.text, token.end
    if "/" in token.text or text[token.start - 1 : token.start] == "=":
        return end
    more = _LAST_GROUPS.match(text, end, island.end)
    if more is None and len(token.text) <= _LONGEST_GROUP:
        more = _GROUPS.match(text, end, island.end)
    return more.end() if more and not has_unit(text, more.end(), island.stop) else end


def _with_letters(island: Island, start: int) -> int:
    """Where a number begins whose letters stand apart: "passport A 1234567", "visit no. CSN 1234567"."""
    text, left = island.text, island.left
    head = _HEAD.search(text, max(island.start, start - 6), start)
    if head is None:
        return start
    meaning = MEANINGS.get(head[0].strip().lower())
    begins = text[max(0, head.start() - 2) : head.start()].endswith((": ", "=", ":"))
    if meaning and len(head[0]) > _INITIAL and (meaning.role is not Role.NAME or not begins):
        return start
    said = context.before(text, left, head.start())
    return head.start() if said and said.label else start
