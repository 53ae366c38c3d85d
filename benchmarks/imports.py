"""What importing the package costs a process, and which frameworks come along."""

from __future__ import annotations

import statistics
import subprocess
import sys
from typing import TYPE_CHECKING

import msgspec

from benchmarks.processes import ROOT, progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.scale import Scale

STATEMENTS = ("import asgi_agent", "from asgi_agent import AgentASGI", "import starlette.applications")

FRAMEWORKS = (
    "agentflow",
    "fastapi",
    "langchain_core",
    "langgraph",
    "langserve",
    "pydantic",
    "tenxgraph",
    "uvicorn",
)

SCRIPT = """
import json, sys, time
before = time.perf_counter()
{statement}
taken = time.perf_counter() - before
print(json.dumps([taken, sorted(set({frameworks}) & set(sys.modules))]))
"""


class Row(msgspec.Struct, frozen=True):
    """One statement in fresh processes, in milliseconds."""

    statement: str
    median: float
    best: float
    frameworks: list[str]


class Result(msgspec.Struct):
    """A table."""

    title: str
    rows: list[Row]
    left_out: list[str]


def measure(scale: Scale, statements: Sequence[str] = STATEMENTS) -> list[Result]:
    """Each statement in turn, `scale.imports` times."""
    taken: dict[str, list[float]] = {statement: [] for statement in statements}
    loaded: dict[str, list[str]] = {}
    for number in range(scale.imports + 1):
        progress(f"import: round {number} of {scale.imports}")
        for statement in statements:
            seconds, loaded[statement] = _import(statement)
            if number:  # the first round fills the disk cache
                taken[statement].append(seconds * 1000)
    rows = [
        Row(statement, statistics.median(times), min(times), loaded[statement])
        for statement, times in taken.items()
    ]
    return [Result("import in a fresh process", rows, [])]


def _import(statement: str) -> tuple[float, list[str]]:
    script = SCRIPT.format(statement=statement, frameworks=FRAMEWORKS)
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True)
    return msgspec.json.decode(done.stdout, type=tuple[float, list[str]])
