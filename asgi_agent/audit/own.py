"""The records that a log writes of itself: a start, a sign of life, a gap, a new segment."""

from __future__ import annotations

import msgspec

from asgi_agent.audit.record import Chain, Event, Record, Source, encode_record, utc_now

START = "audit.start"
HEARTBEAT = "audit.heartbeat"
STOP = "audit.stop"
GAP = "audit.gap"
SEGMENT = "audit.segment"


def own_record(kind: str, source: Source, chain: Chain | None = None, *, time: str | None = None) -> bytes:
    """An encoded record of the log's own."""
    made = time or utc_now()
    return encode_record(Record(time=made, phase="event", event=Event(kind), source=source, chain=chain))


def signature(source: Source) -> bytes:
    """What `signed` adds to a record."""
    return b',"source":' + msgspec.json.encode(source) + b"}"


def signed(body: bytes, signature: bytes) -> bytes:
    """An encoded record without a source, with one: cheaper than to make the record anew."""
    return body[:-1] + signature
