"""The cardinalities and fixed codes of IHE BALP 1.1, written down from its profiles, to check events against.

https://profiles.ihe.net/ITI/BALP/content.html#3573-restful-activities
"""

from __future__ import annotations

from typing import Any, NamedTuple

PROFILES = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit."
DCM = "http://dicom.nema.org/resources/ontology/DCM"
PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
ENTITY_TYPE = "http://terminology.hl7.org/CodeSystem/audit-entity-type"
OBJECT_ROLE = "http://terminology.hl7.org/CodeSystem/object-role"
X_REQUEST_ID = ("https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType", "XrequestId")

Pair = tuple[str, str]


class Rule(NamedTuple):
    """What a profile asks for, besides what all of them do."""

    action: str
    interactions: set[str]
    client: Pair
    server: Pair
    users: set[Pair]


AUTHORS = {(PARTICIPATION, code) for code in ("AUT", "INF", "CST")}
RECIPIENT = {(PARTICIPATION, "IRCP")}
RULES = {
    "Create": Rule("C", {"create"}, (DCM, "110153"), (DCM, "110152"), AUTHORS),
    "Read": Rule("R", {"read", "vread"}, (DCM, "110152"), (DCM, "110153"), RECIPIENT),
    "Update": Rule("U", {"update", "patch"}, (DCM, "110153"), (DCM, "110152"), AUTHORS),
    "Delete": Rule(
        "D",
        {"delete"},
        (DCM, "110150"),
        ("http://terminology.hl7.org/CodeSystem/provenance-participant-type", "custodian"),
        AUTHORS,
    ),
    "Query": Rule(
        "E", {"search", "search-type", "search-system"}, (DCM, "110153"), (DCM, "110152"), RECIPIENT
    ),
}


def check(event: dict[str, Any]) -> None:
    """Check an R4 AuditEvent against the profile that it claims.

    Raises:
        AssertionError: it does not conform to it.
    """
    (profile,) = event["meta"]["profile"]
    assert profile.startswith(PROFILES)
    name = profile.removeprefix(PROFILES)
    rule = RULES[name.removeprefix("Patient")]
    assert event["type"]["code"] == "rest"
    assert event["type"]["system"] == "http://terminology.hl7.org/CodeSystem/audit-event-type"
    interactions = [code for code in event["subtype"] if code["system"].endswith("/restful-interaction")]
    assert [code["code"] in rule.interactions for code in interactions] == [True]
    assert (event["action"], event["outcome"]) == (rule.action, "0")
    _check_agents(event, rule)
    _check_entities(event, query=rule.action == "E", patient=name.startswith("Patient"))


def _check_agents(event: dict[str, Any], rule: Rule) -> None:
    (client,) = _agents(event, {rule.client})
    (server,) = _agents(event, {rule.server})
    for agent in (client, server):
        assert agent["who"]
        assert agent["network"]["address"]
        assert "media" not in agent
    users = _agents(event, rule.users)
    assert len(users) <= 1
    for user in users:
        assert user["who"]
        assert user["requestor"] is True
        assert "network" not in user
        assert "media" not in user
    assert sum(agent["requestor"] for agent in event["agent"]) == 1
    assert server["who"] == event["source"]["observer"]


def _agents(event: dict[str, Any], types: set[Pair]) -> list[dict[str, Any]]:
    return [
        agent
        for agent in event["agent"]
        if {(code["system"], code["code"]) for code in agent["type"]["coding"]} & types
    ]


def _check_entities(event: dict[str, Any], *, query: bool, patient: bool) -> None:
    (data,) = _entities(event, (ENTITY_TYPE, "2"))
    transactions = _entities(event, X_REQUEST_ID)
    assert len(transactions) <= 1
    assert all(transaction["what"]["identifier"]["value"] for transaction in transactions)
    if query:
        assert (data["role"]["system"], data["role"]["code"]) == (OBJECT_ROLE, "24")
        assert data["query"]
        assert {"what", "lifecycle", "detail"}.isdisjoint(data)
    else:
        assert data["role"]["system"] == OBJECT_ROLE
        assert data["role"]["code"] in ("3", "4", "20")
        assert data["what"]
    patients = _entities(event, (ENTITY_TYPE, "1"))
    assert len(patients) == patient
    for one in patients:
        assert (one["role"]["system"], one["role"]["code"]) == (OBJECT_ROLE, "1")
        assert one["what"]["type"] == "Patient"


def _entities(event: dict[str, Any], kind: Pair) -> list[dict[str, Any]]:
    return [
        entity
        for entity in event["entity"]
        if "type" in entity and (entity["type"]["system"], entity["type"]["code"]) == kind
    ]
