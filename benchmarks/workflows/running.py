"""How long a run takes, in rounds that give each contender its turn."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from benchmarks.processes import ROOT
from benchmarks.stats import Ratio
from benchmarks.tables import Table, Target
from benchmarks.workflows import contenders
from benchmarks.workflows.worker import timed

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import AsyncIterator, Sequence

    from benchmarks.scale import Scale
    from benchmarks.workflows.contenders import Contender

    Round = dict[str, tuple[float, float]]

MOST = 1.1


def measure(scale: Scale, agentmap: Path | None) -> Table:
    """Every contender; `agentmap` is a Python in which AgentMap is installed."""
    return asyncio.run(_measure(scale, agentmap))


async def _measure(scale: Scale, agentmap: Path | None) -> Table:
    with tempfile.TemporaryDirectory() as directory:
        here = _here(Path(directory))
        for contender in here.values():
            await timed(contender, 1)
        async with AsyncExitStack() as stack:
            there = None if agentmap is None else await stack.enter_async_context(_there(agentmap))
            rounds = [await _round(here, there, scale.requests) for _ in range(scale.rounds)]
    return _table(rounds)


def _here(directory: Path) -> dict[str, Contender]:
    return {
        contenders.PLAIN: contenders.by_hand(),
        contenders.COMPILED: contenders.compiled(directory),
        contenders.INVOKE: contenders.invoked(directory),
        contenders.EXECUTED: contenders.executed(directory),
    }


async def _round(
    here: dict[str, Contender], there: Process | None, count: int
) -> dict[str, tuple[float, float]]:
    """Seconds of each, beside those of LangGraph by hand in the same process and round."""
    seconds = {name: await timed(contender, count) for name, contender in here.items()}
    beside = {name: (each, seconds[contenders.PLAIN]) for name, each in seconds.items()}
    if there is not None:
        plain = await _asked(there, contenders.PLAIN, count)
        beside[contenders.AGENTMAP] = await _asked(there, contenders.AGENTMAP, count), plain
    return beside


async def _asked(process: Process, name: str, count: int) -> float:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(msgspec.json.encode({"name": name, "count": count}) + b"\n")
    return float(await process.stdout.readline())


@asynccontextmanager
async def _there(python: Path) -> AsyncIterator[Process]:
    arguments = ["-W", "ignore", "-m", "benchmarks.workflows.worker"]
    process = await asyncio.create_subprocess_exec(
        python,
        *arguments,
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        assert process.stdout is not None
        if (said := await process.stdout.readline()) != b"ready\n":
            raise RuntimeError(f"the process with AgentMap did not start: {said.decode()!r}")
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


def _table(rounds: list[Round]) -> Table:
    rows: list[Sequence[str]] = []
    targets = []
    for name in rounds[0]:
        seconds = [each[name][0] for each in rounds]
        ratio = Ratio.of(seconds, [each[name][1] for each in rounds])
        rows.append([name, f"{statistics.median(seconds) * 1000:.2f}", str(ratio)])
        if name in (contenders.COMPILED, contenders.EXECUTED):
            met = ratio.median <= MOST
            targets.append(Target(name, f"at most {MOST} of {contenders.PLAIN}", str(ratio), met))
    left_out = (
        [] if contenders.AGENTMAP in rounds[0] else [f"Left out: {contenders.AGENTMAP}; see `--agentmap`."]
    )
    head = ["three nodes", "ms, median", "to LangGraph by hand"]
    return Table("A run of a workflow with three nodes", head, rows, targets, left_out)
