"""The figures of a report, from the records of requests."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.audit.query import Query
from asgi_agent.audit.reading import open_log
from asgi_agent.audit.record import (
    Actor,
    Authorization,
    Chain,
    Correlation,
    Event,
    Network,
    Outcome,
    Redaction,
    Resource,
    Subject,
)
from asgi_agent.audit.report import Figures, collect
from asgi_agent.audit.report import figures as figures_module
from tests.audit.logs import Diary
from tests.audit.visits import PSEUDONYMS, entry, event, patient, visit

if TYPE_CHECKING:
    from pathlib import Path

    from asgi_agent.audit.record import Entry
    from asgi_agent.audit.report.accesses import Access

DENIED = Outcome("denied", 403)


@pytest.fixture
def diary(tmp_path: Path) -> Diary:
    return Diary(tmp_path / "audit")


def figures(diary: Diary, **wanted: Any) -> Figures:
    return collect(open_log(diary.store.place), Query(**wanted), PSEUDONYMS)


def added(*entries: Entry, limit: int = 100) -> Figures:
    made = Figures(limit)
    for one in entries:
        made.add(one)
    return made


def accesses(made: Figures, mrn: str = "MRN-1") -> list[Access]:
    return made.accesses.by_patient().get(patient(mrn), [])


def test_requests_are_counted_by_day_and_outcome(diary: Diary) -> None:
    """What has no end by that."""
    for outcome in ("success", "success", "denied", None):
        visit(diary, outcome=outcome)
    diary.wait(86_400)
    visit(diary)
    assert figures(diary).days == {
        "2026-11-21": Counter({"success": 2, "denied": 1, "no end": 1}),
        "2026-11-22": Counter({"success": 1}),
    }


def test_users_and_patients_are_counted(diary: Diary) -> None:
    """With how many of the others there were, what was denied, and when it was last."""
    visit(diary, actor="dr.grey", mrn="MRN-1")
    visit(diary, actor="dr.grey", mrn="MRN-2", outcome="denied")
    visit(diary, actor="nurse.joy", mrn="MRN-1", break_glass=True)
    visit(diary, actor=None, mrn=None)
    made = figures(diary)
    grey = made.users["dr.grey"]
    assert (grey.count, len(grey.others), grey.denied) == (2, 2, 1)
    assert made.users[""].count == 1
    first = made.patients[patient("MRN-1")]
    assert (first.count, first.others, first.break_glass) == (2, {"dr.grey", "nurse.joy"}, 1)
    assert first.last == "2026-11-21T09:00:06.000000Z"


def test_a_report_is_about_what_is_asked_for(diary: Diary) -> None:
    """What the log says of itself is in it for the same time."""
    visit(diary, mrn="MRN-1")
    visit(diary, mrn="MRN-2")
    event(diary, "audit.gap", chain=Chain(reason="dropped", count=3))
    made = figures(diary, patient="MRN-1")
    assert list(made.patients) == [patient("MRN-1")]
    assert [one.event.type for one in made.own.entries] == ["audit.gap"]
    assert figures(diary, since="2026-11-22T00:00:00.000000Z").own.count == 0


def test_an_access_says_when_to_whom_what_and_why(diary: Diary) -> None:
    """From where, and whether the rules were overridden."""
    visit(diary, purpose="HRESCH", break_glass=True)
    (access,) = accesses(figures(diary))
    assert (access.time, access.actor, access.peer) == ("2026-11-21T09:00:02.000000Z", "dr.grey", "10.0.0.9")
    assert (access.roles, access.what, access.purpose) == (("clinician",), ["Observation/7"], "HRESCH")
    assert (access.status, access.break_glass) == ("success", True)


def test_all_records_of_a_request_tell_of_one_access() -> None:
    """A tool that touched something, a further event, the request itself: whoever comes first."""
    request = Correlation(request="r-1")
    tool = entry(
        id="1",
        event=Event("agent.tool", "R"),
        object=(Resource("Condition", "9"),),
        corr=request,
        purpose=None,
        actor=None,
        time="2026-11-21T08:59:00.000000Z",
    )
    made = added(tool, entry(id="2", corr=request), entry(id="3", event=Event("letter.sent"), corr=request))
    (access,) = accesses(made)
    assert access.what == ["Condition/9", "Observation/7", "Condition"]
    assert (access.time, access.actor, access.purpose) == ("2026-11-21T08:59:00.000000Z", "dr.grey", "TREAT")
    assert made.accesses.count == 1


def test_a_request_about_several_patients_is_an_access_to_each() -> None:
    """Its outcome is that of all."""
    request = Correlation(request="r-1")
    further = entry(id="1", phase="event", outcome=None, corr=request, subject=Subject(patient("MRN-2")))
    made = added(further, entry(id="2", corr=request))
    assert [one.status for one in accesses(made) + accesses(made, "MRN-2")] == ["success", "success"]


def test_denied_accesses_are_no_disclosures() -> None:
    """They are told with what was denied; the request says so last, whatever ran before."""
    request = Correlation(request="r-1")
    made = added(
        entry(id="1", event=Event("agent.tool"), corr=request),
        entry(id="2", corr=request, outcome=DENIED),
    )
    assert accesses(made) == []
    assert made.accesses.count == 1
    assert [one.id for one in made.refused.entries] == ["2"]


@pytest.mark.parametrize(
    ("purpose", "actor", "exempt"),
    [
        ("TREAT", "dr.grey", True),
        ("HPAYMT", "dr.grey", True),
        ("HOPERAT", "dr.grey", True),
        ("HRESCH", "dr.grey", False),
        ("PUBHLTH", "dr.grey", False),
        ("DONAT", "dr.grey", False),
        ("PATRQT", "dr.grey", False),
        (None, "dr.grey", False),
        ("PATRQT", patient("MRN-1"), True),
    ],
)
def test_what_needs_no_accounting_is_marked(purpose: str | None, actor: str, exempt: bool) -> None:
    """By 164.528(a)(1): treatment, payment and operations, and the individual; whatever is not known does."""
    (access,) = accesses(added(entry(purpose=purpose, actor=Actor(actor))))
    assert (access.exempt is not None) == exempt


def test_only_the_newest_accesses_are_kept() -> None:
    """Of the others the number is."""
    made = added(
        *(entry(id=str(number), corr=Correlation(request=str(number))) for number in range(7)), limit=3
    )
    assert len(accesses(made)) == 3
    assert made.accesses.count == 7
    assert made.patients[patient("MRN-1")].count == 7


def test_redaction_is_counted_once_for_a_run_and_its_request() -> None:
    """Both tell of the same identifiers; a label that only one of them has is added."""
    request = Correlation(request="r-1")
    run = entry(event=Event("agent.run"), corr=request, phi=Redaction(received={"NAME": 2}, sent={"NAME": 1}))
    whole = entry(corr=request, phi=Redaction(found={"NAME": 3, "MRN": 1}))
    made = added(run, whole, entry(corr=Correlation(request="r-2"), phi=Redaction(found={"NAME": 1})))
    assert made.redacted == {"2026-11-21": Counter(NAME=4, MRN=1)}


def test_what_was_given_back_is_counted_by_its_own_records() -> None:
    """Once, as requests and runs tell of it too."""
    reveal = entry(event=Event("phi.reveal", "R"), phase="event", phi=Redaction(revealed={"NAME": 2}))
    made = added(reveal, entry(phi=Redaction(found={"NAME": 1}, revealed={"NAME": 2})))
    assert made.revealed == Counter(NAME=2)
    assert made.reveals.count == 1


def test_lists_hold_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    """And how many there were."""
    monkeypatch.setattr(figures_module, "MAX_LISTED", 3)
    made = added(*(entry(id=str(n), corr=Correlation(request=str(n)), outcome=DENIED) for n in range(5)))
    assert [one.id for one in made.refused.entries] == ["2", "3", "4"]
    assert made.refused.count == 5


def test_an_override_is_listed_once_for_a_request() -> None:
    """Its own record, and the request that goes on with it."""
    glass = Authorization(break_glass=True)
    made = added(entry(id="1", event=Event("break_glass", "E"), phase="event"), entry(id="2", authz=glass))
    assert made.overrides.count == 1


def test_starts_and_stops_are_counted(diary: Diary) -> None:
    """More starts than stops are crashes, or writers that are still at work."""
    diary.start()
    diary.stop()
    diary.start()
    made = figures(diary)
    assert (made.starts, made.stops) == (2, 1)


def test_damaged_lines_are_counted(diary: Diary) -> None:
    """The report is made of the others."""
    visit(diary)
    with open(f"{diary.store.place}/000001.jsonl", "ab") as segment:
        segment.write(b"no record\n")
    made = figures(diary)
    assert (made.unreadable, made.entries) == (1, 1)


def test_a_proxied_client_is_where_it_came_from() -> None:
    """Not the proxy."""
    (access,) = accesses(added(entry(net=Network("10.0.0.9", "203.0.113.4"))))
    assert access.peer == "203.0.113.4"
