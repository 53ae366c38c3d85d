"""An audit log as CSV (RFC 4180): one line a record, always the same columns."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asgi_agent.audit.record import Entry, Resource

COLUMNS = {
    "seq": "seq",
    "time": "time",
    "phase": "phase",
    "type": "event.type",
    "action": "event.action",
    "name": "event.name",
    "outcome": "outcome.status",
    "code": "outcome.code",
    "reason": "outcome.reason",
    "actor": "actor.id",
    "actor_type": "actor.type",
    "roles": "actor.roles",
    "on_behalf_of": "actor.on_behalf_of",
    "auth": "actor.auth.method",
    "peer": "net.peer",
    "forwarded": "net.forwarded",
    "patient": "subject.patient",
    "encounter": "subject.encounter",
    "objects": "object",
    "purpose": "purpose",
    "policy": "authz.policy",
    "consent": "authz.consent",
    "break_glass": "authz.break_glass",
    "method": "http.method",
    "route": "http.route",
    "status": "http.status",
    "bytes_in": "http.received",
    "bytes_out": "http.sent",
    "complete": "http.complete",
    "cut_by": "http.cut_by",
    "duration_us": "http.us",
    "redacted_in": "phi.received",
    "redacted_out": "phi.sent",
    "revealed": "phi.revealed",
    "request": "corr.request",
    "parent_request": "corr.parent_request",
    "trace": "corr.trace",
    "run": "corr.run",
    "thread": "corr.thread",
    "service": "source.service",
    "instance": "source.instance",
    "boot": "source.boot",
    "log": "log",
    "id": "id",
}
"""Names of the columns, and where in a record their values stand."""

# A spreadsheet takes a cell that begins with one of these for a formula, and runs it. The last four are the
# wide forms of the first, which some treat alike.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def header() -> str:
    """The first line."""
    return _line(COLUMNS)


def row(entry: Entry) -> str:
    """The line of an entry."""
    return _line(_cell(_at(entry, path)) for path in COLUMNS.values())


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()


def _at(entry: Entry, path: str) -> Any:
    value: Any = entry
    for name in path.split("."):
        value = None if value is None else getattr(value, name)
    return value


def _cell(value: Any) -> str:
    """A value as the text of a cell: a list by spaces, counts as `NAME=2`, and no formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return _defused(" ".join(f"{name}={count}" for name, count in value.items()))
    if isinstance(value, tuple):
        return _defused(" ".join(map(_item, value)))
    return _defused(str(value))


def _item(value: str | Resource) -> str:
    """A resource as `type/id`; a text as it is."""
    if isinstance(value, str):
        return value
    return value.type if value.id is None else f"{value.type}/{value.id}"


def _defused(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
