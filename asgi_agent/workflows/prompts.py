"""Prompts: texts with placeholders, in the cell or in files of one directory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from asgi_agent.workflows.errors import Fault, WorkflowError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAX_PROMPT = 1024 * 1024
REFERENCES = ("prompt:", "file:", "yaml:")
NAMED = "prompts.yaml"
_placeholder = re.compile(r"\{\{|\}\}|\{([A-Za-z_][\w-]*)\}")


def fill(template: str, values: Mapping[str, Any]) -> str:
    """The template with values in place of `{name}`.

    Names alone: `{name.attribute}`, `{name[0]}` and format specifications, by which `str.format` gives away
    what is inside an object, stay as they are, and so does a name that has no value. `{{` is a brace.
    """

    def value(match: re.Match[str]) -> str:
        name = match[1]
        if name is None:
            return match[0][0]
        found = values.get(name)
        return match[0] if found is None else str(found)

    return _placeholder.sub(value, template)


def files_of(prompt: str) -> tuple[str, ...]:
    """The files in which `Prompts` looks for what a cell means, whether they are there or not."""
    kind, reference = _parted(prompt)
    if kind == "prompt:":
        return f"{reference}.txt", NAMED
    return () if kind is None else (reference.partition("#")[0] if kind == "yaml:" else reference,)


class Prompts:
    """Where prompts come from that are not in the cell: `file:name.txt`, `yaml:file.yaml#key`, `prompt:name`.

    `prompt:name` is `name.txt` in the directory, or the key `name` of its `prompts.yaml`.

    Args:
        directory: of the files; None if there are none. Nothing outside it is ever read.
    """

    def __init__(self, directory: Path | None) -> None:
        self._directory = None if directory is None else directory.resolve()
        self._texts: dict[str, str] = {}
        self._documents: dict[str, Any] = {}
        self._absent: set[Path] = set()

    def resolve(self, prompt: str, file: str, line: int) -> str:
        """The text that a cell means.

        Raises:
            WorkflowError: it refers to what is not there, or lies outside the directory.
        """
        kind, reference = _parted(prompt)
        if kind is None:
            return prompt
        try:
            if kind == "file:":
                return self._read(reference)
            if kind == "yaml:":
                name, _, key = reference.partition("#")
                return self._entry(name, key)
            return self._named(reference)
        except ValueError as error:
            raise WorkflowError(file, [Fault(str(error), line, "Prompt")]) from None

    def unchanged(self) -> bool:
        """Whether the files that were read still hold what they did."""
        try:
            same = all(self._content(name) == text for name, text in self._texts.items())
        except ValueError:
            return False
        return same and not any(path.is_file() for path in self._absent)

    def _named(self, name: str) -> str:
        path = self._path(f"{name}.txt")
        if path.is_file():
            return self._read(f"{name}.txt")
        self._absent.add(path)
        return self._entry(NAMED, name)

    def _entry(self, name: str, key: str) -> str:
        entries = self._document(name)
        for part in key.split(".") if key else ():
            known = list(entries) if isinstance(entries, dict) else []
            if part not in known:
                raise ValueError(f"{name} has no entry {key!r}{did_you_mean(part, map(str, known))}")
            entries = entries[part]
        if not isinstance(entries, str):
            raise ValueError(f"the entry {key!r} of {name} is no text")
        return entries

    def _document(self, name: str) -> Any:
        """What a YAML file holds, read once for all rows that refer to it."""
        import yaml

        if name not in self._documents:
            try:
                self._documents[name] = yaml.safe_load(self._read(name))
            except yaml.YAMLError:
                raise ValueError(f"{name} is no YAML") from None
        return self._documents[name]

    def _read(self, name: str) -> str:
        if name in self._texts:
            return self._texts[name]
        text = self._texts[name] = self._content(name)
        return text

    def _content(self, name: str) -> str:
        path = self._path(name)
        try:
            if path.stat().st_size > MAX_PROMPT:
                raise ValueError(f"{name} is too large for a prompt")
            return path.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise ValueError(f"there is no prompt file {name}") from None

    def _path(self, name: str) -> Path:
        if self._directory is None:
            raise ValueError("prompts= is not given, so there are no prompt files")
        path = (self._directory / name).resolve()
        if not path.is_relative_to(self._directory):
            raise ValueError("the prompt lies outside the prompts' directory")
        return path


def _parted(prompt: str) -> tuple[str | None, str]:
    """What kind of reference a cell is, None for a text, and to what."""
    kind = next((each for each in REFERENCES if prompt.startswith(each)), None)
    return kind, "" if kind is None else prompt.removeprefix(kind).strip()
