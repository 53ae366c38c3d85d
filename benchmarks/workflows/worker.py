"""A process with AgentMap in it, which pins another LangGraph, and with LangGraph by hand beside it.

python -m benchmarks.workflows.worker     reads `{"name", "count"}` lines, answers with seconds a run
"""

from __future__ import annotations

import asyncio
import logging
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from benchmarks.workflows import contenders

if TYPE_CHECKING:
    from benchmarks.workflows.contenders import Contender


class Order(msgspec.Struct):
    """So many runs of one of them."""

    name: str
    count: int


async def timed(contender: Contender, count: int) -> float:
    """Processor time of one run, in seconds: nothing waits in it.

    Raises:
        RuntimeError: it does not do what it is measured for.
    """
    before = time.process_time()
    for _ in range(count):
        state = await contender()
    seconds = (time.process_time() - before) / count
    if state["final"] != contenders.FINAL:
        raise RuntimeError("a contender did not hand on what it was given")
    return seconds


async def main() -> None:
    """Answer orders until there are no more."""
    answers, sys.stdout = sys.stdout, sys.stderr
    with tempfile.TemporaryDirectory() as directory:
        known = {
            contenders.PLAIN: contenders.by_hand(),
            contenders.AGENTMAP: contenders.agentmap(Path(directory)),
        }
        for contender in known.values():
            await timed(contender, 1)
        logging.disable()
        print("ready", file=answers, flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            order = msgspec.json.decode(line, type=Order)
            print(await timed(known[order.name], order.count), file=answers, flush=True)


if __name__ == "__main__":
    asyncio.run(main())
