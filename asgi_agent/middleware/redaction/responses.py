"""The response of an application: its headers at once or with its body, the body whole or as it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent.middleware.redaction.bodies import rewrite_body
from asgi_agent.middleware.redaction.compression import Decompressor, codings_of
from asgi_agent.middleware.redaction.content import Kind, content_type, kind_of
from asgi_agent.middleware.redaction.headers import rewrite_headers, single
from asgi_agent.middleware.redaction.problems import UNREADABLE, TooLargeError, UnreadableError
from asgi_agent.middleware.redaction.streams import BodyStream, Decompressed, body_stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asgi_agent.middleware._types import Message, Send
    from asgi_agent.middleware.redaction.bodies import Unreadable
    from asgi_agent.middleware.redaction.headers import Headers
    from asgi_agent.middleware.redaction.rewriters import BodyRewriter
    from asgi_agent.middleware.redaction.wire import WireRedaction

_BODILESS = frozenset({204, 205, 304})


class Response:
    """Rewrites one response.

    A stream's headers leave at once, so that the client knows that it is being served; those of one that is
    compressed, or of no declared type, with its first bytes, which may be of another kind. Those of a body
    that is read whole wait for it, since it may have to be refused, and for its length.

    Args:
        wire: what to do with it.
        send: where it goes.
        prefix: of its messages' types: `http.response`, or `websocket.http.response` for a refused handshake.
        bodiless: whether the request was for the headers alone.
        max_body: bytes of a body that is read whole.
        unreadable: what becomes of one that cannot be read.

    Attributes:
        started: whether any of it has left.
        finished: whether all of it has.
    """

    def __init__(
        self,
        wire: WireRedaction,
        send: Send,
        *,
        prefix: str,
        bodiless: bool,
        max_body: int,
        unreadable: Unreadable,
    ) -> None:
        self._wire = wire
        self._send = send
        self._prefix = prefix
        self._bodiless = bodiless
        self._max_body = max_body
        self._unreadable = unreadable
        self._rewriters: Sequence[BodyRewriter] = ()
        self._start: dict[str, Any] = {}
        self._content = content_type(None)
        self._decompressor: Decompressor | None = None
        self._stream: BodyStream | None = None
        self._taken = bytearray()
        self._passes = False
        self._declared = True
        self.started = False
        self.finished = False

    async def start(self, message: Message) -> None:
        """The application begins to answer.

        Raises:
            UnreadableError: with what cannot be read, so it is refused.
        """
        self._rewriters = await self._wire.outward()
        headers = [(name.lower(), value) for name, value in message.get("headers") or ()]
        empty = message["status"] in _BODILESS or dict(headers).get(b"content-length") == b"0"
        self._bodiless = self._bodiless or empty
        self._start = {**message, "headers": headers}
        if self._bodiless:
            await self._send_start()
            return
        try:
            self._plan(headers)
        except UnreadableError:
            if self._unreadable == "refuse":
                raise
            await self._pass()
        if self._stream is not None and self._declared:
            await self._send_start()

    async def body(self, message: Message) -> None:
        """The application goes on, or comes to an end; raises as `start` does.

        What is raised after a part has left breaks the response off.
        """
        data, more = bytes(message.get("body", b"")), message.get("more_body", False)
        self.finished = not more
        if self._bodiless:
            await self._send_body(b"", more=more)
        elif self._passes:
            await self._send_body(data, more=more)
        elif self._stream is not None:
            await self._go_on(self._stream, data, more=more)
        else:
            await self._gather(data, more=more)

    @property
    def waits(self) -> int:
        """See `Messages.waiting`."""
        if self.finished or self._passes or self._stream is None:
            return 0
        return self._stream.waiting

    async def rest(self) -> None:
        """It has been silent: what waits and nothing says is a piece is whole; raises as `body` does."""
        assert self._stream is not None, "only a stream has messages"
        if given := await self._wire.call(self._stream.rest, 0):
            await self._send_body(given, more=True)

    def _plan(self, headers: Headers) -> None:
        """Decide how the body is read."""
        if self._start["status"] == 206:
            raise UnreadableError("a part of a body may begin within an identifier")
        fields = dict(headers)
        self._content = content_type(single(headers, b"content-type"))
        # The first data stream of the Vercel AI SDK calls its lines plain text.
        kind = Kind.LINES if b"x-vercel-ai-data-stream" in fields else kind_of(self._content)
        length = fields.get(b"content-length", b"")
        whole = kind is Kind.TEXT and length.isdigit() and int(length[:20]) <= self._max_body
        codings = codings_of([value for name, value in headers if name == b"content-encoding"])
        self._stream = None if whole else body_stream(kind, self._content, self._rewriters)
        self._declared = bool(self._content.media) and not codings
        if not codings:
            return
        if self._stream is not None:
            self._stream = Decompressed(Decompressor(codings), self._stream)
        else:
            self._decompressor = Decompressor(codings, self._max_body)

    async def _go_on(self, stream: BodyStream, data: bytes, *, more: bool) -> None:
        def rewritten() -> bytes:
            given = stream.feed(data)
            return given if more else given + stream.close()

        try:
            given = await self._wire.call(rewritten, len(data))
        except UNREADABLE:
            if self._unreadable == "refuse" or self.started:
                raise
            await self._pass()
            await self._send_body(data, more=more)
            return
        if not self.started:
            await self._send_start()
        if not more:
            self._wire.note()
        if given or not more:
            await self._send_body(given, more=more)

    async def _gather(self, data: bytes, *, more: bool) -> None:
        self._taken += data
        try:
            if len(self._taken) > self._max_body:
                raise TooLargeError("the response is too large to be read whole")
            if more:
                return
            body = await self._wire.call(self._rewritten, len(self._taken))
        except UNREADABLE:
            if self._unreadable == "refuse":
                raise
            await self._pass()
            await self._send_body(bytes(self._taken), more=more)
            return
        self._wire.note()
        await self._send_start(len(body))
        await self._send_body(body, more=False)

    def _rewritten(self) -> bytes:
        body = bytes(self._taken)
        if self._decompressor is not None:
            body = self._decompressor.feed(body)
            self._decompressor.close()
        return rewrite_body(body, self._content, self._rewriters, self._unreadable)

    async def _pass(self) -> None:
        """Let the body pass as it is; only its headers are read."""
        self._passes = True
        await self._send_start()

    async def _send_start(self, length: int | None = None) -> None:
        self.started = True
        headers = rewrite_headers(self._start["headers"], self._rewriters, keep=self._passes)
        if length is not None:
            # One that hands on what another server said may say how that one framed it.
            headers = [(name, value) for name, value in headers if name != b"transfer-encoding"]
            headers.append((b"content-length", b"%d" % length))
        await self._send({**self._start, "headers": headers})

    async def _send_body(self, body: bytes, *, more: bool) -> None:
        await self._send({"type": f"{self._prefix}.body", "body": body, "more_body": more})
