"""What is done with what passes: identifiers taken out, or real values put in the place of tokens."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Protocol

from asgi_agent.middleware.redaction.texts import WholeText
from asgi_agent.phi.documents import JSONPrefix
from asgi_agent.phi.strings import in_text
from asgi_agent.redaction.rewriters import Restoration
from asgi_agent.redaction.rewriting import Rewriter

if TYPE_CHECKING:
    from collections.abc import Callable

    from asgi_agent.phi.pseudonyms import Pseudonymiser
    from asgi_agent.phi.session import Session
    from asgi_agent.redaction.rewriting import TextStream
    from asgi_agent.redaction.tokens import TokenKeeper


class BodyRewriter(Rewriter, Protocol):
    """Rewrites texts and JSON values, and documents as they are written."""

    def document(self, body: bytes, content_type: str, /) -> bytes:
        """A JSON or HL7 v2 document, in which nothing else changes."""
        ...

    def again(self, text: str, /) -> str:
        """What was rewritten as a part of a longer text, as a text by itself."""
        ...

    def spread(self, pieces: list[str], /) -> list[str]:
        """The pieces of one text, each with its own part of the result."""
        ...


class Redaction:
    """Redacts by a session, and takes what looks like a token out of what a caller sends.

    Args:
        session: finds and replaces.
        tokens: of the conversation, where its identifiers are pseudonymised.
    """

    def __init__(self, session: Session, tokens: Pseudonymiser | None = None) -> None:
        self._session = session
        self._tokens = tokens

    def text(self, text: str) -> str:
        return self._session.redact(self._tokens.neutralise(text) if self._tokens else text)

    def json(self, value: Any) -> Any:
        return self._session.redact_json(self._tokens.neutralise_json(value) if self._tokens else value)

    def again(self, text: str) -> str:
        return self._session.redact(text)  # the tokens in it are ours by now

    def document(self, body: bytes, content_type: str) -> bytes:
        if self._tokens is not None:
            body = _in_document(body, self._tokens.neutralise)
        return self._session.redact_bytes(body, content_type)

    def spread(self, pieces: list[str]) -> list[str]:
        if self._tokens is not None:
            pieces = list(map(self._tokens.neutralise, pieces))
        text = "".join(pieces)
        spans, found, done, end = deque(self._session.find(text)), [], 0, 0
        for piece in pieces:
            end, parts = end + len(piece), []
            while spans and spans[0].start < end:
                span = spans.popleft()
                parts += [text[done : span.start], self._session.replaced(text[span.start : span.end], span)]
                done = span.end
            if done < end:
                parts.append(text[done:end])
                done = end
            found.append("".join(parts))
        return found

    def stream(self) -> TextStream:
        return self._session.stream() if self._tokens is None else WholeText(self.text)


class InForm:
    """Writes the tokens of a conversation as they were made, whatever a model has made of them."""

    def __init__(self, keeper: TokenKeeper) -> None:
        self.text = self.again = keeper.text
        self.json = keeper.json
        self.stream = keeper.stream

    def document(self, body: bytes, content_type: str) -> bytes:
        return _in_document(body, self.text)

    def spread(self, pieces: list[str]) -> list[str]:
        return list(map(self.text, pieces))


class Restoring(Restoration):
    """Restores what tokens stand for, in documents as well."""

    def again(self, text: str) -> str:
        return text  # what looks like a token is what the caller wrote

    def document(self, body: bytes, content_type: str) -> bytes:
        return _in_document(body, self.text)

    def spread(self, pieces: list[str]) -> list[str]:
        return list(map(self.text, pieces))

    def stream(self) -> TextStream:
        return _DocumentsWhole(super().stream(), self.text)


class _DocumentsWhole:
    """A text that may still become JSON is taken whole, so that values are escaped as JSON has it."""

    def __init__(self, stream: TextStream, rewrite: Callable[[str], str]) -> None:
        self._stream = stream
        self._rewrite = rewrite
        self._prefix = JSONPrefix()
        self._whole: list[str] | None = []  # None once it is known to be no JSON
        self._length = 0

    @property
    def held(self) -> int:
        return self._stream.held if self._whole is None else self._length

    def feed(self, piece: str) -> str:
        if self._whole is None:
            return self._stream.feed(piece)
        self._whole.append(piece)
        self._length += len(piece)
        self._prefix.feed(piece)
        if self._prefix.state != "broken":
            return ""
        text, self._whole = "".join(self._whole), None
        return self._stream.feed(text)

    def close(self) -> str:
        if self._whole is None:
            return self._stream.close()
        return self._rewrite("".join(self._whole))


def _in_document(body: bytes, rewrite: Callable[[str], str]) -> bytes:
    """JSON with its strings rewritten; of HL7 v2, which has none, all."""
    text = body.decode("utf-8", "surrogateescape")
    is_json = text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[", '"')
    return (in_text(text, rewrite) if is_json else rewrite(text)).encode("utf-8", "surrogateescape")
