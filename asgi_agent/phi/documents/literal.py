"""The literals of a JSON text: where they stand, and what in them stands for which character."""

from __future__ import annotations

import json
import re

# A string or a number. In a text that has been parsed nothing else holds a quote or begins with a digit.
literals = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|-?[0-9][0-9.eE+-]*+').finditer

_escape = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)"
).finditer
_space = " \t\n\r"


def escaped(text: str) -> str:
    """Text as it stands between the quotes of a JSON string."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def literal_of(value: str | int) -> str:
    """A string or a number as JSON."""
    return json.dumps(value, ensure_ascii=False)


def places(text: str, start: int, end: int) -> list[int] | None:
    """Where each character of a string, and its end, stands in the text; None where they follow one another.

    Args:
        text: a JSON text.
        start: where the string literal begins, with its quote.
        end: where it ends, after its quote.
    """
    if text.find("\\", start, end) < 0:
        return None
    found: list[int] = []
    at = start + 1
    for match in _escape(text, start + 1, end - 1):
        found.extend(range(at, match.start() + 1))
        at = match.end()
    return [*found, *range(at, end)]


def value_after(text: str, key_end: int) -> tuple[int, int]:
    """Where the value of a member stands, from where its key ends."""
    start = skip_space(text, skip_space(text, key_end) + 1)
    return start, json.JSONDecoder(parse_int=str, parse_float=str).raw_decode(text, start)[1]


def skip_space(text: str, at: int) -> int:
    """The next place that is no white space."""
    while at < len(text) and text[at] in _space:
        at += 1
    return at


def member(text: str, start: int, end: int, before: tuple[int, int] | None) -> tuple[int, int]:
    """What is to be cut out for a member to be gone, with the comma that it leaves over.

    Args:
        text: a JSON text.
        start: where the member's key begins.
        end: where its value ends.
        before: what was cut out before it, which the last member of an object may have to join.
    """
    after = skip_space(text, end)
    if text[after : after + 1] == ",":
        return start, skip_space(text, after + 1)
    if before is not None and before[1] == start:
        start = before[0]
    comma = start - 1
    while text[comma] in _space:
        comma -= 1
    return (comma, end) if text[comma] == "," else (start, end)
