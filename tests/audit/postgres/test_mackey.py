"""Lines that are signed with a key which moves forward."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.audit import AuditLog, Pseudonyms
from asgi_agent.audit.mac import EPOCH, MacKey
from asgi_agent.audit.postgres import PostgresStore
from asgi_agent.audit.record import Event, Record, decode_entry
from asgi_agent.audit.verification import verify
from asgi_agent.errors import ConfigurationError
from tests.audit.postgres.written import bodies, ids

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg

    from tests.audit.postgres.proxy import Proxy

FIRST = MacKey(hashlib.sha256(b"the first key").hexdigest())


def key_file(path: Path) -> Path:
    """A file with the first key."""
    path.write_bytes(FIRST.to_bytes())
    path.chmod(0o600)
    return path


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return key_file(tmp_path / "mac.key")


def test_lines_are_signed_with_a_key_that_moves_forward(place: str, key: Path) -> None:
    """One for each so many records; the old one is nowhere any more."""
    with closing(PostgresStore(place, mac_key=key)) as store:
        for _ in range(3):
            store.append(bodies(EPOCH))
    found = verify(place, mac_key=FIRST)
    assert (found.integrity, found.macs) == ("intact", 3 * EPOCH + 1)
    kept = MacKey.parse(key.read_bytes())
    assert (kept.epoch, kept.log) == (3, "records")
    assert FIRST.key not in key.read_text()
    assert verify(place, mac_key=MacKey("01" * 32)).integrity == "tampered"


def test_machines_move_a_key_of_their_own_each(place: str, tmp_path: Path) -> None:
    """From copies of the first one."""
    keys = [key_file(tmp_path / name) for name in ("one", "two")]
    stores = [PostgresStore(place, mac_key=key) for key in keys]
    for turn in range(6):
        stores[turn % 2].append(bodies(EPOCH // 2))
    for store in stores:
        store.close()
    assert verify(place, mac_key=FIRST).integrity == "intact"
    assert [MacKey.parse(key.read_bytes()).epoch for key in keys] == [2, 3]


def test_writers_of_a_machine_never_move_it_back(place: str, key: Path) -> None:
    """However their appends and their writing of the key come to lie."""
    stores = [PostgresStore(place, mac_key=key) for _ in range(4)]
    with ThreadPoolExecutor(len(stores)) as threads:
        for each in [threads.submit(store.append, bodies(EPOCH // 4)) for store in stores * 5]:
            each.result()
    for store in stores:
        store.close()
    assert verify(place, mac_key=FIRST).integrity == "intact"
    assert MacKey.parse(key.read_bytes()).epoch == 5


@pytest.mark.parametrize("loss", ["before", "after"])
def test_a_commit_that_is_lost_loses_no_key(proxy: Proxy, table: str, key: Path, loss: Any) -> None:
    """Where the records of two keys were in it."""
    with closing(PostgresStore(f"{proxy.url}#{table}/records", mac_key=key)) as store:
        store.append(bodies(EPOCH - 5))
        proxy.lose(loss)
        store.append(bodies(10))
        store.append(bodies(1))
        lines = list(store.lines())
        assert len(ids(lines)) == len(set(ids(lines))) == EPOCH + 6
        assert MacKey.parse(key.read_bytes()).epoch == 1
        assert verify(f"{proxy.url}#{table}/records", mac_key=FIRST).integrity == "intact"


def test_a_log_that_was_put_back_is_known_by_its_key(
    place: str, key: Path, database: psycopg.Connection[Any], table: str
) -> None:
    """The key cannot go back, so it knows how many records there were at least."""
    with closing(PostgresStore(place, mac_key=key)) as store:
        before = store.append(bodies(1)).head
        store.append(bodies(2 * EPOCH))
    database.execute(f"DELETE FROM {table} WHERE seq > %s".encode(), (before.seq,))
    database.execute(
        f"UPDATE {table}_segments SET seq = %s, hash = decode(%s, 'hex')".encode(), (before.seq, before.hash)
    )
    assert verify(place, mac_key=FIRST).integrity == "intact"
    with closing(PostgresStore(place, mac_key=key)) as store:
        store.append(bodies(1))
        gap = next(decode_entry(line).chain for line in store.lines() if b'"audit.gap"' in line)
    assert gap is not None
    assert (gap.reason, gap.first, gap.last) == ("missing", 3, 2 * EPOCH)
    assert verify(place, mac_key=FIRST).integrity == "tampered"


def test_a_mac_that_was_taken_off_is_missed(
    place: str, key: Path, database: psycopg.Connection[Any], table: str
) -> None:
    """Even without the key, since the lines before it have one."""
    with closing(PostgresStore(place, mac_key=key)) as store:
        store.append(bodies(3))
    shorter = f"UPDATE {table} SET line = substring(line FOR octet_length(line) - 74) || '}}' WHERE seq = 4"
    database.execute(shorter.encode())
    found = verify(place)
    assert [(fault.reason, fault.seq) for fault in found.faults][:1] == [("mac", 4)]


async def test_a_log_takes_the_key_for_a_database(place: str, key: Path) -> None:
    """As for a directory."""
    log = AuditLog(place, pseudonyms=Pseudonyms({"v1": b"0123456789abcdef"}), mac_key=key)
    await log.write(Record(phase="event", event=Event("host.event")))
    await log.aclose()
    assert verify(place, mac_key=FIRST).macs == 4
    with pytest.raises(ConfigurationError, match="holds no MAC key"):
        AuditLog(place, name="other", mac_key=key.parent / "none")
