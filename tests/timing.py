"""How long something takes in this thread, whatever else the machine and the process do."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SHORT, LONG = 10_000, 40_000


def seconds(run: Callable[[], object], repeats: int = 1) -> float:
    """The least that it took, without the garbage collector: that goes through what other tests have left."""
    times = []
    enabled = gc.isenabled()
    gc.disable()
    try:
        for _ in range(repeats):
            start = time.thread_time()
            run()
            times.append(time.thread_time() - start)
    finally:
        if enabled:
            gc.enable()
    return min(times)


def takes_time_in_proportion(run: Callable[[str], object], make: Callable[[int], str]) -> bool:
    """Whether four times the text takes about four times as long; sixteen times would be quadratic."""
    short, long = make(SHORT), make(LONG)
    return seconds(lambda: run(long), 3) < 10 * seconds(lambda: run(short), 3) + 0.05
