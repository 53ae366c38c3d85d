"""Sentences whose identifiers are marked: `Seen by [[Dr. Patel]].`"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.phi.rules.finding import spans

if TYPE_CHECKING:
    from asgi_agent.phi import Label

_MARK = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


def missed(sentence: str, *labels: Label) -> list[str]:
    """The marked values that stay in clear, in part at least, or are taken for something of another kind."""
    text, values = _unmarked(sentence)
    finds = spans(text)
    hidden = {at for span in finds for at in range(span.start, span.end)}
    return [
        text[start:end]
        for start, end in values
        if any(at not in hidden and not text[at].isspace() for at in range(start, end))
        or not any(span.label in labels for span in finds if span.start < end and span.end > start)
    ]


def too_much(sentence: str) -> list[str]:
    """What is found outside of the marks."""
    text, values = _unmarked(sentence)
    return [
        text[span.start : span.end]
        for span in spans(text)
        if not any(span.start < end and span.end > start for start, end in values)
    ]


def _unmarked(sentence: str) -> tuple[str, list[tuple[int, int]]]:
    text, values, last = "", [], 0
    for match in _MARK.finditer(sentence):
        text += sentence[last : match.start()]
        values.append((len(text), len(text) + len(match[1])))
        text += match[1]
        last = match.end()
    return text + sentence[last:], values
