"""A store that does what a test wants of it: fails, hangs, or kills the thread that writes."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from typing import TYPE_CHECKING, Any

from asgi_agent.audit.files import DirectoryStore
from asgi_agent.audit.record import Event, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from asgi_agent.audit.store import Appended

PATIENCE = 20.0


class Steered(DirectoryStore):
    """A log in a directory, as long as nothing else is wanted.

    Attributes:
        fault: what an append raises instead of writing.
        late_fault: what an append raises after it has written.
        gate: what an append waits for.
        tries: how many appends were begun.
        moments: when each of them was begun.
        batches: how many records each of those that were finished had.
    """

    def __init__(self, directory: Path) -> None:
        super().__init__(directory, sync=False)
        self.fault: BaseException | None = None
        self.late_fault: BaseException | None = None
        self.gate = threading.Event()
        self.gate.set()
        self.reached = threading.Event()
        self.tries = 0
        self.moments: list[float] = []
        self.batches: list[int] = []

    def append(self, bodies: Sequence[bytes]) -> Appended:
        self.tries += 1
        self.moments.append(time.monotonic())
        self.reached.set()
        assert self.gate.wait(PATIENCE)
        if self.fault is not None:
            raise self.fault
        appended = super().append(bodies)
        self.batches.append(len(bodies))
        if self.late_fault is not None:
            raise self.late_fault
        return appended


def event(name: str = "read") -> Record:
    """A record of the host."""
    return Record(phase="event", event=Event("host.event", "R", name))


def entries_of(directory: Path) -> list[dict[str, Any]]:
    """The records of a log."""
    return [json.loads(line) for line in DirectoryStore(directory).lines()]


def names_of(directory: Path) -> list[str]:
    """The names of the host's records in a log."""
    return [
        entry["event"]["name"] for entry in entries_of(directory) if entry["event"]["type"] == "host.event"
    ]


def kinds_of(directory: Path) -> list[str]:
    """What kinds of records a log has, without those of its segments."""
    kinds = [entry["event"]["type"].removeprefix("audit.") for entry in entries_of(directory)]
    return [kind for kind in kinds if kind != "segment"]


def gaps_of(directory: Path) -> list[tuple[str, int]]:
    """The gaps that tell of a number of records."""
    gaps = [entry["chain"] for entry in entries_of(directory) if entry["event"]["type"] == "audit.gap"]
    return [(gap["reason"], gap["count"]) for gap in gaps if "count" in gap]


async def reached(condition: Callable[[], bool]) -> None:
    """Wait until something is so, which other threads see to."""
    for _ in range(int(PATIENCE / 0.01)):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never was")
