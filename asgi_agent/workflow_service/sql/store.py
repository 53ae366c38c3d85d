"""`SQLExecutions`: records of executions in SQLite, PostgreSQL, or what else SQLAlchemy knows."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import (
    Column,
    Float,
    Index,
    MetaData,
    String,
    Table,
    Text,
    delete,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError

from asgi_agent.errors import ConfigurationError
from asgi_agent.transport.encoding import encode_json
from asgi_agent.workflow_service.records import ENDED, ExecutionRecord
from asgi_agent.workflow_service.sql.access import Access

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Connection, RowMapping

    from asgi_agent.workflow_service.records import State

TABLE = "asgi_agent_executions"
LEASE = 90.0
# Of those that a dead process has left, so many are given an end at a time.
AT_ONCE = 100
# As text, and not as the database's own JSON: PostgreSQL's has no place for a NUL, which a model may say.
JSON = ("nodes", "initial_state", "result", "interrupts", "error")


def executions_table(metadata: MetaData, name: str = TABLE) -> Table:
    """The table, for the host's own metadata and migrations."""
    return Table(
        name,
        metadata,
        Column("execution_id", String(36), primary_key=True),
        Column("graph_name", String(64), nullable=False),
        Column("owner", String(32), nullable=False),
        Column("state", String(16), nullable=False),
        Column("started_at", Float(53), nullable=False),
        Column("ended_at", Float(53)),
        Column("seconds", Float(53), nullable=False),
        Column("request_id", String(256), nullable=False),
        Column("run_id", String(36), nullable=False),
        Column("held_until", Float(53)),
        *(Column(column, Text, nullable=False) for column in JSON),
        Index(f"ix_{name}_held", "state", "held_until"),
        Index(f"ix_{name}_past", "graph_name", "state", "ended_at"),
    )


class SQLExecutions:
    """Keeps records in a table, which is made if it is missing.

        WorkflowService(store=SQLExecutions("sqlite:///executions.db"), ...)

    Nothing is opened before the first record. Several processes may share a table, whose clocks agree to
    within half of `lease`.

    Args:
        database: a URL, an `Engine` or `AsyncEngine`, a `sessionmaker` or `async_sessionmaker`, or another
            callable that gives a new session. Its own driver, `psycopg` say, must be installed.
        table: name of the table.
        create: make the table if it is missing; False where migrations do.
        lease: seconds after which an execution whose process says nothing of it counts as abandoned.

    Raises:
        ConfigurationError: it is no database, or the lease is not above 0.
    """

    def __init__(
        self, database: Any, *, table: str = TABLE, create: bool = True, lease: float = LEASE
    ) -> None:
        if not lease > 0:
            raise ConfigurationError(f"lease= is above 0, not {lease!r}")
        self.lease = lease
        self._access = Access(database)
        self._table = executions_table(MetaData(), table)
        self._ready = not create
        self._creating = asyncio.Lock()

    async def add(self, record: ExecutionRecord) -> None:
        """Keep a new record."""
        await self._create()
        statement = insert(self._table).values(self._row(record))
        await self._access.do(lambda connection: connection.execute(statement))

    async def get(self, execution_id: str) -> ExecutionRecord | None:
        """The record of that id."""
        await self._create()
        statement = select(self._table).where(self._table.c.execution_id == execution_id)
        row = await self._access.do(lambda connection: connection.execute(statement).mappings().first())
        return None if row is None else _record(row)

    async def update(self, record: ExecutionRecord, expected: Collection[State]) -> bool:
        """See `ExecutionStore.update`."""
        await self._create()
        columns = self._table.c
        here = (columns.execution_id == record.execution_id) & columns.state.in_(expected)
        statement = update(self._table).where(here).values(self._row(record))
        return await self._access.do(lambda connection: connection.execute(statement).rowcount == 1)

    async def durations(self, graph_name: str, limit: int = 50) -> list[float]:
        """See `ExecutionStore.durations`."""
        await self._create()
        columns = self._table.c
        past = (columns.graph_name == graph_name) & (columns.state == "completed")
        statement = select(columns.seconds).where(past).order_by(columns.ended_at.desc()).limit(limit)
        return await self._access.do(lambda connection: list(connection.execute(statement).scalars()))

    async def renew(self, execution_ids: Collection[str]) -> None:
        """See `SharedExecutions.renew`."""
        await self._create()
        columns = self._table.c
        here = columns.execution_id.in_(execution_ids) & (columns.state == "running")
        statement = update(self._table).where(here).values(held_until=time.time() + self.lease)
        await self._access.do(lambda connection: connection.execute(statement))

    async def abandoned(self) -> list[ExecutionRecord]:
        """See `SharedExecutions.abandoned`."""
        await self._create()
        columns = self._table.c
        past = (columns.state == "running") & (columns.held_until < time.time())
        statement = select(self._table).where(past).limit(AT_ONCE)
        rows = await self._access.do(lambda connection: connection.execute(statement).mappings().all())
        return [_record(row) for row in rows]

    async def purge(self, before: datetime) -> int:
        """Forget the executions that ended before a time; how many those were."""
        await self._create()
        columns = self._table.c
        past = columns.state.in_(ENDED) & (columns.ended_at < before.timestamp())
        return await self._access.do(
            lambda connection: connection.execute(delete(self._table).where(past)).rowcount
        )

    async def aclose(self) -> None:
        """Close the connections to a database that was given by its URL; the next record opens new ones."""
        await self._access.aclose()

    async def _create(self) -> None:
        if self._ready:
            return
        async with self._creating:
            if not self._ready:
                try:
                    await self._access.do(self._create_table)
                except DBAPIError:
                    # Another process may have made it at the same time, which not all databases take calmly.
                    if not await self._access.do(self._exists):
                        raise
                self._ready = True

    def _row(self, record: ExecutionRecord) -> dict[str, Any]:
        fields = {name: getattr(record, name) for name in record.__struct_fields__}
        row = {name: encode_json(value).decode() if name in JSON else value for name, value in fields.items()}
        return {**row, "held_until": time.time() + self.lease if record.state == "running" else None}

    def _create_table(self, connection: Connection) -> None:
        self._table.metadata.create_all(connection)

    def _exists(self, connection: Connection) -> bool:
        return inspect(connection).has_table(self._table.name)


def _record(row: RowMapping) -> ExecutionRecord:
    fields = {
        name: msgspec.json.decode(row[name]) if name in JSON else row[name]
        for name in ExecutionRecord.__struct_fields__
    }
    return msgspec.convert(fields, ExecutionRecord)
