from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from asgi_agent.audit.files import DirectoryStore
from tests.audit.files.chains import bodies, checked, id_of, ids_of, own_of
from tests.audit.sandboxes import run, run_with_mounts

FIRST = ("audit.segment", "first")
MISSING = ("audit.gap", "missing")


@pytest.fixture
def store(tmp_path: Path) -> DirectoryStore:
    """A store that is open, with a record."""
    store = DirectoryStore(tmp_path / "audit", sync=False)
    store.append(bodies(1))
    return store


def test_a_directory_that_was_removed_is_noticed(store: DirectoryStore, tmp_path: Path) -> None:
    """The append that notices it fails; the next one makes it anew, and says what is gone."""
    shutil.rmtree(tmp_path / "audit")
    with pytest.raises(OSError, match="removed or replaced"):
        store.append(bodies(1))
    assert not (tmp_path / "audit").exists()
    store.append(bodies(1))
    entries = checked(tmp_path / "audit")
    assert [entry["seq"] for entry in entries] == [3, 4, 5]
    assert own_of(entries) == [("audit.segment", "missing"), MISSING]


def test_a_directory_that_was_replaced_is_noticed(store: DirectoryStore, tmp_path: Path) -> None:
    """Nothing more goes to the old one."""
    (tmp_path / "audit").rename(tmp_path / "old")
    (tmp_path / "audit").mkdir()
    old = len(checked(tmp_path / "old"))
    with pytest.raises(OSError, match="removed or replaced"):
        store.append(bodies(1))
    store.append(bodies(1))
    assert len(checked(tmp_path / "old")) == old
    assert own_of(checked(tmp_path / "audit")) == [("audit.segment", "missing"), MISSING]


def test_a_directory_that_comes_back_goes_on(store: DirectoryStore, tmp_path: Path) -> None:
    """With all that was in it, so that nothing is missing."""
    (tmp_path / "audit").rename(tmp_path / "old")
    with pytest.raises(OSError, match="removed or replaced"):
        store.append(bodies(1))
    (tmp_path / "old").rename(tmp_path / "audit")
    store.append(bodies(1))
    entries = checked(tmp_path / "audit")
    assert len(ids_of(entries)) == 2
    assert own_of(entries) == [FIRST]


def test_a_segment_that_was_replaced_while_it_is_open_is_noticed(
    store: DirectoryStore, tmp_path: Path
) -> None:
    """Such as by a program that writes files anew; what stands there now is what counts."""
    segment = tmp_path / "audit" / "000001.jsonl"
    (tmp_path / "copy").write_bytes(segment.read_bytes())
    (tmp_path / "copy").rename(segment)
    given = bodies(1)
    store.append(given)
    entries = checked(tmp_path / "audit")
    assert ids_of(entries)[-1] == id_of(given[0])
    assert own_of(entries) == [FIRST]


def test_all_processes_go_on_where_one_made_the_directory_anew(tmp_path: Path) -> None:
    """Each tells what it knows to be missing."""
    first, second = (DirectoryStore(tmp_path / "audit", sync=False) for _ in range(2))
    first.append(bodies(2))
    second.append(bodies(2))
    shutil.rmtree(tmp_path / "audit")
    for store in (first, second):
        with pytest.raises(OSError, match="removed or replaced"):
            store.append(bodies(1))
    first.append(bodies(1))
    second.append(bodies(1))
    first.append(bodies(1))
    entries = checked(tmp_path / "audit")
    gaps = [entry["chain"] for entry in entries if entry["event"]["type"] == "audit.gap"]
    assert len(ids_of(entries)) == 3
    assert next((gap["reason"], gap["first"]) for gap in gaps) == ("missing", 1)


def test_a_directory_without_a_way_to_it_is_an_error_that_ends(tmp_path: Path) -> None:
    """As soon as there is a way."""
    (tmp_path / "above").write_text("a file")
    store = DirectoryStore(tmp_path / "above" / "audit", sync=False)
    for _ in range(2):
        with pytest.raises(OSError, match="above"):
            store.append(bodies(1))
    (tmp_path / "above").unlink()
    store.append(bodies(1))
    assert own_of(checked(tmp_path / "above" / "audit")) == [FIRST]


