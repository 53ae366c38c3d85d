"""A way to a database, whatever of SQLAlchemy's the host has: a URL, an engine or a factory of sessions."""

from __future__ import annotations

import asyncio
import inspect
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import SingletonThreadPool, StaticPool

from asgi_agent.errors import ConfigurationError, MissingDependencyError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from contextlib import AbstractAsyncContextManager

    from sqlalchemy import Connection
    from sqlalchemy.pool import Pool

T = TypeVar("T")

IN_MEMORY = "SQLite needs a file here; MemoryExecutions() keeps records in memory"
BUSY_TIMEOUT = 5000
"""Milliseconds that a writer to SQLite waits for another one."""


class Access:
    """Does work with a connection, in a transaction of its own.

    What blocks is done in a thread.

    Args:
        database: a URL, an `Engine` or `AsyncEngine`, a `sessionmaker` or `async_sessionmaker`, or any
            callable without arguments that gives a new session of either kind.

    Raises:
        ConfigurationError: it is none of these.
        MissingDependencyError: the driver that a URL names is not installed.
    """

    def __init__(self, database: Any) -> None:
        self._owns = isinstance(database, str)
        self._engine = _engine(database) if self._owns else database
        pool = _pool(database)
        # What is rolled back on the one connection that all share would take the work of others along.
        self._turn: AbstractAsyncContextManager[Any] = (
            asyncio.Lock() if isinstance(pool, StaticPool) else nullcontext()
        )
        if isinstance(self._engine, Engine | AsyncEngine):
            return
        if not callable(database) or inspect.isgeneratorfunction(database):
            raise ConfigurationError(
                f"a database is a URL, an engine or a factory of sessions, not {type(database).__qualname__}"
            )

    async def do(self, work: Callable[[Connection], T]) -> T:
        """Do the work and commit; what fails is rolled back."""
        async with self._turn:
            return await self._do(work)

    async def _do(self, work: Callable[[Connection], T]) -> T:
        if isinstance(self._engine, AsyncEngine):
            async with self._engine.begin() as connection:
                return await connection.run_sync(work)
        if isinstance(self._engine, Engine):
            return await asyncio.to_thread(_with_engine, self._engine, work)
        session = self._engine()
        if isinstance(session, AsyncSession):
            return await _in_async_session(session, work)
        if not isinstance(session, Session):
            raise ConfigurationError(f"a factory gives sessions, not {type(session).__qualname__}")
        return await asyncio.to_thread(_in_session, session, work)

    async def aclose(self) -> None:
        """Close the connections, if the engine was made here."""
        if self._owns:
            await asyncio.to_thread(self._engine.dispose)


def _with_engine(engine: Engine, work: Callable[[Connection], T]) -> T:
    with engine.begin() as connection:
        return work(connection)


def _in_session(session: Session, work: Callable[[Connection], T]) -> T:
    with session, session.begin():
        return work(session.connection())


async def _in_async_session(session: AsyncSession, work: Callable[[Connection], T]) -> T:
    async with session, session.begin():
        done: Awaitable[T] = session.run_sync(lambda inner: work(inner.connection()))
        return await done


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if _in_memory(parsed):
            raise ConfigurationError(IN_MEMORY)
        # Connections that the server or a firewall has closed meanwhile are opened anew.
        engine = create_engine(parsed, pool_pre_ping=True)
    except ArgumentError:
        raise ConfigurationError("the URL of a database is dialect+driver://user@host/name") from None
    except ModuleNotFoundError as error:
        told = f"the database needs a driver that is not installed: {error.name}"
        raise MissingDependencyError(told) from None
    if engine.dialect.is_async:
        told = f"{engine.dialect.driver} is async: name another driver, or give SQLExecutions an AsyncEngine"
        raise ConfigurationError(told)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _in_memory(url: URL) -> bool:
    return url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")


def _pool(database: Any) -> Pool | None:
    """The pool of an engine, or of the one that a factory of sessions has.

    Raises:
        ConfigurationError: by it every thread has a database of its own.
    """
    factory = isinstance(database, sessionmaker | async_sessionmaker)
    engine = database.kw.get("bind") if factory else database
    if not isinstance(engine, Engine | AsyncEngine):
        return None
    if _in_memory(engine.url) and isinstance(engine.pool, SingletonThreadPool):
        raise ConfigurationError(f"{IN_MEMORY}, and so does an engine with a StaticPool")
    return engine.pool


def _set_up_sqlite(connection: Any, record: Any) -> None:
    # Readers beside a writer; the end of a process loses nothing, that of the machine at most the last.
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", f"busy_timeout={BUSY_TIMEOUT}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
