"""Run an ASGI app under uvicorn or hypercorn, in this process."""

from __future__ import annotations

import asyncio
import importlib
from typing import TYPE_CHECKING, Any

from asgi_agent.errors import MissingDependencyError

if TYPE_CHECKING:
    from starlette.types import ASGIApp

SERVERS = ("uvicorn", "hypercorn")


def run(app: ASGIApp, server: str, host: str, port: int) -> None:
    """Serve `app` until the process is told to stop.

    Raises:
        MissingDependencyError: the server is not installed.
    """
    if server == "uvicorn":
        # The access log prints raw paths, which is where identifiers leak.
        _import("uvicorn").run(app, host=host, port=port, access_log=False, log_config=None)
    else:
        config = _import("hypercorn.config").Config()
        config.bind = [f"{host}:{port}"]
        asyncio.run(_import("hypercorn.asyncio").serve(app, config, mode="asgi"))


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
