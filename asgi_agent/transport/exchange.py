"""One HTTP request and its response, over the three ASGI callables."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from asgi_agent.errors import (
    BodyTooLargeError,
    Problem,
    UnsupportedMediaTypeError,
)
from asgi_agent.transport.connection import ClientDisconnected, Connection
from asgi_agent.transport.dialect import PROBLEM_DETAILS
from asgi_agent.transport.encoding import encode_json
from asgi_agent.validation import decode

if TYPE_CHECKING:
    import msgspec
    from starlette.types import Message, Receive, Scope, Send

    from asgi_agent.transport.dialect import Dialect

T = TypeVar("T")

JSON = b"application/json"

# How much of a refused body is taken, and for how long: more than a client sends by mistake.
DISCARD_BYTES = 16 * 1024 * 1024
DISCARD_SECONDS = 5.0


class Exchange(Connection):
    """A request that is being answered. Made for each request; nothing outlives it.

    Args:
        max_body: bytes of body that are read before the request is refused.

    Attributes:
        route: template of the route's path, None until one is found.
        status: status of the response, None until it has begun.
        dialect: how a failure is written: as RFC 9457 has it, unless the route says otherwise.
    """

    def __init__(self, scope: Scope, receive: Receive, send: Send, *, max_body: int) -> None:
        super().__init__(scope, receive, send)
        self.route: str | None = None
        self.status: int | None = None
        self.dialect: Dialect = PROBLEM_DETAILS
        self._body_ended = False
        self._max_body = max_body

    @property
    def started(self) -> bool:
        """Whether the response has begun, so that no other can be sent."""
        return self.status is not None

    @cached_property
    def query(self) -> dict[str, str]:
        """The query parameters; of a repeated one, the last."""
        from urllib.parse import parse_qsl

        raw: bytes = self.scope.get("query_string", b"")
        return dict(parse_qsl(raw.decode("latin-1"), keep_blank_values=True))

    def header(self, name: bytes) -> str:
        """A request header's value, `""` where there is none; of a repeated header, the first."""
        for key, value in self.scope["headers"]:
            if key.lower() == name:
                return bytes(value).decode("latin-1")
        return ""

    async def body(self) -> bytes:
        """The whole request body.

        Raises:
            BodyTooLargeError: above `max_body`, whether the client said so beforehand or not.
            ClientDisconnected: the client left half way.
        """
        if _declared(self.header(b"content-length")) > self._max_body:
            raise self._too_large()
        chunks: list[bytes] = []
        size = 0
        while not self._body_ended:
            chunk = await self._next_chunk()
            size += len(chunk)
            if size > self._max_body:
                raise self._too_large()
            chunks.append(chunk)
        return b"".join(chunks)

    async def json(self, decoder: msgspec.json.Decoder[T]) -> T:
        """The request body as what `decoder` decodes.

        Raises:
            UnsupportedMediaTypeError: not declared as `application/json` in UTF-8.
            MalformedRequestError: not JSON.
            InvalidInputError: JSON of another shape.
        """
        _require_json(self.header(b"content-type"))
        return decode(await self.body(), decoder)

    async def respond(
        self, status: int, body: bytes, media_type: bytes = JSON, headers: dict[str, str] | None = None
    ) -> None:
        """Send a whole response; to HEAD, its headers alone."""
        await self.start(status, media_type, headers, length=len(body))
        await self.send_body(b"" if self.scope.get("method") == "HEAD" else body, more=False)

    async def respond_empty(self, headers: dict[str, str]) -> None:
        """Send a 204, which has neither a body nor a length (RFC 9110, 8.6)."""
        await self.start(204, None, headers)
        await self.send_body(b"", more=False)

    async def respond_json(self, value: Any, status: int = 200) -> None:
        """Send `value` as JSON."""
        await self.respond(status, encode_json(value))

    async def respond_problem(self, problem: Problem) -> None:
        """Send a failure in the words of the route's wire."""
        await self._discard_body()
        body = encode_json(self.dialect.body(problem, self.request_id))
        await self.respond(problem.status, body, self.dialect.media_type, problem.headers)

    async def start(
        self,
        status: int,
        media_type: bytes | None,
        headers: dict[str, str] | None = None,
        length: int | None = None,
    ) -> None:
        """Send status and headers. What a run gives is for its caller alone, so nothing is cached."""
        pairs = [(b"cache-control", b"no-store")]
        if media_type is not None:
            pairs.append((b"content-type", media_type))
        if length is not None:
            pairs.append((b"content-length", b"%d" % length))
        given = {name.lower().encode(): value.encode("latin-1") for name, value in (headers or {}).items()}
        pairs = [pair for pair in pairs if pair[0] not in given] + list(given.items())
        message: Message = {"type": "http.response.start", "status": status, "headers": pairs}
        self.status = status
        await self._send(message)

    async def send_body(self, body: bytes, *, more: bool) -> None:
        """Send a piece of the body; the last one has `more=False`."""
        await self._send({"type": "http.response.body", "body": body, "more_body": more})

    async def _next_chunk(self) -> bytes:
        message = await self.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnected
        self._body_ended = not message.get("more_body", False)
        chunk: bytes = message.get("body", b"")
        return chunk

    async def _discard_body(self) -> None:
        """Take what the client is still sending, so that it gets to read the refusal.

        hypercorn and granian close a connection whose request was answered half way; more of the body then
        meets a reset, which overtakes the answer (RFC 9112, 9.6). A client that waits for `100 Continue`
        sends nothing, and must not be told to.
        """
        sends_body = _declared(self.header(b"content-length")) or self.header(b"transfer-encoding")
        if not sends_body or self.header(b"expect"):
            return
        left = DISCARD_BYTES
        with suppress(TimeoutError):
            async with asyncio.timeout(DISCARD_SECONDS):
                while left > 0 and not self._body_ended:
                    left -= len(await self._next_chunk())

    def _too_large(self) -> BodyTooLargeError:
        return BodyTooLargeError(f"the body may hold {self._max_body} bytes")


def _declared(length: str) -> float:
    """What `Content-Length` says; of one that is no number, 0, as the body is counted in any case."""
    return float(length) if length.isascii() and length.isdigit() else 0.0


def _require_json(content_type: str) -> None:
    media, _, parameters = content_type.lower().partition(";")
    media = media.strip()
    if media != "application/json" and not (media.startswith("application/") and media.endswith("+json")):
        raise _unsupported("send the body as application/json")
    pairs = (parameter.partition("=") for parameter in parameters.split(";"))
    charsets = [value.strip(' "') for name, _, value in pairs if name.strip() == "charset"]
    if not set(charsets) <= {"utf-8", "utf8", "us-ascii"}:
        raise _unsupported("send the body in UTF-8")


def _unsupported(detail: str) -> UnsupportedMediaTypeError:
    return UnsupportedMediaTypeError(detail, headers={"accept": "application/json"})
