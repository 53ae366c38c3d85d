"""What rewrites texts and values: a session redacts them, a restorer gives back what tokens stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from asgi_agent.redaction.blocks import read_together
from asgi_agent.redaction.repeats import said_once

if TYPE_CHECKING:
    from collections.abc import Callable

    from asgi_agent.phi.restore import Restorer
    from asgi_agent.phi.session import Session
    from asgi_agent.redaction.rewriting import TextStream


class Redaction:
    """A session as a `Rewriter`."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.text = session.redact
        self.stream = session.stream

    def json(self, value: Any) -> Any:
        """Redact a value, and take out of it what says its texts again."""
        return self._session.redact_json(read_together(said_once(value), self._session))


def redacted(value: Any, session: Session) -> Any:
    """A value that came by itself, redacted: a string as text, which may be a document, all else as JSON."""
    return session.redact(value) if isinstance(value, str) else Redaction(session).json(value)


class Restoration:
    """A restorer as a `Rewriter`."""

    def __init__(self, restorer: Restorer) -> None:
        self._restorer = restorer
        self.json = restorer.restore_json

    def text(self, text: str) -> str:
        """Restore a text; a value in a text that is JSON is escaped as JSON has it."""
        if _is_json(text):
            return self._restorer.restore_json_text(text)
        return self._restorer.restore(text)

    def stream(self) -> TextStream:
        return _RestorationStream(self._restorer.stream(), self.text)


class _RestorationStream:
    """Text that is JSON comes in one piece, since redaction reads it as a whole."""

    def __init__(self, stream: TextStream, whole: Callable[[str], str]) -> None:
        self._stream = stream
        self._whole = whole
        self._begun = False

    @property
    def held(self) -> int:
        return self._stream.held

    def feed(self, piece: str) -> str:
        first, self._begun = not self._begun, True
        return self._whole(piece) if first and _is_json(piece) else self._stream.feed(piece)

    def close(self) -> str:
        return self._stream.close()


def _is_json(text: str) -> bool:
    if not text.lstrip().startswith(("{", "[")):
        return False
    try:
        msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return False
    return True
