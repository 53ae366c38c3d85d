"""The JSON texts of messages: read, changed in places, written as they were."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any

from asgi_agent.middleware.redaction.forms import gathered
from asgi_agent.middleware.redaction.problems import MalformedError

if TYPE_CHECKING:
    from asgi_agent.middleware.redaction.shapes import Path

_surrogate = re.compile(r"[\ud800-\udfff]").search


class Payload:
    """A message's text.

    Attributes:
        value: the object, list or string that it says in JSON; None for any other text.
        exact: whether that is all that it says: no object has two members of one name, and no number is too
            large to be written again.

    Raises:
        MalformedError: it is nested too deeply.
    """

    __slots__ = ("exact", "value")

    def __init__(self, text: str) -> None:
        self.exact = True
        self.value: Any = None
        if text.lstrip(" \t\r\n").startswith(("{", "[", '"')):
            try:
                self.value = json.loads(text, object_pairs_hook=self._members, parse_float=self._number)
            except ValueError:
                self.value = None
            except RecursionError:
                raise too_deep() from None

    def _members(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        self.exact = self.exact and len(members) == len(pairs)
        return members

    def _number(self, digits: str) -> float:
        number = float(digits)
        self.exact = self.exact and not math.isinf(number)
        return number


def all_of(text: str) -> Any:
    """All that a JSON text says, each value of a name that an object has twice; any other text itself.

    Who reads it takes one of those values, and nobody knows which. What is not a number is nothing here, as
    it would not be the same as itself.
    """
    try:
        return json.loads(text, object_pairs_hook=gathered, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return text


def at(value: Any, path: Path) -> Any:
    """What stands there."""
    for step in path:
        value = value[step]
    return value


def put(value: Any, path: Path, new: Any) -> Any:
    """The value with something else there; objects and lists are changed as they are."""
    if not path:
        return new
    at(value, path[:-1])[path[-1]] = new
    return value


def written(value: Any, like: str) -> str:
    """The JSON text of a value, in ASCII where the other text is."""
    text = json.dumps(value, ensure_ascii=like.isascii(), separators=(",", ":"))
    return json.dumps(value, separators=(",", ":")) if _surrogate(text) else text


def too_deep() -> MalformedError:
    """What reading a value may end with that holds too many others."""
    return MalformedError("the JSON is nested too deeply")
