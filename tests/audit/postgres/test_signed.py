"""A log in a database that is signed."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from asgi_agent.audit import AuditLog, Checkpoints, FileAnchor, verify
from asgi_agent.audit.checkpoints.keys import SigningKey
from asgi_agent.audit.postgres import PostgresStore
from asgi_agent.audit.record import Event, Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import psycopg

KEY = SigningKey("asgi-agent/records", bytes(range(32)))
START_EVENT_STOP = 3


class Reading(PostgresStore):
    """Tells how many records are read from it."""

    read = 0

    def lines(self, after: int = 0) -> Iterator[bytes]:
        for line in super().lines(after):
            self.read += 1
            yield line


def write(place: str, anchor: Path, state: Path | None = None, records: int = 1) -> tuple[int, str | None]:
    """Write records as a process that starts and stops; gives how many were read to sign, and a fault."""
    with closing(Reading(place)) as store:
        log = AuditLog(store, checkpoints=Checkpoints(KEY, [FileAnchor(anchor)], state=state))
        for _ in range(records):
            log.write_sync(Record(phase="event", event=Event("seen")))
        log.close()
        health = log.health().checkpoints
        assert health is not None
        return store.read, health.fault


def test_a_log_in_a_database_is_anchored(place: str, tmp_path: Path) -> None:
    """By each process that writes to it, from the first record on."""
    for _ in range(2):
        write(place, tmp_path)
    found = verify(place, checkpoints=tmp_path, public_keys=[KEY.public])
    assert found.exit_code == 0
    assert found.anchored is not None
    assert (found.anchored.checkpoints, found.anchored.size) == (2, found.records)


def test_processes_share_how_far_a_log_in_a_database_is_signed(place: str, tmp_path: Path) -> None:
    """A later one reads what is new, with the last record that was signed."""
    anchor, state = tmp_path / "anchor", tmp_path / "state" / "records"
    write(place, anchor, state, records=20)
    read, fault = write(place, anchor, state)
    assert (fault, read) == (None, 1 + START_EVENT_STOP)
    found = verify(place, checkpoints=anchor, public_keys=[KEY.public])
    assert (found.exit_code, found.anchored and found.anchored.size) == (0, found.records)


def test_another_history_is_not_signed_after_a_restart(
    place: str, tmp_path: Path, database: psycopg.Connection[Any], table: str
) -> None:
    """However whole it is."""
    anchor, state = tmp_path / "anchor", tmp_path / "state"
    write(place, anchor, state)
    database.execute(f"DROP TABLE {table}, {table}_segments, {table}_purged".encode())
    assert write(place, anchor, state, records=9)[1] == "CheckpointError"
    assert len(list(anchor.rglob("*.checkpoint"))) == 1


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
