"""Custom events that bring a text in pieces, as their names say: what a graph's own model says, mostly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from asgi_agent.redaction.repeats import REPEATED

if TYPE_CHECKING:
    from collections.abc import Hashable

_brings_pieces = re.compile(r"(?i)token|(?:.*[_.:-])?(?:delta|chunk)").fullmatch
_SAID = ("content", "text", "data", "value")
_ASIDE = frozenset(
    {"type", "name", "event", "kind", "id", "role", "node", "agent", "author", "source", "model"}
    | {"message_id", "run_id", "thread_id"}
)


class Piece(NamedTuple):
    """A piece of a text in the data of a custom event.

    Attributes:
        text: the piece.
        path: where it stands.
        of: what it has in common with the other pieces of its text.
        id: of the text, or of the event. With another one, another text has begun.
    """

    text: str
    path: tuple[str, ...]
    of: Hashable
    id: Hashable


def piece_of(data: dict[str, Any]) -> Piece | None:
    """The piece that a custom event brings; None where nothing says that it brings one, or more is in it."""
    path = _path(data["name"], data["value"])
    if path is None:
        return None
    beside, value = [], data
    for name in path[:-1]:
        beside += [(key, item) for key, item in value.items() if key != name]
        value = value[name]
    beside += [(key, item) for key, item in value.items() if key != path[-1]]
    if any(_says_more(key, item) for key, item in beside):
        return None
    words = {key: item for key, item in beside if isinstance(item, str)}
    of_event = words.pop("id", None)
    return Piece(value[path[-1]], path, (path, *words.items()), of_event)


def with_piece(data: dict[str, Any], path: tuple[str, ...], text: str) -> dict[str, Any]:
    """The data with another text in the place of the piece."""
    name, *rest = path
    return {**data, name: with_piece(data[name], tuple(rest), text) if rest else text}


def _says_more(key: str, item: Any) -> bool:
    """Whether a member beside a piece may hold text itself; what says the piece again does not stay."""
    if isinstance(item, dict | list):
        return bool(item) and key not in REPEATED
    return isinstance(item, str) and key not in _ASIDE


def _path(name: str, value: Any) -> tuple[str, ...] | None:
    if isinstance(value, str):
        return ("value",) if _brings_pieces(name) else None
    if not isinstance(value, dict):
        return None
    for key, item in value.items():
        if not _brings_pieces(key):
            continue
        if isinstance(item, str):
            return ("value", key)
        inner = _said(item)
        return None if inner is None else ("value", key, inner)
    inner = _said(value) if _brings_pieces(name) else None
    return None if inner is None else ("value", inner)


def _said(value: Any) -> str | None:
    if not isinstance(value, dict):
        return None
    return next((key for key in _SAID if isinstance(value.get(key), str)), None)
