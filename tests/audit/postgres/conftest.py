from __future__ import annotations

import secrets
from contextlib import closing
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from asgi_agent.audit.postgres import PostgresStore
from tests.audit.postgres.proxy import Proxy
from tests.postgres import PostgresServer

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    """A PostgreSQL server of our own."""
    with PostgresServer() as server:
        yield server


@pytest.fixture
def table() -> str:
    """The name of a table that no other test uses."""
    return f"audit_{secrets.token_hex(4)}"


@pytest.fixture
def place(server: PostgresServer, table: str) -> str:
    """Where a log is that is not there yet."""
    return f"{server.url}#{table}/records"


@pytest.fixture
def store(place: str) -> Iterator[PostgresStore]:
    """A store for it."""
    with closing(PostgresStore(place)) as store:
        yield store


@pytest.fixture
def database(server: PostgresServer) -> Iterator[psycopg.Connection[Any]]:
    """A connection of the superuser's, who may do as he pleases."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")  # without triggers
        yield connection


@pytest.fixture
def proxy(server: PostgresServer) -> Iterator[Proxy]:
    """Between the store and the server."""
    with Proxy(server.directory) as proxy:
        yield proxy
