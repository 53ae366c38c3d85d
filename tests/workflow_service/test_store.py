"""Stores of records: in memory, in SQLite and in PostgreSQL, by all that a host may have for them."""

from __future__ import annotations

import asyncio
import secrets
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import StaticPool

from asgi_agent.errors import ConfigurationError, ConflictError, NotFoundError
from asgi_agent.workflow_service import ExecutionRecord, MemoryExecutions, NodeVisit
from asgi_agent.workflow_service.sql import SQLExecutions
from tests.servers import ROOT
from tests.workflow_service.flows import Gate, service
from tests.workflows.csvs import write

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection
    from pathlib import Path

    from asgi_agent.workflow_service import ExecutionStore
    from asgi_agent.workflow_service.records import State
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


async def test_an_execution_that_nobody_renews_is_abandoned(store: ExecutionStore) -> None:
    """One that is renewed, waits or has ended is not."""
    if not isinstance(store, SQLExecutions):
        return
    store.lease = -1.0
    for number in range(3):
        await store.add(record(number, result=number))
    await store.add(record(3, state="interrupted"))
    await store.add(record(4, state="completed"))
    assert await store.update(record(3), ["interrupted"])
    store.lease = 60.0
    await store.renew(["e1", "e3", "e4", "nope"])
    assert sorted(each.execution_id for each in await store.abandoned()) == ["e0", "e2"]
    assert (await store.abandoned())[0] in (record(0, result=0), record(2, result=2))


DYING = """
import asyncio, os, sys
from asgi_agent import WorkflowService
from asgi_agent.workflow_service.sql import SQLExecutions

async def die(inputs):
    await told.wait()
    os._exit(1)

async def main(file, database):
    global told
    told = asyncio.Event()
    store = SQLExecutions(database)
    service = WorkflowService(csv_file=file, agents={"die": die}, store=store)
    execution = await service.start_workflow("Dying", {"name": "Ada"}, {"user_id": "ann"})
    print(execution.execution_id, flush=True)
    told.set()
    await execution.result()

asyncio.run(main(*sys.argv[1:]))
"""


