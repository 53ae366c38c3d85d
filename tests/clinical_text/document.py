"""A labelled document, and the pieces that one is put together from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asgi_agent.phi.spans import Label


class Piece(NamedTuple):
    """Some characters of a document: an identifier, a look-alike that must survive, or neither."""

    text: str
    label: Label | None = None
    survives: bool = False


class Joined(NamedTuple):
    """One string of a structure, in pieces."""

    pieces: list[Piece]


class Gold(NamedTuple):
    """Where an identifier is, by half-open code point offsets, and what it is: a `Label`, in text of ours."""

    start: int
    end: int
    label: str


class Document(NamedTuple):
    """A text with everything in it that must go and everything that looks like it and must stay.

    What is in neither list is not judged: words that no rule should touch, and borderline text (a title, the
    state after a town) that may go or stay.
    """

    text: str
    spans: list[Gold]
    survivors: list[tuple[int, int]]
    kind: str
    family: str

    def values(self) -> list[str]:
        """The text of every identifier."""
        return [self.text[span.start : span.end] for span in self.spans]


def assemble(pieces: Iterable[Piece], kind: str, family: str) -> Document:
    """Join the pieces and note where each one is."""
    texts: list[str] = []
    spans: list[Gold] = []
    survivors: list[tuple[int, int]] = []
    end = 0
    for piece in pieces:
        start, end = end, end + len(piece.text)
        texts.append(piece.text)
        if piece.label is not None:
            spans.append(Gold(start, end, piece.label))
        elif piece.survives:
            survivors.append((start, end))
    return Document("".join(texts), spans, survivors, kind, family)
