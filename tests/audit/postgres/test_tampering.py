from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from asgi_agent.audit import AuditLog, AuditWriteError, Pseudonyms, Record
from asgi_agent.audit.postgres import PostgresReader, PostgresStore
from asgi_agent.audit.record import Event, decode_entry
from asgi_agent.audit.verification import verify
from tests.audit.postgres.written import bodies

if TYPE_CHECKING:
    from asgi_agent.audit.record import Chain
    from asgi_agent.audit.verification import Verdict
    from tests.postgres import PostgresServer


def verdict(place: str) -> Verdict:
    """What verification says of a log."""
    with closing(PostgresReader(place)) as reader:
        return verify(reader)


def gaps(store: PostgresStore) -> list[Chain]:
    """What the log says of its own gaps."""
    entries = (decode_entry(line) for line in store.lines() if b'"audit.gap"' in line)
    return [entry.chain for entry in entries if entry.chain is not None]


def test_a_log_that_nobody_touched_is_intact(place: str, store: PostgresStore) -> None:
    """However many segments it has."""
    for _ in range(3):
        store.append(bodies(10))
    with closing(PostgresStore(place, rotate_bytes=100)) as other:
        other.append(bodies(2500))
    found = verdict(place)
    assert (found.integrity, found.records, found.segments) == ("intact", 2532, 2)
    assert gaps(store) == []


TAMPERING = {
    "one byte of a line": "UPDATE {0} SET line = set_byte(line, 100, get_byte(line, 100) # 1) WHERE seq = 5",
    "a record in the middle": "DELETE FROM {0} WHERE seq = 5",
    "the first record": "DELETE FROM {0} WHERE seq = 1",
    "the last record": "DELETE FROM {0} WHERE seq = 11",
    "all records": "DELETE FROM {0}",
    "two records swapped": "UPDATE {0} AS one SET line = other.line FROM {0} AS other "
    "WHERE (one.seq, other.seq) IN ((4, 5), (5, 4))",
    "a record behind the end": "INSERT INTO {0} SELECT log, 12, 'x', '\\x00', line FROM {0} WHERE seq = 11",
    "bytes behind the end that are no text": """INSERT INTO {0} SELECT log, 12, 'x', '\\x00',
        '\\x7b22736571223a31322c2270726576223a22ff227d' FROM {0} WHERE seq = 11""",
    "a line that is none": "UPDATE {0} SET line = 'forged' WHERE seq = 7",
    "the number of a row": "UPDATE {0} SET seq = 99 WHERE seq = 5",
}


@pytest.mark.parametrize("statement", TAMPERING.values(), ids=TAMPERING.keys())
def test_what_is_changed_in_the_tables_is_found(
    place: str, store: PostgresStore, database: psycopg.Connection[Any], table: str, statement: str
) -> None:
    """Also after the log went on, and it does go on."""
    store.append(bodies(10))
    assert verdict(place).integrity == "intact"
    database.execute(statement.format(table).encode())
    assert verdict(place).integrity == "tampered"
    with closing(PostgresStore(place)) as later:
        later.append(bodies(2))
    store.append(bodies(2))
    assert verdict(place).integrity == "tampered"


def test_a_cut_end_is_told_by_the_writer_that_knew_it(
    place: str, store: PostgresStore, database: psycopg.Connection[Any], table: str
) -> None:
    """Even if the head was set back with it."""
    store.append(bodies(10))
    before = store.head()
    store.append(bodies(5))
    database.execute(f"DELETE FROM {table} WHERE seq > 11".encode())
    database.execute(
        f"UPDATE {table}_segments SET seq = %s, hash = decode(%s, 'hex')".encode(), (before.seq, before.hash)
    )
    store.append(bodies(1))
    assert [(gap.reason, gap.first, gap.last) for gap in gaps(store)] == [("missing", 12, 16)]
    assert verdict(place).integrity == "tampered"


def test_an_older_copy_that_is_put_in_place_is_told_by_the_writer(
    place: str, store: PostgresStore, database: psycopg.Connection[Any], table: str
) -> None:
    """The copy is a whole log; that it is old, a process that went on writing knows."""
    store.append(bodies(3))
    database.execute(f"CREATE TABLE {table}_copy AS SELECT * FROM {table}".encode())
    database.execute(f"CREATE TABLE {table}_copy_segments AS SELECT * FROM {table}_segments".encode())
    store.append(bodies(4))
    with database.transaction():
        for name in (table, f"{table}_segments"):
            copy = name.replace(table, f"{table}_copy")
            database.execute(f"TRUNCATE {name}".encode())
            database.execute(f"INSERT INTO {name} SELECT * FROM {copy}".encode())
    assert verdict(place).integrity == "intact"
    store.append(bodies(1))
    assert [(gap.reason, gap.first, gap.last) for gap in gaps(store)] == [("missing", 5, 8)]
    assert store.lost == 4
    assert verdict(place).integrity == "tampered"


