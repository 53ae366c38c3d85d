"""What the beginning of a text says of the rest."""

from __future__ import annotations

import re
from enum import Enum, auto

_BLANK = re.compile(r"[\s\x0b\ufeff]*")
_HL7 = frozenset({"MSH", "FHS", "BHS"})
_BEGUN = frozenset(word[:length] for word in _HL7 for length in range(4))


class Head(Enum):
    """How a text is read."""

    TEXT = auto()
    JSON = auto()
    HL7 = auto()


def head_of(text: str) -> Head | None:
    """How a text is read that begins so; None while that may still be one way or another."""
    blank = _BLANK.match(text)
    assert blank is not None
    head = text[blank.end() : blank.end() + 4]
    if head[:1] in ("{", "["):
        return Head.JSON
    if head[:3] in _HL7 and len(head) > 3:
        # The separator that follows is the message's own.
        return Head.TEXT if head[3].isalnum() or head[3] in "_ \t\r\n" else Head.HL7
    return None if head in _BEGUN else Head.TEXT
