"""What a stream costs that is open and says nothing."""

from __future__ import annotations

import asyncio
import importlib
import resource
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import msgspec

from benchmarks.processes import Worker, progress
from benchmarks.sockets import request_bytes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from benchmarks.scale import Scale

BODY = b'{"input": "hello"}'


class Row(msgspec.Struct, frozen=True):
    """One app; kilobytes of resident memory for each open stream, its connection included."""

    app: str
    streams: int
    kilobytes: float


class Result(msgspec.Struct):
    """A table."""

    title: str
    rows: list[Row]
    left_out: list[str]


def measure(scale: Scale) -> list[Result]:
    """A hand-written Starlette stream and ours."""
    title = f"an idle open stream ({scale.open_streams} on one uvicorn process)"
    try:
        psutil = importlib.import_module("psutil")
    except ModuleNotFoundError:
        return [Result(title, [], ["memory (not installed: psutil)"])]
    rows = [
        asyncio.run(_measure(psutil, app, scale.open_streams)) for app in ("bare Starlette", "asgi-agent")
    ]
    return [Result(title, rows, [])]


async def _measure(psutil: Any, app: str, count: int) -> Row:
    progress(f"memory: {count} open streams on {app}")
    _allow_open_files(count + 200)
    async with Worker.start("serve", app, "waiting") as worker:
        port = int(await worker.read())
        process = psutil.Process(worker.pid)
        async with open_streams(port, count // 50 + 1):
            pass  # the first few load what is shared by all
        before = process.memory_info().rss
        async with open_streams(port, count):
            during = process.memory_info().rss
    return Row(app, count, (during - before) / count / 1024)


@asynccontextmanager
async def open_streams(port: int, count: int) -> AsyncIterator[list[asyncio.StreamReader]]:
    """Streams that have each sent their first frame."""
    request = request_bytes(port, "/stream", BODY)
    readers, writers = [], []
    for _ in range(count):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        readers.append(reader)
        writers.append(writer)
        writer.write(request)
        await reader.readuntil(b"\n\n")
    yield readers
    for writer in writers:
        writer.close()
    await asyncio.gather(*(writer.wait_closed() for writer in writers))


def _allow_open_files(count: int) -> None:
    """For this process and those that it starts."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < count:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(count, hard), hard))
