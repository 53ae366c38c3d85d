"""FHIR R5 AuditEvent, as plain JSON values.

https://hl7.org/fhir/R5/auditevent.html, with the agents and entities of IHE BALP (see `balp`).
"""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from asgi_agent.audit.export.fhir import codes
from asgi_agent.audit.export.fhir.balp import pattern
from asgi_agent.audit.export.fhir.codes import Code, concept
from asgi_agent.audit.export.fhir.details import details
from asgi_agent.audit.export.gravity import Gravity, gravity
from asgi_agent.audit.moments import written

if TYPE_CHECKING:
    from asgi_agent.audit.record import Actor, Entry, Network, Resource

_SEVERITY = {
    Gravity.ROUTINE: "informational",
    Gravity.NOTABLE: "notice",
    Gravity.WARNING: "warning",
    Gravity.ERROR: "error",
    Gravity.CRITICAL: "critical",
}

_fhir_id = re.compile(r"[A-Za-z0-9.-]{1,64}").fullmatch
_fhir_type = re.compile(r"[A-Z][A-Za-z]{1,63}").fullmatch


def audit_event(entry: Entry) -> dict[str, Any]:
    """The R5 AuditEvent of an entry. Give an intent and its end as one entry, as `joining` makes it.

    Ids stand in it as in the log, so patients as pseudonyms.
    """
    event = {
        "resourceType": "AuditEvent",
        "id": entry.id if _fhir_id(entry.id) else f"{entry.log}-{entry.seq}",
        "meta": {"source": f"{codes.OWN}:{entry.log}#{entry.seq}"},
        "category": [concept(_category(entry))],
        "code": concept(*_codes(entry)),
        "action": entry.event.action,
        "severity": _SEVERITY[gravity(entry)],
        "occurredPeriod": _period(entry),
        "recorded": entry.time,
        "outcome": _outcome(entry),
        "authorization": _purposes(entry),
        "patient": _patient(entry),
        "encounter": _encounter(entry),
        "agent": _agents(entry),
        "source": {"observer": _server(entry), "type": [concept(codes.SERVER)]},
        "entity": _entities(entry),
    }
    return {name: value for name, value in event.items() if value not in (None, [])}


def _category(entry: Entry) -> Code:
    if entry.event.type == "http.request":
        return codes.REST
    if entry.event.type == "audit.purge":
        return codes.AUDIT_LOG_USED
    if entry.event.type in ("audit.start", "audit.stop", "audit.gap"):
        return codes.SECURITY_ALERT
    known = entry.subject is not None and entry.subject.patient is not None
    return codes.PATIENT_RECORD if known else codes.APPLICATION_ACTIVITY


_CODES = {
    "audit.start": codes.RECORDING_STARTED,
    "audit.stop": codes.RECORDING_STOPPED,
    "audit.purge": codes.DESTROY,
    "phi.reveal": codes.REIDENTIFY,
}


def _codes(entry: Entry) -> list[Code]:
    """The code of a standard, if one has it, and ours."""
    own = Code(f"{codes.OWN}:event", entry.event.type, entry.event.name)
    standard = _CODES.get(entry.event.type)
    if entry.event.type == "http.request" and entry.event.action:
        standard = pattern(entry).interaction
    return [own] if standard is None else [standard, own]


def _period(entry: Entry) -> dict[str, str] | None:
    """From when to when, where the entry knows how long it took."""
    if entry.http is None or entry.http.us is None:
        return None
    try:
        begin = datetime.fromisoformat(entry.time) - timedelta(microseconds=entry.http.us)
    except OverflowError:  # no request took so long; somebody else has written that
        return None
    return {"start": written(begin), "end": entry.time}


def _outcome(entry: Entry) -> dict[str, Any] | None:
    outcome = entry.outcome
    if outcome is None:
        return None
    said = [outcome.reason] if outcome.reason else []
    said += [f"{outcome.status} {outcome.code}" if outcome.code else outcome.status]
    return {"code": codes.OUTCOMES[outcome.status].coding(), "detail": [{"text": text} for text in said]}


def _purposes(entry: Entry) -> list[dict[str, Any]]:
    purposes = [] if entry.purpose is None else [Code(codes.PURPOSE, entry.purpose)]
    overridden = entry.authz is not None and entry.authz.break_glass
    if overridden and entry.purpose != codes.BREAK_GLASS.code:
        purposes.append(codes.BREAK_GLASS)
    return [concept(purpose) for purpose in purposes]


