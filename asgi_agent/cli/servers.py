"""Run an ASGI app under uvicorn or hypercorn, in this process."""

from __future__ import annotations

import asyncio
import importlib
import socket
from typing import TYPE_CHECKING, Any

from asgi_agent.errors import ConfigurationError, MissingDependencyError

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp

SERVERS = ("uvicorn", "hypercorn")


def find(server: str) -> Callable[[ASGIApp, str, int], None]:
    """A function that serves `app` on a host and a port until the process is told to stop.

    Raises:
        MissingDependencyError: the server is not installed.
    """
    if server == "uvicorn":
        uvicorn = _import("uvicorn")

        def run_uvicorn(app: ASGIApp, host: str, port: int) -> None:
            _check_free(host, port)
            # The access log prints raw paths, which is where identifiers leak.
            uvicorn.run(app, host=host, port=port, access_log=False, log_config=None)

        return run_uvicorn
    config, serve = _import("hypercorn.config").Config(), _import("hypercorn.asyncio").serve

    def run(app: ASGIApp, host: str, port: int) -> None:
        _check_free(host, port)
        config.bind = [f"{host}:{port}"]
        asyncio.run(serve(app, config, mode="asgi"))

    return run


def _check_free(host: str, port: int) -> None:
    """Say what the servers' logs, without the texts of exceptions, would not."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        raise ConfigurationError(f"{host}, port {port}: {error.strerror}") from None


def _import(module: str) -> Any:
    package = module.partition(".")[0]
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name != package:
            raise
        raise MissingDependencyError(
            f"{package} is not installed: pip install 'asgi-agent[{package}]'"
        ) from None
