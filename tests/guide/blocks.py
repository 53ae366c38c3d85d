"""The README's guide for FastAPI services: its code blocks, to be run with a host around them."""

from __future__ import annotations

import re
from typing import Any

import fastapi

from tests.test_readme import section

NAMES = ("BackgroundTasks", "Depends", "FastAPI", "HTTPException", "Header", "Request", "Response")
TITLE = "A FastAPI service, step by step"


def part(heading: str) -> str:
    """What stands below a heading of the guide."""
    return section(TITLE).split(f"\n### {heading}\n", 1)[1].split("\n### ", 1)[0]


def block(heading: str, place: int = 0, language: str = "python") -> str:
    """A code block below a heading."""
    found: list[str] = re.findall(rf"```{language}\n(.*?)```", part(heading), re.DOTALL)
    return found[place]


def told(table: str) -> dict[str, str]:
    """A table by what stands in its first column: what stands in its second; several are told apart.

    Args:
        table: how the heading of its first column begins.
    """
    lines = section(TITLE).split(f"\n| {table}", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    found: dict[str, str] = {}
    for line in lines:
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        names, values = re.findall(r"`([^`]+)`", cells[0]), cells[1].split(", ")
        one_each = len(names) > 1 and len(values) == len(names)
        found |= dict(zip(names, values if one_each else [cells[1]] * len(names), strict=True))
    return found


def run(code: str, space: dict[str, Any]) -> dict[str, Any]:
    """Run code of the guide in a module of the host's, which has FastAPI's names and the guide's imports."""
    usual = {name: getattr(fastapi, name) for name in NAMES}
    space.update({**usual, **space})
    imports = [line for line in block("Routes").splitlines() if line.startswith("from ")]
    for text in ("\n".join(imports), code):
        exec(compile(text, "<the guide>", "exec", dont_inherit=True), space)
    return space
