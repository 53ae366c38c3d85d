from __future__ import annotations

import secrets
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.phi.vault import FileStore, MemoryStore, SQLStore
from tests.postgres import PostgresServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from asgi_agent.phi.vault import VaultStore

STORES = ["memory", "file", "sqlite", "postgres"]


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
def postgres() -> Iterator[Callable[[], Any]]:
    """A PostgreSQL server of our own; gives a function that connects to it."""
    connect = import_module("pg8000.dbapi").connect
    with PostgresServer() as server:
        yield lambda: connect("postgres", unix_sock=str(server.directory / ".s.PGSQL.5432"))


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
