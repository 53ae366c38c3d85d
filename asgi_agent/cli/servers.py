"""Run an ASGI app under uvicorn or hypercorn, in this process."""

from __future__ import annotations

import asyncio
import importlib
from typing import TYPE_CHECKING, Any

from asgi_agent.errors import MissingDependencyError

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
        # The access log prints raw paths, which is where identifiers leak.
        return lambda app, host, port: uvicorn.run(
            app, host=host, port=port, access_log=False, log_config=None
        )
    config, serve = _import("hypercorn.config").Config(), _import("hypercorn.asyncio").serve

    def run(app: ASGIApp, host: str, port: int) -> None:
        config.bind = [f"{host}:{port}"]
        asyncio.run(serve(app, config, mode="asgi"))

    return run


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
