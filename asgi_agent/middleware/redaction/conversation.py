"""What a request and a WebSocket have in common when they are redacted on the wire."""

from __future__ import annotations

import asyncio
import logging
from abc import ABC, abstractmethod
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from weakref import WeakSet

from asgi_agent.errors import Problem
from asgi_agent.logs import exception_place
from asgi_agent.middleware.redaction.forms import gathered_pairs, rewrite_pairs
from asgi_agent.middleware.redaction.problems import UNREADABLE, unreadable
from asgi_agent.transport.connection import ClientDisconnected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.middleware._types import ASGIApp, Message, Receive, Scope, Send
    from asgi_agent.middleware.redaction.wire import WireRedaction

logger = logging.getLogger("asgi_agent")

# With these an application could send what nobody here has read, or have a server fetch it.
_UNREAD = frozenset(
    {"http.response.debug", "http.response.pathsend", "http.response.push", "http.response.zerocopysend"}
)


class Limits(NamedTuple):
    """What may be held, and what becomes of what cannot be read.

    Attributes:
        max_body: bytes of a request body, or of a message of a WebSocket.
        max_response: bytes of a response body that has to be read whole.
        unreadable: `refuse` or `pass`.
        pause: seconds of silence after which a message that may go on counts as whole; None: it never does.
    """

    max_body: int
    max_response: int
    unreadable: Literal["refuse", "pass"]
    pause: float | None


told: ContextVar[WeakSet[Conversation] | None] = ContextVar("asgi_agent.redaction.told", default=None)
"""On which other conversations something was said while this one was served, as in a chat room.

The conversation itself is not in it: tasks that are begun meanwhile would keep what was said in it alive.
"""


class Conversation(ABC):
    """Stands between the server and the application on one connection.

    Whether to redact is decided when the application first receives or sends anything: by then an agent that
    redacts by itself has claimed the policy.

    Args:
        wire: what to do with what passes.
        scope: as the server gave it.
        receive: the server's.
        send: the server's.
        limits: what may be held.
    """

    def __init__(
        self, wire: WireRedaction, scope: Scope, receive: Receive, send: Send, limits: Limits
    ) -> None:
        self.wire = wire
        self.policy = wire.policy
        self.scope = scope
        self.headers = [(name.lower(), value) for name, value in scope.get("headers") or ()]
        self.limits = limits
        self.refused = False
        """Whether the client was answered in the application's place, or the answer broken off."""
        self.told: WeakSet[Conversation] = WeakSet()
        """Others on which something was said while this one was served."""
        self._inner: dict[str, Any] = {}
        self._server_receive = receive
        self._server_send = send
        self._sending = asyncio.Lock()
        self._silence: asyncio.TimerHandle | None = None
        self._ending: asyncio.Task[None] | None = None
        self._gone: OSError | RuntimeError | None = None

    async def run(self, app: ASGIApp, inner: dict[str, Any]) -> None:
        """Call the application.

        Args:
            app: the application.
            inner: its scope, which is completed here.

        Raises:
            ResponseCutError: an answer had to be broken off. What the application raises passes through.
        """
        told.set(self.told)
        try:
            if await self._prepared(inner):
                await self._call(app, inner)
        finally:
            await self._abandon()

    async def _prepared(self, inner: dict[str, Any]) -> bool:
        """Complete the scope; False where the request was refused instead."""
        try:
            inner.update(await self._inner_scope())
            self._inner = inner
        except ClientDisconnected:
            return False
        except Problem as problem:
            await self._refuse(problem)
            return False
        except UNREADABLE as error:
            await self._refuse(unreadable(error).of_request())
            return False
        return True

    async def _call(self, app: ASGIApp, inner: dict[str, Any]) -> None:
        try:
            await app(inner, self.receive, self.send)
        except Exception as error:
            if not self.refused:
                raise
            # It was told that its client has left.
            logger.info("application ended by a refusal", extra=exception_place(error))
        else:
            await asyncio.gather(*(other.complete(self.told) for other in self.told))
        await self._finish()

    async def complete(self, speaker: WeakSet[Conversation]) -> None:
        """What was said here while another conversation was served is all; WebSockets alone wait for more.

        Args:
            speaker: tells that conversation, as its `told`.
        """
        return

    async def receive(self) -> Message:
        """What the application gets as `receive`."""
        if self._passes:
            message: Message = await self._server_receive()
            return message
        return await self._receive()

    async def send(self, message: Message) -> None:
        """What the application gets as `send`."""
        if self._passes:
            await self._server_send(message)
            return
        # Layers in the application may send from several tasks, and what they send may be read in a thread.
        async with self._sending:
            if self._gone is not None:
                gone, self._gone = self._gone, None
                raise gone
            waited = self._waits
            await self._send(message)
            if self._waits != waited:
                self._listen()

    def _hear(self) -> None:
        """What was said has gone on, or is over."""
        if self._silence is not None:
            self._silence.cancel()
            self._silence = None

    def _listen(self) -> None:
        """Wait for more of what was said, for so long only, whatever else is said meanwhile."""
        self._hear()
        if self.limits.pause is not None and self._waits:
            self._silence = asyncio.get_running_loop().call_later(self.limits.pause, self._end_pause)

    def _end_pause(self) -> None:
        self._silence = None
        if self._ending is None or self._ending.done():
            self._ending = asyncio.ensure_future(self._take_for_whole())

    async def _take_for_whole(self) -> None:
        async with self._sending:
            if self._silence is None and self._waits:
                with self._told_later():
                    await self._rest()

    @contextmanager
    def _told_later(self) -> Iterator[None]:
        """Nobody who speaks here is waiting: the next to do so learns that the client has left."""
        try:
            yield
        except (OSError, RuntimeError) as error:  # servers say it in two ways
            self._gone = error

    @property
    def _passes(self) -> bool:
        """Whether an agent redacts by itself; if not by now, it will not."""
        if self.policy.claimed:
            return True
        self.policy.begun = True
        return False

    async def _inner_scope(self) -> dict[str, Any]:
        """What the application gets in place of parts of the scope."""
        changes: dict[str, Any] = {}
        query = self.scope.get("query_string", b"")
        if query and self.policy.inbound == "reject":
            await self.wire.refuse(lambda: {"query": gathered_pairs(query)}, len(query))
        elif query and self.policy.inbound != "pass":
            changes["query_string"] = await self.wire.inward(lambda to: rewrite_pairs(query, to), len(query))
        if self.policy.outbound != "pass":
            offered = self.scope.get("extensions") or {}
            changes["extensions"] = {name: value for name, value in offered.items() if name not in _UNREAD}
        return changes

    @abstractmethod
    async def _receive(self) -> Message: ...

    @abstractmethod
    async def _send(self, message: Message) -> None: ...

    @property
    @abstractmethod
    def _waits(self) -> int:
        """0 where all that was said has left; else another number whenever more of it has come."""

    @abstractmethod
    async def _rest(self) -> None:
        """What was said is whole where nothing says that it goes on."""

    @abstractmethod
    async def _refuse(self, problem: Problem) -> None:
        """Answer the client in the application's place, or break the answer off."""

    @abstractmethod
    async def _finish(self) -> None:
        """The application has come to its end."""

    async def _abandon(self) -> None:
        """The connection is over, in whatever way."""
        self._hear()
        if self._ending is not None:
            self._ending.cancel()
            await asyncio.wait([self._ending])
