from __future__ import annotations

import gc
import json
import os
import threading
from stat import S_IMODE
from typing import TYPE_CHECKING

import pytest

from asgi_agent.audit.chain import EMPTY, line_hash
from asgi_agent.audit.files import DirectoryStore
from asgi_agent.errors import ConfigurationError
from tests.audit.files.chains import bodies, checked, id_of, ids_of, lines_of, own_of
from tests.audit.sandboxes import run

if TYPE_CHECKING:
    from pathlib import Path

FIRST = ("audit.segment", "first")


def test_the_first_append_makes_the_log_for_its_owner_alone(tmp_path: Path) -> None:
    """Not before: a store that is made writes nothing."""
    place = tmp_path / "deep" / "audit"
    store = DirectoryStore(place, sync=False)
    assert not place.exists()
    store.append(bodies(1))
    assert S_IMODE(place.stat().st_mode) == 0o700
    assert {path.name: S_IMODE(path.stat().st_mode) for path in place.iterdir()} == {
        "head": 0o600,
        "000001.jsonl": 0o600,
    }


def test_an_append_gives_the_lines_and_the_head_as_they_are_on_the_disk(tmp_path: Path) -> None:
    """Without the record that the store itself put in front."""
    store = DirectoryStore(tmp_path / "audit")
    given = bodies(3)
    head, lines = store.append(given)
    assert lines == lines_of(tmp_path / "audit")[1:]
    assert [json.loads(line)["id"] for line in lines] == [id_of(body) for body in given]
    assert head == store.head() == (4, line_hash(lines[-1]))
    assert own_of(checked(tmp_path / "audit")) == [FIRST]


def test_lines_come_from_any_number_on(tmp_path: Path) -> None:
    """Over all segments."""
    store = DirectoryStore(tmp_path / "audit", sync=False, rotate_bytes=1000)
    for _ in range(20):
        store.append(bodies(1))
    there = lines_of(tmp_path / "audit")
    assert len(list((tmp_path / "audit").glob("*.jsonl"))) > 2
    assert list(store.lines()) == there
    assert list(store.lines(after=17)) == there[17:]
    assert list(store.lines(after=len(there))) == []


def test_a_log_that_nobody_wrote_to_has_no_records(tmp_path: Path) -> None:
    """And to look for them makes no files."""
    store = DirectoryStore(tmp_path / "audit")
    assert store.head() == EMPTY
    assert list(store.lines()) == []
    assert not (tmp_path / "audit").exists()


def test_stores_of_one_directory_write_one_chain(tmp_path: Path) -> None:
    """In turn, each behind the other's last record."""
    stores = [DirectoryStore(tmp_path / "audit", sync=False) for _ in range(3)]
    for turn in range(9):
        stores[turn % 3].append(bodies(2))
    entries = checked(tmp_path / "audit")
    assert len(entries) == 19
    assert own_of(entries) == [FIRST]


