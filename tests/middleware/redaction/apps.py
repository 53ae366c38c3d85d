"""Applications that the middleware is put around, and ways to ask them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from asgi_agent.middleware.redaction import PHIRedactionMiddleware
from asgi_agent.testing import ASGIValidator, http_scope, polluted_context, run_http

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asgi_agent.middleware._types import ASGIApp, Receive, Scope, Send
    from asgi_agent.testing import HTTPResult

NOTE = "Patient John Smith (SSN 219-09-9999, phone 555-867-5309) was seen by us, mail bob@example.org please"
REDACTED = "Patient [NAME] (SSN [SSN], phone [PHONE]) was seen by us, mail [EMAIL] please"
VALUES = ("John Smith", "219-09-9999", "555-867-5309", "bob@example.org")

JSON = (b"content-type", b"application/json")


class Recorder:
    """Reads its request to the end and answers with what it was told to.

    Attributes:
        scopes: of its requests.
        bodies: of its requests.
        after: what `receive` gave when the body had ended.
    """

    def __init__(
        self,
        body: bytes | Iterable[bytes] = b"",
        content_type: bytes | None = b"application/json",
        *headers: tuple[bytes, bytes],
        status: int = 200,
    ) -> None:
        self.pieces = [body] if isinstance(body, bytes) else list(body)
        self.headers = [*([(b"content-type", content_type)] if content_type else []), *headers]
        self.status = status
        self.scopes: list[Scope] = []
        self.bodies: list[bytes] = []
        self.left = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scopes.append(scope)
        body, more = b"", True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                self.left = True
                return
            body, more = body + message.get("body", b""), message.get("more_body", False)
        self.bodies.append(body)
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        for piece in self.pieces:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    @property
    def scope(self) -> Scope:
        (scope,) = self.scopes
        return scope

    @property
    def body(self) -> bytes:
        (body,) = self.bodies
        return body

    def header(self, name: bytes) -> list[bytes]:
        """The values of a request header, as the application sees it."""
        return [value for key, value in self.scope["headers"] if key == name]


def both_sides(app: ASGIApp, **options: Any) -> ASGIApp:
    """The middleware between two validators."""
    return ASGIValidator(PHIRedactionMiddleware(ASGIValidator(app), **options))


async def ask(
    app: ASGIApp,
    body: bytes | Iterable[bytes] = b"",
    *headers: tuple[bytes, bytes],
    method: str = "POST",
    query: bytes = b"",
    options: dict[str, Any] | None = None,
    **running: Any,
) -> HTTPResult:
    """One request through the middleware, which has these options."""
    pieces = [body] if isinstance(body, bytes) else list(body)
    length = b"%d" % sum(map(len, pieces))
    pairs = [*headers, *([(b"content-length", length)] if length != b"0" else [])]
    scope = http_scope(method=method, headers=pairs, query_string=query, **running.pop("scope", {}))
    wrapped = both_sides(app, **(options or {}))
    return await run_http(wrapped, scope, pieces, context=polluted_context(), **running)


async def get(app: ASGIApp, *headers: tuple[bytes, bytes], **options: Any) -> HTTPResult:
    """One GET through the middleware."""
    return await ask(app, b"", *headers, method="GET", options=options)


def encoded(value: Any) -> bytes:
    """JSON."""
    return msgspec.json.encode(value)


def no_value_in(data: bytes | str) -> bool:
    """Whether none of the note's identifiers is in it."""
    text = data if isinstance(data, str) else data.decode("utf-8", "replace")
    return not any(value in text for value in VALUES)
