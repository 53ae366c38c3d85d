"""Turn what graphs hold (messages, pydantic models, dataclasses, ...) into plain JSON values.

Events are made of plain values, so that redaction can walk them, any wire can encode them, and a graph
that goes on changing its state does not change what was already said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

MAX_DEPTH = 200  # deeper than any state; a cycle ends here instead of in the interpreter's stack


def plain(value: Any) -> Any:
    """A deep copy of `value` made of dict, list, str, int, float, bool and None only.

    Knows what msgspec knows (dataclasses, attrs, enums, dates, UUIDs, bytes as base64, ...), pydantic
    models by `model_dump`, named tuples by `_asdict`. Mapping keys become strings, an exception its class,
    anything else its `str`. Lone surrogates, which UTF-8 cannot carry, become U+FFFD.
    """
    try:
        return msgspec.to_builtins(value, str_keys=True, enc_hook=_plain_object)
    except (TypeError, ValueError, RecursionError):
        return _walk(value, MAX_DEPTH)


def _plain_object(value: Any) -> Any:
    for name in ("model_dump", "_asdict"):
        if callable(method := getattr(value, name, None)):
            return plain(method())
    if isinstance(value, BaseException):
        return type(value).__qualname__
    return str(value)


def _walk(value: Any, depth: int) -> Any:
    """The same for what msgspec refuses: keys that are tuples, cycles, very deep nesting."""
    if depth == 0:
        return "..."
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return {_key(key): _walk(item, depth - 1) for key, item in value.items()}
    if isinstance(value, Iterable) and isinstance(value, list | tuple | set | frozenset):
        return [_walk(item, depth - 1) for item in value]
    try:
        return msgspec.to_builtins(value, str_keys=True, enc_hook=_plain_object)
    except (TypeError, ValueError, RecursionError):
        return str(value)


def _key(key: Any) -> str:
    return key if isinstance(key, str) else str(key)
