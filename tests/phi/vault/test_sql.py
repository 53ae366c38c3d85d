from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, Self

import pytest

from asgi_agent.errors import ConfigurationError
from asgi_agent.phi.vault import SQLStore, VaultUnavailableError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.phi.vault.conftest import Clock

NAME, OTHER = "a" * 64, "b" * 64


@pytest.mark.parametrize(
    "options",
    [
        {"table": "vault; DROP TABLE patients"},
        {"table": ""},
        {"binary": "BLOB)"},
        {"paramstyle": "named"},
        {"ttl": 0},
    ],
)
def test_options_are_checked_before_the_database_is_asked(options: dict[str, Any]) -> None:
    """What cannot be part of a statement never becomes one."""

    def connect() -> sqlite3.Connection:
        raise AssertionError("the database was asked")

    with pytest.raises(ConfigurationError):
        SQLStore(connect, **options)


def test_a_url_is_no_way_to_connect() -> None:
    """Which is said, rather than that the database is away."""
    url: Any = "sqlite:///vault.db"
    with pytest.raises(ConfigurationError, match=r"for a file, see SQLStore\.sqlite"):
        SQLStore(url)


def test_closes_every_connection(tmp_path: Path) -> None:
    """Each call gives its connection back, whether it went well or not."""
    opened: list[sqlite3.Connection] = []

    def connect() -> sqlite3.Connection:
        opened.append(sqlite3.connect(tmp_path / "vault.db"))
        return opened[-1]

    store = SQLStore(connect)
    store.put(NAME, b"one", None)
    opened[-1].close()
    with closing(sqlite3.connect(tmp_path / "vault.db")) as other:
        other.execute("DROP TABLE asgi_agent_vault")
    with pytest.raises(VaultUnavailableError, match="OperationalError"):
        store.get(NAME)
    for connection in opened:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")


def test_says_when_there_is_no_database(tmp_path: Path) -> None:
    """A database that cannot be reached fails at the start, and tells no more than the kind of fault."""
    with pytest.raises(VaultUnavailableError, match=r"database: OperationalError$"):
        SQLStore.sqlite(tmp_path / "missing" / "vault.db")


def test_says_when_a_file_is_no_database(tmp_path: Path) -> None:
    """A file that is something else is left alone."""
    path = tmp_path / "notes.txt"
    path.write_text("not a database, but long enough to be taken for one" * 20)
    with pytest.raises(VaultUnavailableError, match="DatabaseError"):
        SQLStore.sqlite(path)
    assert path.read_text().startswith("not a database")


def test_removes_what_has_expired_from_the_table(tmp_path: Path, clock: Clock) -> None:
    """Values do not outlive their time as rows that nobody asks for."""
    path = tmp_path / "vault.db"
    store = SQLStore.sqlite(path, ttl=100, clock=clock)
    store.put(NAME, b"one", None)
    clock.now += 101
    store.put(OTHER, b"two", None)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM asgi_agent_vault").fetchall() == [(OTHER,)]


def test_reading_again_and_again_writes_once_in_a_while(tmp_path: Path, clock: Clock) -> None:
    """The time of last use is exact enough for its purpose, and readers do not wait for one another."""
    path = tmp_path / "vault.db"
    store = SQLStore.sqlite(path, ttl=100, clock=clock)
    store.put(NAME, b"one", None)
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        clock.now += 1
        assert store.get(NAME) == b"one"


def test_a_table_that_is_there_is_used_by_whoever_may_not_make_one(tmp_path: Path) -> None:
    """As by a role that may read and write it and no more."""
    SQLStore.sqlite(tmp_path / "vault.db").put(NAME, b"one", None)

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(tmp_path / "vault.db")
        connection.set_authorizer(
            lambda action, *_: (
                sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_CREATE_TABLE else sqlite3.SQLITE_OK
            )
        )
        return connection

    assert SQLStore(connect).get(NAME) == b"one"


def test_another_worker_may_make_the_table_first(tmp_path: Path) -> None:
    """PostgreSQL lets one of those that make it at the same time do so, and the others fail."""
    path = tmp_path / "vault.db"

    class Rival(sqlite3.Connection):
        def cursor(self, *_: Any) -> Any:
            return Overtaken(self)

    class Overtaken(sqlite3.Cursor):
        def execute(self, statement: str, parameters: Any = ()) -> Self:
            if statement.startswith("CREATE TABLE"):
                SQLStore.sqlite(path)
                raise sqlite3.IntegrityError("duplicate key value violates unique constraint")
            return super().execute(statement, parameters)

    store = SQLStore(lambda: sqlite3.connect(path, factory=Rival))
    assert store.put(NAME, b"one", None)
    assert store.get(NAME) == b"one"


def test_connections_that_share_no_database_are_refused() -> None:
    """What one of them has stored the next would not find."""
    with pytest.raises(ConfigurationError, match="a database of its own"):
        SQLStore.sqlite(":memory:")
