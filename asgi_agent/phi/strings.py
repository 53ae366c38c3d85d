"""Changing the strings of a JSON document, and nothing else of it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)


def is_document(text: str) -> bool:
    """Whether a text is a JSON object or array."""
    if not text.lstrip(" \t\r\n").startswith(("{", "[")):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def in_value(value: Any, change: Callable[[str], str]) -> Any:
    """A copy of a JSON value with every string in it changed, keys as well.

    A key that would take another's place stays as it is, so that no member is lost.
    """
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        members: dict[Any, Any] = {}
        for key, item in value.items():
            name = change(key) if isinstance(key, str) else key
            taken = name != key and (name in value or name in members)
            members[key if taken else name] = in_value(item, change)
        return members
    if isinstance(value, list | tuple):
        items = []
        for item in value:  # no comprehension: it would halve the depth that recursion allows
            items.append(in_value(item, change))
        return items
    return value


def in_text(text: str, change: Callable[[str], str]) -> str:
    """JSON text with every string in it changed; all else stays character for character.

    Strings are read and written as JSON has it, so that no change needs to know of escapes. What is no
    string, in a text that is no JSON, is left alone.
    """

    def changed(match: re.Match[str]) -> str:
        try:
            string = json.loads(match.group(), strict=False)
        except ValueError:
            return match.group()
        result = change(string)
        return match.group() if result == string else json.dumps(result, ensure_ascii=False)

    return _STRING.sub(changed, text)
