"""Stores of records: in memory, in SQLite and in PostgreSQL, by all that a host may have for them."""

from __future__ import annotations

import asyncio
import secrets
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import create_engine
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import Session, sessionmaker

from asgi_agent.errors import ConfigurationError
from asgi_agent.workflow_service import ExecutionRecord, MemoryExecutions, NodeVisit
from asgi_agent.workflow_service.sql import SQLExecutions
from tests.servers import ROOT
from tests.workflow_service.flows import service

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from asgi_agent.workflow_service import ExecutionStore
    from tests.postgres import PostgresServer

KINDS = (
    "memory",
    "url",
    "engine",
    "sessions",
    "factory",
    "async engine",
    "async sessions",
    "postgres",
    "psycopg",
)


def record(number: int = 1, **fields: Any) -> ExecutionRecord:
    known: dict[str, Any] = {
        "execution_id": f"e{number}",
        "graph_name": "G",
        "owner": "o",
        "state": "running",
        "started_at": 1_700_000_000.123456,
    }
    return ExecutionRecord(**(known | fields))


def psycopg_url(server: PostgresServer) -> str:
    return f"postgresql+psycopg://postgres@/postgres?host={server.directory}"


@pytest.fixture(params=KINDS)
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[ExecutionStore]:
    """A store of each kind, which holds nothing yet."""
    table = f"executions_{secrets.token_hex(4)}"
    file = tmp_path / "executions.db"
    if request.param == "memory":
        yield MemoryExecutions()
    elif request.param == "url":
        made = SQLExecutions(f"sqlite:///{file}")
        yield made
        await made.aclose()
    elif request.param in ("engine", "sessions", "factory"):
        engine = create_engine(f"sqlite:///{file}")
        given = {"engine": engine, "sessions": sessionmaker(engine), "factory": lambda: Session(engine)}
        yield SQLExecutions(given[request.param])
        engine.dispose()
    elif request.param in ("async engine", "async sessions"):
        awaited = create_async_engine(f"sqlite+aiosqlite:///{file}")
        yield SQLExecutions(awaited if request.param == "async engine" else async_sessionmaker(awaited))
        await awaited.dispose()
    elif request.param == "postgres":
        engine = create_engine(psycopg_url(request.getfixturevalue("server")))
        yield SQLExecutions(engine, table=table)
        engine.dispose()
    else:
        awaited = create_async_engine(psycopg_url(request.getfixturevalue("server")))
        yield SQLExecutions(awaited, table=table)
        await awaited.dispose()


async def test_a_record_comes_back_as_it_was(store: ExecutionStore) -> None:
    """Whatever a model may have said."""
    odd = {"text": "\x00 \U0001f600 \"quoted\" 'too'", "list": [1, 2.5, None, True], "big": 2**60}
    full = record(
        ended_at=1_700_000_001.5,
        seconds=1.25,
        request_id="r" * 256,
        run_id="x",
        nodes=(NodeVisit("A", 1.5, 0.5, "finished"), NodeVisit("B", 2.0)),
        initial_state=odd,
        result=[odd],
        interrupts=({"id": "i", "value": odd},),
        error={"status": 500},
    )
    await store.add(full)
    await store.add(record(2))
    assert await store.get("e1") == full
    assert await store.get("e2") == record(2)
    assert await store.get("e3") is None


async def test_a_record_changes_only_from_what_it_was(store: ExecutionStore) -> None:
    """Of many that resume it at once, one does."""
    await store.add(record(state="interrupted"))
    resumed = [store.update(record(run_id=str(turn)), ["interrupted"]) for turn in range(4)]
    assert sorted(await asyncio.gather(*resumed)) == [False, False, False, True]
    assert not await store.update(record(2), ["running"])
    assert await store.update(record(state="completed", ended_at=1.0), ["running", "interrupted"])


