"""The events of a `text/event-stream`, out of bytes cut anywhere, and back into bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.middleware.redaction.problems import TooLargeError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_EVENT = 1024 * 1024

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_plain = re.compile(r"(?:event: ([^\r\n]*)\n)?data: ([^\r\n]*)\n\n").fullmatch  # as most are
_LINE_END = re.compile(r"\r\n|\r|\n")

# The end of an event: two line ends in a row. A CR at the very end may be half of a CRLF.
_END = re.compile(rb"(?:\r\n|\n|\r(?!\n|\Z)){2}")

_heartbeat = re.compile(
    r": ?(?:ping|keep-?alive|heartbeat)?(?: - \d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?(?:\+00:00)?)?"
).fullmatch
_PROTOCOL_FIELDS = frozenset({"event", "id", "retry"})


class Event:
    """One event as it stands on the wire, with its blank line.

    Attributes:
        name: what `event:` says, `""` where it is not given.
        data: the `data:` lines, joined; None where there is none.
    """

    __slots__ = ("_lines", "_place", "_raw", "data", "name")

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self.name = ""
        self.data: str | None = None
        # What is no data, with its line ends; the data has its place where its first line stood.
        self._lines: list[tuple[str, str]] = []
        self._place = -1
        text = raw.decode("utf-8", "surrogateescape")
        plain = _plain(text)
        if plain is None:
            self._read(text)
        elif (name := plain[1]) is None:
            self.data, self._place = plain[2], 0
            self._lines = [("data", "\n"), ("", "\n")]
        else:
            self.name, self.data, self._place = name, plain[2], 1
            self._lines = [(f"event: {name}", "\n"), ("data", "\n"), ("", "\n")]

    def _read(self, text: str) -> None:
        data: list[str] = []
        for match in _LINE.finditer(text):
            line, end = match.groups()
            field, _, value = line.lstrip("\ufeff").partition(":")
            if field == "data":
                data.append(value.removeprefix(" "))
                if self._place >= 0:
                    continue
                self._place = len(self._lines)
            elif field == "event":
                self.name = value.removeprefix(" ")
            self._lines.append((line, end))
        if data:
            self.data = "\n".join(data)

    def rewrite(self, rewrite: Callable[[str], str]) -> None:
        """Rewrite comments, and fields that no client knows: they leave with the event all the same."""
        for place, (line, end) in enumerate(self._lines):
            if place == self._place or not line or _heartbeat(line):
                continue
            field, colon, value = line.partition(":")
            if field in _PROTOCOL_FIELDS:
                continue
            rewritten = rewrite(field) + colon + rewrite(value)
            if rewritten != line:
                self._lines[place] = (" ".join(_LINE_END.split(rewritten)), end)
                self._raw = b""

    def encode(self, data: str | None) -> bytes:
        """The event with this data, in the same framing; the very bytes where nothing has changed."""
        if data == self.data and self._raw:
            return self._raw
        written: list[str] = []
        for place, (line, end) in enumerate(self._lines):
            if place == self._place and data is not None:
                written.append((end or "\n").join(f"data: {part}" for part in _LINE_END.split(data)) + end)
            else:
                written.append(line + end)
        return "".join(written).encode("utf-8", "surrogateescape")


class EventParser:
    """Cuts a byte stream into events as the HTML standard has it (9.2.5 and 9.2.6).

    Lines end in LF, CRLF or CR. Joined, what is given back are the bytes that were taken.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._searched = 0

    def feed(self, data: bytes) -> list[bytes]:
        """The events that are complete now, each with the blank line that ends it.

        Raises:
            TooLargeError: an event is longer than `MAX_EVENT`.
            UnreadableError: it is not UTF-8.
        """
        if b"\0" in data:  # UTF-16, which nobody here would find anything in
            raise UnreadableError("the stream is not UTF-8")
        self._buffer += data
        events, done = [], 0
        for match in _END.finditer(self._buffer, self._searched):
            events.append(bytes(self._buffer[done : match.end()]))
            done = match.end()
        del self._buffer[:done]
        # Three bytes of an end may have been seen already.
        self._searched = max(0, len(self._buffer) - 3)
        if len(self._buffer) > MAX_EVENT:
            raise TooLargeError("an event of the stream is too long")
        return events

    def close(self) -> bytes:
        """What is left at the end: an event without its blank line, or nothing."""
        left = bytes(self._buffer)
        self._buffer.clear()
        return left
