"""What is wrong with an input, said in places and rules and never in the values that came.

Validation libraries quote what they refuse. A body holds whatever a patient or a clinician typed, keys
included, so only names that the schema itself knows may stand in an answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from asgi_agent.errors import InvalidInputError, MalformedRequestError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

T = TypeVar("T")

UNKNOWN_FIELD = "a field that is not known here"

# What msgspec says in its own words; its other messages quote the value or the key.
_OWN_WORDS = ("Expected", "Object missing", "Number out of range")

_parts = re.compile(r"\.([^.\[\]]+)|\[(?:\.\.\.|([0-9]{1,9}))\]").findall


def decode(body: bytes | str, decoder: msgspec.json.Decoder[T]) -> T:
    """JSON text as what `decoder` decodes.

    Raises:
        MalformedRequestError: not JSON, or nested too deeply to read.
        InvalidInputError: JSON of another shape.
    """
    try:
        return decoder.decode(body)
    except msgspec.ValidationError as error:
        faults = msgspec_faults(error, "body", schema_of(decoder.type))
        raise InvalidInputError("the body does not fit", errors=faults) from None
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise MalformedRequestError("the body is not JSON") from None


def msgspec_faults(error: Exception, root: str, schema: dict[str, Any]) -> list[dict[str, str]]:
    """The fault that msgspec reports, as `loc` and `msg`.

    Args:
        schema: JSON schema of the type; a place names only properties that stand there.
    """
    text, found, place = str(error).rpartition(" - at `")
    if not found:
        text, place = place, ""
    quoting = error.__cause__ is not None or not text.startswith(_OWN_WORDS)
    if quoting:
        text = UNKNOWN_FIELD if text.startswith("Object contains unknown field") else "not an allowed value"
    # What msgspec quotes may itself look like a place, so an index behind it could be anybody's number.
    parts = [
        int(index) if index and not quoting else name
        for name, index in _parts(place.rpartition("$")[2].rstrip("`"))
    ]
    return [{"loc": _place(root, parts, set(_property_names(schema))), "msg": text}]


def schema_of(kind: Any) -> dict[str, Any]:
    """JSON schema of a type that msgspec or pydantic knows; `{}`, which allows anything, of another."""
    try:
        if callable(of_model := getattr(kind, "model_json_schema", None)):
            return dict(of_model())
        return msgspec.json.schema(kind)
    except Exception:  # each library has its own way to say that a type has no JSON form
        return {}


def pydantic_faults(error: Any, root: str, schema: dict[str, Any]) -> list[dict[str, str]]:
    """The faults that a pydantic `ValidationError` reports, as `loc` and `msg` (its error type).

    Args:
        schema: JSON schema of the model; a place names only properties that stand there.
    """
    known = set(_property_names(schema))
    return [{"loc": _place(root, fault["loc"], known), "msg": str(fault["type"])} for fault in error.errors()]


def _place(root: str, parts: Sequence[str | int], known: set[str]) -> str:
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
