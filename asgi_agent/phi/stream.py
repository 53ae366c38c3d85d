"""Redaction of a text that comes in pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.phi.head import Head, head_of
from asgi_agent.phi.spans import Label

if TYPE_CHECKING:
    from asgi_agent.phi.documents.incremental import JSONPrefix
    from asgi_agent.phi.session import Session

LONGEST_DOCUMENT = 1024 * 1024
"""Characters that a stream holds of what can be read only as a whole."""


class StreamRedactor:
    """Redacts a text that comes in pieces; what is decided is given back at once.

    What is given back, joined, equals the redaction of what was taken, joined, wherever it was cut. No part
    of an identifier is given back before it is known to be one.

    Text that begins as a JSON object or array, or as an HL7 v2 message, is held until it is known to be none,
    or to its end; so is all text where the redactor has recognizers, since they read whole messages. Beyond
    `LONGEST_DOCUMENT` it is not read, and one placeholder stands for all of it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._begin()

    def _begin(self) -> None:
        self._scanner = self._session.scanner()
        self._whole: list[str] | None = []
        self._length = 0
        self._head: Head | None = None
        self._prefix: JSONPrefix | None = None

    @property
    def held(self) -> int:
        """Characters that were taken and are not decided yet."""
        return self._scanner.held if self._whole is None else self._length

    def feed(self, piece: str) -> str:
        """Take the next piece of the text; gives back what is decided, which often is nothing."""
        if self._whole is None:
            return self._session.render(self._scanner.feed(piece))
        if self._length > LONGEST_DOCUMENT:
            return ""
        self._length += len(piece)
        self._whole.append(piece)
        if self._must_be_whole(self._whole):
            if self._length > LONGEST_DOCUMENT:
                self._whole.clear()
            return ""
        text = "".join(self._whole)
        self._whole = None
        return self._session.render(self._scanner.feed(text))

    def close(self) -> str:
        """The text is at its end; gives back the rest. What is fed from here on is another text.

        Raises:
            TooDeepError: it was JSON, nested deeper than is read.
        """
        scanner, whole, length = self._scanner, self._whole, self._length
        self._begin()
        if whole is None:
            return self._session.render(scanner.feed("", final=True))
        if length > LONGEST_DOCUMENT:
            return self._session.unread(Label.ID)
        return self._session.redact("".join(whole))

    def _must_be_whole(self, whole: list[str]) -> bool:
        if self._session.redactor.recognizers is not None:
            return True
        piece = whole[-1]
        if self._head is None:
            piece = "".join(whole)
            self._head = head_of(piece)
        if self._head is Head.JSON:
            if self._prefix is None:
                from asgi_agent.phi.documents.incremental import JSONPrefix

                self._prefix = JSONPrefix()
            self._prefix.feed(piece)
            return self._prefix.state != "broken"
        return self._head is not Head.TEXT
