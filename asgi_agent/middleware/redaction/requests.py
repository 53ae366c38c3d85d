"""The body of a request: taken whole, made readable, rewritten, handed on in one message."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from asgi_agent.middleware.redaction.bodies import body_value, rewrite_body
from asgi_agent.middleware.redaction.compression import Decompressor, codings_of
from asgi_agent.middleware.redaction.content import ContentType, Kind, content_type, kind_of
from asgi_agent.middleware.redaction.headers import OF_BYTES, single
from asgi_agent.middleware.redaction.problems import UNREADABLE, TooLargeError, UnreadableError
from asgi_agent.transport.connection import ClientDisconnected
from asgi_agent.transport.exchange import DISCARD_BYTES, DISCARD_SECONDS

if TYPE_CHECKING:
    from asgi_agent.middleware._types import Receive
    from asgi_agent.middleware.redaction.bodies import Unreadable
    from asgi_agent.middleware.redaction.headers import Headers
    from asgi_agent.middleware.redaction.wire import WireRedaction


class RequestBody:
    """Reads and rewrites the body of one request.

    Args:
        wire: what to do with it.
        headers: of the request, with names in lower case.
        receive: where it comes from.
        max_body: bytes that it may have, compressed or not.
        unreadable: what becomes of one that cannot be read.

    Attributes:
        raw: as the client sent it, as far as it was taken.
        complete: whether all of it was.
    """

    def __init__(
        self, wire: WireRedaction, headers: Headers, receive: Receive, max_body: int, unreadable: Unreadable
    ) -> None:
        self._wire = wire
        self._receive = receive
        self._max_body = max_body
        self._unreadable = unreadable
        self._codings = codings_of([value for name, value in headers if name == b"content-encoding"])
        self._headers = headers
        self._length = dict(headers).get(b"content-length", b"")
        self._chunked = b"transfer-encoding" in dict(headers)
        self._waits = dict(headers).get(b"expect") is not None
        self._working: asyncio.Task[bytes] | None = None
        self._decoded: bytes | None = None
        self.raw = bytearray()
        self.complete = False

    @property
    def needs_length(self) -> bool:
        """Whether applications read such a body only if they know its length: those of forms do."""
        try:
            return self._length != b"" and kind_of(self._content()) in (Kind.FORM, Kind.MULTIPART)
        except UnreadableError:
            return False

    def length_of(self, body: bytes) -> int | None:
        """How long all is that the application gets, of which this is the beginning; None if nobody knows."""
        if self.complete:
            return len(body)
        return int(self._length) if self._length else None

    @property
    def keeps_coding(self) -> bool:
        """Whether the application gets the body as it was encoded, since nobody here can decode it."""
        try:
            Decompressor(self._codings)
        except UnreadableError:
            return self._unreadable == "pass"
        return False

    async def rewritten(self) -> bytes:
        """Take all of the body; what the application gets in its place.

        Where what cannot be read passes, so does what is too large: its beginning, if it is not `complete`.

        Raises:
            UnreadableError: it is refused.
            InvalidInputError: it holds identifiers, and the policy rejects them.
            ClientDisconnected: the client left before it was complete.
        """
        try:
            await self._take()
            # Whoever asks may give up and ask again: the work is not begun anew.
            if self._working is None:
                self._working = asyncio.ensure_future(self._rewritten())
                self._working.add_done_callback(lambda working: working.cancelled() or working.exception())
            return await asyncio.shield(self._working)
        except UNREADABLE:
            # The application is told of no coding but one that it gets.
            coded = bool(self._codings) and not self.keeps_coding
            if self._unreadable == "refuse" or (coded and self._decoded is None):
                raise
            return self._decoded if coded and self._decoded is not None else bytes(self.raw)

    async def abandon(self) -> None:
        """Nobody asks any more."""
        if self._working is not None and not self._working.done():
            self._working.cancel()
            await asyncio.wait([self._working])

    async def discard(self) -> None:
        """Take what the client is still sending, so that it gets to read a refusal.

        Some servers close a connection whose request was answered half way, and more of the body then meets a
        reset, which overtakes the answer (RFC 9112, 9.6). A client that waits for `100 Continue` sends none.
        """
        if self._length in (b"", b"0") and not self._chunked:
            return
        if self._waits and not self.raw:
            return
        left = DISCARD_BYTES
        with suppress(TimeoutError, ClientDisconnected):
            async with asyncio.timeout(DISCARD_SECONDS):
                while left > 0 and not self.complete:
                    left -= len(await self._chunk())

    async def _take(self) -> None:
        too_large = TooLargeError(f"the body may hold {self._max_body} bytes")
        if self._length.isdigit() and int(self._length[:20]) > self._max_body:
            raise too_large
        while not self.complete:
            self.raw += await self._chunk()
            if len(self.raw) > self._max_body:
                raise too_large

    async def _chunk(self) -> bytes:
        message = await self._receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnected
        self.complete = not message.get("more_body", False)
        return bytes(message.get("body", b""))

    async def _rewritten(self) -> bytes:
        wire, unreadable, content = self._wire, self._unreadable, self._content()
        body = bytes(self.raw)
        if self._codings:
            body = self._decoded = await wire.call(self._decompressed, len(body))
        if not body:
            return body
        if wire.policy.inbound == "reject":
            await wire.refuse(lambda: {"body": body_value(body, content, unreadable)}, len(body))
            return body
        return await wire.inward(
            lambda rewriter: rewrite_body(body, content, [rewriter], unreadable), len(body)
        )

    def _content(self) -> ContentType:
        return content_type(single(self._headers, b"content-type"))

    def _decompressed(self) -> bytes:
        decompressor = Decompressor(self._codings, self._max_body)
        body = decompressor.feed(bytes(self.raw))
        decompressor.close()
        return body


def tell_length(headers: Headers, length: int) -> None:
    """Say in headers that the application has, of a body that was announced, how long it has become."""
    gone = (b"content-length", b"transfer-encoding")
    kept = [(name, value) for name, value in headers if name not in gone]
    headers[:] = [*kept, (b"content-length", b"%d" % length)]


def inner_headers(
    headers: Headers,
    *,
    inbound: bool,
    outbound: bool,
    version: str,
    length: int | None = None,
    keeps_coding: bool = False,
) -> Headers:
    """The request headers that the application gets.

    Args:
        headers: as they came, with names in lower case.
        inbound: the body is rewritten, so what tells of its bytes goes.
        outbound: the response is rewritten. It is asked for whole, readable, and as it is now: nobody has a
            copy of the bytes that the application would compare.
        version: of HTTP.
        length: of the rewritten body, where it is known.
        keeps_coding: whether the body stays in its content coding.
    """
    gone: set[bytes] = set()
    if outbound:
        gone |= {b"accept-encoding", b"range", b"if-range", b"if-none-match", b"if-modified-since"}
    has_body = dict(headers).get(b"content-length", b"0") != b"0"
    if inbound:
        gone |= OF_BYTES if has_body else OF_BYTES - {b"content-length"}
    if keeps_coding:
        gone.discard(b"content-encoding")
    kept = [(name, value) for name, value in headers if name not in gone]
    if outbound:
        kept.append((b"accept-encoding", b"identity"))
    if inbound and has_body and length is not None:
        kept.append((b"content-length", b"%d" % length))
    elif inbound and has_body and version.startswith("1") and b"transfer-encoding" not in dict(kept):
        kept.append((b"transfer-encoding", b"chunked"))
    return kept
