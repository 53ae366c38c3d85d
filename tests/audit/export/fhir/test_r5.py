"""FHIR R5 AuditEvents, against the resource's own model."""

from __future__ import annotations

from typing import Any

import pytest
from fhir.resources.auditevent import AuditEvent
from hypothesis import given

from asgi_agent.audit.export.fhir import r5_audit_event
from asgi_agent.audit.record import (
    Actor,
    Authorization,
    Chain,
    Entry,
    Event,
    Network,
    Outcome,
    Redaction,
    Subject,
    Traffic,
)
from tests.audit.export.entries import entries
from tests.audit.visits import entry, patient


@given(entries)
def test_every_entry_is_an_audit_event(made: Entry) -> None:
    """By the model of a library that checks each field."""
    event = r5_audit_event(made)
    AuditEvent.model_validate(event)
    assert sum(agent["requestor"] for agent in event["agent"]) == 1


def test_no_profile_is_claimed() -> None:
    """Those of IHE BALP are of R4."""
    assert "profile" not in r5_audit_event(entry())["meta"]


def test_it_leads_back_to_the_log() -> None:
    """By the id of the record, the name of the log and its number there."""
    event = r5_audit_event(entry())
    assert event["id"] == entry().id
    assert event["meta"]["source"] == "urn:asgi-agent:audit:audit#7"


def test_an_id_that_fhir_does_not_have_gives_way() -> None:
    """To the name of the log and the number."""
    assert r5_audit_event(entry(id="a b"))["id"] == "audit-7"


def test_what_took_longer_than_there_was_time_has_no_period() -> None:
    """Nobody but a forger writes that, and the rest of his record can be read."""
    event = r5_audit_event(entry(time="0001-01-01T00:00:00.000000Z", http=Traffic("GET", us=5)))
    assert "occurredPeriod" not in event


def test_the_kind_of_event_is_coded() -> None:
    """A category and a code, as HL7 maps type and subtype of R4, and our own code with it."""
    event = r5_audit_event(entry())
    assert _codes(event["category"][0]) == ["rest"]
    assert _codes(event["code"]) == ["read", "http.request"]


@pytest.mark.parametrize(
    ("kind", "subject", "category", "code"),
    [
        ("audit.start", None, "110113", "110134"),
        ("audit.stop", None, "110113", "110133"),
        ("audit.gap", None, "110113", "audit.gap"),
        ("audit.purge", None, "110101", "destroy"),
        ("phi.reveal", Subject("p"), "110110", "reidentify"),
        ("agent.tool", Subject("p"), "110110", "agent.tool"),
        ("agent.tool", None, "110100", "agent.tool"),
        ("letter.sent", None, "110100", "letter.sent"),
    ],
)
def test_other_events_have_codes_of_dicom_and_iso(
    kind: str, subject: Subject | None, category: str, code: str
) -> None:
    """DICOM for what kind it is, ISO 21089 for what happens to a record, and ours where neither has one."""
    event = r5_audit_event(entry(event=Event(kind), subject=subject, phase="event"))
    assert _codes(event["category"][0]) == [category]
    assert _codes(event["code"])[0] == code
    assert _codes(event["code"])[-1] == kind


@pytest.mark.parametrize(
    ("outcome", "code", "detail"),
    [
        (Outcome("success", 200), "0", ["success 200"]),
        (Outcome("denied", 403), "4", ["denied 403"]),
        (Outcome("aborted"), "4", ["aborted"]),
        (Outcome("failure", 500, "TimeoutError"), "8", ["TimeoutError", "failure 500"]),
    ],
)
def test_the_outcome_is_one_of_four(outcome: Outcome, code: str, detail: list[str]) -> None:
    """Success, minor and serious failure; what our word for it was stands with it."""
    event = r5_audit_event(entry(outcome=outcome))
    assert event["outcome"]["code"]["code"] == code
    assert [text["text"] for text in event["outcome"]["detail"]] == detail


def test_what_did_not_end_has_no_outcome() -> None:
    """Nobody knows of one."""
    assert "outcome" not in r5_audit_event(entry(phase="intent", outcome=None))


