"""Which segments of a log may be purged."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from asgi_agent.audit import retention
from asgi_agent.audit.chain import line_hash
from asgi_agent.audit.merkle import Frontier
from asgi_agent.audit.reading import open_log
from asgi_agent.audit.retention import BrokenChainError, bound, plan
from tests.audit.logs import Diary
from tests.audit.visits import event

if TYPE_CHECKING:
    from asgi_agent.audit.retention import Purge

DAYS = 5


@pytest.fixture
def diary(tmp_path: Path) -> Diary:
    """A log with a segment for each of five days, of four records each."""
    diary = Diary(tmp_path / "audit")
    for day in range(1, DAYS + 1):
        diary.now = datetime(2026, 11, day, 9, tzinfo=UTC)
        for _ in range(3):
            event(diary, "letter.sent")
    return diary


def steps(diary: Diary, before: str) -> list[Purge]:
    return list(plan(open_log(diary.store.place), before))


def lines(diary: Diary, first: int, last: int) -> list[bytes]:
    """The lines of segments."""
    found = [Path(diary.store.place, f"{number:06}.jsonl") for number in range(first, last + 1)]
    return [line for path in found for line in path.read_bytes().splitlines()]


def test_six_years_are_by_the_calendar() -> None:
    """On a day that the year of then does not have, a day less."""
    assert bound(datetime(2026, 11, 21, 9, tzinfo=UTC)) == "2020-11-21T09:00:00.000000Z"
    assert bound(datetime(2028, 2, 29, tzinfo=UTC)) == "2022-02-28T00:00:00.000000Z"


def test_segments_go_whole_and_from_the_oldest(diary: Diary) -> None:
    """With all that their records leave behind."""
    (step,) = steps(diary, "2026-11-03T00:00:00.000000Z")
    assert [segment.number for segment in step.segments] == [1, 2]
    assert (step.first, step.head.seq, step.records) == (1, 8, 8)
    gone = lines(diary, 1, 2)
    assert step.head.hash == line_hash(gone[-1])
    tree = Frontier()
    tree.extend(gone)
    assert step.frontier.root() == tree.root()
    assert step.newest == "2026-11-02T09:00:03.000000Z"


def test_a_segment_with_one_record_that_is_too_young_stays(diary: Diary) -> None:
    """And so do all behind it, however old they are."""
    assert steps(diary, "2026-11-02T09:00:03.000000Z")[0].segments[-1].number == 1
    assert steps(diary, "2026-11-02T09:00:03.000001Z")[0].segments[-1].number == 2
    diary.now = datetime(2026, 12, 1, tzinfo=UTC)
    event(diary, "letter.sent")
    diary.now = datetime(2026, 10, 1, tzinfo=UTC)
    for _ in range(20):
        event(diary, "letter.sent")
    diary.now = datetime(2026, 12, 2, tzinfo=UTC)
    event(diary, "letter.sent")
    assert steps(diary, "2026-11-20T00:00:00.000000Z")[0].segments[-1].number == DAYS


def test_the_segment_that_is_written_to_stays(diary: Diary) -> None:
    """Whatever its age: a chain has to have an end."""
    (step,) = steps(diary, "2099-01-01T00:00:00.000000Z")
    assert step.segments[-1].number == DAYS - 1


def test_nothing_is_old_enough(diary: Diary) -> None:
    """So nothing is planned."""
    assert steps(diary, "2026-11-01T00:00:00.000000Z") == []


def test_a_record_names_so_many_segments(diary: Diary, monkeypatch: pytest.MonkeyPatch) -> None:
    """More take more steps, each of which goes on where the one before ended."""
    monkeypatch.setattr(retention, "MAX_SEGMENTS", 3)
    first, second = steps(diary, "2099-01-01T00:00:00.000000Z")
    assert [segment.number for segment in first.segments] == [1, 2, 3]
    assert (second.first, second.head.seq) == (first.head.seq + 1, 16)
    tree = Frontier()
    tree.extend(lines(diary, 1, 4))
    assert second.frontier.root() == tree.root()
    tree = Frontier()
    tree.extend(lines(diary, 1, 3))
    assert first.frontier.root() == tree.root()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"letter.sent", b"letter.lost"),
        (b'"seq":6,', b'"seq":7,'),
        (b'"v":1,', b"no record "),
    ],
)
def test_what_was_tampered_with_is_not_purged(diary: Diary, old: bytes, new: bytes) -> None:
    """It would be gone, and with it the evidence."""
    segment = Path(diary.store.place, "000002.jsonl")
    segment.chmod(0o600)
    segment.write_bytes(segment.read_bytes().replace(old, new, 1))
    with pytest.raises(BrokenChainError, match=r"00000[23]\.jsonl"):
        steps(diary, "2099-01-01T00:00:00.000000Z")


def test_a_missing_segment_is_not_passed_over(diary: Diary) -> None:
    """Nor is one that is missing at the beginning."""
    Path(diary.store.place, "000001.jsonl").unlink()
    with pytest.raises(BrokenChainError, match="a segment is missing"):
        steps(diary, "2099-01-01T00:00:00.000000Z")


def test_how_much_was_read_is_told(diary: Diary) -> None:
    """For a bar."""
    read: list[int] = []
    list(plan(open_log(diary.store.place), "2026-11-04T00:00:00.000000Z", read.append))
    assert sum(read) == sum(len(line) + 1 for line in lines(diary, 1, 3))


def test_a_day_has_a_segment_of_its_own(diary: Diary) -> None:
    """What the others are counted by."""
    assert len(open_log(diary.store.place).segments()) == DAYS
    assert diary.now.date() == (datetime(2026, 11, 1, tzinfo=UTC) + timedelta(days=DAYS - 1)).date()