def test_threads_of_one_store_write_one_chain(tmp_path: Path) -> None:
    """Each append in one piece."""
    store = DirectoryStore(tmp_path / "audit", sync=False)
    given = [[bodies(3) for _ in range(20)] for _ in range(4)]
    threads = [
        threading.Thread(target=lambda batches: [store.append(batch) for batch in batches], args=(batches,))
        for batches in given
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = ids_of(checked(tmp_path / "audit"))
    assert len(found) == 240
    for batch in (batch for batches in given for batch in batches):
        place = found.index(id_of(batch[0]))
        assert found[place : place + 3] == [id_of(body) for body in batch]


def test_a_forked_process_and_its_parent_write_one_chain(tmp_path: Path) -> None:
    """Through files that each of them opened itself."""
    run(
        """
import os, sys
from asgi_agent.audit.files import DirectoryStore
from tests.audit.files.chains import bodies
store = DirectoryStore(sys.argv[1], sync=False)
store.append(bodies(1))
child = os.fork()
for _ in range(50):
    store.append(bodies(1))
if child:
    assert os.waitpid(child, 0)[1] == 0
""",
        tmp_path / "audit",
    )
    entries = checked(tmp_path / "audit")
    assert len(ids_of(entries)) == 101
    assert own_of(entries) == [FIRST]


def test_a_child_does_not_keep_the_lock_of_a_parent_that_was_killed(tmp_path: Path) -> None:
    """The lock belongs to the open file, of which a forked child has a copy until it lets go."""
    done = run(
        """
import os, signal, sys
from asgi_agent.audit.files import DirectoryStore
from tests.audit.files.chains import bodies
told, tell = os.pipe()
parent = os.fork()
if not parent:
    store = DirectoryStore(sys.argv[1])
    with store._critical_section():
        if not os.fork():
            os.write(tell, str(os.getpid()).encode())
            signal.pause()
        signal.pause()
child = int(os.read(told, 16))
os.kill(parent, signal.SIGKILL)
os.waitpid(parent, 0)
try:
    signal.alarm(20)
    DirectoryStore(sys.argv[1]).append(bodies(1))
    os.kill(child, 0)
finally:
    os.kill(child, signal.SIGKILL)
print("written")
""",
        tmp_path / "audit",
    )
    assert done == "written"
    assert len(ids_of(checked(tmp_path / "audit"))) == 1


def test_all_or_none_of_the_records_of_an_append_are_there(tmp_path: Path) -> None:
    """What was written before the system refused the rest is taken back, and leaves no trace."""
    done = run(
        """
import errno, resource, sys
from asgi_agent.audit.files import DirectoryStore
from tests.audit.files.chains import bodies
store = DirectoryStore(sys.argv[1])
store.append(bodies(5))
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
try:
    store.append(bodies(100))
except OSError as error:
    print(errno.errorcode[error.errno])
store.append(bodies(2))
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.append(bodies(100))
""",
        tmp_path / "audit",
    )
    entries = checked(tmp_path / "audit")
    assert done == "EFBIG"
    assert len(ids_of(entries)) == 107
    assert own_of(entries) == [FIRST]


def test_a_log_keeps_its_name_where_its_directory_gets_another(tmp_path: Path) -> None:
    """The default name is for a new log."""
    DirectoryStore(tmp_path / "clinic").append(bodies(1))
    (tmp_path / "clinic").rename(tmp_path / "moved")
    store = DirectoryStore(tmp_path / "moved")
    store.append(bodies(1))
    assert store.name == "clinic"
    assert {entry["log"] for entry in checked(tmp_path / "moved")} == {"clinic"}


def test_a_directory_holds_one_log(tmp_path: Path) -> None:
    """Another name is a mistake, and is told at once."""
    DirectoryStore(tmp_path / "audit", name="clinic").append(bodies(1))
    with pytest.raises(ConfigurationError, match="holds the log clinic, not ward"):
        DirectoryStore(tmp_path / "audit", name="ward")


def test_a_log_that_took_the_place_of_another_is_left_alone(tmp_path: Path) -> None:
    """Also where that happened behind the back of a store that is open."""
    store = DirectoryStore(tmp_path / "audit", name="clinic")
    DirectoryStore(tmp_path / "audit", name="ward").append(bodies(1))
    before = lines_of(tmp_path / "audit")
    with pytest.raises(OSError, match="holds the log ward, not clinic"):
        store.append(bodies(1))
    assert lines_of(tmp_path / "audit") == before


def test_a_closed_store_opens_again(tmp_path: Path) -> None:
    """With the next append."""
    store = DirectoryStore(tmp_path / "audit", sync=False)
    store.append(bodies(1))
    store.close()
    store.close()
    store.append(bodies(1))
    assert len(ids_of(checked(tmp_path / "audit"))) == 2


def test_a_store_that_nobody_has_any_more_leaves_no_descriptor(tmp_path: Path) -> None:
    """Though nobody closed it."""
    before = len(os.listdir("/dev/fd"))
    DirectoryStore(tmp_path / "audit", sync=False).append(bodies(1))
    gc.collect()
    assert len(os.listdir("/dev/fd")) <= before


def test_a_store_that_is_used_and_failed_leaves_no_descriptor(tmp_path: Path) -> None:
    """It opens its files again with the next append."""
    before = len(os.listdir("/dev/fd"))
    store = DirectoryStore(tmp_path / "audit", sync=False, rotate_bytes=500)
    for _ in range(10):
        store.append(bodies(1))
    (tmp_path / "audit").rename(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="removed or replaced"):
        store.append(bodies(1))
    assert len(os.listdir("/dev/fd")) == before


@pytest.mark.parametrize("name", ["", "Audit", "a/b", "-a", "a" * 65, "a b"])
def test_a_name_is_of_a_form_that_harms_no_file_name_and_no_url(tmp_path: Path, name: str) -> None:
    """Anything else is told when the store is made."""
    with pytest.raises(ConfigurationError, match="name="):
        DirectoryStore(tmp_path / "audit", name=name)


def test_a_segment_has_room_for_something(tmp_path: Path) -> None:
    """A size of nothing is a mistake."""
    with pytest.raises(ConfigurationError, match="rotate_bytes="):
        DirectoryStore(tmp_path / "audit", rotate_bytes=0)


def test_without_flock_a_directory_is_refused_in_words() -> None:
    """The modules import all the same, so that other stores can be used there."""
    done = run(
        """
import sys
sys.modules["fcntl"] = None
import importlib.util
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name == "fcntl" else found(name, package)
from asgi_agent.audit import AuditLog, DirectoryStore
from asgi_agent.errors import ConfigurationError
for make in (DirectoryStore, AuditLog):
    try:
        make("audit")
    except ConfigurationError as error:
        print(error)
"""
    )
    assert done.splitlines() == ["a log in a directory needs flock, which only POSIX systems have"] * 2
