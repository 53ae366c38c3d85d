"""Agents that read and write files, in one directory and nowhere else."""

from __future__ import annotations

import asyncio
import csv
import io
import threading
from typing import TYPE_CHECKING, Any

import msgspec

from asgi_agent.workflows.agents.step import CannotBuild
from asgi_agent.workflows.prompts import fill

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from asgi_agent.workflows.agents.step import Surroundings, Work

MAX_FILE = 64 * 1024 * 1024

# Of two branches that append to one file, each takes what the other has written.
_writing = threading.Lock()

# What spreadsheets take for a formula: a cell that begins so is written as a text (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def reader(read: Callable[[str], Any]) -> Callable[[Surroundings], Work]:
    """An agent that gives what a file holds: `collection` of the inputs or the context, or the prompt."""

    def build(around: Surroundings) -> Work:
        _require_directory(around)

        def work(inputs: Mapping[str, Any]) -> Any:
            return read(_read(_path(around, inputs)))

        return lambda inputs: asyncio.to_thread(work, inputs)

    return build


def writer(write: Callable[[Any, str | None], str]) -> Callable[[Surroundings], Work]:
    """An agent that writes its inputs, and gives how many bytes and where; `mode` is `write` or `append`."""

    def build(around: Surroundings) -> Work:
        _require_directory(around)
        mode = around.node.context.get("mode", "write")
        if mode not in ("write", "append"):
            raise CannotBuild(f"mode is write or append, not {mode!r}", "Context")

        def work(inputs: Mapping[str, Any]) -> Any:
            path = _path(around, inputs)
            values = {key: value for key, value in inputs.items() if key != "collection"}
            with _writing:
                before = _read(path) if mode == "append" and path.exists() else None
                text = write(values, before)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
            return {"success": True, "file": path.name, "bytes": len(text.encode())}

        return lambda inputs: asyncio.to_thread(work, inputs)

    return build


def _read(path: Path) -> str:
    if path.stat().st_size > MAX_FILE:
        raise ValueError("the file is too large")
    return path.read_text("utf-8-sig")


def _require_directory(around: Surroundings) -> None:
    if around.data is None:
        why = f"{around.node.agent} needs data=, the directory of its files"
        raise CannotBuild(why, "AgentType", missing=True)


def _path(around: Surroundings, inputs: Mapping[str, Any]) -> Path:
    """The file that is meant.

    Raises:
        PermissionError: it lies outside the directory.
    """
    assert around.data is not None
    name = inputs.get("collection") or around.node.context.get("collection") or fill(around.prompt, inputs)
    directory = around.data.resolve()
    path = (directory / str(name)).resolve()
    if not path.is_relative_to(directory) or path == directory:
        raise PermissionError("the file lies outside the data directory")
    return path


def read_csv(text: str) -> list[dict[str, str]]:
    """A record for each line.

    Raises:
        ValueError: a line has more cells than the header.
    """
    table = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="")
    records = [dict(record) for record in table]
    if any(isinstance(record.get(""), list) for record in records):
        raise ValueError("a line has more cells than the header")
    return records


def read_json(text: str) -> Any:
    """The document."""
    return msgspec.json.decode(text)


def write_csv(values: Mapping[str, Any], before: str | None) -> str:
    """The records of the only input, if it holds some; else the inputs as one record."""
    (only,) = values.values() if len(values) == 1 else (None,)
    records = only if isinstance(only, list) and all(isinstance(r, dict) for r in only) else [dict(values)]
    records = [{_cell(str(key)): _cell(value) for key, value in record.items()} for record in records]
    kept = [] if before is None else read_csv(before)
    columns = list(dict.fromkeys(key for record in [*kept, *records] for key in record))
    text = io.StringIO()
    table = csv.DictWriter(text, columns, lineterminator="\n")
    table.writeheader()
    table.writerows([*kept, *records])
    return text.getvalue()


def write_json(values: Mapping[str, Any], before: str | None) -> str:
    """The only input, or all of them; appended to a list."""
    value: Any = next(iter(values.values())) if len(values) == 1 else dict(values)
    if before is not None:
        kept = read_json(before)
        value = [*(kept if isinstance(kept, list) else [kept]), value]
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"


def write_text(values: Mapping[str, Any], before: str | None) -> str:
    """The inputs, a line for each."""
    return (before or "") + "".join(f"{value}\n" for value in values.values())


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return msgspec.json.encode(value).decode() if isinstance(value, dict | list) else value
