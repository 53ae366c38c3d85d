"""An audit log in the formats of others: FHIR AuditEvent, OCSF API Activity, CSV.

Each is written record by record, so that a log of any length fits. Give an intent and its end as one entry,
as `select(..., join=True)` does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from asgi_agent.audit.export import spreadsheet
from asgi_agent.audit.export.fhir import r4b_audit_event, r5_audit_event
from asgi_agent.audit.export.ocsf import api_activity
from asgi_agent.audit.record import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from asgi_agent.audit.record import Entry

_uuid = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").fullmatch

OBJECTS: dict[str, Callable[[Entry], dict[str, Any]]] = {
    "fhir-r5": r5_audit_event,
    "fhir-r4b": r4b_audit_event,
    "ocsf": api_activity,
}
"""Formats of one JSON object for each record, by name."""

FORMATS = (*OBJECTS, "csv")


def export(entries: Iterable[Entry], to: str, *, bundle: bool = False) -> Iterator[str]:
    """The pieces of an export, one for each entry.

    Args:
        entries: what to export.
        to: one of `FORMATS`. FHIR and OCSF are NDJSON, one object a line.
        bundle: for FHIR: one Bundle of type `collection` instead.

    Raises:
        ValueError: there is no such format, or no bundle in it.
    """
    if to not in FORMATS:
        raise ValueError(f"there is no format {to!r}: it is one of {', '.join(FORMATS)}")
    if bundle and not to.startswith("fhir-"):
        raise ValueError("only FHIR has bundles")
    if to == "csv":
        return _csv(entries)
    return _bundle(entries, OBJECTS[to]) if bundle else _lines(entries, OBJECTS[to])


def _csv(entries: Iterable[Entry]) -> Iterator[str]:
    yield spreadsheet.header()
    yield from map(spreadsheet.row, entries)


def _lines(entries: Iterable[Entry], made: Callable[[Entry], dict[str, Any]]) -> Iterator[str]:
    for entry in entries:
        yield _json(made(entry)) + "\n"


def _bundle(entries: Iterable[Entry], made: Callable[[Entry], dict[str, Any]]) -> Iterator[str]:
    yield f'{{"resourceType":"Bundle","type":"collection","timestamp":"{utc_now()}"'
    before = ',"entry":[\n'  # FHIR has no empty arrays
    for entry in entries:
        event = made(entry)
        url = f"urn:uuid:{entry.id}" if _uuid(entry.id) else event["meta"]["source"]
        yield before + _json({"fullUrl": url, "resource": event})
        before = ",\n"
    yield "}\n" if before.startswith(',"') else "\n]}\n"


def _json(value: dict[str, Any]) -> str:
    return msgspec.json.encode(value).decode()
