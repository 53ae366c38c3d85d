"""Turn what graphs hold (messages, pydantic models, dataclasses, ...) into plain JSON values.

Events are made of plain values, so that redaction can walk them, any wire can encode them, and a graph
that goes on changing its state does not change what was already said.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

MAX_DEPTH = 200  # deeper than any state; a cycle ends here instead of in the interpreter's stack


def plain(value: Any) -> Any:
    """A deep copy of `value` made of dict, list, str, int, float, bool and None only.

    Knows what msgspec knows (dataclasses, attrs, enums, dates, UUIDs, bytes as base64, ...), pydantic
    models by `model_dump`. Mapping keys become strings, an exception its class, anything else its `str`.
    """
    try:
        return msgspec.to_builtins(value, str_keys=True, enc_hook=_plain_object)
    except (TypeError, ValueError, RecursionError):
        return sanitise(value)


def _plain_object(value: Any) -> Any:
    if callable(dump := getattr(value, "model_dump", None)):
        return plain(dump())
    if isinstance(value, BaseException):
        return type(value).__qualname__
    return str(value)


def sanitise(value: Any, depth: int = MAX_DEPTH) -> Any:
    """The same, slowly, for what msgspec refuses.

    That is: keys that are neither text nor number, cycles and very deep nesting (cut with `"..."`), and
    lone surrogates, which UTF-8 cannot carry (as `?`).
    """
    if depth == 0:
        return "..."
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return {sanitise(str(key)): sanitise(item, depth - 1) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [sanitise(item, depth - 1) for item in value]
    try:
        return msgspec.to_builtins(value, str_keys=True, enc_hook=_plain_object)
    except (TypeError, ValueError, RecursionError):
        return str(value)
