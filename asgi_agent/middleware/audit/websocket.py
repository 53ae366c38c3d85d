"""The record of one WebSocket session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.audit.record import Outcome
from asgi_agent.middleware.audit.recording import Recording, UnrecordedError
from asgi_agent.scope import REQUEST_ID_KEY
from asgi_agent.transport.socket import Socket

if TYPE_CHECKING:
    from asgi_agent.audit.record import CutBy, Status
    from asgi_agent.errors import Problem
    from asgi_agent.middleware._types import Message

ACCEPTED = 101
REFUSED = 403  # what a server answers when an application closes before it accepts

# RFC 6455, 7.4.1: the other side said goodbye, or nothing at all.
GOODBYES = frozenset({1000, 1001, 1005})
POLICY_VIOLATION = 1008
INTERNAL_ERROR = 1011


# What an application says of a session by the code with which it closes it.
_SAID: dict[int, Status] = {POLICY_VIOLATION: "denied", INTERNAL_ERROR: "failure"}


class WebSocketRecording(Recording):
    """Counts messages both ways, and knows how the session ended.

    The status is that of the handshake; the code of its end is the one that it was closed with.
    """

    _close_code: int | None = None

    async def receive(self) -> Message:
        if self._refused:
            return {"type": "websocket.disconnect", "code": 1006, "reason": ""}
        message: Message = await self._server_receive()
        if message["type"] == "websocket.receive":
            self.received += _size(message)
        elif message["type"] == "websocket.disconnect" and not self.complete:
            self._left(message.get("code", 1005))
        return message

    async def send(self, message: Message) -> None:
        kind = message["type"]
        if kind == "websocket.send":
            await self._pass(message)
            self.sent += _size(message)
        elif kind == "websocket.accept":
            self.status = ACCEPTED
            await self._pass(message, ACCEPTED)
        elif kind == "websocket.close":
            await self._close(message)
        elif kind == "websocket.http.response.start":
            self.status = message["status"]
            await self._pass(message, self.status)
        else:
            await self._pass(message)
            if kind == "websocket.http.response.body" and not self._refused:
                self.sent += len(message.get("body", b""))
                if not message.get("more_body", False):
                    self._completed()

    async def _close(self, message: Message) -> None:
        if self.status is None:
            self.status = REFUSED
        elif not self._refused:
            self._close_code = message.get("code", 1000)
        await self._pass(message, self.status)
        self._completed()

    def _left(self, code: int) -> None:
        self._close_code = code
        if code in GOODBYES and self.status == ACCEPTED:
            self._completed()
        else:
            self._cut_by = "client"

    async def _refuse(self, problem: Problem, *, unread: bool) -> None:
        scope = {**self._scope, REQUEST_ID_KEY: self._audit.scope.get(REQUEST_ID_KEY)}
        socket = Socket(scope, self._server_receive, self._server_send, max_message=0)
        if not unread or await socket.connected():
            await socket.deny(problem)

    def _swallow(self, message: Message) -> None:
        if message["type"] == "websocket.send":
            raise UnrecordedError("the connection was refused")

    def _outcome(self, error: BaseException | None, cut_by: CutBy | None) -> Outcome:
        outcome = super()._outcome(error, cut_by)
        status = _SAID.get(self._close_code or 0)
        return outcome if status is None or outcome.status != "success" else Outcome(status, outcome.code)

    def _code(self) -> int | None:
        return self._close_code or self.status


def _size(message: Message) -> int:
    """Bytes on the wire, before any compression."""
    if (text := message.get("text")) is not None:
        return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
    return len(message.get("bytes") or b"")
