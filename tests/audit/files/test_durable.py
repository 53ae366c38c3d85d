from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from asgi_agent.audit.files.durable import set_aside, take_back
from asgi_agent.whole_files import write_all

if TYPE_CHECKING:
    from pathlib import Path


def test_a_write_that_is_taken_in_parts_is_completed() -> None:
    """A pipe takes what it has room for."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    with open(reader, "rb") as pipe:
        with open(writer, "wb", buffering=0), pytest.raises(BlockingIOError):
            write_all(writer, b"x" * 10_000_000)
        assert 4096 <= len(pipe.read()) < 10_000_000


def test_a_write_to_a_full_device_is_an_error() -> None:
    """Whatever was to be written."""
    with open("/dev/full", "wb", buffering=0) as file, pytest.raises(OSError, match="No space left"):
        write_all(file.fileno(), b"x")


def test_what_is_set_aside_is_moved(tmp_path: Path) -> None:
    """From an offset on, however much it is, behind what was set aside before."""
    data = os.urandom(3_000_000)
    (tmp_path / "segment").write_bytes(data)
    (tmp_path / "torn").write_bytes(b"before")
    file = os.open(tmp_path / "segment", os.O_RDWR | os.O_APPEND)
    set_aside(file, 1000, str(tmp_path / "torn"))
    os.close(file)
    assert (tmp_path / "segment").read_bytes() == data[:1000]
    assert (tmp_path / "torn").read_bytes() == b"before" + data[1000:]


def test_what_cannot_be_set_aside_stays(tmp_path: Path) -> None:
    """Nothing is cut off before it is kept elsewhere."""
    (tmp_path / "segment").write_bytes(b"0123456789")
    file = os.open(tmp_path / "segment", os.O_RDWR | os.O_APPEND)
    with pytest.raises(OSError, match="No space left"):
        set_aside(file, 4, "/dev/full")
    os.close(file)
    assert (tmp_path / "segment").read_bytes() == b"0123456789"


def test_what_cannot_be_taken_back_is_left(tmp_path: Path) -> None:
    """Whoever failed to write has an error to tell already."""
    (tmp_path / "segment").write_bytes(b"0123456789")
    file = os.open(tmp_path / "segment", os.O_RDONLY)
    take_back(file, 4)
    os.close(file)
    assert (tmp_path / "segment").read_bytes() == b"0123456789"
