"""Servers that are killed under load: `python -m tests.middleware.audit.killed DIRECTORY ROUNDS`.

Prints the request id of every response of which a byte has come. The workers are forks of one interpreter
that has everything loaded, since to start eighty would take longer than all the rest; each is uvicorn on one
listening socket, as `uvicorn --workers` has it.
"""

from __future__ import annotations

import os
import random
import re
import signal
import socket
import sys
import threading
import time
from typing import TYPE_CHECKING

import uvicorn

from asgi_agent import AgentASGI, AuditLogMiddleware, CorrelationIdMiddleware
from asgi_agent.audit.tools import is_plain
from asgi_agent.testing import ScriptedGraph

if TYPE_CHECKING:
    from asgi_agent.middleware._types import ASGIApp

WORKERS = 4
CLIENTS = 8

BODY = b'{"input": "hi"}'
HEADERS = b"POST /stream HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 15\r\n\r\n"

request_id = re.compile(rb"x-request-id: ([0-9a-f]{32})\r\n").search


def application(place: str) -> ASGIApp:
    """An agent, with all that records it."""
    return CorrelationIdMiddleware(AuditLogMiddleware(AgentASGI(ScriptedGraph("hello")), log=place))


def worker(listener: socket.socket, config: uvicorn.Config) -> int:
    """Start a process that serves until it is killed."""
    child = os.fork()
    if not child:
        try:
            uvicorn.Server(config).run(sockets=[listener])
        finally:
            os._exit(1)
    return child


def client(address: tuple[str, int], answered: list[bytes], stopped: threading.Event) -> None:
    """Ask again and again, and note whatever has begun to be answered."""
    while not stopped.is_set():
        received = b""
        try:
            with socket.create_connection(address, timeout=0.2) as connection:
                connection.sendall(HEADERS + BODY)
                while b"run.finished" not in received:
                    piece = connection.recv(65536)
                    received += piece
                    if not piece:
                        break
        except OSError:
            time.sleep(0.001)  # killed, with this connection or before it
        if (found := request_id(received)) is not None:
            answered.append(found[1])
        elif received:
            raise SystemExit(f"bytes without an id: {received!r}")


def play(listener: socket.socket, config: uvicorn.Config, chance: random.Random) -> list[bytes]:
    """One round: start the workers, ask them, kill one after the other."""
    children = [worker(listener, config) for _ in range(WORKERS)]
    answered: list[bytes] = []
    stopped = threading.Event()
    arguments = (listener.getsockname(), answered, stopped)
    clients = [threading.Thread(target=client, args=arguments) for _ in range(CLIENTS)]
    for thread in clients:
        thread.start()
    deadline = time.monotonic() + 10
    while not answered and time.monotonic() < deadline:
        time.sleep(0.001)
    for child in children:
        time.sleep(chance.uniform(0, 0.03))
        os.kill(child, signal.SIGKILL)
        assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    stopped.set()
    for thread in clients:
        thread.join()
    return answered


def main(place: str, rounds: str) -> None:
    """Play some rounds."""
    chance = random.Random(1)
    config = uvicorn.Config(application(place), log_level="critical", lifespan="off", http="h11")
    # What workers load when they begin is loaded once instead.
    config.load()
    is_plain("search")
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        for _ in range(int(rounds)):
            for answered in play(listener, config, chance):
                print(answered.decode())  # noqa: T201 - what the test reads


if __name__ == "__main__":
    main(*sys.argv[1:])
