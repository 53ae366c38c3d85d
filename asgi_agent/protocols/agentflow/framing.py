"""Chunks as bytes: a line each, or an event each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.transport.encoding import LINES, SSE, encode_json, negotiate

if TYPE_CHECKING:
    from asgi_agent.events import RunEvent
    from asgi_agent.protocols.agentflow.chunks import ChunkProjection

EVENTS = "text/event-stream"


class ChunkLines:
    """One chunk a line (NDJSON), which is what AgentFlow's client reads."""

    media_type = LINES.media_type
    heartbeat = LINES.heartbeat

    def __init__(self, projection: ChunkProjection) -> None:
        self._projection = projection

    def frame(self, event: RunEvent) -> bytes:
        return b"".join(encode_json(chunk) + b"\n" for chunk in self._projection.chunks(event))


class ChunkEvents:
    """One chunk an event (Server-Sent Events), for everybody else. Chunks of one cause share an id."""

    media_type = SSE.media_type
    heartbeat = SSE.heartbeat

    def __init__(self, projection: ChunkProjection) -> None:
        self._projection = projection

    def frame(self, event: RunEvent) -> bytes:
        return b"".join(
            b"event: %b\nid: %d\ndata: %b\n\n" % (chunk["event"].encode(), event.seq, encode_json(chunk))
            for chunk in self._projection.chunks(event)
        )


def framing(accept: str, projection: ChunkProjection) -> ChunkLines | ChunkEvents:
    """The framing that `Accept` asks for: lines, unless Server-Sent Events are named and preferred."""
    if EVENTS in accept.lower() and negotiate(accept) is SSE:
        return ChunkEvents(projection)
    return ChunkLines(projection)
