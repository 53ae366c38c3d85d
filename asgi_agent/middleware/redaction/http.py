"""One HTTP request and its response, redacted on the wire."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from asgi_agent.errors import Problem
from asgi_agent.middleware.redaction.conversation import Conversation, Limits
from asgi_agent.middleware.redaction.headers import rewrite_headers, rewrite_links
from asgi_agent.middleware.redaction.problems import UNREADABLE, ResponseCutError, UnreadableError, unreadable
from asgi_agent.middleware.redaction.requests import RequestBody, inner_headers, tell_length
from asgi_agent.middleware.redaction.responses import Response
from asgi_agent.scope import REQUEST_ID_KEY
from asgi_agent.transport.connection import ClientDisconnected
from asgi_agent.transport.dialect import PROBLEM_JSON
from asgi_agent.transport.encoding import encode_json
from asgi_agent.transport.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from asgi_agent.middleware._types import Message, Receive, Scope, Send
    from asgi_agent.middleware.redaction.headers import Headers
    from asgi_agent.middleware.redaction.wire import WireRedaction

_DISCONNECT = {"type": "http.disconnect"}


class HTTPConversation(Conversation):
    """Hands on the request body rewritten, and the response as `Response` rewrites it."""

    def __init__(
        self, wire: WireRedaction, scope: Scope, receive: Receive, send: Send, limits: Limits
    ) -> None:
        super().__init__(wire, scope, receive, send, limits)
        self._request = RequestBody(wire, self.headers, receive, limits.max_body, limits.unreadable)
        self._response = Response(
            wire,
            send,
            prefix="http.response",
            bodiless=scope["method"] == "HEAD",
            max_body=limits.max_response,
            unreadable=limits.unreadable,
        )
        self._body: bytes | None = None
        self._body_given = False
        self._inner_headers: Headers = []
        self._cut = False

    async def receive(self) -> Message:
        """What the application gets as `receive`; the raw body where that was read for an agent in vain."""
        if self._body is not None and not self._body_given and self._passes:
            self._body_given = True
            return self._given(bytes(self._request.raw))
        return await super().receive()

    async def _inner_scope(self) -> dict[str, Any]:
        changes = await super()._inner_scope()
        inbound = self.policy.inbound != "pass"
        if inbound and self._request.needs_length:
            self._body = await self._request.rewritten()
        changes["headers"] = self._inner_headers = inner_headers(
            self.headers,
            inbound=inbound,
            outbound=self.policy.outbound != "pass",
            version=self.scope.get("http_version", "1.1"),
            length=None if self._body is None else self._request.length_of(self._body),
            keeps_coding=self._request.keeps_coding,
        )
        return changes

    async def _receive(self) -> Message:
        if self.policy.inbound == "pass" or self._body_given:
            message: Message = _DISCONNECT if self.refused else await self._server_receive()
            return message
        try:
            # May be cancelled, by an application that waits for so long only, and is then called again.
            body = await self._request.rewritten() if self._body is None else self._body
        except ClientDisconnected:
            return _DISCONNECT
        except Problem as problem:
            await self._refuse(problem)
        except UNREADABLE as error:
            await self._refuse(unreadable(error).of_request())
        else:
            self._body_given = True
            self._tell_length(self._request.length_of(body))
            return self._given(body)
        return _DISCONNECT

    def _tell_length(self, length: int | None) -> None:
        """Say how long the body is to those who look once they have it.

        Django REST framework and hosts of WSGI applications do, and take a body of no length for none.
        """
        # A layer around that redacts as well has been told of it only now, in the same way.
        announced = any(name.lower() == b"content-length" for name, _ in self.scope.get("headers") or ())
        if length is None or not announced:
            return
        # Starlette puts a list of its own into the scope, of which it keeps the headers of a request.
        for headers in (self._inner_headers, self._inner["headers"]):
            if isinstance(headers, list):
                tell_length(headers, length)

    def _given(self, body: bytes) -> Message:
        return {"type": "http.request", "body": body, "more_body": not self._request.complete}

    async def _send(self, message: Message) -> None:
        if self.refused:
            # What is sent in one piece may end in peace; a stream would go on for nobody.
            if message.get("more_body"):
                raise ResponseCutError("the response was refused")
        elif self.policy.outbound == "pass":
            await self._server_send(message)
        else:
            await self._failing_closed(self._rewrite(message))

    @property
    def _waits(self) -> int:
        return 0 if self.refused else self._response.waits

    async def _rest(self) -> None:
        await self._failing_closed(self._response.rest())

    async def _failing_closed(self, work: Awaitable[None]) -> None:
        """Answer in the application's place, or break off, where this fails."""
        try:
            await work
        except Problem as problem:
            await self._answer(problem)
        except UNREADABLE as error:
            await self._answer(unreadable(error).of_response())

    async def _rewrite(self, message: Message) -> None:
        kind = message["type"]
        if kind == "http.response.start":
            await self._response.start(message)
        elif kind == "http.response.body":
            await self._response.body(message)
        elif kind == "http.response.trailers":
            headers = [(name.lower(), value) for name, value in message.get("headers") or ()]
            rewritten = rewrite_headers(headers, await self.wire.outward())
            await self._server_send({**message, "headers": rewritten})
        elif kind == "http.response.early_hint":
            links = rewrite_links(message.get("links") or (), await self.wire.outward())
            await self._server_send({**message, "links": links})
        else:
            raise UnreadableError("the application answered in a way that cannot be read")

    async def _refuse(self, problem: Problem) -> None:
        await self._request.discard()
        await self._answer(problem)

    async def _answer(self, problem: Problem) -> None:
        """Answer in the application's place; what has begun is broken off."""
        self.refused = True
        if self._response.started:
            self._cut = True
            return
        exchange = Exchange(
            {**self.scope, REQUEST_ID_KEY: self.scope.get(REQUEST_ID_KEY)},
            self._server_receive,
            self._server_send,
            max_body=0,
        )
        body = encode_json(problem.to_dict(self.scope.get(REQUEST_ID_KEY)))
        with suppress(ClientDisconnected):
            await exchange.respond(problem.status, body, PROBLEM_JSON, problem.headers)

    async def _abandon(self) -> None:
        await super()._abandon()
        await self._request.abandon()

    async def _finish(self) -> None:
        if self._cut:
            # The server closes the connection, which tells the client that this was not the end.
            raise ResponseCutError("the response could not be redacted any further")
