"""Bodies that are rewritten while they come: event streams, lines, text."""

from __future__ import annotations

import codecs
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

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


Carried = TypeVar("Carried", Event, Line)

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


class _MessageStream(ABC, Generic[Carried]):
    """A body of messages, each in a frame that the parser cuts out of it.

    Args:
        parser: cuts the bytes into frames.
        messages: rewrites what is in them.
        end: of a frame.
    """

    def __init__(
        self, parser: EventParser | LineParser, messages: StagedMessages[Carried], end: bytes
    ) -> None:
        self._parser = parser
        self._messages: StagedMessages[Carried] = messages
        self._end = end
        self._begun = False

    def feed(self, data: bytes) -> bytes:
        return b"".join([self._next(raw) for raw in self._parser.feed(data)])

    def close(self) -> bytes:
        left = self._parser.close()
        if left and self._messages.waiting:  # which leave after it
            left += self._end
        last = self._next(left) if left else b""
        return last + _encoded(self._messages.close())

    @property
    def waiting(self) -> int:
        return self._messages.waiting

    def rest(self) -> bytes:
        return _encoded(self._messages.rest())

    def _next(self, raw: bytes) -> bytes:
        mark = _MARK if not self._begun and raw.startswith(_MARK) else b""
        self._begun = True
        return mark + self._rewritten(raw.removeprefix(mark))

    @abstractmethod
    def _rewritten(self, raw: bytes) -> bytes:
        """What can leave now that this frame has come."""


class EventStream(_MessageStream[Event]):
    """`text/event-stream`, which is UTF-8 by definition."""

    def __init__(self, rewriters: Sequence[BodyRewriter]) -> None:
        super().__init__(EventParser(), StagedMessages(rewriters), b"\n\n")
        self._rewriters = rewriters

    def _rewritten(self, raw: bytes) -> bytes:
        event = Event(raw)
        for rewriter in self._rewriters:
            event.rewrite(rewriter.text)
        if event.data is None and not event.name:
            return event.encode(None) + _encoded(self._messages.rest_at_second_sign())
        return _encoded(self._messages.take(event, event.data or "", event.name))


class LineStream(_MessageStream[Line]):
    """One JSON value a line. What is no JSON is text, which runs on from line to line.

    Args:
        guess: see `Messages`. Lines that are all there need no guess.
    """

    def __init__(self, rewriters: Sequence[BodyRewriter], *, guess: bool = True) -> None:
        super().__init__(LineParser(), StagedMessages(rewriters, guess=guess, separator="\n"), b"\n")

    def _rewritten(self, raw: bytes) -> bytes:
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


def _encoded(decided: Iterable[Decided[Carried]]) -> bytes:
    return b"".join([message.carrier.encode(message.payload) for message in decided])
