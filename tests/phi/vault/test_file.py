from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from asgi_agent.errors import ConfigurationError
from asgi_agent.phi.vault import FileStore, VaultUnavailableError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.phi.vault.conftest import Clock

NAME, OTHER = "a" * 64, "b" * 64


def test_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    """Neither the directory nor a file in it lets anybody else in, whatever the umask."""
    directory = tmp_path / "deep" / "vault"
    before = os.umask(0)
    try:
        FileStore(directory).put(NAME, b"one", None)
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in directory.iterdir()}
    assert (stat.S_IMODE(directory.stat().st_mode), modes) == (0o700, {0o600})


def test_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails in the middle leaves what stood there, and no other file."""
    store = FileStore(tmp_path)
    store.put(NAME, b"one", None)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(VaultUnavailableError, match="OSError"):
            store.put(NAME, b"two", b"one")
    assert store.get(NAME) == b"one"
    assert {path.suffix for path in tmp_path.iterdir()} == {".vault", ".lock"}


def test_removes_what_has_expired_from_the_disk(tmp_path: Path, clock: Clock) -> None:
    """Values do not outlive their time as files that nobody asks for; nor does what a dead writer left."""
    store = FileStore(tmp_path, ttl=100, clock=clock)
    store.put(NAME, b"one", None)
    left = tmp_path / f"{NAME}.0.tmp"
    left.touch()
    os.utime(left, (clock.now, clock.now))
    clock.now += 101
    store.put(OTHER, b"two", None)
    kept = {path.name for path in tmp_path.iterdir() if path.suffix != ".lock"}
    assert kept == {f"{OTHER}.vault"}


def test_touches_no_file_of_others(tmp_path: Path, clock: Clock) -> None:
    """What somebody else put into the directory stays."""
    store = FileStore(tmp_path, ttl=100, clock=clock)
    theirs = tmp_path / "README"
    theirs.touch()
    os.utime(theirs, (0, 0))
    clock.now += 101
    store.put(NAME, b"one", None)
    assert theirs.exists()


def test_refuses_a_directory_that_is_none(tmp_path: Path) -> None:
    """A path that cannot be a directory is told at the start."""
    (tmp_path / "file").touch()
    with pytest.raises(ConfigurationError, match="FileExistsError"):
        FileStore(tmp_path / "file")


def test_says_when_the_disk_refuses(tmp_path: Path) -> None:
    """A fault of the file system is the vault's own error, for each method."""
    store = FileStore(tmp_path)
    (tmp_path / f"{NAME}.vault").mkdir()
    (tmp_path / f"{NAME}.vault" / "x").touch()
    with pytest.raises(VaultUnavailableError):
        store.get(NAME)
    with pytest.raises(VaultUnavailableError):
        store.put(NAME, b"one", None)
    with pytest.raises(VaultUnavailableError):
        store.delete(NAME)


def test_has_a_ttl_above_zero(tmp_path: Path) -> None:
    """A time of nothing is a mistake that is told at the start."""
    with pytest.raises(ConfigurationError, match="above 0"):
        FileStore(tmp_path, ttl=0)


def test_says_that_it_is_for_posix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where files cannot be locked, the message names the store to use."""
    monkeypatch.setattr(os, "name", "nt")
    with pytest.raises(ConfigurationError, match="SQLStore"):
        FileStore(str(tmp_path))
