"""One WebSocket, redacted on the wire."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Any

from asgi_agent.errors import Problem
from asgi_agent.middleware.redaction.conversation import Conversation, Limits, told
from asgi_agent.middleware.redaction.frames import Frame, asks_for_engine_io, frames, opens_engine_io
from asgi_agent.middleware.redaction.headers import rewrite_headers
from asgi_agent.middleware.redaction.payloads import all_of
from asgi_agent.middleware.redaction.problems import (
    UNREADABLE,
    ResponseCutError,
    TooLargeError,
    UnreadableError,
    unreadable,
)
from asgi_agent.middleware.redaction.requests import inner_headers
from asgi_agent.middleware.redaction.responses import Response
from asgi_agent.middleware.redaction.stages import StagedMessages
from asgi_agent.scope import REQUEST_ID_KEY
from asgi_agent.transport.socket import INTERNAL_ERROR, MESSAGE_TOO_BIG, POLICY_VIOLATION, Socket

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from weakref import WeakSet

    from asgi_agent.middleware._types import Message, Receive, Scope, Send
    from asgi_agent.middleware.redaction.messages import Decided
    from asgi_agent.middleware.redaction.wire import WireRedaction

# RFC 6455, 7.4.1
NORMAL_CLOSURE = 1000
UNSUPPORTED_DATA = 1003
FAILURES = frozenset({1002, 1003, 1006, 1007, 1008, 1009, 1011, 1012, 1013, 1014})

# How long an application must wait for its client before what it has said counts as all that it will say. One
# that looks for a message between two tokens waits less.
TURN = 0.05

MAX_REASON = 123


class WebSocketConversation(Conversation):
    """Rewrites messages both ways.

    A text that an application sends in many messages is held back as in an event stream. It has come to its
    end when the connection closes, when a message says so, when the task that said it waits for the client,
    or after a pause, where nothing says that it goes on. What is said while another connection is served, as
    in a chat room, has when the task that said it waits for the client there, or that connection is over.
    """

    def __init__(
        self, wire: WireRedaction, scope: Scope, receive: Receive, send: Send, limits: Limits
    ) -> None:
        super().__init__(wire, scope, receive, send, limits)
        self._denial = Response(
            wire,
            send,
            prefix="websocket.http.response",
            bodiless=False,
            max_body=limits.max_response,
            unreadable=limits.unreadable,
        )
        self._engine_io = asks_for_engine_io(scope)
        self._speaks = False
        self._inward: StagedMessages[Frame] | None = None
        self._outward: StagedMessages[Frame] | None = None
        self._arrived: deque[Message] = deque()
        self._speaker: asyncio.Task[Any] | None = None
        self._teller: WeakSet[Conversation] | None = None
        self._polls = False
        self._missed: Message | None = None
        self._accepted = False
        self._closed = False
        self._left = False

    async def _inner_scope(self) -> dict[str, Any]:
        changes = await super()._inner_scope()
        # Compression of messages is between client and server; but the handshake may be denied.
        outbound = self.policy.outbound != "pass"
        changes["headers"] = inner_headers(self.headers, inbound=False, outbound=outbound, version="1.1")
        return changes

    async def _receive(self) -> Message:
        while not self._arrived:
            if self._closed:
                return {"type": "websocket.disconnect", "code": 1006, "reason": ""}
            # An application may wait for so long only: what has come by then is taken up the next time.
            if (message := self._missed) is None:
                message = self._missed = await self._next()
            self._left = message["type"] == "websocket.disconnect"
            if message["type"] != "websocket.receive" or self.policy.inbound == "pass":
                self._missed = None
                return message
            try:
                await self._rewrite_inward(message)
            except Problem as problem:
                await self._close(
                    POLICY_VIOLATION if problem.status < 500 else INTERNAL_ERROR, problem.detail
                )
            except UNREADABLE as error:
                code = MESSAGE_TOO_BIG if isinstance(error, TooLargeError) else UNSUPPORTED_DATA
                await self._close(code, unreadable(error).detail)
        return self._arrived.popleft()

    async def _next(self) -> Message:
        """The client's next message. While the task that spoke last waits for one, its text is complete."""
        spoken = self._spoken_last()
        if not spoken:
            message: Message = await self._server_receive()
            return message
        waiting = asyncio.ensure_future(self._server_receive())
        try:
            await asyncio.wait([waiting], timeout=TURN)
            if not waiting.done():
                # Each has its place before what is said next; a client that takes nothing is in nobody's way.
                completing = asyncio.gather(*(one.complete(self.told) for one in spoken))
                await asyncio.wait([waiting, completing], return_when=asyncio.FIRST_COMPLETED)
            message = await waiting
        except asyncio.CancelledError:
            self._polls = True
            waiting.cancel()
            await asyncio.wait([waiting])
            if not waiting.cancelled() and waiting.exception() is None:
                self._missed = waiting.result()
            raise
        return message

    def _spoken_last(self) -> list[WebSocketConversation]:
        """Where the task that is about to wait for the client has said what waits for more."""
        if self._polls:
            return []
        everywhere = (self, *(one for one in self.told if isinstance(one, WebSocketConversation)))
        return [one for one in everywhere if one._waits and one._speaker is asyncio.current_task()]

    @property
    def _waits(self) -> int:
        if self._closed or self._left or self._outward is None:
            return 0
        return self._outward.waiting

    async def complete(self, speaker: WeakSet[Conversation]) -> None:
        """What was said here while this or another conversation was served is all."""
        async with self._sending:
            if self._teller is speaker and self._waits:
                with self._told_later():
                    await self._failing_closed(self._flush())

    async def _rewrite_inward(self, message: Message) -> None:
        """Put into `_arrived` what the application gets in place of a client's message."""
        texts = frames(message, engine_io=self._engine_io)
        length = sum(len(frame.text) for frame in texts)
        try:
            self._check(texts, length)
        except UnreadableError:
            if self.limits.unreadable == "refuse":
                raise
            self._arrive([message])
            return
        if self.policy.inbound == "reject":
            values = [all_of(frame.text) for frame in texts]
            await self.wire.refuse(lambda: {"message": values[0] if len(values) == 1 else values}, length)
            self._arrive([message])
            return
        if self._inward is None:
            self._inward = StagedMessages([self.wire.inward_messages()], guess=False)
        inward = self._inward

        def take() -> None:
            self._arrive([_message("websocket.receive", one) for one in _taken(inward, texts)])

        await self.wire.call(take, length)

    def _check(self, texts: list[Frame], length: int) -> None:
        if not texts:
            raise UnreadableError("a message is neither text nor JSON")
        if length > self.limits.max_body:
            raise TooLargeError(f"a message may hold {self.limits.max_body} bytes")

    def _arrive(self, messages: list[Message]) -> None:
        self._arrived += messages
        self._missed = None

    async def _send(self, message: Message) -> None:
        if self._closed:
            raise ResponseCutError("the connection was closed")
        await self._failing_closed(self._rewrite(message))

    async def _rest(self) -> None:
        assert self._outward is not None, "something waits"
        await self._failing_closed(self._finish_with(self._outward.rest))

    async def _failing_closed(self, work: Awaitable[None]) -> None:
        """Close the connection where this fails."""
        try:
            await work
        except Problem as problem:
            await self._break_off(problem, INTERNAL_ERROR)
        except UNREADABLE as error:
            code = MESSAGE_TOO_BIG if isinstance(error, TooLargeError) else INTERNAL_ERROR
            await self._break_off(unreadable(error).of_response(), code)

    async def _rewrite(self, message: Message) -> None:
        kind = message["type"]
        if self.policy.outbound == "pass":
            await self._server_send(message)
        elif kind == "websocket.send":
            await self._say(message)
        elif kind == "websocket.accept":
            headers = [(name.lower(), value) for name, value in message.get("headers") or ()]
            rewritten = rewrite_headers(headers, await self.wire.outward(), keep=True)
            await self._server_send({**message, "headers": rewritten} if headers else message)
            self._accepted = True
        elif kind == "websocket.close":
            await self._say_goodbye(message)
        elif kind == "websocket.http.response.start":
            await self._denial.start(message)
        elif kind == "websocket.http.response.body":
            await self._denial.body(message)
        else:
            raise UnreadableError("the application answered in a way that cannot be read")

    async def _say(self, message: Message) -> None:
        self._speaker, self._teller = asyncio.current_task(), told.get()
        if self._teller is not None and self._teller is not self.told:
            self._teller.add(self)
        if not self._speaks:
            # A client that only says so would get what an application says letter by letter unread.
            self._speaks, self._engine_io = True, self._engine_io and opens_engine_io(message)
        texts = frames(message, engine_io=self._engine_io)
        if not texts:
            if self.limits.unreadable == "refuse":
                raise UnreadableError("a message is neither text nor JSON")
            await self._server_send(message)
            return
        rewriters = await self.wire.outward()
        if self._outward is None:
            self._outward = StagedMessages(rewriters)
        outward, length = self._outward, sum(len(frame.text) for frame in texts)
        await self._send_all(await self.wire.call(lambda: _taken(outward, texts), length))

    async def _say_goodbye(self, message: Message) -> None:
        self._closed = True
        if message.get("code", NORMAL_CLOSURE) in FAILURES:
            self._outward = None  # what was said last may have been cut off, within an identifier
        await self._flush()
        if reason := message.get("reason"):
            for rewriter in await self.wire.outward():
                reason = rewriter.text(reason)
            message = {**message, "reason": _cut(reason)}
        await self._server_send(message)

    async def _flush(self) -> None:
        """The texts that were being said are complete."""
        if self._outward is not None:
            await self._finish_with(self._outward.close)

    async def _finish_with(self, end: Callable[[], list[Decided[Frame]]]) -> None:
        await self._send_all(await self.wire.call(end, 0))

    async def _send_all(self, decided: list[Decided[Frame]]) -> None:
        self.wire.note()
        for one in decided:
            await self._server_send(_message("websocket.send", one))

    async def _break_off(self, problem: Problem, code: int) -> None:
        """Close, or refuse the handshake; called while nobody else sends."""
        self.refused = self._closed = True
        self._outward = None
        if self._accepted:
            await self._server_send({"type": "websocket.close", "code": code, "reason": _cut(problem.detail)})
        elif not self._denial.started:
            await self._socket().deny(problem)

    async def _close(self, code: int, reason: str) -> None:
        """Close because of what the client sent."""
        async with self._sending:
            if not self._closed:
                self.refused = self._closed = True
                await self._server_send({"type": "websocket.close", "code": code, "reason": _cut(reason)})

    async def _refuse(self, problem: Problem) -> None:
        socket = self._socket()
        if await socket.connected():
            await socket.deny(problem)

    async def _finish(self) -> None:
        async with self._sending:
            if self._accepted and not (self._closed or self._left):
                await self._flush()  # the server closes the connection as if all was said

    def _socket(self) -> Socket:
        scope = {**self.scope, REQUEST_ID_KEY: self.scope.get(REQUEST_ID_KEY)}
        return Socket(scope, self._server_receive, self._server_send, max_message=0)


def _cut(reason: str) -> str:
    """As much of a reason as a close frame holds."""
    return reason.encode()[:MAX_REASON].decode("utf-8", "ignore")


def _taken(messages: StagedMessages[Frame], texts: list[Frame]) -> list[Decided[Frame]]:
    taken = [decided for frame in texts for decided in messages.take(frame, frame.text)]
    return taken + messages.rest_at_second_sign() if texts[0].is_sign else taken


def _message(kind: str, decided: Decided[Frame]) -> Message:
    return decided.carrier.message(kind, decided.payload)
