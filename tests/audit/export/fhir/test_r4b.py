"""FHIR R4B AuditEvents, against the resource's own model and against the profiles of IHE BALP."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING, Any

import pytest
from fhir.resources.R4B.auditevent import AuditEvent
from hypothesis import given

from asgi_agent.audit.export.fhir import r4b_audit_event
from asgi_agent.audit.record import (
    Actor,
    Authentication,
    Authorization,
    Event,
    Network,
    Outcome,
    Subject,
    Traffic,
)
from tests.audit.export.entries import entries
from tests.audit.export.fhir.balp_rules import PROFILES, check
from tests.audit.visits import SOURCE, entry, patient

if TYPE_CHECKING:
    from asgi_agent.audit.record import Action, Entry


@given(entries)
def test_every_entry_is_an_audit_event(made: Entry) -> None:
    """Of R4B, by the model of a library that checks each field; and of a profile, if it says so."""
    event = r4b_audit_event(made)
    AuditEvent.model_validate(event)
    if "profile" in event["meta"]:
        check(event)


@pytest.mark.parametrize("about_patient", [True, False])
@pytest.mark.parametrize(
    ("action", "name"), [("C", "Create"), ("R", "Read"), ("U", "Update"), ("D", "Delete"), ("E", "Query")]
)
def test_a_request_that_succeeded_is_of_the_profile_of_its_action(
    action: Action, name: str, about_patient: bool
) -> None:
    """One of ten: five actions, with and without a patient."""
    subject = Subject(patient("MRN-1")) if about_patient else None
    event = r4b_audit_event(entry(event=Event("http.request", action), subject=subject))
    kind = "Patient" if about_patient else ""
    assert event["meta"]["profile"] == [f"{PROFILES}{kind}{name}"]
    check(event)


@pytest.mark.parametrize(
    "fields",
    [
        {"actor": None},
        {"object": ()},
        {"corr": None},
        {"authz": Authorization("p-1", "c-1", break_glass=True)},
        {"http": None},
        {"source": None},
        {"net": Network("10.0.0.9", "203.0.113.4")},
        {"net": Network("gateway.example")},
        {"actor": Actor("agent-7", "agent", on_behalf_of="dr.grey")},
    ],
)
@pytest.mark.parametrize("action", ["C", "R", "U", "D", "E"])
def test_a_profile_holds_whatever_else_is_known(action: Action, fields: dict[str, Any]) -> None:
    """No user, no resource, no request id: the slices still have as many entries as they must."""
    event = r4b_audit_event(entry(event=Event("http.request", action), **fields))
    AuditEvent.model_validate(event)
    check(event)


@pytest.mark.parametrize(
    "fields",
    [
        {"outcome": Outcome("denied", 403)},
        {"outcome": Outcome("failure", 500)},
        {"outcome": Outcome("success", 404)},
        {"outcome": None, "phase": "intent"},
        {"event": Event("agent.tool", "R")},
        {"event": Event("ws.session", "E")},
        {"event": Event("http.request")},
        {"net": None},
        {"net": Network()},
    ],
)
def test_no_profile_is_claimed_that_does_not_hold(fields: dict[str, Any]) -> None:
    """The profiles are of RESTful requests that succeeded, by a client with an address."""
    assert "profile" not in r4b_audit_event(entry(**fields))["meta"]


def test_an_update_by_patch_says_so() -> None:
    """It is another interaction of the same profile."""
    event = r4b_audit_event(entry(event=Event("http.request", "U"), http=Traffic("PATCH", "/a")))
    assert event["subtype"][0]["code"] == "patch"
    check(event)


def test_the_user_stands_in_full() -> None:
    """Roles, why, under which policy and token; by IHE's URN for the id of a token."""
    actor = Actor("dr.grey", roles=("clinician",), auth=Authentication("oauth2", "token-1"))
    event = r4b_audit_event(entry(actor=actor, authz=Authorization("p/17")))
    user = event["agent"][-1]
    assert user["who"] == {"identifier": {"value": "dr.grey"}}
    assert [role["text"] for role in user["role"]] == ["human", "clinician"]
    assert user["policy"] == ["urn:ietf:params:oauth:jti:token-1", "urn:asgi-agent:audit:policy:p/17"]
    assert user["purposeOfUse"] == event["purposeOfEvent"]
    assert user["purposeOfUse"][0]["coding"][0] == {
        "system": "http://terminology.hl7.org/CodeSystem/v3-ActReason",
        "code": "TREAT",
    }


def test_a_pseudonym_of_a_token_is_not_passed_off_as_its_id() -> None:
    """It stands under a name of our own."""
    actor = Actor("dr.grey", auth=Authentication(jti="hmac:v1:00ff"))
    user = r4b_audit_event(entry(actor=actor))["agent"][-1]
    assert user["policy"] == ["urn:asgi-agent:audit:token:hmac:v1:00ff"]


def test_the_patient_is_a_reference_by_pseudonym() -> None:
    """With a system that says that it is one."""
    (what,) = [entity["what"] for entity in r4b_audit_event(entry())["entity"] if _role(entity) == "1"]
    pseudonym = {"system": "urn:asgi-agent:audit:pseudonym", "value": patient("MRN-1")}
    assert what == {"type": "Patient", "identifier": pseudonym}


def test_a_query_is_the_template_of_its_route() -> None:
    """The log has no query string to tell, which could name patients."""
    event = r4b_audit_event(entry(event=Event("http.request", "E")))
    (query,) = [entity["query"] for entity in event["entity"] if "query" in entity]
    assert b64decode(query) == b"GET /patients/{id}"


def test_addresses_are_told_from_names() -> None:
    """FHIR has a code for each."""
    addresses = [Network("10.0.0.9"), Network("2001:db8::1"), Network("gateway.example")]
    kinds = [r4b_audit_event(entry(net=net))["agent"][0]["network"]["type"] for net in addresses]
    assert kinds == ["2", "2", "1"]


def test_the_network_of_a_proxied_client_is_its_own() -> None:
    """The proxy's stands among the details."""
    event = r4b_audit_event(entry(net=Network("10.0.0.9", "203.0.113.4")))
    assert event["agent"][0]["network"]["address"] == "203.0.113.4"
    assert _details(event)["forwarded_by"] == "10.0.0.9"


def test_details_are_texts() -> None:
    """R4 knows no others."""
    details = _details(r4b_audit_event(entry()))
    assert details["http.out"] == "2000"
    assert details["http.complete"] == "true"
    assert details["thread"] == "thread-1"


def test_the_recorder_is_the_server() -> None:
    """As IHE has it where the server keeps the log."""
    event = r4b_audit_event(entry())
    server = {"identifier": {"value": SOURCE.instance}, "display": "ehr-agent 2.1.0"}
    assert event["source"]["observer"] == event["agent"][1]["who"] == server


def test_an_encounter_is_an_entity() -> None:
    """R5 has an element for it, R4 has not."""
    (encounter,) = [
        entity
        for entity in r4b_audit_event(entry())["entity"]
        if entity.get("type", {}).get("code") == "Encounter"
    ]
    assert encounter["what"]["identifier"]["value"] == "enc-1"


def _role(entity: dict[str, Any]) -> str | None:
    return entity.get("role", {}).get("code")  # type: ignore[no-any-return] # a part of JSON


def _details(event: dict[str, Any]) -> dict[str, str]:
    return {
        detail["type"]: detail["valueString"]
        for entity in event["entity"]
        for detail in entity.get("detail", [])
    }
