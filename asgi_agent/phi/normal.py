"""What all spellings of one identifier have in common."""

from __future__ import annotations

import re
import unicodedata

from asgi_agent.phi.spans import Label
from asgi_agent.phi.view import view_of

_WORDS = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")

# What is written in groups, by anybody's taste: 219-09-9999, 219 09 9999.
_NUMBERS = frozenset({Label.PHONE, Label.FAX, Label.SSN, Label.CARD, Label.ZIP})
# What is one word whatever its hyphens: MRN 44-1093, mrn 441093.
_CODES = frozenset(
    {
        *(Label.MRN, Label.HEALTH_PLAN, Label.ACCOUNT, Label.LICENSE),
        *(Label.VEHICLE, Label.DEVICE, Label.BIOMETRIC, Label.ID),
    }
)
_PROSE = frozenset({Label.NAME, Label.ADDRESS, Label.LOCATION})
_NORTH_AMERICAN = 11


def normalise(value: str, label: str) -> str:
    """The form in which spellings of one identifier are equal.

    Names and addresses lose case, punctuation and accents, and "Smith, John" becomes "john smith"; numbers
    keep their digits alone, and telephone numbers lose a leading 1; record numbers and the like keep letters
    and digits; anything else loses case and the space around it, a URL the latter alone. A form that would
    be empty is the value itself.
    """
    seen = " ".join(view_of(value).split())
    if label in _NUMBERS:
        return _number(seen) or seen
    if label in _CODES:
        return "".join(_WORDS.findall(seen.casefold())) or seen
    if label in _PROSE:
        return _prose(seen, label) or seen
    return seen if label == Label.URL else seen.casefold()


def _number(text: str) -> str:
    digits = "".join(_DIGITS.findall(text))
    return digits[1:] if len(digits) == _NORTH_AMERICAN and digits[0] == "1" else digits


def _prose(text: str, label: str) -> str:
    if label == Label.NAME and text.count(",") == 1:
        last, first = text.split(",")
        text = f"{first} {last}"
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    # Without the apostrophe O'Brien is one word, as obrien is.
    return " ".join(_WORDS.findall(bare.replace("'", "").casefold()))
