"""FHIR R4B AuditEvent, which is that of R4: mapped from R5, with the profiles of IHE BALP.

The elements map as HL7 maps them (https://hl7.org/fhir/extensions/conversions-AuditEvent.html). The types of
entities, which R5 has no longer, follow from their roles.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from asgi_agent.audit.export.fhir import codes, r5
from asgi_agent.audit.export.fhir.balp import profile

if TYPE_CHECKING:
    from asgi_agent.audit.record import Entry

_CLOSED_TYPES = {
    codes.PATIENT_ROLE.code: codes.PERSON,
    codes.QUERY_ROLE.code: codes.SYSTEM_OBJECT,
}


def audit_event(entry: Entry) -> dict[str, Any]:
    """The R4B AuditEvent of an entry; it names a BALP profile where it conforms to one."""
    new = r5.audit_event(entry)
    claimed = profile(entry)
    outcome = new.get("outcome")
    event = {
        "resourceType": "AuditEvent",
        "id": new["id"],
        "meta": {**new["meta"], **({"profile": [claimed]} if claimed else {})},
        "type": new["category"][0]["coding"][0],
        "subtype": new["code"]["coding"],
        "action": new.get("action"),
        "period": new.get("occurredPeriod"),
        "recorded": new["recorded"],
        "outcome": outcome and outcome["code"]["code"],
        "outcomeDesc": outcome and ", ".join(detail["text"] for detail in outcome["detail"]),
        "purposeOfEvent": new.get("authorization"),
        "agent": [_agent(agent) for agent in new["agent"]],
        "source": {
            "observer": new["source"]["observer"],
            "type": [concept["coding"][0] for concept in new["source"]["type"]],
        },
        "entity": _entities(new),
    }
    return {name: value for name, value in event.items() if value not in (None, [])}


def _agent(new: dict[str, Any]) -> dict[str, Any]:
    same = ("type", "role", "who", "requestor", "policy")
    agent: dict[str, Any] = {name: new[name] for name in same if name in new}
    if address := new.get("networkString"):
        agent["network"] = {"address": address, "type": "2" if _is_ip(address) else "1"}
    if purposes := new.get("authorization"):
        agent["purposeOfUse"] = purposes
    return agent


def _is_ip(address: str) -> bool:
    try:
        ip_address(address)
    except ValueError:
        return False
    return True


def _entities(new: dict[str, Any]) -> list[dict[str, Any]]:
    """The entities with their types; the first thing that was touched is what BALP calls the data."""
    entities = []
    data_wanted = new.get("action") in ("C", "R", "U", "D")
    for entity in new.get("entity", []):
        role = entity["role"]["coding"][0]
        data = data_wanted and role["code"] in (codes.RESOURCE_ROLE.code, codes.JOB_ROLE.code)
        data_wanted = data_wanted and not data
        entities.append(_entity(entity, role, data=data))
    if encounter := new.get("encounter"):
        entities.append({"what": encounter, "type": {"system": codes.RESOURCE_TYPE, "code": "Encounter"}})
    return entities


def _entity(new: dict[str, Any], role: dict[str, str], *, data: bool) -> dict[str, Any]:
    entity: dict[str, Any] = {name: new[name] for name in ("what", "query") if name in new}
    if role["system"] == codes.BALP_ENTITY_TYPE:
        entity["type"] = role
    else:
        entity |= {**_type(new, role, data=data), "role": role}
    if "detail" in new:
        entity["detail"] = [_detail(detail) for detail in new["detail"]]
    return entity


def _type(new: dict[str, Any], role: dict[str, str], *, data: bool) -> dict[str, dict[str, str]]:
    closed = codes.SYSTEM_OBJECT if data else _CLOSED_TYPES.get(role["code"])
    if closed is not None:
        return {"type": closed.coding()}
    named = new.get("what", {}).get("type")
    return {} if named is None else {"type": {"system": codes.RESOURCE_TYPE, "code": named}}


def _detail(new: dict[str, Any]) -> dict[str, str]:
    (value,) = (value for name, value in new.items() if name.startswith("value"))
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return {"type": new["type"]["text"], "valueString": text}
