"""Streams that end with an event, also when the upstream dies: Server-Sent Events and NDJSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asgi_agent.errors import Problem

MAX_EVENT = 256 * 1024
"""Bytes of an event that are held back until it is whole; a longer one goes on in pieces."""

# Any of the three line ends that the HTML standard's event streams have, twice.
_event_end = re.compile(rb"\n\n|\r\r|\r\n\r\n")


class WholeEvents:
    """Lets events through when they are whole, so that a cut never leaves half of one at the client.

    Half an event followed by the blank line that the last word needs would be taken for an event.

    Args:
        lines: whether an event is one line (NDJSON), rather than ended by a blank line.
    """

    def __init__(self, *, lines: bool) -> None:
        self._lines = lines
        self._held = b""
        self._parted = False

    def feed(self, piece: bytes) -> bytes:
        """What may go on now."""
        data = self._held + piece if self._held else piece
        end = self._end(data)
        if end == 0 and len(data) > MAX_EVENT:
            end, self._parted = len(data), True
        elif end:
            self._parted = False
        self._held = data[end:]
        return data[:end]

    @property
    def half(self) -> bool:
        """Whether an event has begun and is not whole, as none is that ends a stream (HTML, 9.2.6)."""
        return not self._lines and bool(self._parted or self._held.strip(b"\r\n"))

    def close(self) -> bytes:
        """What was held back of a stream that came to its own end."""
        held, self._held = self._held, b""
        return held

    def cut(self, problem: Problem, request_id: str | None) -> bytes | None:
        """The last event of a stream that broke off: what went wrong.

        None where the client has half of a long event already, of which it would be taken for a part.
        """
        if self._parted:
            return None
        self._held = b""
        said = problem.to_dict(request_id)
        if self._lines:
            return msgspec.json.encode({"type": "error", "data": {"problem": said}}) + b"\n"
        return b"event: error\ndata: " + msgspec.json.encode({"problem": said}) + b"\n\n"

    def _end(self, data: bytes) -> int:
        if self._lines:
            return data.rfind(b"\n") + 1
        end = data.rfind(b"\n\n")
        if end >= 0 and b"\r" not in data:
            return end + 2
        return max((found.end() for found in _event_end.finditer(data)), default=0)


def whole_events(headers: Iterable[tuple[bytes, bytes]]) -> WholeEvents | None:
    """For a response that is a stream of events and can be read; None for any other.

    One that says how long it is can be told from a cut one by that, and takes no further event.
    """
    said = dict(headers)
    if b"content-length" in said or said.get(b"content-encoding", b"identity").lower() != b"identity":
        return None
    media_type = said.get(b"content-type", b"").partition(b";")[0].strip().lower()
    if media_type == b"text/event-stream":
        return WholeEvents(lines=False)
    if media_type in (b"application/x-ndjson", b"application/ndjson", b"application/jsonl"):
        return WholeEvents(lines=True)
    return None
