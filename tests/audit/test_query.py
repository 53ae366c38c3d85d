"""Finding records."""

from __future__ import annotations

import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.audit.errors import AuditReadError
from asgi_agent.audit.query import Query, Selector, found, select
from asgi_agent.audit.reading import open_log
from asgi_agent.audit.record import Actor, Correlation, Outcome, Resource, Subject
from tests.audit.logs import Diary
from tests.audit.visits import OLD_PSEUDONYMS, PSEUDONYMS, entry, event, patient, visit

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


def test_a_patient_is_found_by_id_under_any_key(diary: Diary) -> None:
    """Records that were made with a key of earlier days too."""
    visit(diary, pseudonyms=OLD_PSEUDONYMS)
    old = diary.seq
    visit(diary, mrn="MRN-2")
    visit(diary)
    assert seqs(diary, patient="MRN-1") == [old, diary.seq]


def test_a_patient_is_found_by_pseudonym_without_keys(diary: Diary) -> None:
    """As it stands in the log."""
    visit(diary)
    query = Query(patient=patient("MRN-1"))
    assert [entry.seq for entry in select(reader(diary), query)] == [diary.seq]
    assert not list(select(reader(diary), Query(patient="MRN-1")))


def test_an_actor_is_found_in_plain_by_pseudonym_and_behind_others(diary: Diary) -> None:
    """Whatever the host's policy was when the record was made; a patient as an actor too."""
    ids = ("dr.grey", PSEUDONYMS.of("actor", "dr.grey"), PSEUDONYMS.of("patient", "dr.grey"))
    for who in (*ids, "dr.house"):
        visit(diary, actor=who, outcome=None)
    visit(diary, actor=None, outcome=None)
    event(diary, "letter.sent", actor=Actor("agent-7", "agent", on_behalf_of="dr.grey"))
    assert seqs(diary, actor="dr.grey") == [2, 3, 4, 7]


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ({"request": "AB" * 16}, {"corr": Correlation(request="ab" * 16)}),
        ({"request": "their-id"}, {"corr": Correlation(parent_request=PSEUDONYMS.of("request", "their-id"))}),
        ({"run": "run-1"}, {"corr": Correlation(run="run-1")}),
        (
            {"thread": "thread of a name"},
            {"corr": Correlation(thread=PSEUDONYMS.of("thread", "thread of a name"))},
        ),
        ({"trace": "cd" * 16}, {"corr": Correlation(trace="cd" * 16)}),
        ({"encounter": "enc-1"}, {"subject": Subject(encounter=PSEUDONYMS.of("encounter", "enc-1"))}),
        ({"purpose": "HRESCH"}, {"purpose": "HRESCH"}),
        ({"outcome": "denied"}, {"outcome": Outcome("denied", 403)}),
        ({"resource": "Condition"}, {"object": (Resource("Observation"), Resource("Condition", "7"))}),
        ({"resource": "Condition/7"}, {"object": (Resource("Condition", PSEUDONYMS.of("Condition", "7")),)}),
        ({"resource": "Patient/MRN-1"}, {"object": (Resource("Patient", patient("MRN-1")),)}),
        ({"type": "letter.sent"}, {}),
        ({"type": "letter.*"}, {}),
        ({"type": "*.sent"}, {}),
    ],
)
def test_a_record_is_found_by_what_it_says(
    diary: Diary, wanted: dict[str, Any], given: dict[str, Any]
) -> None:
    """And no other one is."""
    event(diary, "letter.sent", **given)
    said = diary.seq
    visit(diary)
    assert seqs(diary, **wanted) == [said]


def test_break_glass_and_phase_and_route_and_action_are_found(diary: Diary) -> None:
    """Together they have to hold, all of them."""
    visit(diary, break_glass=True)
    overridden = diary.seq
    visit(diary)
    assert seqs(diary, break_glass=True) == [overridden]
    assert seqs(diary, phase="intent") == [2, 4]
    assert seqs(diary, route="/patients/{id}", action="R", phase="end") == [3, 5]
    assert seqs(diary, break_glass=True, phase="intent") == []


def test_time_is_from_the_first_moment_and_up_to_the_last(diary: Diary) -> None:
    """`since` is in it, `until` is not."""
    times = [event(diary, "letter.sent").time for _ in range(4)]
    assert seqs(diary, since=times[1], until=times[3], type="letter.*") == [3, 4]


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


@given(st.text(min_size=1, max_size=30), st.sampled_from(["actor", "patient", "encounter", "thread", "run"]))
def test_looking_quickly_finds_what_looking_closely_does(value: str, name: str) -> None:
    """Whatever characters an id has, and however the encoder of records writes them."""
    said: dict[str, dict[str, Any]] = {
        "actor": {"actor": Actor(value)},
        "patient": {"subject": Subject(value)},
        "encounter": {"subject": Subject(encounter=value)},
        "thread": {"corr": Correlation(thread=value)},
        "run": {"corr": Correlation(run=value)},
    }
    made = entry(**said[name])
    selector = Selector(Query(**{name: value}))  # type: ignore[arg-type] # by name
    assert selector.matches(made)
    assert selector.may_match(msgspec.json.encode(made))


def diary_path(diary: Diary) -> Path:
    return Path(diary.store.place)


def damage(diary: Diary, old: bytes, new: bytes) -> None:
    """Change what stands in the first segment."""
    segment = diary_path(diary) / "000001.jsonl"
    data = segment.read_bytes()
    assert old in data
    segment.write_bytes(data.replace(old, new))
