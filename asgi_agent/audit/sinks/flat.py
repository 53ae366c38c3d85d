"""A record as flat fields, for systems that know no others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

Field = str | int | float | bool | list[str]


def flat(line: bytes) -> dict[str, Field]:
    """The fields of a line by their path, such as `http.status`; a list is one of texts.

    Nothing is added to what the line says, and nothing but nulls is left out.

    Raises:
        msgspec.DecodeError: the line is no JSON.
    """
    return dict(_fields("", msgspec.json.decode(line)))


def _fields(path: str, value: Any) -> Iterator[tuple[str, Field]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _fields(f"{path}.{name}" if path else name, inner)
    elif isinstance(value, list):
        yield path, [_text(each) for each in value]
    elif value is not None:
        yield path, value


def _text(value: Any) -> str:
    """One of a list: a code, a number, or a resource as `type/id`."""
    return "/".join(map(str, value.values())) if isinstance(value, dict) else str(value)
