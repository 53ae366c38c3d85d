"""Addresses of the armed forces (USPS Publication 28), and postal codes of other countries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.rules import context
from asgi_agent.phi.rules.rule import Rule
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.islands import Island

WORDS = frozenset({"apo", "fpo", "dpo", "psc", "cmr"})
GLUE = frozenset({"aa", "ae", "ap", "box"})

_BOX = r"(?:PSC|CMR|OMC|psc|cmr|[Uu]nit|UNIT)\s[0-9]{1,5}[A-Z]?,?\s(?:[Bb]ox|BOX)\s[0-9]{1,6}"
_SHIP = r"(?:USS|USNS|USCGC)\s[A-Z][\w.'-]{1,20}(?:\s[A-Z0-9(][\w.()'-]{1,14}){0,4}"
_OFFICE = r"(?:[AFD]PO|[afd]po),?\s(?:A[AEP]|a[aep])[,\s]{1,2}[0-9]{5}(?:-[0-9]{4})?"
ADDRESS = Rule(
    "address.military",
    Label.ADDRESS,
    re.compile(rf"(?<![\w-])(?:(?:(?:{_BOX}|{_SHIP})[,\s]{{1,3}})?{_OFFICE}|{_BOX})(?![\w-])"),
    0.9,
)
_ALMOST = re.compile(r"[AFD]PO|[afd]po|PSC|CMR|OMC|psc|cmr|[Uu]nit|UNIT")

_CODES: dict[str, Label | None] = {"code": None, "is": None}
_CODES |= dict.fromkeys(("zip", "zipcode", "postal", "postcode", "plz", "postleitzahl"), Label.ZIP)
# Those of the United States are told among places, with their towns.
_CODE = re.compile(
    r"(?<![\w.-])(?:[0-9]{4}(?: ?[A-Z]{2})?|[0-9]{3} [0-9]{2}|[0-9]{2}-[0-9]{3}|[0-9]{5}-[0-9]{3})"
    r"(?![\w-]|\.[0-9])"
)

# On shapes: a code of either kind, or a box.
_ROOM = re.compile(
    r"(?<![0Aa.-])(?:0000(?: ?AA)?|000 00|00-000|00000-000)(?![0Aa-]|\.0)"
    r"|(?:A{3}|[Aa]aaa) 0{1,5}A?,? [Aa][Aa][Aa] 0|[Aa]{3},? [Aa]{2}[, ]{1,2}00000"
)


def room(shape: str) -> bool:
    """Whether a shape has such a code or address in it."""
    return _ROOM.search(shape) is not None


def find(island: Island, piece: str) -> Iterator[Span]:
    """Them in an island that holds, with the chunk after it, this piece of text."""
    if _ALMOST.search(piece):
        yield from ADDRESS.find(island)
    text, start, end, stop, left = island
    said = text[left:stop].lower()
    if "zip" in said or "post" in said or "plz" in said:
        for match in _CODE.finditer(text, start, stop):
            if match.end() <= end and context.keyword(text, left, match.start(), _CODES):
                yield Span(*match.span(), Label.ZIP, 0.7, "zip.context")
