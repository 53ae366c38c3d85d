"""Graphs without a framework: functions and generators that say how far they came.

Those that count take a `key`: they note each step at `{key}` and their regular end at `{key}:finished`. The
counts are read over HTTP (`tests.matrix.apps`), because the graphs run in the server's process.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING, Any, TypedDict

import msgspec

from asgi_agent import current_run, get_request_id

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from asgi_agent import Run

STEP = 0.05
SECRET = "secret=hunter2 SSN 078-05-1120"

counts: Counter[str] = Counter()


class Steps(TypedDict, total=False):
    """State of a graph that counts to `steps`."""

    key: str
    steps: int
    done: int


class Intake(msgspec.Struct, forbid_unknown_fields=True):
    """An input with a shape, for bodies that do not have it."""

    patient: str
    age: int


async def steps(value: Steps, run: Run) -> AsyncIterator[str]:
    """Take a step of `STEP` seconds with each word."""
    for number in range(1, value["steps"] + 1):
        counts[value["key"]] += 1
        yield f"{value['key']}-{number} "
        await asyncio.sleep(STEP)
    counts[value["key"] + ":finished"] += 1


async def gated(value: dict[str, Any]) -> AsyncIterator[str]:
    """Say `count` words, each but the first only when it is asked for under `{key}:asked`."""
    for number in range(value["count"]):
        while counts[value["key"] + ":asked"] < number:  # noqa: ASYNC110 - another service of the process counts
            await asyncio.sleep(STEP / 10)
        yield f"word-{number} "
    counts[value["key"] + ":finished"] += 1


async def tokens(value: dict[str, Any]) -> AsyncIterator[str]:
    """The caller's own token, `count` times, with a pause between."""
    for _ in range(value["count"]):
        yield value["token"]
        await asyncio.sleep(0.05)


async def flood(value: dict[str, Any]) -> AsyncIterator[str]:
    """Pieces of 1 KB as fast as they are taken."""
    piece = "x" * 1024
    for _ in range(value["count"]):
        counts[value["key"]] += 1
        yield piece
    counts[value["key"] + ":finished"] += 1


async def silent(value: dict[str, Any]) -> str:
    """Say nothing for a while."""
    counts[value.get("key", "silent")] += 1
    await asyncio.sleep(value["seconds"])
    return "done"


async def whoami(value: dict[str, Any], run: Run) -> dict[str, Any]:
    """Tell whom this code believes to work for, before and after it waited."""
    before = _identity()
    await asyncio.sleep(value.get("seconds", 0.0))
    assert run is current_run()
    return {"before": before, "after": _identity(), "echo": value.get("echo")}


def _identity() -> dict[str, Any]:
    run = current_run()
    return {
        "run_id": run.run_id,
        "thread_id": run.thread_id,
        "request_id": run.request_id,
        "parent_request_id": run.parent_request_id,
        "principal": run.principal.id if run.principal else None,
        "request_id_in_context": get_request_id(),
    }


async def boom(value: Any) -> AsyncIterator[str]:
    """Say something, then fail with a text that must not leave."""
    yield "so far so good"
    raise ValueError(SECRET)


async def intake(value: Intake) -> str:
    """Take a checked input."""
    return f"age {value.age}"


async def transcript(value: dict[str, Any], run: Run) -> dict[str, Any]:
    """Append to a thread's list without any lock: overlapping runs would lose each other's lines."""
    lines = _transcripts.setdefault(run.thread_id, [])
    seen = list(lines)
    await asyncio.sleep(value.get("seconds", 0.05))
    _transcripts[run.thread_id] = [*seen, value["text"]]
    return {"transcript": _transcripts[run.thread_id]}


_transcripts: dict[str, list[str]] = {}
