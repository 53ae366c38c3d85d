"""Purging, and being cut off while doing so."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from asgi_agent.audit import AuditLog, Checkpoints, FileAnchor
from asgi_agent.audit.checkpoints.keys import SigningKey
from asgi_agent.audit.errors import AuditReadError
from asgi_agent.audit.mac import MacKey
from asgi_agent.audit.merkle import Frontier
from asgi_agent.audit.postgres import PostgresReader, PostgresStore
from asgi_agent.audit.postgres.tables import Tables
from asgi_agent.audit.proofs import prove
from asgi_agent.audit.purging import PurgeError, purger_of
from asgi_agent.audit.query import Query
from asgi_agent.audit.record import Event, Record, encode_record, utc_text
from asgi_agent.audit.retention import plan
from asgi_agent.audit.scanning import select
from asgi_agent.audit.verification import verify
from tests.audit.postgres.written import bodies
from tests.cli.process import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from asgi_agent.audit.record import Entry
    from asgi_agent.audit.retention import Purge
    from tests.audit.postgres.proxy import Proxy
    from tests.postgres import PostgresServer

YEARS = (2015, 2016, 2017, 2026)
BEFORE = "2018-01-01T00:00:00.000000Z"
KEY = SigningKey("asgi-agent/records", bytes(range(32)))


def old(year: int, count: int = 3) -> list[bytes]:
    """Encoded records of a year."""
    time = utc_text(nanoseconds(year))
    return [
        encode_record(Record(time=time, phase="event", event=Event("host.event", "R"))) for _ in range(count)
    ]


def nanoseconds(year: int) -> int:
    return int(datetime(year, 11, 21, 9, tzinfo=UTC).timestamp()) * 10**9


def write(place: str, mac_key: Path | None = None) -> None:
    """A log with a segment for each of some years."""
    for year in YEARS:
        clock = partial(nanoseconds, year)
        with closing(PostgresStore(place, clock=clock, mac_key=mac_key)) as store:
            store.append(old(year))


@pytest.fixture
def written(place: str) -> str:
    """Where a log of four segments of four records each is."""
    write(place)
    return place


def steps(place: str, before: str = BEFORE) -> list[Purge]:
    with closing(PostgresReader(place)) as reader:
        return list(plan(reader, before))


def purge(place: str, before: str = BEFORE, mac_key: Path | None = None) -> None:
    """A whole purge, as the command does it."""
    purger = purger_of(place, mac_key=mac_key)
    with purger.alone():
        purger.finish()
        for step in steps(place, before):
            purger.purge(step)


def purges(place: str) -> list[Entry]:
    """The records that say what was purged."""
    with closing(PostgresReader(place)) as reader:
        return list(select(reader, Query(type="audit.purge")))


def verdict(place: str) -> tuple[str, int]:
    found = verify(place)
    return found.integrity, found.purged


def left(database: psycopg.Connection[Any], table: str) -> tuple[int, int]:
    """The first record and the first segment that are there."""
    query = f"SELECT (SELECT min(seq) FROM {table}), (SELECT min(number) FROM {table}_segments)"
    row = database.execute(query.encode()).fetchone()
    assert row is not None
    return row[0], row[1]


def test_the_command_purges_a_database(written: str, database: psycopg.Connection[Any], table: str) -> None:
    """Whole segments, by default those of more than six years ago, which the chain then says."""
    assert run("audit", "purge", written, "--dry-run").stdout.count("3 segments with records 1 to 12") == 1
    assert left(database, table) == (1, 1)
    done = run("audit", "purge", written, "--yes")
    assert done.returncode == 0, done.stderr
    assert "removed segments up to 3, records 1 to 12" in done.stdout
    assert left(database, table) == (13, 4)
    assert verdict(written) == ("intact", 12)
    assert "no sealed segment is all older" in run("audit", "purge", written, "--yes").stdout


def test_the_chain_says_what_was_purged(written: str) -> None:
    """And what is left says how the log goes on: by a hash and by a tree."""
    (step,) = steps(written)
    purge(written)
    (record,) = purges(written)
    assert record.chain is not None
    assert (record.chain.segments, record.chain.first, record.chain.last) == ((1, 2, 3), 1, 12)
    with closing(PostgresReader(written)) as reader:
        remains = reader.purged()
    assert remains is not None
    assert remains.hash == step.head.hash
    tree = Frontier(remains.last, map(bytes.fromhex, remains.frontier))
    assert tree.root().hex() == record.chain.root == step.frontier.root().hex()


def test_a_purge_follows_another_and_writers_go_on(written: str) -> None:
    """One that had the log open writes behind the records of the purges."""
    with closing(PostgresStore(written)) as store:
        store.append(bodies(1))
        purge(written, "2016-01-01T00:00:00.000000Z")
        store.append(bodies(1))
        purge(written)
        store.append(bodies(1))
    first, second = purges(written)
    assert first.chain is not None
    assert second.chain is not None
    assert (second.chain.first, second.chain.segments) == (5, (2, 3))
    assert verdict(written) == ("intact", 12)


def test_a_log_beside_it_stays_whole(server: PostgresServer, table: str) -> None:
    """Where two stand in one table."""
    places = [f"{server.url}#{table}/{name}" for name in ("one", "two")]
    for place in places:
        write(place)
    purge(places[0])
    assert [verdict(place) for place in places] == [("intact", 12), ("intact", 0)]


class CutError(BaseException):
    """The process is killed here."""


@pytest.mark.parametrize("name", ["remove", "remove_segments"])
def test_a_purge_that_was_cut_off_is_finished_by_the_next(
    written: str,
    database: psycopg.Connection[Any],
    table: str,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    """The log verifies before and after, and the chain says it once."""

    def cut(*arguments: object) -> int:
        raise CutError

    with monkeypatch.context() as patch:
        patch.setattr(Tables, name, cut)
        with pytest.raises(CutError):
            purge(written)
    assert verdict(written) == ("intact", 12)
    assert left(database, table)[1] == 1
    done = run("audit", "purge", written, "--yes")
    assert "finished a purge that was cut off" in done.stdout
    assert left(database, table) == (13, 4)
    assert len(purges(written)) == 1


def test_what_is_cut_off_before_the_commit_has_changed_nothing(
    written: str, database: psycopg.Connection[Any], table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is there anything to finish."""

    def cut(*arguments: object) -> None:
        raise CutError

    with monkeypatch.context() as patch:
        patch.setattr(Tables, "insert", cut)
        with pytest.raises(CutError):
            purge(written)
    purger = purger_of(written)
    with purger.alone():
        assert purger.finish() is None
    assert (left(database, table), verdict(written), purges(written)) == ((1, 1), ("intact", 0), [])


