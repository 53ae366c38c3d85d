"""Free text with marks in it that are no part of it: tags, entities, separators, escapes.

What is read is a mask of the same length, so that offsets agree. Where a mark stands for one character, the
mask has that character and after it invisible ones, which the scanner does not see.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.session import Session
    from asgi_agent.phi.spans import Span

_INVISIBLE = "\u200b"


class Mark(NamedTuple):
    """Part of a text that is not what it stands for.

    A separator stays whatever is found around it. Anything else is a character, written at length.
    """

    start: int
    end: int
    seen: str
    """What it is read as: no longer than itself."""
    separator: bool


def find_in_masked(session: Session, text: str, marks: list[Mark]) -> list[Span]:
    """Find the identifiers in the text between the marks; a span holds whole marks or none, no separator."""
    if not marks:
        return session.spans(text)
    parts, done = [], 0
    for mark in marks:
        parts += [text[done : mark.start], mark.seen.ljust(mark.end - mark.start, _INVISIBLE)]
        done = mark.end
    found = session.spans("".join([*parts, text[done:]]))
    ends = [mark.end for mark in marks]
    return [piece for span in found for piece in _between(span, text, marks, bisect_right(ends, span.start))]


def _between(span: Span, text: str, marks: list[Mark], first: int) -> Iterator[Span]:
    start, end = span.start, span.end
    for index in range(first, len(marks)):
        mark = marks[index]
        if mark.start >= end:
            break
        if mark.separator:
            yield from _piece(span, text, start, mark.start)
            start = mark.end
        else:
            start, end = min(start, mark.start), max(end, mark.end)
    yield from _piece(span, text, start, end)


def _piece(span: Span, text: str, start: int, end: int) -> Iterator[Span]:
    if start < end and not text[start:end].isspace():
        yield span._replace(start=start, end=end)
