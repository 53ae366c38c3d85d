"""What says a text again in another form: the tokens of a model, with their probabilities or as numbers."""

from __future__ import annotations

import re

from asgi_agent.middleware.redaction.signs import REPEATED

_STRING = r'"(?:[^"\\]|\\.)*+"'
_NAMES = "|".join(sorted(REPEATED))

_named = re.compile(rf'"(?:{_NAMES}|context)"\s*:\s*[\[{{]').search
_STRINGS = re.compile(rf'"(?P<name>{_NAMES}|context)"\s*:\s*(?P<value>[\[{{])|{_STRING}')
_STRUCTURE = re.compile(rf"{_STRING}|(?P<open>[\[{{])|(?P<close>[\]}}])")
_last = re.compile(r'"done"\s*:\s*true').search
_numbers = re.compile(r"\[\s*-?\d").match


def is_repeat(name: str, value: object, *, last: bool = False) -> bool:
    """Whether a member of an object says a text again.

    `context` does in the last message of Ollama's: there its numbers are the tokens of the conversation.
    """
    if name in REPEATED:
        return bool(value)
    return last and name == "context" and type(value) is list and value[:1] != [] and type(value[0]) is int


def without_repeats(document: str) -> str:
    """JSON text with such members emptied; all else stays character for character."""
    if not _named(document):
        return document
    last = _last(document) is not None
    written, done, place = [], 0, 0
    while (match := _STRINGS.search(document, place)) is not None:
        place = match.end()
        value = match.start("value")
        if match["name"] is None or (match["name"] == "context" and not (last and _numbers(document, value))):
            continue
        written += [document[done:value], "[]" if match["value"] == "[" else "null"]
        done = place = _end(document, value)
    return "".join([*written, document[done:]])


def _end(document: str, place: int) -> int:
    """Where the list or object ends that begins there."""
    depth = 0
    for match in _STRUCTURE.finditer(document, place):
        depth += (match["open"] is not None) - (match["close"] is not None)
        if depth == 0:
            return match.end()
    return len(document)