async def test_what_a_dead_process_was_running_has_failed(tmp_path: Path) -> None:
    """As soon as its lease is over, for whoever looks; what lives is left alone."""
    file = write(tmp_path, "Dying,A,die,,,name,a,,,", name="dying.csv")
    database = f"sqlite:///{tmp_path}/e.db"
    command = [sys.executable, "-c", DYING, str(file), database]
    done = await asyncio.to_thread(
        subprocess.run, command, cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1, done.stderr
    gate = Gate()
    made = service(tmp_path, gate, store=SQLExecutions(database))
    execution_id, ann = done.stdout.strip(), {"user_id": "ann"}
    alive = await made.start_workflow("Waiting", {"name": "Ada"})
    assert (await made.get_execution_status(execution_id, ann))["status"] == "running"
    await let_go(database, execution_id)
    status = await made.get_execution_status(execution_id, ann)
    assert (status["status"], status["error"]["status"]) == ("failed", 500)
    assert status["completed_at"] is not None
    assert (await made.get_execution_status(alive.execution_id))["status"] == "running"
    gate.open.set()
    assert (await alive.result())["success"]
    await made.aclose()
    await made.store.aclose()  # type: ignore[attr-defined]


async def let_go(database: str, execution_id: str) -> None:
    """Have the lease of an execution be over."""
    engine = create_engine(database)
    with engine.begin() as connection:
        statement = text("UPDATE asgi_agent_executions SET held_until = 1 WHERE execution_id = :id")
        connection.execute(statement, {"id": execution_id})
    engine.dispose()


async def test_another_process_leaves_alone_what_is_renewed(tmp_path: Path) -> None:
    """However long it runs, as long as it is."""
    database, gate = f"sqlite:///{tmp_path}/e.db", Gate()
    store = Renewed(database, lease=0.3)
    made, other = service(tmp_path, gate, store=store), service(tmp_path, store=SQLExecutions(database))
    execution = await made.start_workflow("Waiting", {"name": "Ada"})
    await asyncio.wait_for(store.twice.wait(), 20)
    assert (await other.get_execution_status(execution.execution_id))["status"] == "running"
    with pytest.raises(ConflictError, match="runs in another process"):
        await other.cancel_execution(execution.execution_id)
    gate.open.set()
    assert (await execution.result())["success"]
    for each in (made, other):
        await each.aclose()
        await each.store.aclose()  # type: ignore[attr-defined]


class Renewed(SQLExecutions):
    """A store that tells of the second renewal, which holds for long: a busy machine may come late."""

    def __init__(self, database: str, *, lease: float) -> None:
        super().__init__(database, lease=lease)
        self.twice = asyncio.Event()
        self._turns = 0

    async def renew(self, execution_ids: Collection[str]) -> None:
        """Hold these, and say so."""
        self._turns += 1
        self.lease = 0.3 if self._turns < 2 else 600.0
        await super().renew(execution_ids)
        if self._turns == 2:
            self.twice.set()


async def test_how_it_really_ended_comes_in_the_place_of_a_supposed_death(tmp_path: Path) -> None:
    """Of a process that was only held up."""
    database, gate = f"sqlite:///{tmp_path}/e.db", Gate()
    made, other = (service(tmp_path, gate, store=SQLExecutions(database)) for _ in range(2))
    execution = await made.start_workflow("Waiting", {"name": "Ada"})
    await made._keeper.leases.aclose()
    await let_go(database, execution.execution_id)
    assert (await other.get_execution_status(execution.execution_id))["status"] == "failed"
    gate.open.set()
    assert (await execution.result())["success"]
    assert (await other.get_execution_status(execution.execution_id))["status"] == "completed"
    for each in (made, other):
        await each.aclose()
        await each.store.aclose()  # type: ignore[attr-defined]


async def test_a_store_that_is_away_fails_no_execution_beside_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What it was to renew may be renewed in the next turn."""

    class Away(SQLExecutions):
        async def renew(self, execution_ids: Collection[str]) -> None:
            raise OSError("John Smith")

    store, gate = Away(f"sqlite:///{tmp_path}/e.db", lease=0.03), Gate()
    made = service(tmp_path, gate, store=store)
    execution = await made.start_workflow("Waiting", {"name": "Ada"})
    while caplog.messages.count("executions not renewed") < 2:  # noqa: ASYNC110 - nobody tells of a message
        await asyncio.sleep(0.01)
    gate.open.set()
    assert (await execution.result())["success"]
    assert "Smith" not in caplog.text
    await made.aclose()
    await store.aclose()


@pytest.mark.parametrize("answers", [False, True])
async def test_a_question_is_put_on_record_by_a_store_that_was_away_for_a_moment(
    tmp_path: Path, answers: bool
) -> None:
    """Whether it did what it was asked or not; nobody could answer what nobody knows of."""

    class Away(MemoryExecutions):
        away = True

        async def update(self, record: ExecutionRecord, expected: Collection[State]) -> bool:
            if self.away:
                self.away = False
                if answers:
                    await super().update(record, expected)
                raise OSError("the connection was closed")
            return await super().update(record, expected)

    made = service(tmp_path, store=Away())
    asked = await made.execute_workflow("Asking", {"name": "Ada"})
    assert (await made.get_execution_status(asked["execution_id"]))["status"] == "interrupted"
    assert (await made.resume_workflow(asked["execution_id"], True))["success"]


@pytest.mark.parametrize("made_up", ["\0", "a\0b", "\ud800", "x" * 5000, ""])
async def test_there_is_no_execution_of_an_id_that_no_database_takes(
    server: PostgresServer, tmp_path: Path, made_up: str
) -> None:
    """Which is no reason to say that the database is away."""
    made = service(tmp_path, store=SQLExecutions(psycopg_url(server)))
    for asked in (
        made.get_execution_status(made_up),
        made.resume_workflow(made_up, True),
        made.cancel_execution(made_up),
    ):
        with pytest.raises(NotFoundError):
            await asked
    await made.aclose()
    await made.store.aclose()  # type: ignore[attr-defined]


async def test_connections_that_the_server_has_closed_are_opened_anew(server: PostgresServer) -> None:
    """As a firewall does with those that say nothing for a while."""
    store = SQLExecutions(psycopg_url(server), table=f"executions_{secrets.token_hex(4)}")
    await store.add(record())
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    engine = create_engine(psycopg_url(server))
    with engine.connect() as connection:
        connection.execute(text(others))
    engine.dispose()
    assert await store.get("e1") == record()
    await store.aclose()


async def test_what_begins_as_the_last_one_is_let_go_is_held(tmp_path: Path) -> None:
    """The turn that finds nothing in flight is not the last one then."""

    class Turning(SQLExecutions):
        looked, go_on, renewed = asyncio.Event(), asyncio.Event(), asyncio.Event()

        async def abandoned(self) -> list[ExecutionRecord]:
            self.looked.set()
            await self.go_on.wait()
            return await super().abandoned()

        async def renew(self, execution_ids: Collection[str]) -> None:
            self.renewed.set()
            await super().renew(execution_ids)

    store, gate = Turning(f"sqlite:///{tmp_path}/e.db", lease=0.3), Gate()
    made = service(tmp_path, gate, store=store)
    assert (await made.execute_workflow("Greeting", {"name": "Ada"}))["success"]
    await asyncio.wait_for(store.looked.wait(), 20)
    store.renewed.clear()
    execution = await made.start_workflow("Waiting", {"name": "Ada"})
    store.go_on.set()
    await asyncio.wait_for(store.renewed.wait(), 20)
    gate.open.set()
    assert (await execution.result())["success"]
    await made.aclose()
    await store.aclose()


def test_a_lease_lasts() -> None:
    """Longer than no time at all."""
    with pytest.raises(ConfigurationError, match="lease= is above 0"):
        SQLExecutions("sqlite:///e.db", lease=0)


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


@pytest.mark.parametrize("wrapped", [lambda engine: engine, sessionmaker])
@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_for_each_thread_is_refused(url: str, wrapped: Callable[[Engine], Any]) -> None:
    """What one has kept no other would find."""
    with pytest.raises(ConfigurationError, match="StaticPool"):
        SQLExecutions(wrapped(create_engine(url)))


@pytest.mark.parametrize("awaited", [False, True])
async def test_one_database_in_memory_serves(tmp_path: Path, awaited: bool) -> None:
    """Of a host that has it in one connection, for its tests say; none loses what others have written."""
    shared: Any = {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
    database: Any = (
        create_async_engine("sqlite+aiosqlite://") if awaited else create_engine("sqlite://", **shared)
    )
    made = service(tmp_path, store=SQLExecutions(database))
    batch = [{"graph_name": "Greeting", "initial_state": {"name": "Ada"}}] * 40
    results = await made.batch_execute_workflows(batch)
    kept = [await made.get_execution_status(result["execution_id"]) for result in results]
    assert [each["status"] for each in kept] == ["completed"] * 40
    await made.aclose()
    if awaited:
        await database.dispose()
    else:
        database.dispose()


async def test_a_factory_of_something_else_is_refused() -> None:
    """When it is first used, which is when it can be seen."""
    with pytest.raises(ConfigurationError, match="gives sessions, not int"):
        await SQLExecutions(int).get("e1")


def test_without_sqlalchemy_the_extra_is_named() -> None:
    """By whoever first wants it."""
    code = "import sys; sys.modules['sqlalchemy'] = None; import asgi_agent.workflow_service.sql"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert "asgi-agent[sql]" in done.stderr
