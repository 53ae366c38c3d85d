from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from asgi_agent.audit.chain import Head
from asgi_agent.audit.files.head import SIZE, Position, read_head, write_head

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST = Position(Head(2**63 - 1, "f" * 64), 10**11, 2**40)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[int]:
    """A head file."""
    file = os.open(tmp_path / "head", os.O_RDWR | os.O_CREAT)
    yield file
    os.close(file)


@pytest.mark.parametrize("position", [Position(Head(0, "0" * 64), 1, 0), LARGEST])
def test_a_head_is_one_line_of_a_fixed_size(file: int, position: Position) -> None:
    """However large its numbers are, and however long the name of the log."""
    log = "a" * 64
    write_head(file, LARGEST, log)
    write_head(file, position, log)
    line = os.pread(file, 1000, 0)
    assert len(line) == SIZE
    assert line.endswith(b"\n")
    assert read_head(file, log) == position
    assert json.loads(line) == {
        "v": 1,
        "log": log,
        "seq": position.head.seq,
        "hash": position.head.hash,
        "segment": position.segment,
        "offset": position.offset,
    }


@pytest.mark.parametrize(
    "change",
    [{"seq": -1}, {"segment": 0}, {"offset": -1}, {"hash": "0" * 63}, {"hash": "G" * 64}, {"seq": "1"}],
)
def test_a_head_that_cannot_be_says_nothing(file: int, change: dict[str, object]) -> None:
    """It is looked up in the segments then."""
    good = {"v": 1, "log": "audit", "seq": 1, "hash": "0" * 64, "segment": 1, "offset": 9}
    os.pwrite(file, json.dumps({**good, **change}).encode(), 0)
    assert read_head(file, "audit") is None


@pytest.mark.parametrize("content", [b"", b"\0" * 256, b"\xff" * 256, b"{", b"null"])
def test_a_head_that_is_no_line_says_nothing(file: int, content: bytes) -> None:
    """Nor does an empty one, which is that of a new log."""
    os.pwrite(file, content, 0)
    assert read_head(file, "audit") is None


def test_the_head_of_another_log_is_an_error(file: int) -> None:
    """Rather than a head that is lost."""
    write_head(file, LARGEST, "clinic")
    with pytest.raises(OSError, match="holds the log clinic, not ward"):
        read_head(file, "ward")
