"""What the log knows of an event and FHIR has no element for, as details of an entity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.audit.record import Entry


def details(entry: Entry) -> list[dict[str, Any]]:
    """Run, thread, traffic, redaction counts, usage, change and chain, by dotted names."""
    plain: dict[str, Any] = {
        "run": entry.corr and entry.corr.run,
        "thread": entry.corr and entry.corr.thread,
        "parent_request": entry.corr and entry.corr.parent_request,
        "forwarded_by": entry.net and entry.net.forwarded and entry.net.peer,
        "auth": entry.actor and entry.actor.auth and entry.actor.auth.method,
        "http": entry.http,
        "phi": entry.phi,
        "usage": entry.usage,
        "change": entry.change,
        "chain": entry.chain,
        "boot": entry.source and entry.source.boot,
        "pid": entry.source and entry.source.pid,
    }
    return [
        {"type": {"text": name}, **_value(value)} for name, value in _flat("", msgspec.to_builtins(plain))
    ]


def _flat(prefix: str, value: Any) -> Iterator[tuple[str, str | int | bool]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(f"{prefix}.{name}" if prefix else name, inner)
    elif isinstance(value, list | tuple):
        yield prefix, " ".join(map(str, value))
    elif value is not None:
        yield prefix, value


def _value(value: str | int | bool) -> dict[str, str | int | bool]:
    if isinstance(value, bool):
        return {"valueBoolean": value}
    # FHIR's integer has 32 bits.
    if isinstance(value, int) and -(2**31) <= value < 2**31:
        return {"valueInteger": value}
    return {"valueString": str(value)}
