"""Identifiers that are known by their format alone, wherever they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.rules import checksums, context
from asgi_agent.phi.rules.keywords import MEANINGS
from asgi_agent.phi.rules.public import is_of_vaccine, is_school_year
from asgi_agent.phi.rules.rule import Rule
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from asgi_agent.phi.islands import Island

_FREE = r"(?<![0-9A-Za-z])(?<![0-9][-./])"
_END = r"(?![0-9A-Za-z]|[-./][0-9])"
_NOT_HOURS = r"(?!(?:[0-2][0-9](?:00|15|30|45) ){2})"


def _sure(check: Callable[[str], bool], score: float = 0.97) -> Callable[[str], float | None]:
    """A check digit that is right makes sure; one that is wrong says nothing."""
    return lambda value: score if check(value) else None


SSN = Rule(
    "ssn.format",
    Label.SSN,
    re.compile(rf"{_FREE}[0-9]{{3}}(-| |\.| - )[0-9]{{2}}\1[0-9]{{4}}(?:-?[A-Za-z][0-9]?)?{_END}"),
    0.85,
    _sure(checksums.ssn, 0.88),
)
CARD = Rule(
    "card.format",
    Label.CARD,
    re.compile(
        rf"{_FREE}{_NOT_HOURS}(?:[0-9]{{4}}([- ])[0-9]{{4}}\1[0-9]{{4}}\1[0-9]{{1,7}}"
        rf"|3[0-9]{{3}}([- ])[0-9]{{6}}\2[0-9]{{5}}|[2-6][0-9]{{12,18}}){_END}"
    ),
    0.6,
    _sure(checksums.luhn),
)
IBAN = Rule(
    "account.iban",
    Label.ACCOUNT,
    re.compile(
        r"(?<![0-9A-Za-z])[A-Z]{2}[0-9]{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?(?![0-9A-Za-z])"
    ),
    0.6,
    _sure(checksums.iban, 0.99),
)
VIN = Rule(
    "vehicle.vin",
    Label.VEHICLE,
    re.compile(r"(?<![0-9A-Za-z-])(?=[0-9]{0,16}[A-HJ-NPR-Z])[A-HJ-NPR-Z0-9]{17}(?![0-9A-Za-z-])"),
    0.6,
    _sure(checksums.vin),
)
UDI = Rule(
    "device.udi",
    Label.DEVICE,
    re.compile(r"\(01\) ?[0-9]{12,18}(?: ?\([0-9]{2,4}\) ?[0-9A-Za-z./_+-]{1,30}){0,8}"),
    0.97,
)
HIBC = Rule(
    "device.hibc",
    Label.DEVICE,
    re.compile(
        r"(?<![^\s(\[:])\+[A-Z][0-9A-Z]{3}[0-9A-Z]{2,19}(?:/\$?\$?\+?[0-9A-Z./$+-]{2,40})?(?![0-9A-Za-z])"
    ),
    0.8,
)
UUID = Rule(
    "id.uuid",
    Label.ID,
    re.compile(r"(?<![0-9A-Za-z])[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}(?![0-9A-Za-z])"),
    0.9,
)
MBI = Rule(
    "health_plan.mbi",
    Label.HEALTH_PLAN,
    # The letters S, L, O, I, B and Z are never given out, but mistyped.
    re.compile(
        r"(?i)(?<![0-9A-Z])[1-9][A-Z][0-9A-Z][0-9][ -]?[A-Z][0-9A-Z][0-9][ -]?[A-Z]{2}[0-9]{2}(?![0-9A-Z])"
    ),
    0.9,
)
NATIONAL = Rule(
    "id.national",
    Label.ID,
    re.compile(
        rf"{_FREE}(?:"
        r"[A-Z]{2} (?:[0-9]{2} [0-9]{2} [0-9]{2}|[0-9]{6}) [A-Z]"  # National Insurance, United Kingdom
        r"|[12] [0-9]{2} [0-9]{2} [0-9]{2} [0-9]{3} [0-9]{3}(?: [0-9]{2})?"  # NIR, France
        r"|[0-9]{1,3}(?:\.[0-9]{3}){2}-[0-9Kk]{1,2}"  # CPF, Brazil; RUT, Chile
        r"|756\.[0-9]{4}\.[0-9]{4}\.[0-9]{2}"  # AHV, Switzerland
        r"|[A-Z][0-9]{4} [0-9]{2} [0-9]{6}(?: [0-9A-Z]{2})?"  # ISBT 128, a donation of blood
        r"|[0-9]{4} [0-9]{3} [0-9]{3} [A-Z]{2}"  # of Ontario
        rf"|{_NOT_HOURS}[0-9]{{4}} [0-9]{{4}} [0-9]{{4}}"  # Aadhaar, India; My Number, Japan
        r"|9[0-9]{3}(?: [0-9]{4}){4} [0-9]{2}"  # parcels, United States
        r"|[2-6][0-9]{3} [0-9]{5} [0-9]"  # Medicare, Australia
        rf"){_END}"
    ),
    0.7,
)
CANADIAN = Rule(
    "ssn.canadian",
    Label.SSN,
    re.compile(rf"{_FREE}(?<![0-9] )[0-9]{{3}} [0-9]{{3}} [0-9]{{3}}{_END}(?! [0-9])"),
    0.2,
    _sure(checksums.luhn, 0.6),
)
PLATE = Rule(
    "vehicle.plate",
    Label.VEHICLE,
    re.compile(
        r"(?i:\bplates?\b|\btag\b|\b(?:car|vehicle)'?s?\s(?:registration|reg|tag))(?i:\s(?:number|no\b\.?|is|was|nr))*"
        r"\s?[:#=,]?\s?(?P<value>(?![CTLS][0-9]{1,2}-[CTLS]?[0-9]{1,2}(?![0-9A-Z]))"
        r"(?=[A-Z -]{0,8}[0-9])(?=(?:[0-9A-Z][ -]?){5})"
        r"(?:[0-9A-Z]{1,4}[ -]?){0,3}[0-9A-Z]{1,8})(?![0-9A-Za-z]|[.,][0-9])"
    ),
    0.8,
)
SPECIMEN = Rule(
    "id.specimen",
    Label.ID,
    re.compile(r"(?<![0-9A-Za-z:])[0-9]{2}:[A-Z]{1,2}[0-9]{4,8}[A-Z]?(?![0-9A-Za-z:])"),
    0.6,
)
ICCBBA = Rule(
    "device.iccbba",
    Label.DEVICE,
    re.compile(r"(?<![0-9A-Za-z=])=/[0-9A-Z]{8,24}(?:[=&][0-9A-Za-z,>}{;/-]{3,30}){0,8}"),
    0.9,
)
WALLET = Rule(
    "account.wallet",
    Label.ACCOUNT,
    re.compile(
        r"(?<![0-9A-Za-z])(?:[13][1-9A-HJ-NP-Za-km-z]{25,34}|bc1[02-9ac-hj-np-z]{11,71}|0x[0-9a-fA-F]{40})"
        r"(?![0-9A-Za-z])"
    ),
    0.8,
)


SPACED = re.compile(
    rf"{_FREE}[0-9]{{1,5}}(?: [0-9]{{1,7}}){{1,5}}"
    r"(?![0-9A-Za-z/%]|[.,-][0-9]|\s?[%°]|\s(?:y|M|F|m[gl]|mcg)\b)"
)
# Groups of one length, as numbers are printed on cards, or dictated.
_EVEN = re.compile(
    r"[0-9]{4}(?: [0-9]{4})+|[0-9]{3}(?: [0-9]{3})+|[0-9]{2,3}(?: [0-9]{2}){2,}|[0-9](?: [0-9]){4,}"
)
_THREES = re.compile(r"[0-9]{3} [0-9]{3} [0-9]{3}")
_FEWEST = 4
OID = Rule(
    "id.oid",
    Label.ID,
    # Code systems have such numbers, too: those of HL7 say nothing of anybody.
    re.compile(
        r"(?<![0-9A-Za-z.])(?!2\.16\.840\.1\.113883\.|1\.2\.840\.10008\.)[0-2](?=(?:\.[0-9]{1,20}){6})"
        r"(?=[0-9.]{20})(?:\.[0-9]{1,39}){6,30}(?![0-9A-Za-z]|\.[0-9])"
    ),
    0.6,
)
COURT = Rule(
    "id.court",
    Label.ID,
    re.compile(
        r"(?<![0-9:])[0-9]{1,2}:[0-9]{2}-(?i:cv|cr|mc|mj|bk|md)-[0-9]{3,6}(?:-[A-Z]{2,4}){0,3}(?![0-9A-Za-z])"
    ),
    0.8,
)
_PIECE = re.compile(r"(?<![\w-])(?=[A-Z]{0,10}[0-9])(?=[0-9]{0,10}[A-Z])[0-9A-Z]{4,12}(?![\w-])")
_LOT = re.compile(r"(?<![^\W_])(?:LOT|[Ll]ot)(?:\s?(?:#|[Nn]o\b|[Nn]umber))?\.?[\s:#]{1,3}\Z")
_REACH = 16
RX_GROUP = Rule(
    "health_plan.rx_group",
    Label.HEALTH_PLAN,
    re.compile(
        r"(?<![^\W_])(?i:rx\s?(?:grp|group))(?:\s?(?i:id|no|number|#))?[.:\s#=]{1,3}"
        r"(?P<value>[0-9A-Z]{3,15})(?![\w-])"
    ),
    0.8,
)
"""It may have no figure."""
_PLAN = re.compile(
    r"(?<![\w-])(?:[A-Z]{2,4} [0-9]{2,6}|[A-Z]{1,4}[0-9]{2,10}|[0-9]{4,9})(?:[ -][0-9]{2,9}){1,4}"
    r"(?![\w/%]|[.,-][0-9])"
)
_LEAST_OF_PLAN = 8
STARRED = Rule(
    "id.barcode",
    Label.ID,
    re.compile(
        r"(?<![*\w])\*(?=(?:[0-9A-Z -]?[0-9]){6})(?P<value>[0-9A-Z][0-9A-Z -]{4,24}[0-9A-Z])\*(?![*\w])"
    ),
    0.4,
)
"""As it is printed below a barcode, between the signs that it begins and ends with."""

# On shapes: what an island has at least for a format to be in it.
_SSN_SHAPE = re.compile(r"000(?:-00-| 00 |\.00\.| - 00 - )0000")
_NATIONAL_SHAPE = re.compile(
    r"AA 00 00 00|AA 0{6} A|0000 00 000000|0 00 00|0000 0000|0000 000 000|\.000-|\.0000\."
    r"|000 000 000|0000 00000 0"
)
_CARD_SHAPE = re.compile(r"0000[- ]0000[- ]0|0000[- ]000000|0{13}")
_LONG = re.compile(r"[0Aa]{26}")
_SEVENTEEN = re.compile(r"[0Aa]{17}")


def lots(island: Island) -> Iterator[Span]:
    """Lots of implants, which may have hardly a figure; those of vaccines are of everybody."""
    text, left = island.text, island.left
    if "lot" not in text[max(left, island.start - _REACH) : island.end].lower():
        return
    for match in _PIECE.finditer(text, island.start, island.end):
        at = match.start()
        if _LOT.search(text, max(left, at - _REACH), at) and not is_of_vaccine(text, left, at):
            yield Span(at, match.end(), Label.DEVICE, 0.7, "device.lot")


def formatted(island: Island, shape: str, digits: int) -> Iterator[Span]:
    """Identifiers in an island of this shape with so many digits, by their format."""
    if "AA00" in shape or "aa00" in shape:
        yield from MBI.find(island)
    if "00:A" in shape:
        yield from SPECIMEN.find(island)
    if "0 0" in shape:
        yield from _spaced(island)
    if "AAA" in shape and "rx" in island.text[island.start : island.stop].lower():
        yield from RX_GROUP.find(island)
    if "A" in shape and ("0 00" in shape or "0-00" in shape):
        yield from _of_plans(island)
    if len(shape) > 25 and _LONG.search(shape):
        yield from WALLET.find(island)
    if digits < 6:
        return
    if ":00-" in shape:
        yield from COURT.find(island)
    if shape.count(".") > 5:
        yield from OID.find(island)
    if "*" in shape:
        yield from STARRED.find(island)
    if shape.count("-") > 3:
        yield from UUID.find(island)
    if _NATIONAL_SHAPE.search(shape):
        yield from NATIONAL.find(island)
        yield from CANADIAN.find(island)
    if digits > 8:
        yield from _long(island, shape, digits)


def _of_plans(island: Island) -> Iterator[Span]:
    """Numbers of somebody insured in groups, with the letters that they begin with."""
    text = island.text
    for match in _PLAN.finditer(text, island.start, island.end):
        if sum(map(str.isdigit, match[0])) < _LEAST_OF_PLAN or is_school_year(match[0]):
            continue
        said = context.before(text, island.left, match.start())
        letters = match[0][:5].partition(" ")[0].lower()
        if said and said.label is Label.HEALTH_PLAN and letters not in MEANINGS:
            yield Span(match.start(), match.end(), Label.HEALTH_PLAN, 0.9, "health_plan.groups")


def _spaced(island: Island) -> Iterator[Span]:
    """Numbers in groups of two or more digits, which only words can tell from results in a row."""
    text, at_end = island.text, (":", "#", "=")
    for match in SPACED.finditer(text, island.start, island.end):
        said = context.near(text, island.left, match.start())
        digits = sum(map(str.isdigit, match[0]))
        if said is None or said.label is None or digits <= _FEWEST:
            continue
        signed = text[island.left : match.start()].rstrip(" \t").endswith(at_end) or said.label is Label.MRN
        if (
            said.named
            or _is_of_plan(match[0], said.label)
            or (signed and digits > _FEWEST + 1 and _EVEN.fullmatch(match[0]))
        ):
            yield Span(match.start(), match.end(), said.label, 0.9, "id.spaced")


def _is_of_plan(value: str, label: Label) -> bool:
    """Whether nine figures in threes are those of somebody insured: "subscriber 379 132 606"."""
    return label is Label.HEALTH_PLAN and _THREES.fullmatch(value) is not None


def _long(island: Island, shape: str, digits: int) -> Iterator[Span]:
    if _SSN_SHAPE.search(shape):
        yield from SSN.find(island)
    if digits > 12 and _CARD_SHAPE.search(shape):
        yield from CARD.find(island)
    if _SEVENTEEN.search(shape):
        yield from VIN.find(island)
    if "AA00" in shape:
        yield from IBAN.find(island)
    if "(00)" in shape:
        yield from UDI.find(island)
    if "=/" in shape:
        yield from ICCBBA.find(island)
    if "+A" in shape:
        yield from HIBC.find(island)
