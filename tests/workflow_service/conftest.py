from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.postgres import PostgresServer

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    """A PostgreSQL server of our own."""
    with PostgresServer() as server:
        yield server
