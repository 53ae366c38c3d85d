"""JSON bytes, and the framings that carry a stream of events over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from asgi_agent.plain import sanitise

if TYPE_CHECKING:
    from asgi_agent.events import RunEvent

_ENCODER = msgspec.json.Encoder()


def encode_json(value: Any) -> bytes:
    """UTF-8 JSON of plain values and msgspec structs.

    A lone surrogate, which a model or a binary tool can put into a text, has no UTF-8: it becomes `?`
    instead of ending the stream.
    """
    try:
        return _ENCODER.encode(value)
    except UnicodeEncodeError:
        return _ENCODER.encode(sanitise(msgspec.to_builtins(value)))


class Framing(Protocol):
    """How events stand in the body of a streamed response."""

    media_type: bytes
    heartbeat: bytes

    def frame(self, event: RunEvent) -> bytes:
        """The bytes of one event, which form one body message."""
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
    quality = _qualities(accept)
    return LINES if quality.get("application/x-ndjson", 0.0) > quality.get("text/event-stream", 0.0) else SSE


def _qualities(accept: str) -> dict[str, float]:
    """Media ranges with their `q` (RFC 9110, 12.5.1); one that cannot be read counts as 1."""
    found: dict[str, float] = {}
    for position, item in enumerate(accept.lower().split(",")):
        media, *parameters = (part.strip() for part in item.split(";"))
        weight = next((part[2:] for part in parameters if part.startswith("q=")), "1")
        try:
            quality = float(weight)
        except ValueError:
            quality = 1.0
        # Ties go to the range that is named first, as clients that list both expect.
        found.setdefault(media, quality - position * 1e-6)
    return found
