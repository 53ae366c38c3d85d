"""A log in a database that is signed."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from asgi_agent.audit import AuditLog, Checkpoints, FileAnchor, verify
from asgi_agent.audit.checkpoints.keys import SigningKey
from asgi_agent.audit.postgres import PostgresStore
from asgi_agent.audit.record import Event, Record

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg

KEY = SigningKey("asgi-agent/records", bytes(range(32)))


def write(place: str, anchor: Path) -> None:
    """Write a record as a process does that starts and stops."""
    with closing(PostgresStore(place)) as store:
        log = AuditLog(store, checkpoints=Checkpoints(KEY, [FileAnchor(anchor)]))
        log.write_sync(Record(phase="event", event=Event("seen")))
        log.close()


def test_a_log_in_a_database_is_anchored(place: str, tmp_path: Path) -> None:
    """By each process that writes to it, from the first record on."""
    for _ in range(2):
        write(place, tmp_path)
    found = verify(place, checkpoints=tmp_path, public_keys=[KEY.public])
    assert found.exit_code == 0
    assert found.anchored is not None
    assert (found.anchored.checkpoints, found.anchored.size) == (2, found.records)


def test_a_log_that_is_gone_from_a_database_is_told(
    place: str, tmp_path: Path, database: psycopg.Connection[Any], table: str
) -> None:
    """By its checkpoints, and without the password that leads there."""
    write(place, tmp_path)
    database.execute(f"DROP TABLE {table} CASCADE".encode())
    database.execute(f"DROP TABLE IF EXISTS {table}_head CASCADE".encode())
    found = verify(place, checkpoints=tmp_path, public_keys=[KEY.public])
    assert [fault.reason for fault in found.faults] == ["absent"]
    assert (found.log, found.place.endswith(f"#{table}/records")) == ("records", True)
    assert "@" not in found.place