@pytest.mark.parametrize(
    ("fields", "severity"),
    [
        ({}, "informational"),
        ({"outcome": Outcome("aborted")}, "notice"),
        ({"outcome": None, "phase": "intent"}, "notice"),
        ({"outcome": Outcome("denied")}, "warning"),
        ({"authz": Authorization(break_glass=True)}, "warning"),
        ({"outcome": Outcome("failure")}, "error"),
        ({"event": Event("audit.gap"), "chain": Chain(reason="torn")}, "critical"),
        ({"event": Event("phi.reveal"), "phase": "event"}, "notice"),
    ],
)
def test_severity_follows_from_what_happened(fields: dict[str, Any], severity: str) -> None:
    """From what happens all the time to what somebody has to look at now."""
    assert r5_audit_event(entry(**fields))["severity"] == severity


def test_it_says_from_when_to_when() -> None:
    """The end is when it was recorded; the beginning is as much earlier as it took."""
    event = r5_audit_event(entry())
    assert event["occurredPeriod"] == {
        "start": "2026-11-21T09:00:00.250000Z",
        "end": "2026-11-21T09:00:00.500000Z",
    }
    assert event["recorded"] == "2026-11-21T09:00:00.500000Z"


def test_an_override_is_a_purpose() -> None:
    """Beside the one that was given, and once only."""
    glass = Authorization(break_glass=True)
    both = r5_audit_event(entry(authz=glass))["authorization"]
    assert [_codes(purpose) for purpose in both] == [["TREAT"], ["BTG"]]
    once = r5_audit_event(entry(authz=glass, purpose="BTG"))["authorization"]
    assert [_codes(purpose) for purpose in once] == [["BTG"]]


def test_on_whom_has_elements_and_an_entity() -> None:
    """`patient` and `encounter` are R5's own; the entity is BALP's."""
    event = r5_audit_event(entry())
    assert event["patient"]["identifier"]["value"] == patient("MRN-1")
    assert event["encounter"]["identifier"] == {"value": "enc-1"}
    assert event["entity"][0] == {"what": event["patient"], "role": event["entity"][0]["role"]}


def test_one_agent_made_the_request() -> None:
    """The user; else the client; else, of what it does by itself, the service."""
    own = {"actor": None, "net": None}
    for fields, requestor in (({}, 2), ({"actor": None}, 0), ({"actor": Actor(None)}, 0), (own, 0)):
        event = r5_audit_event(entry(**fields))
        assert [agent["requestor"] for agent in event["agent"]].index(True) == requestor
    assert len(r5_audit_event(entry(**own))["agent"]) == 1


def test_who_stands_behind_an_agent_is_an_agent_too() -> None:
    """One that did not make the request itself."""
    actor = Actor("agent-7", "agent", on_behalf_of="dr.grey")
    *_, agent, human = r5_audit_event(entry(actor=actor))["agent"]
    assert agent["who"]["identifier"]["value"] == "agent-7"
    assert (human["who"]["identifier"]["value"], human["requestor"]) == ("dr.grey", False)


def test_a_client_without_an_address_is_unknown() -> None:
    """A socket of the file system has none."""
    client = r5_audit_event(entry(net=Network()))["agent"][0]
    assert client["who"] == {"display": "unknown"}
    assert "networkString" not in client


def test_what_has_no_element_is_a_detail() -> None:
    """Run and thread, traffic, counts of redaction: with the type that a value has."""
    made = entry(phi=Redaction("default", "redact", found={"NAME": 2}), usage={"input_tokens": 2**40})
    (transaction,) = [entity for entity in r5_audit_event(made)["entity"] if "detail" in entity]
    details = {detail.pop("type")["text"]: detail for detail in transaction["detail"]}
    assert transaction["what"] == {"identifier": {"value": "ab" * 16}}
    assert details["run"] == {"valueString": "run-1"}
    assert details["http.status"] == {"valueInteger": 200}
    assert details["http.complete"] == {"valueBoolean": True}
    assert details["phi.found.NAME"] == {"valueInteger": 2}
    assert details["usage.input_tokens"] == {"valueString": str(2**40)}


def test_a_consent_and_a_trace_are_entities() -> None:
    """The one by FHIR's type, the other as the examples of R5 have it."""
    event = r5_audit_event(entry(authz=Authorization(consent="c-9")))
    whats = [entity["what"] for entity in event["entity"] if "what" in entity]
    assert {"type": "Consent", "identifier": {"value": "c-9"}} in whats
    assert {"identifier": {"type": {"text": "TraceID"}, "value": "cd" * 16}} in whats


def _codes(concept: dict[str, Any]) -> list[str]:
    return [coding["code"] for coding in concept["coding"]]
