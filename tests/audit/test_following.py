"""Watching a log grow."""

from __future__ import annotations

import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from asgi_agent.audit.following import Follower
from asgi_agent.audit.reading import open_log
from tests.audit.logs import Diary
from tests.audit.visits import event, visit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@pytest.fixture
def diary(tmp_path: Path) -> Diary:
    """A log with some records in several segments."""
    diary = Diary(tmp_path / "audit", rotate_bytes=2000)
    for _ in range(8):
        visit(diary)
    return diary


def follower(diary: Diary) -> Follower:
    return Follower(open_log(diary.store.place))


def seqs(lines: Iterable[bytes]) -> list[int]:
    return [msgspec.json.decode(line)["seq"] for line in lines]


def test_the_last_lines_come_oldest_first(diary: Diary) -> None:
    """From as many segments as it takes, and no more than there are."""
    end = diary.seq
    assert seqs(follower(diary).last(3)) == [end - 2, end - 1, end]
    assert seqs(follower(diary).last(end * 2)) == list(range(1, end + 1))
    assert follower(diary).last(0) == []


def test_the_last_lines_are_those_that_are_wanted(diary: Diary) -> None:
    """The others do not count."""
    segments = seqs(follower(diary).last(2, lambda line: b'"audit.segment"' in line))
    assert len(segments) == 2


def test_new_lines_come_once_over_any_number_of_segments(diary: Diary) -> None:
    """What was there before is not new, and a new segment is no end."""
    watching = follower(diary)
    assert list(watching.new()) == []
    before = diary.seq
    for _ in range(8):
        visit(diary)
    assert seqs(watching.new()) == list(range(before + 1, diary.seq + 1))
    assert list(watching.new()) == []
    event(diary, "letter.sent")
    assert seqs(watching.new()) == [diary.seq]


def test_a_line_that_is_being_written_is_not_new_yet(diary: Diary, tmp_path: Path) -> None:
    """Only when its end is there."""
    watching = follower(diary)
    segment = max((tmp_path / "audit").glob("*.jsonl"))
    whole = segment.read_bytes()
    segment.write_bytes(whole + b'{"seq":99,')
    assert list(watching.new()) == []
    segment.write_bytes(whole + b'{"seq":99,"v":1}\n')
    assert list(watching.new()) == [b'{"seq":99,"v":1}']


def test_a_log_that_is_empty_when_it_is_followed_is_read_from_its_beginning(tmp_path: Path) -> None:
    """Its first segment is new then."""
    diary = Diary(tmp_path / "audit")
    event(diary, "letter.sent")
    (tmp_path / "audit" / "000001.jsonl").rename(tmp_path / "kept")
    watching = follower(diary)
    (tmp_path / "kept").rename(tmp_path / "audit" / "000001.jsonl")
    assert seqs(watching.new()) == [1, 2]


@pytest.mark.parametrize("days", [0, 1])
def test_a_log_that_was_replaced_is_read_from_its_beginning(diary: Diary, tmp_path: Path, days: int) -> None:
    """Its segments have lower numbers, or are shorter than what was read of them."""
    watching = follower(diary)
    diary.store.close()
    shutil.rmtree(tmp_path / "audit")
    other = Diary(tmp_path / "audit")
    other.now += timedelta(days=days)
    event(other, "letter.sent")
    assert seqs(watching.new()) == [1, 2]
