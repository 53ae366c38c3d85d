from __future__ import annotations

import logging
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, Any

import msgspec
import psycopg
import pytest

from asgi_agent.audit.chain import EMPTY, line_hash
from asgi_agent.audit.postgres import PostgresStore
from asgi_agent.audit.record import decode_entry
from asgi_agent.errors import ConfigurationError, MissingDependencyError
from tests.audit.postgres.written import bodies, ids, is_chain

if TYPE_CHECKING:
    from tests.postgres import PostgresServer

DAY = 86_400 * 10**9

# A trigger is what sees a setting inside of the transaction.
TELL = """
CREATE FUNCTION {table}_tell() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO {table}_told VALUES (current_setting('synchronous_commit'));
    RETURN NULL;
END $$;
CREATE TRIGGER {table}_tell AFTER INSERT ON {table} EXECUTE FUNCTION {table}_tell();
"""


def test_appends_behind_one_another(store: PostgresStore) -> None:
    """Each line names the one before it; what is given back is what is there."""
    first, second = store.append(bodies(2)), store.append(bodies(3))
    lines = list(store.lines())
    assert is_chain(lines)
    assert lines[-5:] == [*first.lines, *second.lines]
    assert store.head() == second.head == (6, line_hash(lines[-1]))
    assert decode_entry(lines[0]).log == store.name == "records"


def test_begins_with_a_segment_record(store: PostgresStore) -> None:
    """Nothing stands in front of the first of them."""
    assert store.head() == EMPTY
    assert list(store.lines()) == []
    store.append(bodies(1))
    entry = decode_entry(next(store.lines()))
    assert entry.chain is not None
    assert (entry.event.type, entry.chain.reason, entry.chain.segments) == ("audit.segment", "first", (1,))


def test_reads_on_from_a_record(store: PostgresStore) -> None:
    """Over any number of pages."""
    store.append(bodies(4500))
    assert [decode_entry(line).seq for line in store.lines(after=2100)] == list(range(2101, 4502))


def test_begins_a_segment_at_a_size_and_with_a_day(place: str) -> None:
    """And a clock that steps back over midnight begins none."""
    now = 20_000 * DAY
    with closing(PostgresStore(place, rotate_bytes=1000, clock=lambda: now)) as store:
        store.append(bodies(5))
        store.append(bodies(1))
        now += DAY
        store.append(bodies(1))
        now -= 1
        store.append(bodies(1))
        now += 3 * DAY
        store.append(bodies(1))
        own = [decode_entry(line) for line in store.lines() if b'"audit.segment"' in line]
        assert [(entry.chain.reason, entry.chain.segments) for entry in own if entry.chain] == [
            ("first", (1,)),
            ("size", (2,)),
            ("day", (3,)),
            ("day", (4,)),
        ]


def test_a_record_that_is_there_is_not_appended_again(place: str) -> None:
    """Also by another process, among others, and in another order."""
    with closing(PostgresStore(place)) as one, closing(PostgresStore(place)) as other:
        records = bodies(3)
        there = one.append(records[:2])
        again = other.append([records[1], records[2], records[0]])
        assert [again.lines[2], again.lines[0]] == list(there.lines)
        assert again.head.seq == there.head.seq + 1
        assert other.append(records).head == again.head
        assert is_chain(list(one.lines()))


def test_the_same_id_with_other_content_is_another_record(store: PostgresStore) -> None:
    """Nothing that happened is left out because of an id that a host gave twice."""
    record = bodies(1)[0]
    assert store.append([record]).head.seq == 2
    assert store.append([record.replace(b'"read"', b'"write"')]).head.seq == 3


def test_several_logs_stand_in_one_table(server: PostgresServer, table: str) -> None:
    """Each with its own chain."""
    stores = [PostgresStore(server.url, name=name, table=table) for name in ("one", "two")]
    for store in stores * 2:
        store.append(bodies(1))
    for store in stores:
        assert is_chain(list(store.lines()))
        assert store.head().seq == 3
        store.close()


