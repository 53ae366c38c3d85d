"""`SQLStore`: a table of sealed conversations, through any DB-API 2.0 driver."""

from __future__ import annotations

import re
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, Protocol, Self, get_args

from asgi_agent.errors import AgentError, ConfigurationError
from asgi_agent.phi.secrecy import Secretive
from asgi_agent.phi.vault.errors import VaultUnavailableError
from asgi_agent.phi.vault.stores import DAY, SWEEPS

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator, Sequence

Paramstyle = Literal["qmark", "format"]
_TABLE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,62}")
_LOCK_WAIT = 30.0


class Cursor(Protocol):
    """What is used of a DB-API cursor (PEP 249)."""

    @property
    def rowcount(self) -> int:
        """Rows that the last statement changed."""
        ...

    def execute(self, operation: str, parameters: Sequence[Any], /) -> object:
        """Run a statement."""
        ...

    def fetchone(self) -> Any:
        """The next row, or None."""
        ...


class Connection(Protocol):
    """What is used of a DB-API connection (PEP 249)."""

    def cursor(self) -> Cursor:
        """A new cursor."""
        ...

    def commit(self) -> object:
        """Make the transaction last."""
        ...

    def rollback(self) -> object:
        """Undo the transaction."""
        ...

    def close(self) -> object:
        """Close the connection, or give it back to its pool."""
        ...


class SQLStore(Secretive):
    """Keeps conversations in a table, for all worker processes that reach the database.

    Speaks the SQL that SQLite (3.24) and PostgreSQL (9.5) share: `ON CONFLICT DO NOTHING`. Each call takes a
    connection of its own, in one transaction, and closes it; a pool's `close` gives it back, as that of
    SQLAlchemy's `engine.raw_connection` does.

    Args:
        connect: gives a DB-API 2.0 connection that is in no transaction and does not commit by itself.
        paramstyle: how the driver marks parameters: `qmark` (sqlite3) or `format` (psycopg, pg8000).
        binary: the column type for bytes: `BLOB` for SQLite, `BYTEA` for PostgreSQL.
        table: what the table is called. It is made if it is missing.
        ttl: seconds after its last use that a conversation is kept.
        clock: Unix time in seconds.

    Raises:
        ConfigurationError: an option is out of its range, or connections share no database, as those to
            SQLite's `:memory:` do not.
        VaultUnavailableError: the database cannot be reached.
    """

    volatile = False

    def __init__(
        self,
        connect: Callable[[], Connection],
        *,
        paramstyle: Paramstyle = "qmark",
        binary: str = "BLOB",
        table: str = "asgi_agent_vault",
        ttl: float = DAY,
        clock: Callable[[], float] = time.time,
    ) -> None:
        if not callable(connect):
            raise ConfigurationError(
                "connect= is called for each connection; for a file, see SQLStore.sqlite"
            )
        if ttl <= 0:
            raise ConfigurationError("ttl= of a vault store is above 0")
        if paramstyle not in get_args(Paramstyle):
            raise ConfigurationError(f"paramstyle= is qmark or format, not {paramstyle!r}")
        if not (_TABLE_NAME.fullmatch(table) and _TABLE_NAME.fullmatch(binary)):
            raise ConfigurationError("table= and binary= are plain SQL names")
        self._connect, self._ttl, self._clock = connect, ttl, clock
        self._table, self._mark = table, "?" if paramstyle == "qmark" else "%s"
        self._create(binary)

    @classmethod
    def sqlite(
        cls, path: str | os.PathLike[str], *, ttl: float = DAY, clock: Callable[[], float] = time.time
    ) -> Self:
        """A store in an SQLite file, which is made if it is missing.

        Raises:
            VaultUnavailableError: it is no SQLite file, or cannot be made.
        """
        import sqlite3

        return cls(lambda: sqlite3.connect(path, timeout=_LOCK_WAIT), ttl=ttl, clock=clock)

    def get(self, name: str) -> bytes | None:
        """The blob of that name, which now counts as used; None where there is none or it has expired.

        Raises:
            VaultUnavailableError: the database refused.
        """
        with self._transaction() as run:
            now = self._clock()
            query = "SELECT blob, used_at FROM {} WHERE name = ? AND used_at > ?"
            if (row := run(query, name, now - self._ttl).fetchone()) is None:
                return None
            blob, used_at = row
            # A reader that need not write waits for nobody.
            if now - used_at >= self._ttl / SWEEPS:
                run("UPDATE {} SET used_at = ? WHERE name = ?", now, name)
            return bytes(blob)

    def put(self, name: str, blob: bytes, previous: bytes | None) -> bool:
        """Store the blob if `previous` is what stands there (None: nothing does); says whether it was.

        Raises:
            VaultUnavailableError: the database refused; what stood there stands.
        """
        with self._transaction() as run:
            now = self._clock()
            run("DELETE FROM {} WHERE used_at <= ?", now - self._ttl)
            if previous is None:
                insert = "INSERT INTO {} (name, blob, used_at) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING"
                return run(insert, name, blob, now).rowcount == 1
            update = "UPDATE {} SET blob = ?, used_at = ? WHERE name = ? AND blob = ?"
            return run(update, blob, now, name, previous).rowcount == 1

    def delete(self, name: str) -> None:
        """Forget that name, if it is known.

        Raises:
            VaultUnavailableError: the database refused.
        """
        with self._transaction() as run:
            run("DELETE FROM {} WHERE name = ?", name)

    def _create(self, binary: str) -> None:
        if self._is_there():  # whoever may only read and write it needs no more
            return
        columns = f"name CHAR(64) PRIMARY KEY, blob {binary} NOT NULL, used_at DOUBLE PRECISION NOT NULL"
        failure: AgentError = ConfigurationError("each connection of connect= has a database of its own")
        try:
            with self._transaction() as run:
                run(f"CREATE TABLE IF NOT EXISTS {{}} ({columns})")
                run(f"CREATE INDEX IF NOT EXISTS {self._table}_used_at ON {{}} (used_at)")
        except VaultUnavailableError as error:  # PostgreSQL lets one of those who make it at once do so
            failure = error
        if not self._is_there():
            raise failure

    def _is_there(self) -> bool:
        try:
            self.get("")
        except VaultUnavailableError:
            return False
        return True

    @contextmanager
    def _transaction(self) -> Iterator[Callable[..., Cursor]]:
        try:
            connection = self._connect()
            try:
                cursor = connection.cursor()

                def run(statement: str, *parameters: object) -> Cursor:
                    cursor.execute(statement.format(self._table).replace("?", self._mark), parameters)
                    return cursor

                yield run
                connection.commit()
            except BaseException:
                connection.rollback()
                raise
            finally:
                connection.close()
        except Exception as error:
            # All that the errors of drivers have in common is that they are exceptions (PEP 249).
            raise VaultUnavailableError(f"the vault's database: {type(error).__name__}") from error
