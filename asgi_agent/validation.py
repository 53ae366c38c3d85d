"""What is wrong with an input, said in places and rules and never in the values that came.

Validation libraries quote what they refuse. A body holds whatever a patient or a clinician typed, keys
included, so only names that the schema itself knows may stand in an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from asgi_agent.errors import InvalidInputError, MalformedRequestError

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")

UNKNOWN_FIELD = "a field that is not known here"


def decode(body: bytes | str, decoder: msgspec.json.Decoder[T]) -> T:
    """JSON text as what `decoder` decodes.

    Raises:
        MalformedRequestError: not JSON, or nested too deeply to read.
        InvalidInputError: JSON of another shape.
    """
    try:
        return decoder.decode(body)
    except msgspec.ValidationError as error:
        raise InvalidInputError("the body does not fit", errors=msgspec_faults(error, "body")) from None
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise MalformedRequestError("the body is not JSON") from None


def msgspec_faults(error: Exception, root: str) -> list[dict[str, str]]:
    """The fault that msgspec reports, as `loc` and `msg`; it leaves mapping keys out of places itself."""
    text, _, place = str(error).partition(" - at `")
    if text.startswith("Object contains unknown field"):
        text = UNKNOWN_FIELD
    elif not text.startswith(("Expected", "Object missing", "Number out of range")):
        text = "not an allowed value"
    return [{"loc": root + place.rstrip("`").removeprefix("$"), "msg": text}]


def pydantic_faults(error: Any, root: str, schema: dict[str, Any]) -> list[dict[str, str]]:
    """The faults that a pydantic `ValidationError` reports, as `loc` and `msg` (its error type).

    Args:
        schema: JSON schema of the model; a place names only properties that stand there.
    """
    known = set(_property_names(schema))
    return [{"loc": _place(root, fault["loc"], known), "msg": str(fault["type"])} for fault in error.errors()]


def _place(root: str, parts: tuple[str | int, ...], known: set[str]) -> str:
    place = root
    for part in parts:
        if isinstance(part, int):
            place += f"[{part}]"
        else:
            place += f".{part}" if part in known else "[...]"
    return place


def _property_names(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for value in schema.values():
            yield from _property_names(value)
    elif isinstance(schema, list):
        for item in schema:
            yield from _property_names(item)
