"""Records for tests of the store."""

from __future__ import annotations

import hashlib

import msgspec

from asgi_agent.audit.record import Event, Record, encode_record


def bodies(count: int, name: str = "read") -> list[bytes]:
    """Encoded records, each with an id of its own."""
    return [encode_record(Record(phase="event", event=Event("host.event", "R", name))) for _ in range(count)]


def ids(lines: list[bytes]) -> list[str]:
    """The ids of the records that are not the log's own."""
    found = (msgspec.json.decode(line) for line in lines)
    return [entry["id"] for entry in found if not entry["event"]["type"].startswith("audit.")]


def is_chain(lines: list[bytes]) -> bool:
    """Whether each line has the number behind that of the line before, and its hash."""
    previous = "0" * 64
    for seq, line in enumerate(lines, 1):
        entry = msgspec.json.decode(line)
        if (entry["seq"], entry["prev"]) != (seq, previous):
            return False
        previous = hashlib.sha256(line).hexdigest()
    return True
