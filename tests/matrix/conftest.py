"""Servers that are started once and serve every test of the matrix."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.servers import VARIANTS, Server, Variant, serve_variant

if TYPE_CHECKING:
    from collections.abc import Iterator

APP = "tests.matrix.apps:app"
ROOT_PATH = "/pre/fix"

BEHIND_A_PREFIX = (
    Variant("uvicorn", "asyncio", "h11"),
    Variant("hypercorn"),
    Variant("granian"),
    Variant("daphne"),
)


MOUNTS = {
    "root": "",
    "starlette": "/starlette/agent",
    "fastapi": "/fastapi/agent",
    "litestar": "/litestar/agent",
    "django": "/django/agent",
    "nested": "/nested/deep/agent",
    "gzip": "/gzip/agent",
    "base": "/base/agent",
}
"""Where `tests.matrix.apps` has an agent; the last two have Starlette's middlewares around it."""

# Every server meets every host. Loop and parser of uvicorn make no difference to a host, so that the other
# three pairs of them meet two.
MAIN = (
    Variant("uvicorn", "uvloop", "httptools"),
    Variant("hypercorn"),
    Variant("granian"),
    Variant("daphne"),
)
SITES = [(variant, host) for variant in MAIN for host in MOUNTS] + [
    (variant, host) for variant in VARIANTS if variant not in MAIN for host in ("root", "starlette")
]


class Site(NamedTuple):
    """An agent in a host, under a server."""

    server: Server
    mount: str


class Fleet:
    """Servers by variant and root path, each started when it is first asked for."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._running: dict[tuple[Variant, str], Server] = {}

    def get(self, variant: Variant, root_path: str = "") -> Server:
        """The running server."""
        key = variant, root_path
        if key not in self._running:
            serving = serve_variant(variant, APP, root_path=root_path)
            self._running[key] = self._stack.enter_context(serving)
        return self._running[key]

    def dismiss(self) -> None:
        """Tell all of them to end, so that they do so beside each other."""
        for server in self._running.values():
            server.process.terminate()


@pytest.fixture(scope="package")
def fleet() -> Iterator[Fleet]:
    """Every server that a test has asked for; all of them end with the session."""
    with ExitStack() as stack:
        servers = Fleet(stack)
        yield servers
        servers.dismiss()


@pytest.fixture(params=VARIANTS, ids=str)
def server(request: pytest.FixtureRequest, fleet: Fleet) -> Server:
    """Each server in turn, and uvicorn with each of its event loops and parsers."""
    variant: Any = request.param
    return fleet.get(variant)


@pytest.fixture(params=MAIN, ids=lambda variant: variant.server)
def main_server(request: pytest.FixtureRequest, fleet: Fleet) -> Server:
    """Each server in turn, for what loop and parser of uvicorn make no difference to."""
    variant: Any = request.param
    return fleet.get(variant)


@pytest.fixture(params=SITES, ids=lambda site: f"{site[0]}-{site[1]}")
def site(request: pytest.FixtureRequest, fleet: Fleet) -> Site:
    """Each server with each host."""
    variant, host = request.param
    return Site(fleet.get(variant), MOUNTS[host])


@pytest.fixture(params=BEHIND_A_PREFIX, ids=lambda variant: variant.server)
def prefixed(request: pytest.FixtureRequest, fleet: Fleet) -> Server:
    """Each server, told that it is reached below `ROOT_PATH`."""
    variant: Any = request.param
    return fleet.get(variant, ROOT_PATH)
