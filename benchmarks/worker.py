"""A process with one contender in it: called directly, or served by uvicorn.

    python -m benchmarks.worker call "asgi-agent" langgraph_echo     reads orders from stdin
    python -m benchmarks.worker serve "asgi-agent" langgraph_echo    prints its port, serves until terminated

A process each, because contenders that share one would share its garbage collector and global state.
"""

from __future__ import annotations

import asyncio
import socket
import sys
from typing import TYPE_CHECKING, TextIO

import msgspec

from benchmarks import inprocess
from benchmarks.apps import build

if TYPE_CHECKING:
    from starlette.types import ASGIApp


class Order(msgspec.Struct):
    """A batch to be measured."""

    path: str
    body: str
    count: int
    concurrency: int


async def answer_orders(app: ASGIApp, answers: TextIO) -> None:
    """Measure each batch that a line on stdin asks for, and answer with what came of it."""
    decoder = msgspec.json.Decoder(Order)
    async with inprocess.lifespan(app):
        print(file=answers, flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            order = decoder.decode(line)
            batch = await inprocess.measure(
                app, order.path, order.body.encode(), count=order.count, concurrency=order.concurrency
            )
            print(msgspec.json.encode(batch).decode(), file=answers, flush=True)


def serve(app: ASGIApp, answers: TextIO) -> None:
    """Serve on a free port, with uvicorn as it is fastest."""
    import uvicorn

    listener = socket.create_server(("127.0.0.1", 0), backlog=2048)
    print(listener.getsockname()[1], file=answers, flush=True)
    config = uvicorn.Config(app, access_log=False, log_level="warning")
    uvicorn.Server(config).run(sockets=[listener])


def main() -> None:
    """Build the contender and do what the command line says."""
    mode, app, graph = sys.argv[1:]
    answers, sys.stdout = sys.stdout, sys.stderr  # some servers print while they work
    if mode == "serve":
        serve(build(app, graph), answers)
    else:
        asyncio.run(answer_orders(build(app, graph), answers))


if __name__ == "__main__":
    main()
