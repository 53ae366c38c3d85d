from __future__ import annotations

import json
from datetime import UTC, datetime
from stat import S_IMODE
from typing import TYPE_CHECKING

import pytest

from asgi_agent.audit.files import DirectoryStore
from tests.audit.files.chains import bodies, checked, own_of

if TYPE_CHECKING:
    from pathlib import Path

FIRST, DAY, SIZE = (("audit.segment", reason) for reason in ("first", "day", "size"))


class Clock:
    """Tells the time that it was set to."""

    def __init__(self) -> None:
        self.now = ""

    def set(self, now: str) -> None:
        """Make it some time, in UTC."""
        self.now = now

    def __call__(self) -> int:
        return int(datetime.fromisoformat(self.now).replace(tzinfo=UTC).timestamp()) * 1_000_000_000


@pytest.fixture
def clock() -> Clock:
    """A clock to set."""
    return Clock()


def names(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.glob("*.jsonl"))


def test_a_full_segment_is_closed_and_another_begins(tmp_path: Path) -> None:
    """With a record that says so, behind the last of the one before."""
    store = DirectoryStore(tmp_path, sync=False, rotate_bytes=1500)
    for _ in range(8):
        store.append(bodies(1))
    entries = checked(tmp_path)
    assert own_of(entries) == [FIRST, SIZE]
    assert [entry["chain"]["segments"] for entry in entries if "chain" in entry] == [[1], [2]]
    assert names(tmp_path) == ["000001.jsonl", "000002.jsonl"]
    for name in names(tmp_path):
        first = json.loads((tmp_path / name).read_bytes().partition(b"\n")[0])
        assert first["event"]["type"] == "audit.segment"


def test_a_closed_segment_may_not_be_written_any_more(tmp_path: Path) -> None:
    """The one in use may."""
    store = DirectoryStore(tmp_path, sync=False, rotate_bytes=1)
    for _ in range(3):
        store.append(bodies(1))
    assert [S_IMODE((tmp_path / name).stat().st_mode) for name in names(tmp_path)] == [0o440, 0o440, 0o600]


def test_a_day_begins_a_segment(tmp_path: Path, clock: Clock) -> None:
    """In UTC, with the first record of the day; also in a process that did not begin the one before."""
    for now in ("2026-11-21T00:00", "2026-11-21T23:59:59", "2026-11-22T00:00", "2026-11-22T12:00"):
        clock.set(now)
        DirectoryStore(tmp_path, sync=False, clock=clock).append(bodies(1))
    entries = checked(tmp_path)
    assert own_of(entries) == [FIRST, DAY]
    assert [entry["time"] for entry in entries if entry["event"]["type"] == "audit.segment"] == [
        "2026-11-21T00:00:00.000000Z",
        "2026-11-22T00:00:00.000000Z",
    ]


def test_a_clock_that_steps_back_over_midnight_begins_no_segment(tmp_path: Path, clock: Clock) -> None:
    """Nor does it when it passes midnight again."""
    store = DirectoryStore(tmp_path, sync=False, clock=clock)
    for now in ("2026-11-22T00:00:01", "2026-11-21T23:59:59", "2026-11-22T00:00:00"):
        clock.set(now)
        store.append(bodies(1))
    assert own_of(checked(tmp_path)) == [FIRST]


def test_a_clock_that_was_years_ahead_stops_no_segment_from_beginning(tmp_path: Path, clock: Clock) -> None:
    """Once it is set right, days are as long as ever."""
    store = DirectoryStore(tmp_path, sync=False, clock=clock)
    for now in ("2036-01-01T00:00", "2026-11-21T00:00", "2026-11-22T00:00"):
        clock.set(now)
        store.append(bodies(1))
    assert own_of(checked(tmp_path)) == [FIRST, DAY, DAY]


def test_a_segment_whose_beginning_cannot_be_read_is_of_today(tmp_path: Path, clock: Clock) -> None:
    """The log goes on; what happened to that line is for those who verify it."""
    clock.set("2026-11-21T00:00")
    DirectoryStore(tmp_path, sync=False, clock=clock).append(bodies(1))
    segment = tmp_path / "000001.jsonl"
    segment.write_bytes(b"x" * 20 + segment.read_bytes()[20:])
    clock.set("2026-11-22T00:00")
    DirectoryStore(tmp_path, sync=False, clock=clock).append(bodies(1))
    assert names(tmp_path) == ["000001.jsonl"]


def test_a_closed_segment_that_is_the_last_is_not_opened_again(tmp_path: Path) -> None:
    """As where the one behind it was deleted, and the head put back."""
    store = DirectoryStore(tmp_path, sync=False, rotate_bytes=1)
    store.append(bodies(1))
    head = (tmp_path / "head").read_bytes()
    store.append(bodies(1))
    (tmp_path / "000002.jsonl").unlink()
    (tmp_path / "head").write_bytes(head)
    before = (tmp_path / "000001.jsonl").read_bytes()
    DirectoryStore(tmp_path, sync=False).append(bodies(1))
    assert (tmp_path / "000001.jsonl").read_bytes() == before
    assert own_of(checked(tmp_path)) == [FIRST, ("audit.segment", "sealed")]


def test_a_file_that_somebody_put_in_the_way_is_left_alone(tmp_path: Path) -> None:
    """The next number is taken."""
    store = DirectoryStore(tmp_path, sync=False, rotate_bytes=1)
    store.append(bodies(1))
    (tmp_path / "000002.jsonl").write_bytes(b"something\n")
    store.append(bodies(1))
    assert (tmp_path / "000002.jsonl").read_bytes() == b"something\n"
    assert names(tmp_path)[-1] == "000003.jsonl"


def test_the_order_of_records_is_not_that_of_their_times(tmp_path: Path) -> None:
    """Their numbers say it, whatever the clocks do."""
    store = DirectoryStore(tmp_path, sync=False)
    early, late = bodies(1), bodies(1)
    store.append(late)
    store.append(early)
    entries = checked(tmp_path)
    assert [entry["seq"] for entry in entries] == [1, 2, 3]
    assert entries[2]["time"] <= entries[1]["time"]
