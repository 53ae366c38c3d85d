"""Records as requests leave them, about patients whose ids are known to the test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from asgi_agent.audit.pseudonyms import Pseudonyms
from asgi_agent.audit.record import (
    Actor,
    Authorization,
    Correlation,
    Entry,
    Event,
    Network,
    Outcome,
    Record,
    Redaction,
    Resource,
    Source,
    Subject,
    Traffic,
    utc_text,
)

if TYPE_CHECKING:
    from asgi_agent.audit.record import Status
    from tests.audit.logs import Diary

KEYS = {"v1": b"a key of other days " * 2, "v2": b"the key that is in use" * 2}
PSEUDONYMS = Pseudonyms(KEYS)
OLD_PSEUDONYMS = Pseudonyms({"v1": KEYS["v1"]})
SOURCE = Source("ehr-agent", "2.1.0", "node-a", "00000001", 4242)
CODES: dict[Status, int] = {"success": 200, "denied": 403, "failure": 500, "aborted": 200}


def patient(mrn: str) -> str:
    """The pseudonym of a patient."""
    return PSEUDONYMS.of("patient", mrn)


def visit(
    diary: Diary,
    *,
    mrn: str | None = "MRN-1",
    actor: str | None = "dr.grey",
    outcome: Status | None = "success",
    purpose: str | None = "TREAT",
    break_glass: bool = False,
    intent: bool = True,
    pseudonyms: Pseudonyms = PSEUDONYMS,
    **more: Any,
) -> Record:
    """Write a request's records; who and where is in both, on whom only in the second.

    Args:
        diary: of the log.
        mrn: on whom, if that is known.
        actor: who, if that is known.
        outcome: how it ended; None leaves the end out.
        purpose: why.
        break_glass: whether the usual rules were overridden.
        intent: whether there is an intent record.
        pseudonyms: of the patient.
        more: further fields of the end record.

    Returns:
        The record that was written last.
    """
    diary.wait(1)
    begun = Record(
        time=_now(diary),
        phase="intent",
        event=Event("http.request", "R"),
        actor=None if actor is None else Actor(actor, roles=("clinician",)),
        source=SOURCE,
        net=Network("10.0.0.9"),
        http=Traffic("GET", "/patients/{id}", 200),
        corr=Correlation(request=f"{diary.seq:032x}"),
    )
    if intent:
        diary.write(begun)
    if outcome is None:
        return begun
    diary.wait(1)
    assert begun.corr is not None
    end = Record(
        time=_now(diary),
        phase="end",
        event=begun.event,
        outcome=Outcome(outcome, CODES[outcome], "TimeoutError" if outcome == "failure" else None),
        subject=None if mrn is None else Subject(pseudonyms.of("patient", mrn)),
        object=(Resource("Observation", "7"),),
        purpose=purpose,
        authz=Authorization("p-17", break_glass=True) if break_glass else None,
        http=Traffic("GET", "/patients/{id}", CODES[outcome], 100, 2000, True, None, 8120),
        corr=msgspec.structs.replace(begun.corr, intent=begun.id if intent else None),
        phi=Redaction("default", "redact", found={"NAME": 2, "MRN": 1}),
    )
    if not intent:
        end = msgspec.structs.replace(end, actor=begun.actor, net=begun.net, source=SOURCE)
    end = msgspec.structs.replace(end, **more)
    diary.write(end)
    return end


def event(diary: Diary, kind: str, **fields: Any) -> Record:
    """Write a record that stands alone."""
    diary.wait(1)
    made = Record(time=_now(diary), phase="event", event=Event(kind), source=SOURCE, **fields)
    diary.write(made)
    return made


def entry(**fields: Any) -> Entry:
    """An entry of a request with all that can be said of one, but for what is given."""
    full: dict[str, Any] = {
        "v": 1,
        "log": "audit",
        "seq": 7,
        "prev": "0" * 64,
        "id": "0197a0b4-5a00-7000-8000-000000000007",
        "time": "2026-11-21T09:00:00.500000Z",
        "phase": "end",
        "event": Event("http.request", "R"),
        "outcome": Outcome("success", 200),
        "actor": Actor("dr.grey", roles=("clinician",)),
        "source": SOURCE,
        "net": Network("10.0.0.9"),
        "subject": Subject(patient("MRN-1"), "enc-1"),
        "object": (Resource("Observation", "7"), Resource("Condition")),
        "purpose": "TREAT",
        "http": Traffic("GET", "/patients/{id}", 200, 100, 2000, True, None, 250_000),
        "corr": Correlation(request="ab" * 16, trace="cd" * 16, run="run-1", thread="thread-1"),
    }
    return Entry(**full | fields)


def _now(diary: Diary) -> str:
    return utc_text(int(diary.now.timestamp()) * 1_000_000_000)
