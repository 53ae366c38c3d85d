"""The lines of an NDJSON body, out of bytes cut anywhere."""

from __future__ import annotations

import re
from typing import NamedTuple

from asgi_agent.middleware.redaction.problems import TooLargeError, UnreadableError

MAX_LINE = 1024 * 1024

# A byte order mark, a record separator (RFC 7464), and the codes of the Vercel AI SDK's first data stream, as
# in `0:"text"`.
_before = re.compile(rb"(?:\xef\xbb\xbf)?\x1e?(?:[0-9a-z]:(?=[\"\[{]))?[ \t]*").match


class Line(NamedTuple):
    """One line: what stands before and behind its value, and the value's text."""

    before: bytes
    text: str
    after: bytes

    @classmethod
    def read(cls, raw: bytes) -> Line:
        """Take a line apart, with its line end."""
        match = _before(raw)
        assert match is not None  # it matches nothing at all as well
        start, end = match.end(), max(match.end(), len(raw.rstrip()))
        return cls(raw[:start], raw[start:end].decode("utf-8", "surrogateescape"), raw[end:])

    @property
    def event(self) -> str:
        """What the code before it says that it is, where that is another text than what is said."""
        return "reasoning" if self.before.rstrip().endswith(b"g:") else ""

    def encode(self, text: str) -> bytes:
        """The line with this text, which stays one line."""
        return self.before + text.replace("\n", " ").encode("utf-8", "surrogateescape") + self.after


class LineParser:
    """Cuts a byte stream into lines. Joined, what is given back are the bytes that were taken."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """The lines that are complete now, each with its LF.

        Raises:
            TooLargeError: a line is longer than `MAX_LINE`.
            UnreadableError: it is not UTF-8.
        """
        searched = len(self._buffer)
        if b"\0" in data:  # UTF-16, which nobody here would find anything in
            raise UnreadableError("the stream is not UTF-8")
        self._buffer += data
        end = self._buffer.rfind(b"\n", searched) + 1
        lines = bytes(self._buffer[:end]).split(b"\n")[:-1]
        del self._buffer[:end]
        if len(self._buffer) > MAX_LINE:
            raise TooLargeError("a line of the stream is too long")
        return [line + b"\n" for line in lines]

    def close(self) -> bytes:
        """What is left at the end: a line without its LF, or nothing."""
        left = bytes(self._buffer)
        self._buffer.clear()
        return left
