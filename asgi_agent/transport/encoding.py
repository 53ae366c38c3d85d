"""JSON bytes, and the framings that carry a stream of events over HTTP."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

if TYPE_CHECKING:
    from asgi_agent.events import RunEvent

_ENCODER = msgspec.json.Encoder()

MAX_BITS = 14_000  # within the 4,300 digits of `sys.get_int_max_str_digits()`

_weight = re.compile(r"[0-9](\.[0-9]*)?", re.ASCII).fullmatch


def encode_json(value: Any) -> bytes:
    """UTF-8 JSON of plain values and msgspec structs.

    What has no JSON bytes does not end the stream: a lone surrogate, which a model or a binary tool can put
    into a text, becomes `?`, and a number that Python refuses to write out null.
    """
    try:
        return _ENCODER.encode(value)
    except ValueError:
        return _ENCODER.encode(_encodable(msgspec.to_builtins(value)))


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_encodable(key): _encodable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_encodable(item) for item in value]
    return None if isinstance(value, int) and value.bit_length() > MAX_BITS else value


class Framing(Protocol):
    """How events stand in the body of a streamed response."""

    media_type: bytes
    heartbeat: bytes

    def frame(self, event: RunEvent) -> bytes:
        """The bytes of one event, which form one body message; none where the wire has no word for it."""
        ...


class ServerSentEvents:
    """`text/event-stream` as the HTML standard has it: `event`, `id`, one `data` line, a blank line."""

    media_type = b"text/event-stream; charset=utf-8"
    heartbeat = b": ping\n\n"

    def frame(self, event: RunEvent) -> bytes:
        return b"event: %b\nid: %d\ndata: %b\n\n" % (event.type.encode(), event.seq, encode_json(event))


class NDJSON:
    """`application/x-ndjson`: one JSON object a line; an empty line is a heartbeat."""

    media_type = b"application/x-ndjson"
    heartbeat = b"\n"

    def frame(self, event: RunEvent) -> bytes:
        return encode_json(event) + b"\n"


SSE = ServerSentEvents()
LINES = NDJSON()


def negotiate(accept: str) -> Framing:
    """The framing that the `Accept` header prefers; Server-Sent Events unless NDJSON is asked for more."""
    ranges = _media_ranges(accept)
    lines, events = _quality(ranges, "application/x-ndjson"), _quality(ranges, "text/event-stream")
    return LINES if lines > events else SSE


def _quality(ranges: dict[str, float], media: str) -> float:
    """What the most specific range says of a media type (RFC 9110, 12.5.1)."""
    family = media.partition("/")[0] + "/*"
    return next((ranges[name] for name in (media, family, "*/*") if name in ranges), 0.0)


def _media_ranges(accept: str) -> dict[str, float]:
    """Media ranges with their `q`; one that cannot be read counts as 1."""
    found: dict[str, float] = {}
    for position, item in enumerate(accept.lower().split(",")):
        media, *parameters = (part.strip() for part in item.split(";"))
        weight = next((part[2:] for part in parameters if part.startswith("q=")), "1")
        quality = min(float(weight), 1.0) if _weight(weight) else 1.0
        # Ties go to the range that is named first, as clients that list both expect.
        found.setdefault(media, quality and quality - position * 1e-6)
    return found
