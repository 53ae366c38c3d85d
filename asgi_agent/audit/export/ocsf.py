"""OCSF API Activity (class 6003), as plain JSON values, for systems that watch over security events.

https://schema.ocsf.io/1.8.0/classes/api_activity, with the profile `trace` where there is one.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from asgi_agent.audit.export.gravity import Gravity, gravity
from asgi_agent.audit.record import to_plain
from asgi_agent.version import __version__

if TYPE_CHECKING:
    from asgi_agent.audit.record import Actor, Entry, Resource

SCHEMA = "1.8.0"
CATEGORY, CLASS = 6, 6003

_ACTIVITIES = {
    "C": (1, "Create"),
    "R": (2, "Read"),
    "U": (3, "Update"),
    "D": (4, "Delete"),
    "E": (99, "Execute"),
}

_SEVERITIES = {
    Gravity.ROUTINE: (1, "Informational"),
    Gravity.NOTABLE: (2, "Low"),
    Gravity.WARNING: (3, "Medium"),
    Gravity.ERROR: (3, "Medium"),
    Gravity.CRITICAL: (4, "High"),
}

_STATUSES = {
    "success": (1, "Success"),
    "failure": (2, "Failure"),
    "denied": (2, "Failure"),
    "aborted": (99, "Aborted"),
}

_METHODS = ("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE")

_USER_TYPES = {"human": (1, "User"), "service": (4, "Service")}


def api_activity(entry: Entry) -> dict[str, Any]:
    """The OCSF event of an entry. Give an intent and its end as one entry, as `joining` makes it."""
    activity, name = _ACTIVITIES.get(entry.event.action or "", (0, "Unknown"))
    severity, grave = _SEVERITIES[gravity(entry)]
    status, ended = _STATUSES[entry.outcome.status] if entry.outcome else (0, "Unknown")
    event = {
        "activity_id": activity,
        "activity_name": name,
        "category_uid": CATEGORY,
        "category_name": "Application Activity",
        "class_uid": CLASS,
        "class_name": "API Activity",
        "type_uid": CLASS * 100 + activity,
        "type_name": f"API Activity: {'Other' if activity == 99 else name}",
        "severity_id": severity,
        "severity": grave,
        "status_id": status,
        "status": ended,
        "status_code": _text(entry.outcome.code if entry.outcome else None),
        "status_detail": entry.outcome and (entry.outcome.reason or entry.outcome.status),
        "time": _milliseconds(entry.time),
        "timezone_offset": 0,
        "metadata": _metadata(entry),
        "actor": _actor(entry),
        "api": _api(entry),
        "src_endpoint": _client(entry),
        "dst_endpoint": _server(entry),
        "http_request": _http_request(entry),
        "http_response": _http_response(entry),
        "resources": [_resource(resource) for resource in entry.object],
        "trace": entry.corr and entry.corr.trace and {"uid": entry.corr.trace},
        "unmapped": _unmapped(entry),
    }
    return {key: value for key, value in event.items() if value not in (None, "", [], {})}


def _metadata(entry: Entry) -> dict[str, Any]:
    """Where the event comes from; `uid` and `sequence` lead back to the record in the log."""
    metadata = {
        "version": SCHEMA,
        "product": {"name": "asgi-agent", "vendor_name": "asgi-agent", "version": __version__},
        "profiles": ["trace"] if entry.corr and entry.corr.trace else None,
        "uid": entry.id,
        "sequence": entry.seq,
        "log_name": entry.log,
        "original_time": entry.time,
        "correlation_uid": entry.corr and entry.corr.request,
        "event_code": entry.event.type,
    }
    return {key: value for key, value in metadata.items() if value is not None}


def _actor(entry: Entry) -> dict[str, Any]:
    """Who did it; what the service did of itself, the service did."""
    who = entry.actor
    if who is None or who.id is None:
        if entry.net is None and entry.source is not None:
            return {"app_name": entry.source.service}
        return {"user": {"name": "anonymous", "type_id": 0, "type": "Unknown"}}
    actor = _actor_and_user(who)
    if who.auth is not None and who.auth.jti is not None:
        actor["session"] = {"uid": who.auth.jti}
    if entry.authz is not None and entry.authz.policy is not None:
        actor["authorizations"] = [{"policy": {"uid": entry.authz.policy}}]
    return actor


def _actor_and_user(actor: Actor) -> dict[str, Any]:
    """The user, and the agent or service that acted for one."""
    if actor.type != "human" and actor.on_behalf_of is not None:
        user = {"uid": actor.on_behalf_of, "type_id": 1, "type": "User"}
        return {"user": user, "app_uid": actor.id, "app_name": actor.type}
    return {"user": _user(actor)}


def _user(actor: Actor) -> dict[str, Any]:
    number, name = _USER_TYPES.get(actor.type, (99, actor.type))
    groups = [{"name": role} for role in actor.roles]
    return {"uid": actor.id, "type_id": number, "type": name, **({"groups": groups} if groups else {})}


def _api(entry: Entry) -> dict[str, Any]:
    http = entry.http
    asked = " ".join(filter(None, (http.method, http.route))) if http else ""
    api: dict[str, Any] = {"operation": entry.event.name or asked or entry.event.type}
    if entry.source is not None:
        version = {"version": entry.source.version} if entry.source.version else {}
        api["service"] = {"name": entry.source.service, **version}
    if entry.corr is not None and entry.corr.request is not None:
        api["request"] = {"uid": entry.corr.request}
    if http is not None and http.status is not None:
        api["response"] = {"code": http.status}
    return api


def _client(entry: Entry) -> dict[str, Any]:
    """Where it came from: the client's address, or for what the service did of itself, the service."""
    if entry.net is None or entry.net.peer is None:
        return _server(entry)
    if entry.net.forwarded is None:
        return _address(entry.net.peer)
    return {**_address(entry.net.forwarded), "proxy_endpoint": _address(entry.net.peer)}


