"""Calling `asgi-agent audit` in this process, and what came of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from asgi_agent.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


class Done(NamedTuple):
    """How a command ended, and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[str]:
        """The lines of a table without its head."""
        return self.out.splitlines()[1:]

    @property
    def records(self) -> list[dict[str, Any]]:
        """The objects of JSON by the line."""
        return [json.loads(line) for line in self.out.splitlines()]


class Caller:
    """Calls commands."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Done:
        status = 0
        try:
            main(["audit", *map(str, arguments)])
        except SystemExit as end:
            status = int(end.code or 0)
        out, err = self._capsys.readouterr()
        return Done(status, out, err)
