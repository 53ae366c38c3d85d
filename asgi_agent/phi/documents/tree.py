"""JSON as a tree whose strings and numbers can be counted in the order of the text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from asgi_agent.errors import AgentError

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_DEPTH = 100
"""Arrays and objects within one another; Jackson and .NET stop at 1000 and 64, and people long before."""


class NotJSONError(AgentError, ValueError):
    """A text is no JSON as RFC 8259 has it, or a value has no JSON."""


class TooDeepError(AgentError, ValueError):
    """A document is nested deeper than is read; it is refused, since what is not read cannot be redacted."""


class Number(str):
    """A number by its characters, so that none is changed by being read."""

    __slots__ = ()


Members: TypeAlias = "tuple[tuple[str, Tree], ...]"
"""An object: its members in order, with all that have the same key."""
Tree: TypeAlias = "Members | list[Tree] | str | bool | None"
"""A JSON value; an object is a tuple, so that it is told from an array."""


def parse(text: str) -> Tree:
    """Read a JSON text (RFC 8259); a byte order mark is passed over, lone surrogates are kept.

    Strict, but for `NaN`, `Infinity` and `-Infinity`, which Python, numpy and pandas write.

    Raises:
        NotJSONError: it is none.
        TooDeepError: it is nested deeper than the interpreter can follow.
    """
    try:
        tree: Tree = _decode(text[1:] if text.startswith("\ufeff") else text)
    except ValueError:
        # Not chained: the decoder's exception holds the text.
        raise NotJSONError("not a JSON text") from None
    except RecursionError:
        raise TooDeepError("nested too deeply to be read") from None
    return tree


def tree_of(value: Any, depth: int = 0) -> Tree:
    """The tree of a Python value of dicts, lists, strings, numbers, booleans and None.

    Raises:
        NotJSONError: something else is in it.
        TooDeepError: it is nested deeper than `MAX_DEPTH`, or holds itself.
    """
    if isinstance(value, str) or value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return Number(repr(value))
    if depth > MAX_DEPTH:
        raise TooDeepError(f"nested deeper than {MAX_DEPTH}")
    if isinstance(value, Mapping):
        return tuple([(_key(key), tree_of(item, depth + 1)) for key, item in value.items()])
    if isinstance(value, list | tuple):
        return [tree_of(item, depth + 1) for item in value]
    raise NotJSONError(f"a {type(value).__name__} has no JSON")


def leaves(value: Tree) -> int:
    """How many strings, keys and numbers there are in a tree."""
    if isinstance(value, str):
        return 1
    if isinstance(value, tuple):
        return sum(1 + leaves(item) for _, item in value)
    return sum(map(leaves, value)) if isinstance(value, list) else 0


def _key(key: Any) -> str:
    return key if isinstance(key, str) else repr(key)


def _members(pairs: Iterable[tuple[str, Tree]]) -> Members:
    return tuple(pairs)


def _no_number(name: str) -> None:
    """`NaN` and the infinities: they say nothing of anybody, and stay."""


_decode = json.JSONDecoder(
    object_pairs_hook=_members, parse_int=Number, parse_float=Number, parse_constant=_no_number
).decode
