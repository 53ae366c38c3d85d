"""What a body says, to look at it and change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent.middleware.redaction.payloads import all_of
from asgi_agent.middleware.redaction.texts import WholeText

if TYPE_CHECKING:
    from asgi_agent.redaction.rewriting import TextStream


class Collecting:
    """A rewriter that leaves all as it is.

    Attributes:
        said: the texts and values that it was given, in their order.
    """

    def __init__(self) -> None:
        self.said: list[Any] = []

    def text(self, text: str) -> str:
        if text.strip():
            self.said.append(text)
        return text

    again = text

    def json(self, value: Any) -> Any:
        self.said.append(value)
        return value

    def document(self, body: bytes, content_type: str) -> bytes:
        self.said.append(all_of(body.decode("utf-8", "surrogateescape")))
        return body

    def spread(self, pieces: list[str]) -> list[str]:
        self.text("".join(pieces))
        return pieces

    def stream(self) -> TextStream:
        return WholeText(self.text)
