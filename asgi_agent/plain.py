"""Turn what graphs hold (messages, pydantic models, dataclasses, ...) into plain JSON values.

Events are made of plain values, so that redaction can walk them, any wire can encode them, and a graph
that goes on changing its state does not change what was already said.
"""

from __future__ import annotations

import dataclasses
import math
from collections import deque
from collections.abc import Mapping
from enum import Enum
from typing import Any

import msgspec

MAX_DEPTH = 200  # deeper than any state; what is below would end in the interpreter's stack

CUT = "..."

_ATOMS = frozenset({str, int, bool, type(None)})


def plain(value: Any, *, read_bytes: bool = False) -> Any:
    """A deep copy of `value` made of dict, list, str, int, float, bool and None only.

    Opens mappings, sequences, sets, enums, dataclasses, attrs classes, msgspec structs and pydantic models,
    and writes dates, UUIDs, decimals and bytes as msgspec does. Mapping keys become strings, NaN and the
    infinities None as in JavaScript, an exception the name of its class, anything else its `str`. A cycle,
    and what lies too deep, is cut with `"..."`. Raises nothing: what cannot be read is named by its class.

    Args:
        value: what a graph or a record holds.
        read_bytes: bytes that are UTF-8 become their text, for who looks for identifiers in it.
    """
    return _plain(value, set(), read_bytes)


def _plain(value: Any, above: set[int], read_bytes: bool) -> Any:
    kind = type(value)
    if kind in _ATOMS:
        return value
    if kind is float:
        return value if math.isfinite(value) else None
    if id(value) in above or len(above) >= MAX_DEPTH:
        return CUT
    above.add(id(value))
    inner = value if kind is dict or kind is list else _opened(value, read_bytes)
    copy: Any
    if type(inner) is dict:
        # A list first: the graph may be changing the dict in another thread.
        copy = {
            (key if type(key) is str else _key(key, read_bytes)): (
                item if type(item) in _ATOMS else _plain(item, above, read_bytes)
            )
            for key, item in list(inner.items())
        }
    elif type(inner) is list:
        copy = [item if type(item) in _ATOMS else _plain(item, above, read_bytes) for item in inner]
    else:
        copy = _plain(inner, above, read_bytes)
    above.discard(id(value))
    return copy


def _key(key: Any, read_bytes: bool) -> str:
    try:
        return str(plain(key, read_bytes=read_bytes))
    except ValueError:  # a number of more digits than Python writes out
        return type(key).__qualname__


def _opened(value: Any, read_bytes: bool) -> Any:
    """What `value` holds, one level of it, or what stands for it."""
    try:
        if read_bytes and isinstance(value, bytes | bytearray | memoryview):
            return _text(bytes(value))
        return _scalar(value) if isinstance(value, _SCALARS) else _content(value)
    except Exception:  # code of the graph's own types; that one cannot be read must not end the run
        return type(value).__qualname__


def _text(value: bytes) -> Any:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return msgspec.to_builtins(value)


_SCALARS = (BaseException, Enum, str, int, float)


def _scalar(value: Any) -> Any:
    if isinstance(value, BaseException):  # before all else: a dataclass can be an exception
        return type(value).__qualname__
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return str.__str__(value)
    return int.__int__(value) if isinstance(value, int) else float.__float__(value)


def _content(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, list | tuple | set | frozenset | deque):
        return list(value)
    if not isinstance(value, type):
        if callable(dump := getattr(value, "model_dump", None)):
            return _dumped(dump)
        if (members := _members(value)) is not None:
            return members
    try:
        return msgspec.to_builtins(value)
    except TypeError:
        return str(value)


def _dumped(dump: Any) -> Any:
    try:
        return dump(warnings=False)  # pydantic's warnings quote values
    except TypeError:
        return dump()


def _members(value: Any) -> dict[str, Any] | None:
    if dataclasses.is_dataclass(value):
        names = [field.name for field in dataclasses.fields(value)]
        return {name: getattr(value, name) for name in names}
    if isinstance(value, msgspec.Struct):
        config = value.__struct_config__
        tag = {config.tag_field: config.tag} if config.tag_field else {}
        pairs = zip(value.__struct_encode_fields__, value.__struct_fields__, strict=True)
        found = {shown: getattr(value, name) for shown, name in pairs}
        return tag | {name: item for name, item in found.items() if item is not msgspec.UNSET}
    if (attributes := getattr(value, "__attrs_attrs__", None)) is not None:
        return {attribute.name: getattr(value, attribute.name) for attribute in attributes}
    return None
