"""Requests and events a second through each proxy, and the time that it adds to the first byte."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from benchmarks import sockets
from benchmarks.graphs import TOKENS
from benchmarks.processes import ROOT, progress
from benchmarks.stats import Batch, Ratio, percentile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.scale import Scale

HOST = "127.0.0.1"
PATIENCE = 30.0
PROXIES = {
    "no proxy": "upstream",
    "bare httpx proxy": "bare",
    "the guide's snippet": "guide",
    "asgi-agent": "ours",
}
NGINX = """
daemon off; pid {0}/pid; error_log /dev/null; worker_processes 1; events {{}}
http {{ access_log off; client_body_temp_path {0}; proxy_temp_path {0}; fastcgi_temp_path {0};
  uwsgi_temp_path {0}; scgi_temp_path {0};
  upstream agent {{ server 127.0.0.1:{1}; keepalive 64; }}
  server {{ listen 127.0.0.1:{2}; keepalive_requests 1000000;
    location / {{ proxy_pass http://agent; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_buffering off; }} }} }}
"""


class Row(msgspec.Struct, frozen=True):
    """One proxy; rates are medians over rounds, times in milliseconds."""

    name: str
    rate: float
    events: float
    first_byte: float
    to_bare: Ratio
    to_guide: Ratio


class Result(msgspec.Struct):
    """A table."""

    title: str
    rows: list[Row]


def measure(scale: Scale, concurrencies: Sequence[int] = (1, 16)) -> list[Result]:
    """Invoke and stream, so many at a time."""
    with tempfile.TemporaryDirectory() as directory, contextlib.ExitStack() as stack:
        upstream = stack.enter_context(_served("upstream"))
        ports = {"no proxy": upstream}
        for name, app in list(PROXIES.items())[1:]:
            ports[name] = stack.enter_context(_served(app, upstream))
        if (program := shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")) is not None:
            ports["nginx"] = stack.enter_context(_nginx(program, Path(directory), upstream))
        return [
            asyncio.run(_measured(ports, shape, concurrency, scale))
            for shape in ("invoke", "stream")
            for concurrency in concurrencies
        ]


async def _measured(ports: dict[str, int], shape: str, concurrency: int, scale: Scale) -> Result:
    count = max((scale.requests if shape == "invoke" else scale.streams) // concurrency, 1) * concurrency
    batches: dict[str, list[Batch]] = {name: [] for name in ports}
    title = f"{shape} through a proxy, {concurrency} at a time"
    for number in range(scale.rounds + 1):
        progress(f"{title}: round {number} of {scale.rounds}")
        order = list(ports)
        for name in order[number % len(order) :] + order[: number % len(order)]:
            batch = await sockets.measure(
                ports[name], f"/agent/{shape}", b"{}", count=count, concurrency=concurrency
            )
            if number:  # the first round warms up
                batches[name].append(batch)
    rates = {name: [batch.rate for batch in rounds] for name, rounds in batches.items()}
    events = len(TOKENS) if shape == "stream" else 1
    return Result(
        title,
        [
            Row(
                name,
                statistics.median(rates[name]),
                statistics.median(rates[name]) * events,
                statistics.median(percentile(batch.first_events, 50) for batch in rounds) * 1000,
                Ratio.of(rates[name], rates["bare httpx proxy"]),
                Ratio.of(rates[name], rates["the guide's snippet"]),
            )
            for name, rounds in batches.items()
        ],
    )


@contextlib.contextmanager
def _served(app: str, upstream: int | None = None) -> Iterator[int]:
    port = _free_port()
    command = [sys.executable, "-W", "ignore", "-m", "uvicorn", f"benchmarks.edge.apps:{app}"]
    options = ["--port", str(port), "--http", "httptools", "--no-access-log", "--log-level", "error"]
    environment = {**os.environ, "UPSTREAM": "" if upstream is None else f"http://{HOST}:{upstream}"}
    with _process([*command, *options], environment, port):
        yield port


@contextlib.contextmanager
def _nginx(program: str, directory: Path, upstream: int) -> Iterator[int]:
    port, config = _free_port(), directory / "nginx.conf"
    config.write_text(NGINX.format(directory, upstream, port))
    with _process([program, "-c", str(config), "-p", str(directory)], dict(os.environ), port):
        yield port


@contextlib.contextmanager
def _process(command: list[str], environment: dict[str, str], port: int) -> Iterator[None]:
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection((HOST, port), 1).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"{command} took no connection") from None
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])
