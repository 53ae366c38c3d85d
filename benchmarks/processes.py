"""Processes that the measurements run in."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import AsyncIterator

ROOT = Path(__file__).resolve().parent.parent
STOP_TIMEOUT = 10.0
LONGEST_LINE = 64 * 1024 * 1024  # a batch comes back as one


class Worker:
    """A `benchmarks.worker`."""

    def __init__(self, process: Process, log: IO[bytes]) -> None:
        self._process = process
        self._log = log

    @classmethod
    @asynccontextmanager
    async def start(cls, mode: str, app: str, graph: str) -> AsyncIterator[Worker]:
        """Run it until the block ends."""
        arguments = ["-W", "ignore", "-m", "benchmarks.worker", mode, app, graph]
        with tempfile.TemporaryFile() as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *arguments,
                cwd=ROOT,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                limit=LONGEST_LINE,
            )
            try:
                yield cls(process, log)
            finally:
                await _stop(process)

    @property
    def pid(self) -> int:
        return self._process.pid

    async def write(self, line: bytes) -> None:
        """Send a line."""
        assert self._process.stdin is not None
        self._process.stdin.write(line + b"\n")
        await self._process.stdin.drain()

    async def read(self) -> bytes:
        """The next line.

        Raises:
            RuntimeError: there is none, since the process has ended; with what it wrote to stderr.
        """
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        if not line:
            await self._process.wait()
            self._log.seek(0)
            raise RuntimeError(f"a worker ended:\n{self._log.read().decode(errors='replace')}")
        return line


async def _stop(process: Process) -> None:
    if process.returncode is None:
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOP_TIMEOUT)
    except TimeoutError:
        process.kill()
        await process.wait()


def progress(text: str) -> None:
    """Say on stderr what is going on."""
    print(text, file=sys.stderr, flush=True)