@pytest.mark.parametrize("loss", ["before", "after"])
def test_a_commit_that_is_lost_is_repeated_only_if_it_was_not_done(
    written: str, proxy: Proxy, table: str, loss: Any
) -> None:
    """The chain says once what was purged."""
    place = f"{proxy.url}#{table}/records"
    (step,) = steps(written)
    purger = purger_of(place)
    proxy.lose(loss)
    with purger.alone():
        purger.purge(step)
    assert len(purges(written)) == 1
    assert verdict(written) == ("intact", 12)


def test_a_plan_from_before_another_purge_is_refused(written: str) -> None:
    """Even if that took the same segments."""
    plans = steps(written)
    purge(written)
    purger = purger_of(written)
    with purger.alone(), pytest.raises(PurgeError, match="meanwhile"):
        purger.purge(plans[0])
    assert len(purges(written)) == 1


def test_what_is_purged_meanwhile_is_not_missing(written: str) -> None:
    """Neither to who verifies the log, nor to who is about to purge it as well."""
    read: list[int] = []

    def purge_once(count: int) -> None:
        read.append(count)
        if len(read) == 1:
            purge(written, "2017-01-01T00:00:00.000000Z")

    with closing(PostgresReader(written)) as reader:
        found = verify(reader, progress=purge_once)
    assert (found.integrity, found.purged) == ("intact", 8)


def test_a_plan_that_another_purge_overtakes_is_none(written: str) -> None:
    """What it has not read yet is gone, and not for the reason that somebody took it."""

    def purge_all(count: int) -> None:
        purge(written)

    with closing(PostgresReader(written)) as reader, pytest.raises(AuditReadError, match="meanwhile"):
        list(plan(reader, BEFORE, purge_all))


def test_who_writes_cannot_purge(server: PostgresServer, written: str, table: str) -> None:
    """Only the owner of the tables can; and no record says that anything was purged."""
    role = f"{table}_writer"
    with psycopg.connect(server.url, autocommit=True) as owner:
        owner.execute(f"CREATE ROLE {role} LOGIN".encode())
        owner.execute(PostgresStore.ddl(table, writer=role).encode())
    place = written.replace("postgres@", f"{role}@")
    done = run("audit", "purge", place, "--yes")
    assert done.returncode == 2
    assert "only the owner of the tables may remove records" in done.stderr
    assert (purges(place), verdict(place)) == ([], ("intact", 0))


