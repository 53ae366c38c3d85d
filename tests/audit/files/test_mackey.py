from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING

import pytest

from asgi_agent.audit.files import DirectoryStore
from asgi_agent.audit.mac import EPOCH, MacKey
from asgi_agent.errors import ConfigurationError
from tests.audit.files.chains import bodies, checked, ids_of, lines_of, own_of
from tests.audit.sandboxes import run

if TYPE_CHECKING:
    from pathlib import Path

FIRST_KEY = hashlib.sha256(b"the first key").digest()


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """The file of a new key."""
    path = tmp_path / "mac.key"
    path.write_bytes(MacKey(FIRST_KEY.hex()).to_bytes())
    path.chmod(0o600)
    return path


def wrong_macs(directory: Path) -> list[int]:
    """The numbers of the lines whose MAC is not the one that the first key leads to."""
    wrong, keys = [], [FIRST_KEY]
    for line in lines_of(directory):
        entry = json.loads(line)
        while len(keys) <= (entry["seq"] - 1) // EPOCH:
            keys.append(hmac.digest(keys[-1], b"next", "sha256"))
        text = line.rpartition(b',"mac"')[0]
        mac = hmac.new(keys[(entry["seq"] - 1) // EPOCH], text, "sha256").hexdigest()
        wrong += [] if entry.get("mac") == mac else [entry["seq"]]
    return wrong


def test_lines_are_signed_with_a_key_that_moves_forward(tmp_path: Path, key: Path) -> None:
    """One for each so many records; the old one is nowhere any more."""
    store = DirectoryStore(tmp_path / "audit", sync=False, mac_key=key)
    for _ in range(3):
        store.append(bodies(EPOCH))
    checked(tmp_path / "audit")
    assert wrong_macs(tmp_path / "audit") == []
    kept = MacKey.parse(key.read_bytes())
    assert (kept.epoch, kept.log) == (3, "audit")
    assert FIRST_KEY.hex() not in key.read_text()


def test_the_processes_of_a_log_share_the_key(tmp_path: Path, key: Path) -> None:
    """Whoever comes to the next epoch first moves it for all."""
    stores = [DirectoryStore(tmp_path / "audit", sync=False, mac_key=key) for _ in range(2)]
    for turn in range(6):
        stores[turn % 2].append(bodies(EPOCH // 2))
    assert wrong_macs(tmp_path / "audit") == []


def test_a_key_stays_where_its_records_could_not_be_written(tmp_path: Path, key: Path) -> None:
    """They get it when they are written at last."""
    run(
        """
import resource, sys
from asgi_agent.audit.files import DirectoryStore
from asgi_agent.audit.mac import EPOCH, MacKey
from tests.audit.files.chains import bodies
store = DirectoryStore(sys.argv[1], mac_key=sys.argv[2])
size = len(b"".join(store.append(bodies(EPOCH - 10)).lines))
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 5000, resource.RLIM_INFINITY))
try:
    store.append(bodies(100))
except OSError:
    assert MacKey.parse(open(sys.argv[2], "rb").read()).epoch == 0
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.append(bodies(100))
""",
        tmp_path / "audit",
        key,
    )
    assert len(ids_of(checked(tmp_path / "audit"))) == EPOCH + 90
    assert wrong_macs(tmp_path / "audit") == []
    assert MacKey.parse(key.read_bytes()).epoch == 1


def test_a_key_that_is_behind_catches_up(tmp_path: Path, key: Path) -> None:
    """As after a crash between the records and the key."""
    store = DirectoryStore(tmp_path / "audit", sync=False, mac_key=key)
    before = key.read_bytes()
    for _ in range(3):
        store.append(bodies(EPOCH))
    key.write_bytes(before)
    store.append(bodies(1))
    assert wrong_macs(tmp_path / "audit") == []


def test_a_log_that_was_put_back_is_known_by_its_key(tmp_path: Path, key: Path) -> None:
    """The key cannot go back, so it knows how many records there were at least."""
    DirectoryStore(tmp_path / "audit", sync=False, mac_key=key).append(bodies(1))
    older = {path: path.read_bytes() for path in (tmp_path / "audit").iterdir()}
    DirectoryStore(tmp_path / "audit", sync=False, mac_key=key).append(bodies(2 * EPOCH))
    for path, content in older.items():
        path.write_bytes(content)
    DirectoryStore(tmp_path / "audit", sync=False, mac_key=key).append(bodies(1))
    entries = checked(tmp_path / "audit")
    assert own_of(entries)[1:] == [("audit.gap", "missing")]
    assert entries[2]["chain"] == {"reason": "missing", "first": 3, "last": 2 * EPOCH}
    assert wrong_macs(tmp_path / "audit") == []


def test_a_key_serves_one_log(tmp_path: Path, key: Path) -> None:
    """Two would move it forward past each other."""
    DirectoryStore(tmp_path / "clinic", sync=False, mac_key=key).append(bodies(1))
    with pytest.raises(OSError, match="is that of the log clinic"):
        DirectoryStore(tmp_path / "ward", sync=False, mac_key=key).append(bodies(1))


def test_a_log_can_begin_to_be_signed_at_any_time(tmp_path: Path, key: Path) -> None:
    """From there on, with the key of its epoch."""
    DirectoryStore(tmp_path / "audit", sync=False).append(bodies(EPOCH + 5))
    DirectoryStore(tmp_path / "audit", sync=False, mac_key=key).append(bodies(3))
    checked(tmp_path / "audit")
    assert wrong_macs(tmp_path / "audit") == list(range(1, EPOCH + 7))


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b'{"key":"00"}', b'{"key":"zz"}', b'{"v":2,"key":"' + b"0" * 64 + b'"}', b"\xff", None],
)
def test_a_file_without_a_key_is_refused(tmp_path: Path, content: bytes | None) -> None:
    """When the store is made, without a word of what it holds."""
    path = tmp_path / "mac.key"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigurationError, match="holds no MAC key: "):
        DirectoryStore(tmp_path / "audit", mac_key=path)


def test_a_key_that_is_gone_stops_the_log(tmp_path: Path, key: Path) -> None:
    """An unsigned line would look like a forged one."""
    store = DirectoryStore(tmp_path / "audit", sync=False, mac_key=key)
    store.append(bodies(1))
    content = key.read_bytes()
    key.write_bytes(b"something else")
    with pytest.raises(OSError, match="holds no MAC key"):
        store.append(bodies(1))
    key.write_bytes(content)
    store.append(bodies(1))
    assert wrong_macs(tmp_path / "audit") == []


def test_a_key_is_not_kept_in_the_directory_of_its_log(tmp_path: Path) -> None:
    """Whoever writes there could read it."""
    (tmp_path / "mac.key").write_bytes(MacKey(FIRST_KEY.hex()).to_bytes())
    with pytest.raises(ConfigurationError, match="mac_key= is not to be in the directory"):
        DirectoryStore(tmp_path, mac_key=tmp_path / "mac.key")