async def test_past_durations_are_those_of_completed_executions(store: ExecutionStore) -> None:
    """Of one workflow, the newest first."""
    for number in range(5):
        await store.add(record(number, state="completed", seconds=float(number), ended_at=float(number)))
    await store.add(record(8, state="failed", seconds=80.0, ended_at=80.0))
    await store.add(record(9, state="completed", graph_name="H", seconds=90.0, ended_at=90.0))
    assert await store.durations("G", limit=3) == [4.0, 3.0, 2.0]
    assert await store.durations("nope") == []


async def test_a_service_keeps_its_records_there(store: ExecutionStore, tmp_path: Path) -> None:
    """From question to answer; another service with the same store knows of it."""
    made = service(tmp_path, store=store)
    asked = await made.execute_workflow("Asking", {"name": "Ada"}, {"user_id": "ann"})
    result = await made.resume_workflow(asked["execution_id"], True, {"user_id": "ann"})
    other = service(tmp_path, store=store)
    status = await other.get_execution_status(asked["execution_id"], {"user_id": "ann"})
    assert (result["success"], status["status"], status["result"]["way"]) == (True, "completed", "sent")


async def test_memory_keeps_the_newest() -> None:
    """So that it is bounded."""
    store = MemoryExecutions(2)
    for number in range(3):
        await store.add(record(number))
    assert [await store.get(f"e{number}") is not None for number in range(3)] == [False, True, True]
    with pytest.raises(ConfigurationError):
        MemoryExecutions(0)


async def test_what_ended_long_ago_can_be_purged(tmp_path: Path) -> None:
    """What runs or waits stays."""
    store = SQLExecutions(f"sqlite:///{tmp_path}/e.db")
    await store.add(record(1, state="completed", ended_at=10.0))
    await store.add(record(2, state="completed", ended_at=1000.0))
    await store.add(record(3, state="interrupted"))
    assert await store.purge(datetime.fromtimestamp(100.0, UTC)) == 1
    assert [await store.get(f"e{number}") is None for number in (1, 2, 3)] == [True, False, False]
    await store.aclose()


async def test_settings_can_name_the_database(tmp_path: Path) -> None:
    """By its URL."""
    made = service(tmp_path, config={"execution_database": f"sqlite:///{tmp_path}/e.db"})
    result = await made.execute_workflow("Greeting", {"name": "Ada"})
    assert isinstance(made.store, SQLExecutions)
    assert (await made.store.get(result["execution_id"])) is not None
    await made.aclose()


async def test_several_may_make_the_table_at_once(server: PostgresServer) -> None:
    """Processes that start together do not disturb each other."""
    table = f"executions_{secrets.token_hex(4)}"
    engines = [create_engine(psycopg_url(server)) for _ in range(6)]
    stores = [SQLExecutions(engine, table=table) for engine in engines]
    await asyncio.gather(*(store.add(record(number)) for number, store in enumerate(stores)))
    assert await stores[0].get("e5") is not None
    for engine in engines:
        engine.dispose()


async def test_a_table_of_the_hosts_is_not_made(tmp_path: Path) -> None:
    """Where its migrations make it."""
    from sqlalchemy.exc import OperationalError

    store = SQLExecutions(f"sqlite:///{tmp_path}/e.db", create=False)
    with pytest.raises(OperationalError):
        await store.get("e1")
    await store.aclose()


def generator() -> Any:
    yield None


@pytest.mark.parametrize("database", [3, "nonsense", "sqlite://", "sqlite:///:memory:", generator])
def test_what_is_no_database_is_refused(database: Any) -> None:
    """With what would be one."""
    with pytest.raises(ConfigurationError):
        SQLExecutions(database)


async def test_a_factory_of_something_else_is_refused() -> None:
    """When it is first used, which is when it can be seen."""
    with pytest.raises(ConfigurationError, match="gives sessions, not int"):
        await SQLExecutions(int).get("e1")


def test_without_sqlalchemy_the_extra_is_named() -> None:
    """By whoever first wants it."""
    code = "import sys; sys.modules['sqlalchemy'] = None; import asgi_agent.workflow_service.sql"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert "asgi-agent[sql]" in done.stderr
