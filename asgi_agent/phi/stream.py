"""Redaction of a text that comes in pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
        self._scanner = session.scanner()

    @property
    def held(self) -> int:
        """Characters that were taken and are not decided yet."""
        return self._scanner.held

    def feed(self, piece: str) -> str:
        """Take the next piece of the text; gives back what is decided, which often is nothing."""
        return self._session.render(self._scanner.feed(piece))

    def close(self) -> str:
        """The text is at its end; gives back the rest."""
        return self._session.render(self._scanner.feed("", final=True))