def test_takes_a_function_that_connects(server: PostgresServer, table: str) -> None:
    """For what a URL cannot say; where that is, the host says."""
    store = PostgresStore(lambda: psycopg.connect(server.url), name="one", table=table, place="the database")
    with closing(store):
        assert store.append(bodies(1)).head.seq == 2
        assert store.place == "the database"


def test_a_place_holds_no_secret() -> None:
    """It comes into messages."""
    store = PostgresStore("postgresql://ann:secret@db.example:5433/app?sslmode=require#events/records")
    assert store.place == "postgresql://db.example:5433/app#events/records"


@pytest.mark.parametrize(
    "options",
    [{"name": "No Name"}, {"table": "t; DROP TABLE x"}, {"timeout": 0}, {"rotate_bytes": 0}],
)
def test_refuses_options_that_cannot_work(options: dict[str, Any]) -> None:
    """Before anything is asked."""
    with pytest.raises(ConfigurationError):
        PostgresStore("postgresql://localhost/none", **options)


def test_refuses_a_url_with_names_that_are_none() -> None:
    """What stands behind the # becomes part of statements."""
    with pytest.raises(ConfigurationError):
        PostgresStore('postgresql://localhost/none#x";--/log')


def test_the_extra_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the log is made, not at its first record."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingDependencyError, match=r"asgi-agent\[postgres\]"):
        PostgresStore("postgresql://localhost/none")


def test_writers_that_start_at_once_make_the_tables_once(place: str) -> None:
    """None of them fails, and all are in one chain."""
    stores = [PostgresStore(place) for _ in range(6)]
    with ThreadPoolExecutor(len(stores)) as threads:
        for each in [threads.submit(store.append, bodies(1)) for store in stores]:
            each.result()
    assert is_chain(list(stores[0].lines()))
    assert stores[0].head().seq == 7
    for store in stores:
        store.close()


def test_commits_to_the_disk_whatever_the_role_has_set(
    place: str, store: PostgresStore, database: psycopg.Connection[Any], table: str
) -> None:
    """A default of `synchronous_commit = off` holds for others; and a stronger one holds for the log."""
    store.append(bodies(1))
    database.execute(f"CREATE TABLE {table}_told (setting text)")
    database.execute(TELL.format(table=table).encode())
    for setting in ("off", "remote_apply"):
        database.execute(f"ALTER ROLE postgres SET synchronous_commit = {setting}".encode())
        try:
            with closing(PostgresStore(place)) as other:
                other.append(bodies(1))
        finally:
            database.execute("ALTER ROLE postgres RESET synchronous_commit")
    told = database.execute(f"SELECT setting FROM {table}_told".encode()).fetchall()
    assert told == [("on",), ("remote_apply",)]


def test_says_so_where_nothing_is_durable(
    place: str, server: PostgresServer, caplog: pytest.LogCaptureFixture
) -> None:
    """A server without fsync is one for tests."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
        try:
            while connection.execute("SHOW fsync").fetchone() != ("off",):
                pass
            with caplog.at_level(logging.WARNING, "asgi_agent"), closing(PostgresStore(place)) as store:
                store.append(bodies(1))
        finally:
            connection.execute("ALTER SYSTEM RESET fsync")
            connection.execute("SELECT pg_reload_conf()")
            while connection.execute("SHOW fsync").fetchone() != ("on",):
                pass
    assert "without fsync" in caplog.text


def test_lines_are_kept_byte_for_byte(
    store: PostgresStore, database: psycopg.Connection[Any], table: str
) -> None:
    """What is hashed is what stands in the table; nothing is made of it again."""
    lines = store.append(bodies(2)).lines
    rows = database.execute(f"SELECT line, id FROM {table} ORDER BY seq").fetchall()
    assert [bytes(line) for line, _ in rows][1:] == list(lines)
    assert [each for _, each in rows][1:] == ids(list(lines))
    assert all(msgspec.json.decode(line)["id"] == each for line, each in rows)
