"""The record of one HTTP request."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from asgi_agent.middleware._refusal import refuse
from asgi_agent.middleware.audit.recording import Recording, UnrecordedError
from asgi_agent.scope import REQUEST_ID_KEY
from asgi_agent.transport.exchange import Exchange

if TYPE_CHECKING:
    from asgi_agent.audit.record import Action
    from asgi_agent.errors import Problem
    from asgi_agent.middleware._types import Message

# RFC 9110, RFC 5789 and the WebDAV family. A method is the client's own word, so no other stands in a record.
_METHODS = """
GET HEAD POST PUT DELETE CONNECT OPTIONS TRACE PATCH QUERY
COPY LOCK MKCOL MOVE PROPFIND PROPPATCH REPORT SEARCH UNLOCK
"""
METHODS = frozenset(_METHODS.split())
OTHER = "OTHER"

ACTIONS: dict[str, Action] = {
    "GET": "R",
    "HEAD": "R",
    "OPTIONS": "R",
    "PROPFIND": "R",
    "QUERY": "R",
    "REPORT": "R",
    "SEARCH": "R",
    "POST": "C",
    "PUT": "U",
    "PATCH": "U",
    "PROPPATCH": "U",
    "DELETE": "D",
}
"""What a method does, in the words of FHIR's AuditEvent; another one, and an agent's run, is E."""


class HTTPRecording(Recording):
    """Counts what passes, and knows when the response is complete."""

    _trailers = False

    async def receive(self) -> Message:
        if self._refused:
            return {"type": "http.disconnect"}
        message: Message = await self._server_receive()
        if message["type"] == "http.request":
            self.received += len(message.get("body", b""))
        elif message["type"] == "http.disconnect" and not self.complete:
            self._cut_by = "client"
        return message

    async def send(self, message: Message) -> None:
        kind = message["type"]
        if kind == "http.response.body":
            await self._pass(message)
            self._sent(len(message.get("body", b"")), more=message.get("more_body", False))
        elif kind == "http.response.start":
            if self.status is None:
                self.status = message["status"]
            self._trailers = message.get("trailers", False)
            await self._pass(message, message["status"])
        else:
            await self._pass(message)
            self._sent_otherwise(message)

    def _sent(self, size: int, *, more: bool) -> None:
        if self._refused:
            return
        self.sent += size
        if not more and not self._trailers:
            self._completed()

    def _sent_otherwise(self, message: Message) -> None:
        """Extensions of ASGI: a file that the server sends, and trailers. Others are no part of the body."""
        match message["type"]:
            case "http.response.pathsend":
                self._sent(_size_of(message["path"]), more=False)
            case "http.response.zerocopysend":
                size = message.get("count") or _size_of(message["file"].fileno()) - _offset(message)
                self._sent(size, more=message.get("more_body", False))
            case "http.response.trailers" if not message.get("more_trailers", False):
                self._completed()

    async def _refuse(self, problem: Problem, *, unread: bool) -> None:
        scope = {**self._scope, REQUEST_ID_KEY: self._audit.scope.get(REQUEST_ID_KEY)}
        if unread:
            exchange = Exchange(scope, self._server_receive, self._server_send, max_body=0)
            await exchange.respond_problem(problem)
        else:
            await refuse(scope, self._server_receive, self._server_send, problem)

    def _swallow(self, message: Message) -> None:
        # What is sent in one piece may end in peace; a stream would go on for nobody.
        if message.get("more_body"):
            raise UnrecordedError("the request was refused")

    def _method(self) -> str:
        method: str = self._scope["method"]
        return method if method in METHODS else OTHER


def _size_of(file: Any) -> int:
    with suppress(OSError):
        return os.stat(file).st_size
    return 0


def _offset(message: Message) -> int:
    offset: int | None = message.get("offset")
    return offset or 0
