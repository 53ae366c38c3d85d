"""Messages of a stream that differ in nothing but the piece of text that they bring.

Most do. To read one as what is known already, and to put the new text where the old one stood, is several
times faster than to parse it and to write it out, and leaves all else as it is.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from asgi_agent.middleware.redaction.shapes import Path, Piece

_literal = re.compile(r'"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9A-Fa-f]{4})+"').fullmatch

# Streams whose messages are numbered have a new mould for each: they are not worth it.
_MAX_MISSES = 8

_KEPT = 4

_PROBE = '"\\u0001"'


class Mould(NamedTuple):
    """A message without its piece.

    Attributes:
        before: its text up to the piece.
        after: its text from there on.
        event: the name that its framing gives it.
        piece: the piece, as if it were the whole message.
    """

    before: str
    after: str
    event: str
    piece: Piece

    def literal(self, payload: str, event: str) -> str | None:
        """The JSON string that stands in the piece's place; None where more is different."""
        if event != self.event or not (payload.startswith(self.before) and payload.endswith(self.after)):
            return None
        literal = payload[len(self.before) : len(payload) - len(self.after)]
        return literal if _literal(literal) else None


class Moulds:
    """The moulds that the messages of a stream came out of lately."""

    def __init__(self) -> None:
        self._moulds: list[Mould] = []
        self._misses = 0

    def find(self, payload: str, event: str) -> tuple[Mould, str] | None:
        """The mould of a message, with the JSON string that is in it."""
        for mould in self._moulds:
            if (literal := mould.literal(payload, event)) is not None:
                self._misses = 0
                return mould, literal
        return None

    def learn(self, payload: str, event: str, piece: Piece, said: str) -> None:
        """Remember a message that holds nothing but one piece."""
        if self._misses >= _MAX_MISSES:
            return
        self._misses += 1
        for ascii_only in (True, False):
            literal = json.dumps(said, ensure_ascii=ascii_only)
            if payload.count(literal) == 1:
                before, _, after = payload.partition(literal)
                # What looks like the piece may be something else that is written alike.
                if _at(before + _PROBE + after, piece.path) == "\x01":
                    mould = Mould(before, after, event, piece._replace(path=()))
                    self._moulds = [mould, *self._moulds[: _KEPT - 1]]
                    return


def _at(payload: str, path: Path) -> object:
    try:
        value = json.loads(payload)
        for step in path:
            value = value[step]
    except (ValueError, LookupError, TypeError):
        return None
    found: object = value
    return found