def _server(entry: Entry) -> dict[str, Any]:
    if entry.source is None:
        return {"name": entry.log}
    host = {"hostname": entry.source.instance} if entry.source.instance else {}
    return {"svc_name": entry.source.service, **host}


def _address(address: str) -> dict[str, str]:
    try:
        ip_address(address)
    except ValueError:
        return {"name": address}
    return {"ip": address}


def _http_request(entry: Entry) -> dict[str, Any]:
    if entry.http is None:
        return {}
    request = {
        "uid": entry.corr and entry.corr.request,
        "http_method": entry.http.method if entry.http.method in _METHODS else None,
        "url": entry.http.route and {"path": entry.http.route},
        "body_length": entry.http.received,
    }
    return {key: value for key, value in request.items() if value is not None}


def _http_response(entry: Entry) -> dict[str, Any]:
    if entry.http is None or entry.http.status is None:
        return {}
    latency = None if entry.http.us is None else round(entry.http.us / 1000)
    response = {"code": entry.http.status, "body_length": entry.http.sent, "latency": latency}
    return {key: value for key, value in response.items() if value is not None}


def _resource(resource: Resource) -> dict[str, str]:
    which = {"name": resource.type} if resource.id is None else {"uid": resource.id}
    return {"type": resource.type, **which}


def _unmapped(entry: Entry) -> dict[str, Any]:
    """What the log knows and the class has no attribute for, as it stands in the record."""
    plain = to_plain(entry)
    rest = {name: plain[name] for name in _UNMAPPED if name in plain}
    http = {name: value for name, value in plain.get("http", {}).items() if name in ("complete", "cut_by")}
    corr = {
        name: value
        for name, value in plain.get("corr", {}).items()
        if name in ("run", "thread", "parent_request", "span")
    }
    return {**rest, **({"http": http} if http else {}), **({"corr": corr} if corr else {})}


_UNMAPPED = ("phase", "subject", "purpose", "authz", "phi", "usage", "change", "chain")


def _text(value: int | None) -> str | None:
    return None if value is None else str(value)


def _milliseconds(time: str) -> int:
    return (datetime.fromisoformat(time) - _EPOCH) // timedelta(milliseconds=1)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
