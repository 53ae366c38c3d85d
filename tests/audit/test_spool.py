from __future__ import annotations

import errno
import json
from stat import S_IMODE
from typing import TYPE_CHECKING

import pytest

from asgi_agent.audit.own import GAP, own_record
from asgi_agent.audit.record import Chain, Source
from asgi_agent.audit.spool import BATCH, MARK, Spool, StoreFailedError
from tests.audit.files.chains import bodies, checked, id_of, ids_of
from tests.audit.sandboxes import run
from tests.audit.stores import Steered, gaps_of

if TYPE_CHECKING:
    from pathlib import Path

    from asgi_agent.audit.files import DirectoryStore


def gap(count: int) -> bytes:
    return own_record(GAP, Source("test"), Chain(reason="spooled", count=count))


def replay_all(spool: Spool, store: DirectoryStore) -> None:
    while spool.replay(store, gap):
        pass


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    """A spool for the log `audit`."""
    return Spool(tmp_path / "spool", "audit")


def test_records_come_out_as_they_went_in(spool: Spool, store: Steered, tmp_path: Path) -> None:
    """In order, some hundred at a time, behind a record that says how many are late."""
    given = bodies(BATCH + 10)
    for place in range(0, len(given), 9):
        spool.put(given[place : place + 9])
    assert spool.size == sum(len(body) + 1 for body in given)
    replay_all(spool, store)
    entries = checked(tmp_path / "audit")
    assert ids_of(entries) == [id_of(body) for body in given]
    assert [entry["time"] for entry in entries if entry["event"]["type"] == "host.event"] == [
        json.loads(body)["time"] for body in given
    ]
    assert gaps_of(tmp_path / "audit") == [("spooled", BATCH), ("spooled", 10)]
    assert spool.size == 0


def test_an_empty_spool_brings_nothing(spool: Spool, store: Steered) -> None:
    """Nor does one that was emptied."""
    assert not spool.replay(store, gap)
    spool.put(bodies(1))
    replay_all(spool, store)
    assert not spool.replay(store, gap)
    assert store.batches == [2]


def test_the_file_is_for_its_owner_alone(spool: Spool, tmp_path: Path) -> None:
    """It holds what the log does."""
    spool.put(bodies(1))
    assert S_IMODE((tmp_path / "spool").stat().st_mode) == 0o600


def test_records_stay_while_the_store_fails(spool: Spool, store: Steered, tmp_path: Path) -> None:
    """And are there once when it works again, whatever came meanwhile."""
    given = bodies(5)
    spool.put(given[:3])
    store.fault = OSError(errno.ENOSPC, "full")
    for _ in range(2):
        with pytest.raises(StoreFailedError) as raised:
            spool.replay(store, gap)
        assert raised.value.__cause__ is store.fault
    spool.put(given[3:])
    store.fault = None
    replay_all(spool, store)
    assert ids_of(checked(tmp_path / "audit")) == [id_of(body) for body in given]


def test_records_are_not_brought_twice(spool: Spool, store: Steered, tmp_path: Path) -> None:
    """Where they came into the log, and their process died before it could note that."""
    given = bodies(4)
    spool.put(given[:3])
    store.late_fault = OSError(errno.EIO, "but written")
    with pytest.raises(StoreFailedError):
        spool.replay(store, gap)
    store.late_fault = None
    spool.put(given[3:])
    replay_all(Spool(tmp_path / "spool", "audit"), store)
    assert ids_of(checked(tmp_path / "audit")) == [id_of(body) for body in given]


def test_a_part_that_came_into_the_log_is_not_brought_twice(
    spool: Spool, store: Steered, tmp_path: Path
) -> None:
    """As where a crash cut the write, and whole lines of it were taken in."""
    given = bodies(4)
    spool.put(given)
    store.fault = OSError(errno.EIO, "failed")
    with pytest.raises(StoreFailedError):
        spool.replay(store, gap)
    store.fault = None
    store.append(given[:2])
    replay_all(spool, store)
    assert ids_of(checked(tmp_path / "audit")) == [id_of(body) for body in given]


def test_a_full_spool_takes_nothing_more(tmp_path: Path) -> None:
    """What is in it stays as it is."""
    given = bodies(3)
    spool = Spool(tmp_path / "spool", "audit", limit=MARK + 2 * len(given[0]) + 2)
    spool.put(given[:2])
    before = (tmp_path / "spool").read_bytes()
    with pytest.raises(OSError, match="the spool is full"):
        spool.put(given[2:])
    assert (tmp_path / "spool").read_bytes() == before


def test_a_record_that_was_cut_is_not_brought(spool: Spool, store: Steered, tmp_path: Path) -> None:
    """Nobody was told that it is kept; those around it are."""
    given = bodies(2)
    spool.put(given[:1])
    with (tmp_path / "spool").open("ab") as file:
        file.write(b'{"id":"0')
    spool.put(given[1:])
    replay_all(spool, store)
    assert ids_of(checked(tmp_path / "audit")) == [id_of(body) for body in given]


@pytest.mark.parametrize("size", [0, 1, MARK - 1])
def test_a_file_whose_maker_died_is_begun_again(spool: Spool, tmp_path: Path, size: int) -> None:
    """Nothing was in it yet."""
    (tmp_path / "spool").write_bytes(b"x" * size)
    spool.put(bodies(1))
    assert spool.size > 0


def test_a_file_that_is_no_spool_is_left_alone(spool: Spool, tmp_path: Path) -> None:
    """Somebody may want to have it."""
    (tmp_path / "spool").write_bytes(b"x" * 1000)
    with pytest.raises(OSError, match="is no spool"):
        spool.put(bodies(1))
    assert (tmp_path / "spool").read_bytes() == b"x" * 1000


def test_a_spool_serves_one_log(spool: Spool, tmp_path: Path) -> None:
    """Its records would go to whichever works first."""
    spool.put(bodies(1))
    with pytest.raises(OSError, match="is that of the log audit"):
        Spool(tmp_path / "spool", "ward").put(bodies(1))


def test_processes_share_a_spool(tmp_path: Path) -> None:
    """What they put there at the same time comes into the log once, whoever brings it there."""
    run(
        """
import os, sys
from asgi_agent.audit.files import DirectoryStore
from asgi_agent.audit.spool import Spool
from tests.audit.files.chains import bodies
from tests.audit.test_spool import gap, replay_all
spool, store = Spool(sys.argv[1] + "/spool", "audit"), DirectoryStore(sys.argv[1] + "/audit", sync=False)
children = []
for _ in range(4):
    child = os.fork()
    if not child:
        for turn in range(30):
            spool.put(bodies(2))
            if turn % 7 == 0:
                replay_all(spool, store)
        os._exit(0)
    children.append(child)
for child in children:
    assert os.waitpid(child, 0)[1] == 0
replay_all(spool, store)
""",
        tmp_path,
    )
    found = ids_of(checked(tmp_path / "audit"))
    assert len(found) == len(set(found)) == 240


def test_a_disk_that_is_full_too_takes_nothing(tmp_path: Path) -> None:
    """What was in the spool is there still."""
    done = run(
        """
import resource, sys
from asgi_agent.audit.spool import Spool
from tests.audit.files.chains import bodies
spool = Spool(sys.argv[1], "audit")
spool.put(bodies(2))
size = spool.size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 300, resource.RLIM_INFINITY))
try:
    spool.put(bodies(3))
except OSError:
    print(spool.size == size)
""",
        tmp_path / "spool",
    )
    assert done == "True"
