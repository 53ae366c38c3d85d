"""Going through a log."""

from __future__ import annotations

import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.audit.errors import AuditReadError
from asgi_agent.audit.query import Query, Selector
from asgi_agent.audit.reading import open_log
from asgi_agent.audit.scanning import found, select
from tests.audit.logs import Diary
from tests.audit.visits import PSEUDONYMS, event, visit

if TYPE_CHECKING:
    from asgi_agent.audit.reading import LogReader


@pytest.fixture
def diary(tmp_path: Path) -> Diary:
    """A log to write to."""
    return Diary(tmp_path / "audit")


def reader(diary: Diary) -> LogReader:
    return open_log(diary.store.place)


def seqs(diary: Diary, *, join: bool = False, **wanted: Any) -> list[int]:
    """The numbers of the records that a query finds, with the keys of pseudonyms."""
    query = Query(**wanted)
    return [entry.seq for entry in select(reader(diary), query, PSEUDONYMS, join=join)]


def test_records_come_oldest_first(diary: Diary) -> None:
    """All of them, over several segments."""
    for _ in range(20):
        visit(diary)
    assert len(reader(diary).segments()) > 2
    assert seqs(diary) == list(range(1, diary.seq + 1))


def test_a_long_log_is_not_read_from_its_beginning(diary: Diary) -> None:
    """Segments of days before are left unread; those of the day before are not, for what came at midnight."""
    for day in range(1, 11):
        diary.now = datetime(2026, 11, day, 9, tzinfo=UTC)
        event(diary, "letter.sent")
    read: list[int] = []
    query = Query(since="2026-11-10T00:00:00.000000Z", type="letter.*")
    times = [entry.time[:10] for entry in select(reader(diary), query, advance=read.append)]
    assert times == ["2026-11-10"]
    segments = reader(diary).segments()
    assert sum(read) == sum(segment.size for segment in segments[-3:])


def test_a_segment_that_is_longer_than_a_day_is_read(diary: Diary) -> None:
    """As one that had others in it may be, in a log that was damaged."""
    for day in (1, 9, 10):
        diary.now = datetime(2026, 11, day, 9, tzinfo=UTC)
        event(diary, "letter.sent")
    first, second, _ = sorted(diary_path(diary).glob("*.jsonl"))
    first.chmod(0o600)
    first.write_bytes(first.read_bytes() + second.read_bytes())
    second.unlink()
    assert len(seqs(diary, since="2026-11-09T00:00:00.000000Z", type="letter.*")) == 2


def test_a_segment_whose_beginning_cannot_be_read_is_read(diary: Diary) -> None:
    """Nobody can say that nothing recent is in it."""
    event(diary, "letter.sent")
    diary.now = datetime(2026, 11, 28, 9, tzinfo=UTC)
    event(diary, "letter.sent")
    first = next((diary_path(diary)).glob("*1.jsonl"))
    first.chmod(0o600)
    first.write_bytes(b"{}\n" + first.read_bytes())
    places: list[str] = []
    query = Query(since="2026-11-28T00:00:00.000000Z", type="letter.*")
    assert len(list(select(reader(diary), query, damaged=places.append))) == 1


def test_a_joined_entry_is_found_by_what_either_record_says(diary: Diary) -> None:
    """By its actor, which the intent names, together with its patient, whom the end names."""
    visit(diary)
    assert seqs(diary, actor="dr.grey", patient="MRN-1") == []
    assert seqs(diary, actor="dr.grey", patient="MRN-1", join=True) == [diary.seq]


def test_what_did_not_end_is_found_joined_as_well(diary: Diary) -> None:
    """Without an outcome, and after the others."""
    visit(diary, outcome=None)
    visit(diary)
    entries = list(select(reader(diary), Query(type="http.*"), join=True))
    assert [entry.phase for entry in entries] == ["end", "intent"]


def test_a_damaged_line_is_an_error_that_names_it(diary: Diary) -> None:
    """Unless somebody takes note of it: then it is left out."""
    visit(diary)
    damage(diary, b'"phase":"end"', b'"phase":"fin"')
    with pytest.raises(AuditReadError, match=r"000001\.jsonl:3 is no audit record"):
        list(select(reader(diary), Query()))
    places: list[str] = []
    assert [entry.seq for entry in select(reader(diary), Query(), damaged=places.append)] == [1, 2]
    assert places == ["000001.jsonl:3"]


@pytest.mark.parametrize("join", [False, True])
@pytest.mark.parametrize("bad", [b"", b"no record", b"\xff\xfe", b'{"v":1}', b"{}"])
def test_damage_of_any_kind_is_told(diary: Diary, bad: bytes, join: bool) -> None:
    """Joined or not; the records around it are found."""
    visit(diary)
    segment = diary_path(diary) / "000001.jsonl"
    first, *rest = segment.read_bytes().splitlines(keepends=True)
    segment.write_bytes(b"".join([first, bad, b"\n", *rest]))
    places: list[str] = []
    entries = list(select(reader(diary), Query(), join=join, damaged=places.append))
    assert [entry.seq for entry in entries] == ([1, 3] if join else [1, 2, 3])
    assert places == ["000001.jsonl:2"]


def test_a_time_that_is_none_is_damage(diary: Diary) -> None:
    """It would be in no order, and exports could not write it."""
    visit(diary)
    damage(diary, b'"time":"2026', b'"time":"soon')
    places: list[str] = []
    assert list(select(reader(diary), Query(), damaged=places.append)) == []
    assert len(places) == 3


def test_lines_come_as_they_stand_in_the_log(diary: Diary) -> None:
    """Byte for byte, so that they can be hashed."""
    visit(diary)
    lines = [line for line, _ in found(reader(diary), Selector(Query()))]
    assert b"\n".join(lines) + b"\n" == (diary_path(diary) / "000001.jsonl").read_bytes()


def test_memory_does_not_grow_with_the_log(tmp_path: Path) -> None:
    """Eight times the records take no more of it, joined too."""
    diary = Diary(tmp_path / "audit", rotate_bytes=40_000)
    peaks: list[int] = []
    for more in (100, 700):
        for _ in range(more):
            visit(diary)
        tracemalloc.start()
        entries = select(reader(diary), Query(patient="MRN-1"), PSEUDONYMS, join=True)
        assert sum(1 for _ in entries) == (100 if not peaks else 800)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 2


def diary_path(diary: Diary) -> Path:
    return Path(diary.store.place)


def damage(diary: Diary, old: bytes, new: bytes) -> None:
    """Change what stands in the first segment."""
    segment = diary_path(diary) / "000001.jsonl"
    data = segment.read_bytes()
    assert old in data
    segment.write_bytes(data.replace(old, new))
