"""What a process grows by while it records requests."""

from __future__ import annotations

import asyncio
import gc
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.audit.contenders import CLOSED, CONTENDERS
from benchmarks.audit.requests import request
from benchmarks.processes import progress
from benchmarks.tables import Table, Target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.audit.scale import Scale

STEPS = 10
CONCURRENCY = 64
TARGET = 4.0


def measure(scale: Scale) -> list[Table]:
    """Resident memory at ten points of a run, the first after a tenth of it; and how it grows."""
    with tempfile.TemporaryDirectory() as directory:
        taken = asyncio.run(_run(Path(directory), scale.memory))
    grown = slope(taken) * STEPS
    rows: list[Sequence[str]] = [
        (f"{scale.memory * step // STEPS:,} requests", f"{megabytes:.1f}")
        for step, megabytes in enumerate(taken, 1)
    ]
    target = Target(
        f"growth over {scale.memory:,} requests",
        f"at most {TARGET:.0f} MB",
        f"{grown:.1f} MB",
        grown <= TARGET,
    )
    return [Table("Resident memory, fail-closed, 64 at a time", ("after", "MB"), rows, [target])]


def slope(values: Sequence[float]) -> float:
    """By how much they grow from one to the next, by least squares."""
    middle = (len(values) - 1) / 2
    mean = sum(values) / len(values)
    above = sum((place - middle) * (value - mean) for place, value in enumerate(values))
    return above / sum((place - middle) ** 2 for place in range(len(values)))


async def _run(directory: Path, count: int) -> list[float]:
    taken = []
    async with CONTENDERS[CLOSED](directory) as app:
        for step in range(STEPS):
            progress(f"memory: {step} of {STEPS}")

            async def some(share: int) -> None:
                for _ in range(share):
                    await request(app)

            await asyncio.gather(*(some(count // STEPS // CONCURRENCY) for _ in range(CONCURRENCY)))
            gc.collect()
            taken.append(_resident())
    return taken


def _resident() -> float:
    """Megabytes of this process in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
