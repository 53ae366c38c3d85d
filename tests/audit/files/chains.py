"""Records to append, and an independent look at what came of them."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from asgi_agent.audit.record import Event, Record, encode_record

if TYPE_CHECKING:
    from pathlib import Path


def bodies(count: int, name: str | None = None) -> list[bytes]:
    """Encoded records, each with an id of its own."""
    event = Event("host.event", name=name)
    return [encode_record(Record(phase="event", event=event)) for _ in range(count)]


def lines_of(directory: Path) -> list[bytes]:
    """The lines of all segments in order, without line breaks."""
    segments = sorted(directory.glob("*.jsonl"))
    return [line for segment in segments for line in segment.read_bytes().split(b"\n")[:-1]]


def checked(directory: Path) -> list[dict[str, Any]]:
    """All records of a log whose chain holds: it breaks only where a gap says at once what is missing."""
    lines = lines_of(directory)
    entries = [json.loads(line) for line in lines]
    prev, seq = "0" * 64, 0
    for index, (line, entry) in enumerate(zip(lines, entries, strict=True)):
        if (entry["prev"], entry["seq"]) != (prev, seq + 1):
            told = [gap["chain"] for gap in entries[index : index + 4] if gap["event"]["type"] == "audit.gap"]
            missing = [gap for gap in told if gap["reason"] == "missing"]
            assert missing, f"nothing tells of a break in front of record {entry['seq']}"
            last = entry["seq"] - 1
            assert (missing[0]["first"], missing[-1]["last"]) == (min(seq + 1, last), last)
        prev, seq = hashlib.sha256(line).hexdigest(), entry["seq"]
    return entries


def own_of(entries: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """The records that a store wrote of itself, with their reasons."""
    told = [(entry["event"]["type"], entry.get("chain", {}).get("reason")) for entry in entries]
    return [(kind, reason) for kind, reason in told if reason is not None]


def ids_of(entries: list[dict[str, Any]]) -> list[str]:
    """The ids of the records of the host."""
    return [entry["id"] for entry in entries if entry["event"]["type"] == "host.event"]


def id_of(body: bytes) -> str:
    """The id of an encoded record."""
    found: str = json.loads(body)["id"]
    return found