READ_ONLY = """
import errno, os, sys
from asgi_agent.audit.files import DirectoryStore
from tests.audit.files.chains import bodies
store = DirectoryStore(sys.argv[1])
store.append(bodies(1))
os.chmod(sys.argv[1], 0o500)
for name in os.listdir(sys.argv[1]):
    os.chmod(os.path.join(sys.argv[1], name), 0o400)
if os.getuid() == 0:
    for name in (sys.argv[1], *(os.path.join(sys.argv[1], name) for name in os.listdir(sys.argv[1]))):
        os.chown(name, 65534, 65534)
    os.setuid(65534)
store.close()
for _ in range(2):
    try:
        store.append(bodies(1))
    except OSError as error:
        print(errno.errorcode[error.errno])
for name in os.listdir(sys.argv[1]):
    os.chmod(os.path.join(sys.argv[1], name), 0o600)
os.chmod(sys.argv[1], 0o700)
store.append(bodies(1))
"""


def test_files_that_may_not_be_written_are_an_error_that_ends() -> None:
    """As soon as they may."""
    with tempfile.TemporaryDirectory() as temporary:
        Path(temporary).chmod(0o777)  # root, whom no mode stops, becomes somebody else in there
        directory = Path(temporary, "audit")
        assert run(READ_ONLY, directory).split() == ["EACCES", "EACCES"]
        entries = checked(directory)
    assert len(ids_of(entries)) == 2
    assert own_of(entries) == [FIRST]


ON_A_SMALL_DISK = """
import errno, subprocess, sys
from asgi_agent.audit.files import DirectoryStore
from tests.audit.files.chains import bodies, checked, ids_of, own_of
from pathlib import Path
disk = Path(sys.argv[1])
disk.mkdir()
mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk]
subprocess.run(mount, check=True)
directory = disk / "audit"
"""

FULL = """
store = DirectoryStore(directory)
kept, failed = 0, []
for _ in range(40):
    try:
        store.append(bodies(20))
        kept += 20
    except OSError as error:
        failed.append(errno.errorcode[error.errno])
assert set(failed) == {"ENOSPC"}, failed
assert len(ids_of(checked(directory))) == kept
subprocess.run(["mount", "-o", "remount,size=1m", disk], check=True)
store.append(bodies(20))
entries = checked(directory)
assert len(ids_of(entries)) == kept + 20
print(*own_of(entries))
"""

MOUNTED_READ_ONLY = """
store = DirectoryStore(directory)
store.append(bodies(1))
store.close()
subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
for one in (store, DirectoryStore(directory)):
    try:
        one.append(bodies(1))
    except OSError as error:
        print(errno.errorcode[error.errno])
assert DirectoryStore(directory).head().seq == 2
subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
store.append(bodies(1))
print(*own_of(checked(directory)))
"""

UNMOUNTED = """
store = DirectoryStore(directory)
store.append(bodies(1))
store.close()
saved = {path.name: path.read_bytes() for path in directory.iterdir()}
subprocess.run(["umount", disk], check=True)
for _ in range(2):
    try:
        store.append(bodies(1))
    except OSError as error:
        print(errno.errorcode[error.errno])
assert list(disk.iterdir()) == [], "something was written to the mount point"
subprocess.run(mount, check=True)
directory.mkdir()
for name, content in saved.items():
    (directory / name).write_bytes(content)
store.append(bodies(1))
print(*own_of(checked(directory)))
"""


def test_a_full_disk_takes_nothing_and_keeps_what_it_has(tmp_path: Path) -> None:
    """And what is written once there is room goes on without a gap."""
    assert run_with_mounts(ON_A_SMALL_DISK + FULL, tmp_path / "disk") == str(FIRST)


def test_a_file_system_that_turns_read_only_is_an_error_that_ends(tmp_path: Path) -> None:
    """The log can be read meanwhile."""
    done = run_with_mounts(ON_A_SMALL_DISK + MOUNTED_READ_ONLY, tmp_path / "disk")
    assert done.splitlines() == ["EROFS", "EROFS", str(FIRST)]


def test_nothing_is_written_where_a_file_system_was_mounted(tmp_path: Path) -> None:
    """It would be out of sight once that is back; which it may, as another device, with the log on it."""
    done = run_with_mounts(ON_A_SMALL_DISK + UNMOUNTED, tmp_path / "disk")
    assert done.splitlines() == ["ENODEV", "ENODEV", str(FIRST)]


@pytest.mark.parametrize("lost", ["head", "000001.jsonl"])
def test_the_name_of_a_log_is_found_in_its_head_or_its_first_line(tmp_path: Path, lost: str) -> None:
    """Whichever is there."""
    DirectoryStore(tmp_path / "audit", name="clinic", sync=False).append(bodies(1))
    (tmp_path / "audit" / lost).unlink()
    assert DirectoryStore(tmp_path / "audit").name == "clinic"


def test_nobody_who_makes_a_store_waits_for_a_writer(store: DirectoryStore, tmp_path: Path) -> None:
    """Applications are set up where nothing may block."""
    with store._critical_section():
        assert DirectoryStore(tmp_path / "audit").name == "audit"