def test_tables_from_before_there_were_purges_are_read_and_not_purged(
    written: str, database: psycopg.Connection[Any], table: str
) -> None:
    """Until their owner has made the third one."""
    database.execute(f"DROP TABLE {table}_purged".encode())
    assert verdict(written) == ("intact", 0)
    with pytest.raises(PurgeError, match=r"PostgresStore\.ddl"):
        purge(written)
    database.execute(PostgresStore.ddl(table).encode())
    purge(written)
    assert verdict(written) == ("intact", 12)


FORGERIES = {
    "nothing is said of it": "DELETE FROM {0}_purged",
    "another end": "UPDATE {0}_purged SET last = 8",
    "another hash": "UPDATE {0}_purged SET hash = '\\x00'",
    "another tree": "UPDATE {0}_purged SET frontier[1] = frontier[2]",
    "no tree": "UPDATE {0}_purged SET frontier = '{{}}'",
    "more than that": "DELETE FROM {0} WHERE seq < 15",
}


@pytest.mark.parametrize("statement", FORGERIES.values(), ids=FORGERIES.keys())
def test_what_nobody_purged_is_missing(
    written: str, database: psycopg.Connection[Any], table: str, statement: str
) -> None:
    """What is left of purged records must be what the chain says, and fit the records that are there."""
    purge(written)
    database.execute(statement.format(table).encode())
    assert verify(written).integrity == "tampered"


NONSENSE = {
    "half a tree": "UPDATE {0}_purged SET frontier[1] = NULL",
    "a tree of trees": "UPDATE {0}_purged SET frontier = ARRAY[frontier, frontier]",
    "no segment": "ALTER TABLE {0}_purged DROP CONSTRAINT {0}_purged_segment_check; "
    "UPDATE {0}_purged SET segment = 0",
}


@pytest.mark.parametrize("statement", NONSENSE.values(), ids=NONSENSE.keys())
def test_what_makes_no_sense_cannot_be_read(
    written: str, database: psycopg.Connection[Any], table: str, statement: str
) -> None:
    """And is told in words."""
    purge(written)
    database.execute(statement.format(table).encode())
    with pytest.raises(AuditReadError, match="tells nothing of purged records"):
        verify(written)


@pytest.fixture
def signed(place: str, tmp_path: Path) -> Callable[[], None]:
    """Has a process start, write to the log, sign it, and end."""
    anchor = tmp_path / "anchor"
    anchor.mkdir()

    def write_and_sign() -> None:
        with closing(PostgresStore(place)) as store:
            log = AuditLog(store, checkpoints=Checkpoints(KEY, [FileAnchor(anchor)]))
            log.write_sync(Record(phase="event", event=Event("seen")))
            log.close()
            health = log.health().checkpoints
            assert health is not None
            assert health.ok

    return write_and_sign


def test_a_signed_log_is_signed_and_proved_after_a_purge(
    written: str, tmp_path: Path, signed: Callable[[], None]
) -> None:
    """The tree grows on from what is left of it, also in a process that starts after it."""
    signed()
    purge(written)
    signed()
    found = verify(written, checkpoints=tmp_path / "anchor", public_keys=[KEY.public])
    assert (found.exit_code, found.purged) == (0, 12)
    assert found.anchored is not None
    assert (found.anchored.checkpoints, found.anchored.size) == (2, found.last)
    newest = max((tmp_path / "anchor").rglob("*.checkpoint"), key=lambda path: int(path.stem))
    with closing(PostgresReader(written)) as reader:
        assert prove(reader, newest.read_bytes(), lambda line: b'"seen"' in line).records


def test_records_may_have_macs(place: str, tmp_path: Path) -> None:
    """Then that of the purge has one too."""
    key, first = tmp_path / "mac.key", MacKey("11" * 32)
    key.write_bytes(first.to_bytes())
    write(place, mac_key=key)
    assert "--mac-key" in run("audit", "purge", place, "--yes").stderr
    assert run("audit", "purge", place, "--yes", "--mac-key", str(key)).returncode == 0
    found = verify(place, mac_key=first)
    assert (found.integrity, found.purged, found.macs) == ("intact", 12, found.records)
