"""What stands in a message of a WebSocket around its text: the framing of Socket.IO and of SignalR."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

# Engine.IO 3 and 4 say so in the query of the handshake.
_engine = re.compile(rb"(?:\A|&)EIO=\d").search

# A packet of Socket.IO in a message of Engine.IO: its type, attachments, namespace and acknowledgement.
_packet = re.compile(r"4[0-6](?:\d+-)?(?:/[^,\[{\"]*,)?\d*(?=[\[{])|4[01](?:/[^,\[{\"]*,)?\Z").match

# What is sent beside messages: to ping and to be pinged, to move over from long polling, to close.
_signal = re.compile(r"[1-6](?:probe)?").fullmatch

# What a server says first, to open a connection or to take one over.
_opening = re.compile(r'0\{"sid":|3probe\Z').match

_RECORD_END = "\x1e"


class Frame(NamedTuple):
    """One text in a message.

    Attributes:
        text: what is said.
        is_text: whether it came as text, and not as bytes.
        before: what stands before it.
        after: what stands behind it.
    """

    text: str
    is_text: bool = True
    before: str = ""
    after: str = ""

    @property
    def is_sign(self) -> bool:
        """Whether it says nothing but that the connection lives."""
        return bool(self.before) and not self.text

    def message(self, kind: str, text: str) -> dict[str, Any]:
        """A message of that type that holds this text in the same framing."""
        whole = self.before + text + self.after
        if self.is_text:
            return {"type": kind, "text": whole}
        return {"type": kind, "bytes": whole.encode("utf-8", "surrogatepass")}


def asks_for_engine_io(scope: Mapping[str, Any]) -> bool:
    """Whether a client opens a connection as one of Engine.IO, which Socket.IO speaks."""
    return _engine(scope.get("query_string", b"")) is not None


def opens_engine_io(message: Mapping[str, Any]) -> bool:
    """Whether this first message of an application is that of a server of Engine.IO."""
    return _opening(message.get("text") or "") is not None


def frames(message: Mapping[str, Any], *, engine_io: bool) -> list[Frame]:
    """The texts in a message: one, but for SignalR's, which may hold several; none in bytes that are no JSON.

    Args:
        message: of type `websocket.receive` or `websocket.send`.
        engine_io: whether the connection is one of Engine.IO.
    """
    text = message.get("text")
    if text is None:
        return _in_bytes(message.get("bytes") or b"")
    if engine_io:
        return [_in_packet(text)]
    if text.endswith(_RECORD_END) and all(map(_is_document, records := text.split(_RECORD_END)[:-1])):
        return [Frame(record, after=_RECORD_END) for record in records]
    return [Frame(text)]


def _in_packet(text: str) -> Frame:
    if _signal(text):  # it must not wait, and nobody has said it
        return Frame("", before=text)
    packet = _packet(text)
    place = int(text[:1] in ("0", "4")) if packet is None else packet.end()
    return Frame(text[place:], before=text[:place])


def _in_bytes(data: bytes) -> list[Frame]:
    if not data:
        return [Frame("", is_text=False)]
    try:
        text = data.decode()
    except ValueError:
        return []
    return [Frame(text, is_text=False)] if _is_document(text) else []


def _is_document(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False
