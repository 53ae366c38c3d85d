"""OCSF API Activity, against what its schema asks for."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from asgi_agent.audit.export.ocsf import api_activity
from asgi_agent.audit.record import (
    Actor,
    Authentication,
    Authorization,
    Chain,
    Entry,
    Event,
    Network,
    Outcome,
    Redaction,
    Resource,
    Traffic,
)
from tests.audit.export.entries import entries
from tests.audit.export.ocsf_schema import check
from tests.audit.visits import entry, patient


@given(entries)
def test_every_entry_is_an_api_activity(made: Entry) -> None:
    """With all that is required, and with nothing that the schema does not have."""
    check(api_activity(made))


@pytest.mark.parametrize(
    ("action", "activity"),
    [("C", 1), ("R", 2), ("U", 3), ("D", 4), ("E", 99), (None, 0)],
)
def test_the_activity_is_that_of_the_action(action: Any, activity: int) -> None:
    """The type is made of the class and the activity."""
    event = api_activity(entry(event=Event("http.request", action)))
    assert event["activity_id"] == activity
    assert event["type_uid"] == 600300 + activity


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (Outcome("success"), (1, "Success")),
        (Outcome("failure"), (2, "Failure")),
        (Outcome("denied"), (2, "Failure")),
        (Outcome("aborted"), (99, "Aborted")),
        (None, (0, "Unknown")),
    ],
)
def test_the_status_is_that_of_the_outcome(outcome: Outcome | None, status: tuple[int, str]) -> None:
    """What OCSF has no number for is told in a word."""
    event = api_activity(entry(outcome=outcome))
    assert (event["status_id"], event["status"]) == status


def test_the_status_says_more_where_more_is_known() -> None:
    """The code, and why."""
    event = api_activity(entry(outcome=Outcome("failure", 500, "TimeoutError")))
    assert (event["status_code"], event["status_detail"]) == ("500", "TimeoutError")


@pytest.mark.parametrize(
    ("fields", "severity"),
    [
        ({}, 1),
        ({"outcome": Outcome("aborted")}, 2),
        ({"outcome": Outcome("denied")}, 3),
        ({"authz": Authorization(break_glass=True)}, 3),
        ({"outcome": Outcome("failure")}, 3),
        ({"event": Event("audit.gap"), "chain": Chain(reason="torn")}, 4),
    ],
)
def test_severity_follows_from_what_happened(fields: dict[str, Any], severity: int) -> None:
    """As in FHIR, in other numbers."""
    assert api_activity(entry(**fields))["severity_id"] == severity


def test_time_is_in_milliseconds() -> None:
    """Since 1970, in UTC."""
    event = api_activity(entry())
    assert event["time"] == 1_795_251_600_500
    assert event["metadata"]["original_time"] == "2026-11-21T09:00:00.500000Z"


def test_it_leads_back_to_the_log() -> None:
    """By the id of the record, the name of the log and its number there."""
    metadata = api_activity(entry())["metadata"]
    assert (metadata["uid"], metadata["log_name"], metadata["sequence"]) == (entry().id, "audit", 7)
    assert metadata["version"] == "1.8.0"


def test_the_actor_is_a_user_with_groups_a_session_and_a_policy() -> None:
    """As far as the record names them."""
    actor = Actor("dr.grey", roles=("clinician",), auth=Authentication("oauth2", "token-1"))
    assert api_activity(entry(actor=actor, authz=Authorization("p-17")))["actor"] == {
        "user": {"uid": "dr.grey", "type_id": 1, "type": "User", "groups": [{"name": "clinician"}]},
        "session": {"uid": "token-1"},
        "authorizations": [{"policy": {"uid": "p-17"}}],
    }


def test_an_agent_is_the_application_of_a_user() -> None:
    """Where it acts for one; by itself it is a user of another type."""
    behind = api_activity(entry(actor=Actor("agent-7", "agent", on_behalf_of="dr.grey")))["actor"]
    assert (behind["user"]["uid"], behind["app_uid"]) == ("dr.grey", "agent-7")
    alone = api_activity(entry(actor=Actor("agent-7", "agent")))["actor"]["user"]
    assert (alone["uid"], alone["type_id"], alone["type"]) == ("agent-7", 99, "agent")
    assert api_activity(entry(actor=Actor("job", "service")))["actor"]["user"]["type_id"] == 4


def test_who_is_not_known_is_anonymous_and_the_service_is_itself() -> None:
    """OCSF wants an actor for each event."""
    assert api_activity(entry(actor=None))["actor"]["user"]["name"] == "anonymous"
    assert api_activity(entry(actor=None, net=None))["actor"] == {"app_name": "ehr-agent"}


def test_the_client_is_the_source() -> None:
    """Behind its proxy, if there is a trusted one; else by name, if that is all there is."""
    assert api_activity(entry())["src_endpoint"] == {"ip": "10.0.0.9"}
    assert api_activity(entry(net=Network("10.0.0.9", "2001:db8::1")))["src_endpoint"] == {
        "ip": "2001:db8::1",
        "proxy_endpoint": {"ip": "10.0.0.9"},
    }
    assert api_activity(entry(net=Network("gateway")))["src_endpoint"] == {"name": "gateway"}
    assert api_activity(entry(net=None))["src_endpoint"]["svc_name"] == "ehr-agent"


def test_the_request_and_its_response_are_told() -> None:
    """By template, never by path."""
    event = api_activity(entry())
    assert event["http_request"]["url"] == {"path": "/patients/{id}"}
    assert event["http_request"]["http_method"] == "GET"
    assert event["http_response"] == {"code": 200, "body_length": 2000, "latency": 250}
    assert event["api"]["operation"] == "GET /patients/{id}"
    assert "http_method" not in api_activity(entry(http=Traffic("PROPFIND", "/a")))["http_request"]


def test_resources_and_trace_have_attributes() -> None:
    """A resource without an id goes by its type."""
    made = entry(object=(Resource("Observation", "7"), Resource("Condition")))
    event = api_activity(made)
    assert event["resources"] == [
        {"type": "Observation", "uid": "7"},
        {"type": "Condition", "name": "Condition"},
    ]
    assert event["trace"] == {"uid": "cd" * 16}
    assert event["metadata"]["profiles"] == ["trace"]


def test_what_has_no_attribute_is_unmapped() -> None:
    """On whom, why, what was redacted: as it stands in the record."""
    unmapped = api_activity(entry(phi=Redaction("default", found={"NAME": 2})))["unmapped"]
    assert unmapped["subject"]["patient"] == patient("MRN-1")
    assert unmapped["purpose"] == "TREAT"
    assert unmapped["phi"]["found"] == {"NAME": 2}
    assert unmapped["corr"] == {"run": "run-1", "thread": "thread-1"}
