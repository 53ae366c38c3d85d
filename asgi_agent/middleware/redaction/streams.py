"""Bodies that are rewritten while they come: event streams, lines, text."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Protocol

from asgi_agent.middleware.redaction.charset import codec, require_utf8
from asgi_agent.middleware.redaction.content import Kind
from asgi_agent.middleware.redaction.lines import Line, LineParser
from asgi_agent.middleware.redaction.sse import Event, EventParser
from asgi_agent.middleware.redaction.stages import StagedMessages

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from asgi_agent.middleware.redaction.compression import Decompressor
    from asgi_agent.middleware.redaction.content import ContentType
    from asgi_agent.middleware.redaction.messages import Decided
    from asgi_agent.middleware.redaction.rewriters import BodyRewriter


# It leaves at once: what stands behind it may have to wait, and be passed by others.
_MARK = codecs.BOM_UTF8


class BodyStream(Protocol):
    """Rewrites a body piece by piece; holds back what a later piece may change."""

    def feed(self, data: bytes) -> bytes:
        """Take the next bytes; gives back what is decided.

        Raises:
            UnreadableError: the body cannot be read any further, so no more of it may leave.
        """
        ...

    def close(self) -> bytes:
        """The body is at its end; gives back the rest, or raises as `feed` does."""
        ...

    @property
    def waiting(self) -> int:
        """See `Messages.waiting`."""
        ...

    def rest(self) -> bytes:
        """Gives back those of them that nothing says are pieces: they are whole."""
        ...


class EventStream:
    """`text/event-stream`, which is UTF-8 by definition."""

    def __init__(self, rewriters: Sequence[BodyRewriter]) -> None:
        self._rewriters = rewriters
        self._parser = EventParser()
        self._begun = False
        self._messages: StagedMessages[Event] = StagedMessages(rewriters)

    def feed(self, data: bytes) -> bytes:
        return b"".join([self._event(raw) for raw in self._parser.feed(data)])

    def close(self) -> bytes:
        left = self._parser.close()
        if left and self._messages.waiting:  # which leave after it
            left += b"\n\n"
        last = self._event(left) if left else b""
        return last + _encoded(self._messages.close())

    @property
    def waiting(self) -> int:
        return self._messages.waiting

    def rest(self) -> bytes:
        return _encoded(self._messages.rest())

    def _event(self, raw: bytes) -> bytes:
        if not self._begun and raw.startswith(_MARK):
            self._begun = True
            return _MARK + self._event(
                raw.removeprefix(_MARK)
            )  # which may have to wait, and others pass it by
        self._begun = True
        event = Event(raw)
        for rewriter in self._rewriters:
            event.rewrite(rewriter.text)
        if event.data is None and not event.name:
            return event.encode(None) + _encoded(self._messages.rest_at_second_sign())
        return _encoded(self._messages.take(event, event.data or "", event.name))


class LineStream:
    """One JSON value a line. What is no JSON is text, which runs on from line to line.

    Args:
        guess: see `Messages`. Lines that are all there need no guess.
    """

    def __init__(self, rewriters: Sequence[BodyRewriter], *, guess: bool = True) -> None:
        self._parser = LineParser()
        self._begun = False
        self._messages: StagedMessages[Line] = StagedMessages(rewriters, guess=guess, separator="\n")

    def feed(self, data: bytes) -> bytes:
        return b"".join([self._line(raw) for raw in self._parser.feed(data)])

    def close(self) -> bytes:
        left = self._parser.close()
        if left and self._messages.waiting:  # which leave after it
            left += b"\n"
        last = self._line(left) if left else b""
        return last + _encoded(self._messages.close())

    @property
    def waiting(self) -> int:
        return self._messages.waiting

    def rest(self) -> bytes:
        return _encoded(self._messages.rest())

    def _line(self, raw: bytes) -> bytes:
        if not self._begun and raw.startswith(_MARK):
            self._begun = True
            return _MARK + self._line(raw.removeprefix(_MARK))
        self._begun = True
        line = Line.read(raw)
        if not line.text:
            return raw + _encoded(self._messages.rest_at_second_sign())
        return _encoded(self._messages.take(line, line.text, line.event))


class TextStream:
    """Plain text in any charset.

    Args:
        charset: as it is declared.
        strict: bytes that are no text are refused, since nothing says that this is text at all.
    """

    waiting = 0

    def __init__(self, rewriters: Sequence[BodyRewriter], charset: str, *, strict: bool = False) -> None:
        self._codec = codec(charset, strict=strict)
        self._streams = [rewriter.stream() for rewriter in rewriters]

    def feed(self, data: bytes) -> bytes:
        return self._codec.encode(self._passed(self._codec.decode(data)))

    def close(self) -> bytes:
        text = self._passed(self._codec.decode(b"", final=True))
        for position, stream in enumerate(self._streams):
            rest = stream.close()
            for later in self._streams[position + 1 :]:
                rest = later.feed(rest)
            text += rest
        return self._codec.encode(text)

    def rest(self) -> bytes:
        return b""

    def _passed(self, text: str) -> str:
        for stream in self._streams:
            text = stream.feed(text)
        return text


class Decompressed:
    """A stream that comes compressed and leaves as it is."""

    def __init__(self, decompressor: Decompressor, stream: BodyStream) -> None:
        self._decompressor = decompressor
        self._stream = stream

    def feed(self, data: bytes) -> bytes:
        return self._stream.feed(self._decompressor.feed(data))

    def close(self) -> bytes:
        self._decompressor.close()
        return self._stream.close()

    @property
    def waiting(self) -> int:
        return self._stream.waiting

    def rest(self) -> bytes:
        return self._stream.rest()


def body_stream(kind: Kind, content: ContentType, rewriters: Sequence[BodyRewriter]) -> BodyStream | None:
    """The stream that rewrites such a body while it comes; None for one that is read as a whole.

    Raises:
        UnreadableError: its charset is not supported.
    """
    if kind is Kind.EVENTS:
        return EventStream(rewriters)
    if kind is Kind.LINES:
        require_utf8(content.charset)
        return LineStream(rewriters)
    if kind is Kind.TEXT:
        return TextStream(rewriters, content.charset, strict=not content.media)
    return None


def _encoded(decided: Iterable[Decided[Event]] | Iterable[Decided[Line]]) -> bytes:
    return b"".join([message.carrier.encode(message.payload) for message in decided])
