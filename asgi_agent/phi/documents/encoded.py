"""Text in base64 (RFC 4648): what bytes of a program's values become in JSON."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

from asgi_agent.phi.documents.walk import apply

if TYPE_CHECKING:
    from asgi_agent.phi.documents.walk import Inner
    from asgi_agent.phi.session import Session
    from asgi_agent.phi.spans import Span

_encoded = re.compile(r"[A-Za-z0-9+/]{10,}+={0,2}").fullmatch
# Of files of other kinds.
_binary = re.compile(r"[\x00-\x08\x0e-\x1b]").search
_HEAD = 64


def decoded(value: str) -> str | None:
    """The text that a string is in base64; None where it is none, or no text in UTF-8."""
    if len(value) % 4 or not _encoded(value):
        return None
    # A picture of megabytes is known by how it begins.
    if _binary(b64decode(value[:_HEAD]).decode("latin-1")):
        return None
    try:
        text = b64decode(value, validate=True).decode()
    except ValueError:
        return None
    return None if _binary(text) else text


class EncodedText:
    """A string that is text in base64, and is so again where something in it is replaced.

    Args:
        value: the string.
        text: what it is decoded.
        inner: reads that, where it is a document in itself.
        session: what to look for, and what to put in its place.
    """

    def __init__(self, value: str, text: str, inner: Inner | None, session: Session) -> None:
        self._value = value
        self._text = text
        self._inner = inner
        self._session = session

    def spans(self) -> list[Span]:
        """All of it, if there is something in it: no part of base64 stands for a part of the text alone."""
        found = self._inner.spans() if self._inner else self._session.spans(self._text)
        if not found:
            return self._session.spans(self._value)
        return [found[0]._replace(start=0, end=len(self._value))]

    def edits(self) -> list[tuple[int, int, str]]:
        """What replaces it."""
        edits = self._inner.edits() if self._inner else self._free(self._text)
        if not edits:  # then it may be a number of somebody's, which only happens to be base64
            return self._free(self._value)
        return [(0, len(self._value), b64encode(apply(self._text, edits).encode()).decode())]

    def _free(self, text: str) -> list[tuple[int, int, str]]:
        return [
            (span.start, span.end, self._session.replaced(text[span.start : span.end], span))
            for span in self._session.spans(text)
        ]
