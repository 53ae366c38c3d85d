"""Documents that stand among other words in one string: a resource or a message pasted into a question."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from asgi_agent.phi.documents.walk import Inner
    from asgi_agent.phi.session import Session
    from asgi_agent.phi.spans import Span

_begins = re.compile(
    r'(?P<json>\{\s*+"[^"\n\\]{1,80}+"\s*+:|\[\s*+\{\s*+"[^"\n\\]{1,80}+"\s*+:)'
    r"|(?<![^\s`\"'>:=(])(?:MSH|FHS|BHS)\|\^~\\&"
).search
_decode = json.JSONDecoder(parse_int=str, parse_float=str).raw_decode
# Of brackets that begin nothing each may be read to the end of the text.
_MOST_FAILURES = 8


class _Document(NamedTuple):
    start: int
    end: int
    inner: Inner


class PastedText:
    """A string with documents in it, which are read as such; what stands between them is free text.

    Args:
        text: the string.
        session: what to look for, and what to put in its place.
        documents: the documents, and where they stand.
    """

    def __init__(self, text: str, session: Session, documents: list[_Document]) -> None:
        self._text = text
        self._session = session
        self._documents = documents

    def spans(self) -> list[Span]:
        """What is found, at offsets into the string."""
        found = [span for _, span in self._free()]
        for start, _, inner in self._documents:
            found += [span._replace(start=span.start + start, end=span.end + start) for span in inner.spans()]
        return sorted(found)

    def edits(self) -> list[tuple[int, int, str]]:
        """What is to be replaced, and by what."""
        edits = [(span.start, span.end, self._session.replaced(value, span)) for value, span in self._free()]
        for start, _, inner in self._documents:
            edits += [(first + start, last + start, new) for first, last, new in inner.edits()]
        return sorted(edits)

    def _free(self) -> Iterator[tuple[str, Span]]:
        done = 0
        for start, end, _ in [*self._documents, (len(self._text), 0, None)]:
            for span in self._session.spans(self._text[done:start]):
                placed = span._replace(start=span.start + done, end=span.end + done)
                yield self._text[placed.start : placed.end], placed
            done = end


def pasted(text: str, session: Session, read: Callable[[str], Inner | None]) -> PastedText | None:
    """The documents among the words of a text; None where there are none.

    An HL7 v2 message goes on to the end of the text, as what is no segment in it is read as text.

    Args:
        text: a text that is no document in itself.
        session: what to look for, and what to put in its place.
        read: reads a text that is one.
    """
    if "{" not in text and "|^~" not in text:
        return None
    documents: list[_Document] = []
    at = failures = 0
    while failures < _MOST_FAILURES and (match := _begins(text, at)) is not None:
        start, end = match.start(), _end(text, match)
        inner = read(text[start:end]) if end > start else None
        if inner is None:
            failures += 1
            at = match.end()
        else:
            documents.append(_Document(start, end, inner))
            at = end
    return PastedText(text, session, documents) if documents else None


def _end(text: str, match: re.Match[str]) -> int:
    """Where a document ends; where it begins if it is none."""
    if match["json"] is None:
        return len(text)
    try:
        return _decode(text, match.start())[1]
    except (ValueError, RecursionError):
        return match.start()
