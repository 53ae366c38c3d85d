"""What the cells of a row say: fields, targets, settings."""

from __future__ import annotations

import ast
import re
from typing import Any

import msgspec

from asgi_agent.workflows.model import Input, Output, Targets

END = "END"
FUNCTION = "func:"
_tool = re.compile(r"\s*([^|(]+?)\s*(\(.*\))?\s*").fullmatch
_settings = re.compile(r"\{\s*([\w.]+\s*=[^{}]*)\}").fullmatch
_next_setting = re.compile(r",(?=\s*[\w.]+\s*=(?!=))")


def split_names(cell: str) -> list[str]:
    """`a|b`, or where there is no bar `a,b`."""
    return [part.strip() for part in cell.split("|" if "|" in cell else ",") if part.strip()]


def read_inputs(cell: str) -> tuple[Input, ...]:
    """`key`, `key:parameter`, or for a sub-graph `child=parent`."""
    inputs = []
    for part in split_names(cell):
        if "=" in part:
            parameter, _, key = part.partition("=")
        else:
            key, _, parameter = part.partition(":")
        inputs.append(Input(key.strip(), parameter.strip() or key.strip()))
    return tuple(inputs)


def read_outputs(cell: str) -> tuple[Output, ...]:
    """`key`, or for a sub-graph `parent=child`."""
    outputs = []
    for part in split_names(cell):
        key, _, name = part.partition("=")
        outputs.append(Output(name.strip() or key.strip(), key.strip()))
    return tuple(outputs)


def read_targets(cell: str) -> Targets:
    """`A`, `A|B` for both at once, or `func:name`."""
    if cell.startswith(FUNCTION):
        return Targets(function=cell.removeprefix(FUNCTION).strip())
    return Targets(tuple(part.strip() for part in cell.split("|") if part.strip()))


def read_tools(cell: str) -> tuple[str, ...]:
    """`a|b`; what stands behind a name in brackets is a description."""
    found = (_tool(part) for part in cell.split("|") if part.strip())
    return tuple(match[1] for match in found if match is not None)


def read_context(cell: str) -> dict[str, Any]:
    """Settings as a JSON object, as a Python literal, as `{name=value}`, or as a text: `{"context": text}`.

    `{one=1, two=2}` are two; a comma that no other name follows is one of the value.

    Raises:
        ValueError: it looks like an object and is none, or has a name twice.
    """
    if not cell:
        return {}
    if (settings := _settings(cell)) is not None:
        return _read_settings(settings[1])
    if not cell.startswith("{"):
        return {"context": cell}
    try:
        value = msgspec.json.decode(cell)
    except (msgspec.DecodeError, RecursionError):
        try:
            value = ast.literal_eval(cell)
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            raise ValueError("neither JSON nor a Python literal") from None
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise ValueError("not an object with names")
    return value


def _read_settings(text: str) -> dict[str, Any]:
    settings: dict[str, Any] = {}
    for part in _next_setting.split(text):
        name, _, value = part.partition("=")
        if name.strip() in settings:
            raise ValueError(f"{name.strip()} is there twice")
        settings[name.strip()] = value.strip()
    return settings