@pytest.mark.parametrize(
    "away", ["DROP TABLE {0}", "DROP TABLE {0}_segments", "ALTER TABLE {0} RENAME TO {0}_x"]
)
def test_tables_that_vanish_are_not_made_again(
    store: PostgresStore, database: psycopg.Connection[Any], table: str, away: str
) -> None:
    """Every append is refused, on a new connection as well, and nothing is put in their place."""
    store.append(bodies(3))
    database.execute(away.format(table).encode())
    for _ in range(2):
        with pytest.raises(OSError, match="removed or renamed"):
            store.append(bodies(1))
        store.close()
    tables = "SELECT count(*) FROM pg_class WHERE relname IN (%s, %s)"
    assert database.execute(tables, (table, f"{table}_segments")).fetchone() == (1,)


def test_a_table_that_comes_back_is_gone_on_with(
    place: str, store: PostgresStore, database: psycopg.Connection[Any], table: str
) -> None:
    """Nothing is missing then."""
    store.append(bodies(3))
    database.execute(f"ALTER TABLE {table} RENAME TO {table}_x".encode())
    with pytest.raises(OSError, match="removed or renamed"):
        store.append(bodies(1))
    database.execute(f"ALTER TABLE {table}_x RENAME TO {table}".encode())
    store.append(bodies(1))
    assert gaps(store) == []
    assert verdict(place).integrity == "intact"


async def test_while_the_tables_are_gone_nothing_is_answered(
    store: PostgresStore, database: psycopg.Connection[Any], table: str
) -> None:
    """And the log says that it does not work."""
    log = AuditLog(store, pseudonyms=Pseudonyms({"test": b"0" * 16}))
    await log.write(Record(phase="event", event=Event("host.event")))
    database.execute(f"ALTER TABLE {table} RENAME TO {table}_x".encode())
    for _ in range(2):
        with pytest.raises(AuditWriteError):
            await log.write(Record(phase="event", event=Event("host.event")))
        assert log.health().state == "failing"
    await log.aclose()


def test_a_head_that_is_lost_is_looked_up(
    place: str, store: PostgresStore, database: psycopg.Connection[Any], table: str
) -> None:
    """And that is told; the records themselves are what they were."""
    store.append(bodies(3))
    database.execute(f"DELETE FROM {table}_segments".encode())
    with closing(PostgresStore(place)) as later:
        later.append(bodies(1))
    assert [gap.reason for gap in gaps(store)] == ["head"]
    found = verdict(place)
    assert (found.integrity, found.completeness, found.records) == ("intact", "incomplete", 7)


def test_a_head_that_was_set_back_is_mended(
    place: str, store: PostgresStore, database: psycopg.Connection[Any], table: str
) -> None:
    """The records behind it follow it, so that nothing is missing."""
    store.append(bodies(3))
    old = database.execute(f"SELECT seq, hash, size FROM {table}_segments".encode()).fetchone()
    assert old is not None
    store.append(bodies(3000))
    database.execute(f"UPDATE {table}_segments SET seq = %s, hash = %s, size = %s".encode(), old)
    with closing(PostgresStore(place)) as later:
        assert later.append(bodies(1)).head.seq == 3005
        assert gaps(later) == []
    assert verdict(place).integrity == "intact"


def test_who_writes_can_neither_change_nor_remove(server: PostgresServer, table: str) -> None:
    """With the grants that the statements of `ddl` give, and even with more."""
    owner = psycopg.connect(server.url, autocommit=True)
    writer, reader = f"{table}_writer", f"{table}_reader"
    for role in (writer, reader):
        owner.execute(f"CREATE ROLE {role} LOGIN".encode())
    for _ in range(2):
        owner.execute(PostgresStore.ddl(table, writer=writer, reader=reader).encode())
    url = server.url.replace("postgres@", f"{writer}@")
    place = f"{url}#{table}/records"
    with closing(PostgresStore(place)) as store, psycopg.connect(url, autocommit=True) as connection:
        store.append(bodies(3))
        owner.execute(f"GRANT UPDATE, DELETE, TRUNCATE ON {table} TO {writer}".encode())
        for statement in ("UPDATE {0} SET line = 'x'", "DELETE FROM {0}", "TRUNCATE {0}"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.format(table).encode())
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="stay as they are"):
        owner.execute(f"UPDATE {table} SET line = 'x'".encode())
    assert verdict(place.replace(f"{writer}@", f"{reader}@")).integrity == "intact"
    owner.close()
