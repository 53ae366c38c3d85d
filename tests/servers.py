"""Start a real ASGI server in a process of its own, on a free loopback port, and end it again.

    with serve("uvicorn", "tests.apps:app", loop="uvloop", http="h11") as server:
        httpx.get(server.url + "/health")

An application is named `module:attribute`, as on the servers' own command lines; it is imported with the
repository's root as the working directory.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ServerName = Literal["uvicorn", "hypercorn", "granian", "daphne"]

HOST = "127.0.0.1"
ROOT = Path(__file__).resolve().parent.parent
READY_TIMEOUT = 60.0
STOP_TIMEOUT = 20.0


class Variant(NamedTuple):
    """One way to run a server; `loop` and `http` matter to uvicorn alone."""

    server: ServerName
    loop: str = "asyncio"
    http: str = "h11"

    def __str__(self) -> str:
        return "-".join(self) if self.server == "uvicorn" else self.server


VARIANTS = (
    Variant("uvicorn", "asyncio", "h11"),
    Variant("uvicorn", "asyncio", "httptools"),
    Variant("uvicorn", "uvloop", "h11"),
    Variant("uvicorn", "uvloop", "httptools"),
    Variant("hypercorn"),
    Variant("granian"),
    Variant("daphne"),
)
"""Every server, and for uvicorn every pair of event loop and HTTP parser: what a matrix test runs on."""


class Server:
    """A running server.

    Attributes:
        name: which server it is.
        port: the loopback port that it listens on.
        url: base URL, without a trailing slash and without the root path.
        process: its process; end it with `stop`.
        exit_code: what the process returned, None while it runs.
    """

    def __init__(self, name: ServerName, port: int, process: subprocess.Popen[bytes], log: Path) -> None:
        self.name = name
        self.port = port
        self.url = f"http://{HOST}:{port}"
        self.process = process
        self._log = log
        self._last_words: bytes | None = None

    @property
    def exit_code(self) -> int | None:
        return self.process.poll()

    @property
    def output(self) -> bytes:
        """What the server wrote to stdout and stderr so far; complete once it has been stopped."""
        return self._log.read_bytes() if self._last_words is None else self._last_words

    def stop(self) -> int:
        """Terminate the process, kill it if it will not go, and return its exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            self.process.kill()
        code = self.process.wait(STOP_TIMEOUT)
        self._last_words = self.output
        return code

    def connect(self, timeout: float = 10.0) -> socket.socket:
        """A raw TCP connection, for requests that no HTTP client would send."""
        return socket.create_connection((HOST, self.port), timeout)


@contextlib.contextmanager
def serve(
    server: ServerName,
    app: str,
    *,
    loop: str = "asyncio",
    http: str = "h11",
    root_path: str = "",
    port: int | None = None,
    args: Sequence[str] = (),
    env: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """Run `app` on `server` until the block ends; the server accepts connections when the block starts.

    Args:
        server: which server.
        app: `module:attribute`.
        loop: `asyncio` or `uvloop`; uvicorn only.
        http: `h11` or `httptools`; uvicorn only.
        root_path: prefix that the server is told it is mounted under.
        port: to listen on; by default one that is free.
        args: further command line arguments, put last.
        env: further environment variables.

    Raises:
        RuntimeError: the server ended, or took no connection in time; the message holds its output.
    """
    port = free_port() if port is None else port
    command = [*_command(server, port, loop, http, root_path), *args, app]
    with tempfile.TemporaryDirectory() as directory:
        log = Path(directory, "output")
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=_environment(env),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        running = Server(server, port, process, log)
        try:
            _wait_until_ready(running)
            yield running
        finally:
            running.stop()


def serve_variant(variant: Variant, app: str, **options: Any) -> contextlib.AbstractContextManager[Server]:
    """`serve` for a member of `VARIANTS`."""
    return serve(variant.server, app, loop=variant.loop, http=variant.http, **options)


def free_port() -> int:
    """A port that nobody listens on, and that nobody else is given in the next minute.

    A connection over it is closed from its side. The system then keeps the port back for a while from whoever
    asks for any port, such as another test run beside this one, and leaves it to a server that asks for it by
    its number: servers set `SO_REUSEADDR`.
    """
    with socket.socket() as listener, socket.socket() as client:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, 0))
        listener.listen(1)
        client.connect(listener.getsockname())
        listener.accept()[0].close()
        port: int = listener.getsockname()[1]
        return port


def _command(server: ServerName, port: int, loop: str, http: str, root_path: str) -> list[str]:
    prefix = [root_path] if root_path else []
    options = {
        "uvicorn": ["--host", HOST, "--port", str(port), "--loop", loop, "--http", http],
        "hypercorn": ["--bind", f"{HOST}:{port}"],
        "granian": ["--interface", "asgi", "--host", HOST, "--port", str(port)],
        "daphne": ["-b", HOST, "-p", str(port)],
    }[server]
    root_flag = "--url-path-prefix" if server == "granian" else "--root-path"
    return [sys.executable, "-m", server, *options, *(f"{root_flag}={path}" for path in prefix)]


def _environment(extra: Mapping[str, str] | None) -> dict[str, str]:
    path = os.pathsep.join(part for part in (str(ROOT), os.environ.get("PYTHONPATH", "")) if part)
    return {**os.environ, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1", **(extra or {})}


def _wait_until_ready(server: Server) -> None:
    deadline = time.monotonic() + READY_TIMEOUT
    while server.exit_code is None and time.monotonic() < deadline:
        try:
            server.connect(timeout=1.0).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    state = "took no connection" if server.exit_code is None else f"ended with code {server.exit_code}"
    raise RuntimeError(f"{server.name} {state}:\n{server.output.decode(errors='replace')}")
