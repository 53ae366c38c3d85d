"""Finding records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.audit.query import Query, Selector
from asgi_agent.audit.reading import open_log
from asgi_agent.audit.record import Actor, Correlation, Outcome, Resource, Subject
from asgi_agent.audit.scanning import select
from tests.audit.logs import Diary
from tests.audit.visits import OLD_PSEUDONYMS, PSEUDONYMS, entry, event, patient, visit

if TYPE_CHECKING:
    from pathlib import Path

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
