from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.audit import AuditLog
from asgi_agent.audit.postgres import PostgresStore
from asgi_agent.audit.pseudonyms import Pseudonyms
from asgi_agent.audit.record import Event, Record
from tests.cli.process import run

if TYPE_CHECKING:
    from tests.postgres import PostgresServer

KEY = Pseudonyms({"v1": b"0123456789abcdef"})


@pytest.fixture
async def written(place: str) -> str:
    """Where a log is that an application wrote."""
    log = AuditLog(place, pseudonyms=KEY)
    for _ in range(3):
        await log.write(Record(phase="event", event=Event("host.event", "R", "read")))
    await log.aclose()
    return place


async def test_a_log_is_shared_by_its_place(server: PostgresServer, place: str) -> None:
    """All who name it in one process write to it with one writer."""
    log = AuditLog.shared(place, pseudonyms=KEY)
    assert AuditLog.shared(place, pseudonyms=KEY) is log
    assert "postgres@" not in log.place
    await log.write(Record(phase="event", event=Event("host.event")))
    assert log.health().ok
    await log.aclose()


async def test_a_store_that_fails_is_seen_in_the_health_of_the_log(
    server: PostgresServer, place: str, store: PostgresStore
) -> None:
    """It is written again when the server is back, and told how many records were lost meanwhile."""
    log = AuditLog(PostgresStore(place, timeout=2), pseudonyms=KEY, on_failure="open")
    await log.write(Record(phase="event", event=Event("host.event")))
    server.stop()
    try:
        await log.write(Record(phase="event", event=Event("host.event")))
        assert (log.health().state, log.health().dropped) == ("dropping", 1)
    finally:
        server.start()
    async with asyncio.timeout(10):
        while not log.health().ok:
            await asyncio.sleep(0.05)
            await log.write(Record(phase="event", event=Event("host.event")))
    await log.aclose()
    assert sum(b'"dropped"' in line for line in store.lines()) == 1


COMMANDS: dict[str, Any] = {
    "verify": ["verify", "--json"],
    "tail": ["tail", "--format", "jsonl"],
    "query": ["query", "--type", "host.event", "--format", "jsonl"],
    "export": ["export", "--format", "ocsf"],
}


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS.keys())
def test_the_commands_take_a_database(written: str, arguments: list[str]) -> None:
    """As they take a directory."""
    done = run("audit", arguments[0], written, *arguments[1:])
    assert done.returncode == 0, done.stderr
    if arguments[0] == "verify":
        verdict = json.loads(done.stdout)
        assert (verdict["integrity"], verdict["completeness"], verdict["records"]) == (
            "intact",
            "complete",
            6,
        )
    else:
        assert done.stdout.count("host.event") >= 3
