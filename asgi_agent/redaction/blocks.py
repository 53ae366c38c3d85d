"""Text in blocks, as the content of a message may be: one text, whatever it is cut up for."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING, Any

from asgi_agent.phi.lexicon import is_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.session import Session

_TEXTS = frozenset({"text", "input_text", "output_text"})
_capitalised = re.compile("[A-Z][a-z]+").fullmatch


def read_together(value: Any, session: Session) -> Any:
    """A JSON value whose lists of text blocks are each redacted as one text; itself if none needs it."""
    if isinstance(value, dict):
        members = {name: read_together(item, session) for name, item in value.items()}
        return members if any(members[name] is not item for name, item in value.items()) else value
    if not isinstance(value, list):
        return value
    items = [read_together(item, session) for item in value]
    for places in _runs(items, session):
        texts = [items[place]["text"] for place in places]
        for place, before, text in zip(places, texts, _redacted(texts, session), strict=True):
            if text != before:
                items[place] = {**items[place], "text": text}
    return items if any(new is not item for new, item in zip(items, value, strict=True)) else value


def _runs(items: list[Any], session: Session) -> Iterator[list[int]]:
    """The places of the texts between documents: these are read by their structure, each by itself."""
    from asgi_agent.phi.documents.json import holds_document

    places = [place for place, item in enumerate(items) if _is_text(item)]
    if len(places) < 2:
        return
    run: list[int] = []
    for place in places:
        if holds_document(items[place]["text"], session):
            yield run
            run = []
        else:
            run.append(place)
    yield run


def _is_text(item: Any) -> bool:
    return isinstance(item, dict) and item.get("type") in _TEXTS and isinstance(item.get("text"), str)


def _redacted(texts: list[str], session: Session) -> list[str]:
    """Each identifier is replaced where it begins; what others have of it goes."""
    whole = "".join(texts)
    spans, redacted, end, done = deque(session.find(whole)), [], 0, 0
    for text in texts:
        end, parts = end + len(text), []
        while spans and spans[0].start < end:
            span = spans.popleft()
            if _begins_anew(whole, end, span.end):
                span = span._replace(end=end)
            parts += [whole[done : span.start], session.replaced(whole[span.start : span.end], span)]
            done = span.end
        parts.append(whole[done:end])
        redacted.append("".join(parts))
        done = max(done, end)
    return redacted


def _begins_anew(whole: str, start: int, end: int) -> bool:
    """Whether what an identifier has of the next block is the word that another text begins with.

    Some write each text into a block of its own, with no space between `John Smith` and `Allergies`.
    """
    word = whole[start:end]
    return _capitalised(word) is not None and whole[start - 1].isalnum() and is_word(word.lower())