def _agents(entry: Entry) -> list[dict[str, Any]]:
    """The client, the server, and the user with those who stand behind it. One of them made the request."""
    roles = pattern(entry)
    user = entry.actor if entry.actor and entry.actor.id else None
    agents = []
    if entry.net is not None:
        agents.append({"type": concept(roles.client), **_client(entry.net), "requestor": user is None})
    own = user is None and entry.net is None
    agents.append({"type": concept(roles.server), "who": _server(entry), "requestor": own, **_host(entry)})
    if user is not None:
        agents.append({"type": concept(roles.user), **_user(entry, user), "requestor": True})
    if user is not None and user.on_behalf_of is not None:
        who = {"identifier": _identifier(user.on_behalf_of)}
        agents.append({"type": concept(codes.HUMAN), "who": who, "requestor": False})
    return agents


def _client(net: Network) -> dict[str, Any]:
    address = net.forwarded or net.peer
    return (
        {"who": {"display": "unknown"}}
        if address is None
        else {"who": {"display": address}, "networkString": address}
    )


def _server(entry: Entry) -> dict[str, Any]:
    if entry.source is None:
        return {"display": entry.log}
    service = f"{entry.source.service} {entry.source.version or ''}".strip()
    return {"identifier": {"value": entry.source.instance or entry.source.service}, "display": service}


def _host(entry: Entry) -> dict[str, str]:
    where = entry.source and (entry.source.instance or entry.source.service)
    return {"networkString": where or entry.log}


def _user(entry: Entry, actor: Actor) -> dict[str, Any]:
    assert actor.id is not None
    policies = [_token(actor.auth.jti)] if actor.auth and actor.auth.jti else []
    if entry.authz is not None and entry.authz.policy is not None:
        policies.append(f"{codes.OWN}:policy:{quote(entry.authz.policy, safe=':/')}")
    user = {
        "role": [{"text": role} for role in (actor.type, *actor.roles)],
        "who": {"identifier": _identifier(actor.id)},
        "policy": policies,
        "authorization": _purposes(entry),
    }
    return {name: value for name, value in user.items() if value}


def _token(reference: str) -> str:
    """The id of a token as a URI: the one that BALP asks for, unless it is not its id but a pseudonym."""
    system = f"{codes.OWN}:token:" if reference.startswith("hmac:") else codes.JTI
    return system + quote(reference, safe=":")


def _patient(entry: Entry) -> dict[str, Any] | None:
    if entry.subject is None or entry.subject.patient is None:
        return None
    return {"type": "Patient", "identifier": _identifier(entry.subject.patient)}


def _encounter(entry: Entry) -> dict[str, Any] | None:
    if entry.subject is None or entry.subject.encounter is None:
        return None
    return {"type": "Encounter", "identifier": _identifier(entry.subject.encounter)}


def _identifier(value: str) -> dict[str, str]:
    system = {"system": f"{codes.OWN}:pseudonym"} if value.startswith("hmac:") else {}
    return {**system, "value": value}


def _entities(entry: Entry) -> list[dict[str, Any]]:
    entities = []
    if patient := _patient(entry):
        entities.append({"what": patient, "role": concept(codes.PATIENT_ROLE)})
    if entry.event.type == "http.request":
        entities += _request(entry)
    entities += [
        {"what": _reference(resource), "role": concept(codes.RESOURCE_ROLE)} for resource in entry.object
    ]
    if entry.authz is not None and entry.authz.consent is not None:
        what = {"type": "Consent", "identifier": _identifier(entry.authz.consent)}
        entities.append({"what": what, "role": concept(codes.RULE_ROLE)})
    if entry.corr is not None and entry.corr.trace is not None:
        trace = {"identifier": {"type": {"text": "TraceID"}, "value": entry.corr.trace}}
        entities.append({"what": trace, "role": concept(codes.TRACE_ROLE)})
    return [*entities, *_transaction(entry)]


def _request(entry: Entry) -> list[dict[str, Any]]:
    """What was asked for: the query of an execution, or, where no resource is named, the route.

    A query is the method and the template of the route: the log has no query string, which could name
    patients.
    """
    asked = " ".join(filter(None, (entry.http.method, entry.http.route))) if entry.http else ""
    asked = asked or entry.event.name or entry.event.type
    if entry.event.action in ("E", None):
        return [{"role": concept(codes.QUERY_ROLE), "query": b64encode(asked.encode()).decode()}]
    return [] if entry.object else [{"what": {"display": asked}, "role": concept(codes.JOB_ROLE)}]


def _reference(resource: Resource) -> dict[str, Any]:
    kind = {"type": resource.type} if _fhir_type(resource.type) else {"display": resource.type}
    return kind if resource.id is None else {**kind, "identifier": _identifier(resource.id)}


def _transaction(entry: Entry) -> list[dict[str, Any]]:
    """The request, with all that the log knows of it and FHIR has no other place for."""
    request = entry.corr.request if entry.corr else None
    more = details(entry)
    if request is None:
        return [{"role": concept(codes.JOB_ROLE), "detail": more}] if more else []
    what = {"identifier": {"value": request}}
    return [{"what": what, "role": concept(codes.TRANSACTION), **({"detail": more} if more else {})}]
