"""How long it takes to read and compile a large file."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.tables import Table, Target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.scale import Scale

HEADER = "GraphName,Node,AgentType,Prompt,Input_Fields,Output_Field,Edge"
LONGEST = 0.5


def measure(scale: Scale, rows: int = 1000) -> Table:
    """One workflow of so many nodes, and as many rows in workflows of ten."""
    files = {"one workflow": rows, "workflows of ten nodes": 10}
    times = {
        name: [_load(rows, length, each) for each in range(scale.imports)] for name, length in files.items()
    }
    found = {name: statistics.median(each) for name, each in times.items()}
    cells: list[Sequence[str]] = [[name, f"{seconds:.3f}"] for name, seconds in found.items()]
    targets = [
        Target(f"load of {rows} rows, {name}", f"under {LONGEST} s", f"{seconds:.3f} s", seconds < LONGEST)
        for name, seconds in found.items()
    ]
    return Table(f"Loading {rows} rows", ["rows in", "s, median"], cells, targets)


def _load(rows: int, length: int, number: int) -> float:
    from asgi_agent.workflows import load_csv

    lines = [HEADER, f"# {number}, {length}: a file of its own, lest it be known already"]
    for row in range(rows):
        last = row % length == length - 1 or row == rows - 1
        following = "" if last else f"N{row + 1}"
        lines.append(f"G{row // length},N{row},echo,Step {row} of {{value}},value,value,{following}")
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "large.csv"
        path.write_text("\n".join(lines))
        before = time.perf_counter()
        graphs = load_csv(path)
        seconds = time.perf_counter() - before
    assert len(graphs) == -(-rows // length)
    return seconds
