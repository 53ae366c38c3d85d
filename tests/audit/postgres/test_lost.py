from __future__ import annotations

import os
import signal
import time
from contextlib import closing
from threading import Event, Thread, Timer
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from asgi_agent.audit.postgres import PostgresStore
from asgi_agent.audit.postgres.tables import Tables
from tests.audit.postgres.written import bodies, ids, is_chain

if TYPE_CHECKING:
    from tests.audit.postgres.proxy import Loss, Proxy
    from tests.postgres import PostgresServer


@pytest.mark.parametrize("loss", ["before", "after"])
def test_a_commit_is_repeated_only_if_it_was_not_done(proxy: Proxy, table: str, loss: Loss) -> None:
    """Whether the request or the answer was lost with the connection, each record is there once."""
    with closing(PostgresStore(f"{proxy.url}#{table}/records")) as store:
        first, second = bodies(2), bodies(3)
        store.append(first)
        before = proxy.commits
        proxy.lose(loss)
        appended = store.append(second)
        assert proxy.commits >= before + 2
        lines = list(store.lines())
        assert is_chain(lines)
        assert lines[-3:] == list(appended.lines)
        assert len(ids(lines)) == len(set(ids(lines))) == 5


def test_a_server_that_says_nothing_is_not_waited_for_for_ever(proxy: Proxy, table: str) -> None:
    """The append fails, and can be repeated."""
    with closing(PostgresStore(f"{proxy.url}#{table}/records", timeout=1.5)) as store:
        store.append(bodies(1))
        records = bodies(2)
        proxy.lose("silence")
        with pytest.raises(OSError, match="PostgreSQL"):
            store.append(records)
        assert len(store.append(records).lines) == 2
        lines = list(store.lines())
        assert is_chain(lines)
        assert len(ids(lines)) == 3


def test_a_large_append_gets_through_a_server_that_reads_slowly(
    server: PostgresServer, place: str, database: psycopg.Connection[Any]
) -> None:
    """Sockets hold a part of it: the rest has to follow before there is an answer to wait for."""
    backend = "SELECT pid FROM pg_stat_activity WHERE application_name = 'asgi-agent audit'"

    def slow_down() -> int:
        """Between what is asked of the server and what it is given."""
        for (pid,) in database.execute(backend).fetchall():
            os.kill(pid, signal.SIGSTOP)
            Timer(0.3, os.kill, (pid, signal.SIGCONT)).start()
        return time.time_ns()

    with closing(PostgresStore(place, clock=slow_down)) as store:
        records = bodies(20_000)
        assert len(store.append(records).lines) == len(records)


def test_a_server_that_is_restarted_under_load_loses_and_repeats_nothing(
    server: PostgresServer, place: str
) -> None:
    """Every record that was acknowledged is there once, and so are those whose answer was lost."""
    done: list[bytes] = []
    ending = Event()

    def write() -> None:
        with closing(PostgresStore(place, timeout=30)) as store:
            while not ending.is_set():
                done.extend(store.append(bodies(2)).lines)

    writers = [Thread(target=write) for _ in range(3)]
    for writer in writers:
        writer.start()
    for mode in ("fast", "immediate"):
        count = len(done)
        while len(done) < count + 20:
            time.sleep(0.01)
        server.stop(mode)
        server.start()
    ending.set()
    for writer in writers:
        writer.join()
    with closing(PostgresStore(place)) as store:
        lines = list(store.lines())
    assert is_chain(lines)
    assert sorted(ids(lines)) == sorted(ids(done))


def test_a_server_that_stays_away_is_an_error_that_tells_no_secret(
    server: PostgresServer, table: str
) -> None:
    """And the same records can be appended when it is back."""
    url = server.url.replace("postgres@", "postgres:secret@")
    with closing(PostgresStore(f"{url}#{table}/records", timeout=2)) as store:
        store.append(bodies(1))
        records = bodies(2)
        server.stop()
        try:
            with pytest.raises(OSError, match=r"^PostgreSQL: OperationalError$"):
                store.append(records)
        finally:
            server.start()
        store.append(records)
        assert len(ids(list(store.lines()))) == 3


def test_a_connection_that_is_ended_is_made_again(
    store: PostgresStore, database: psycopg.Connection[Any]
) -> None:
    """As an administrator or a proxy may do at any time."""
    store.append(bodies(1))
    query = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'asgi-agent audit'"
    )
    database.execute(query)
    assert store.append(bodies(1)).head.seq == 3


def test_a_writer_that_stands_still_does_not_stop_the_others(
    server: PostgresServer, place: str, table: str
) -> None:
    """The server ends a transaction in which nothing happens, and gives its lock to the next."""
    with (
        closing(PostgresStore(place)) as store,
        closing(psycopg.connect(server.url, autocommit=True)) as stopped,
    ):
        store.append(bodies(1))
        Tables(table, "records", timeout=0.3).enter(stopped, ())
        assert store.append(bodies(1)).head.seq == 3
        with pytest.raises(psycopg.Error):
            stopped.execute("SELECT 1")


def test_a_database_that_refuses_is_an_error_without_its_text(
    place: str, store: PostgresStore, database: psycopg.Connection[Any], table: str
) -> None:
    """Its message may repeat what it was given."""
    store.append(bodies(1))
    database.execute(f"ALTER TABLE {table} ADD CHECK (octet_length(line) < 10) NOT VALID".encode())
    with pytest.raises(OSError, match=r"^PostgreSQL: CheckViolation \(23514\)$"):
        store.append(bodies(1))
    assert store.head().seq == 2


def test_a_forked_child_uses_a_connection_of_its_own(place: str) -> None:
    """The parent's goes on as if nothing had happened, also after the child's end."""
    with closing(PostgresStore(place)) as store:
        store.append(bodies(1))
        child = os.fork()
        if child == 0:
            status = 1
            try:
                store.append(bodies(1))
                store.close()
                status = 0
            finally:
                os._exit(status)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert store.append(bodies(1)).head.seq == 4
        assert is_chain(list(store.lines()))
