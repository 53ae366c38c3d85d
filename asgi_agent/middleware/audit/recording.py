"""What a request and a WebSocket have in common when they are recorded."""

from __future__ import annotations

import asyncio
import logging
import time
from abc import ABC, abstractmethod
from contextlib import suppress
from typing import TYPE_CHECKING

from asgi_agent.audit.errors import AuditUnavailableError
from asgi_agent.audit.record import Event, Outcome, Record, Traffic, clipped
from asgi_agent.audit.redaction import redaction_of, reveals_on_the_wire
from asgi_agent.logs import exception_place
from asgi_agent.scope import REDACTION_KEY
from asgi_agent.transport.connection import ClientDisconnected

if TYPE_CHECKING:
    from asgi_agent.audit.record import CutBy
    from asgi_agent.audit.request import RequestAudit
    from asgi_agent.errors import Problem
    from asgi_agent.middleware._types import Message, Receive, Scope, Send
    from asgi_agent.middleware.audit.settings import Settings

logger = logging.getLogger("asgi_agent")

DENIED = frozenset({401, 403})


class UnrecordedError(OSError):
    """What the application sends is no longer taken: the request was refused, as it cannot be recorded."""


class Recording(ABC):
    """Records one connection: its intent before the first byte leaves, its end when it is over.

    Args:
        settings: of the middleware.
        audit: what the application says about it.
        scope: as the middleware got it.
    """

    def __init__(
        self, settings: Settings, audit: RequestAudit, scope: Scope, receive: Receive, send: Send
    ) -> None:
        self._settings = settings
        self._audit = audit
        self._scope = scope
        self._server_receive = receive
        self._server_send = send
        self._begins = self._open = False
        self._begun: asyncio.Event | None = None
        self._refused = False
        self._intent: Record | None = None
        self._route: str | None = None
        self._started = time.perf_counter_ns()
        self._cut_by: CutBy | None = None
        self.status: int | None = None
        self.received = 0
        self.sent = 0
        self.complete = False

    async def run(self, inner: Scope) -> None:
        """Call the application and record what comes of it; raises what it raises."""
        try:
            if await self._may_begin():
                await self._settings.app(inner, self.receive, self.send)
        except BaseException as error:
            await self._over(error)
            if not (self._refused and isinstance(error, Exception)):
                raise
            # It was told that its client has left.
            logger.info("application ended by a refusal", extra=exception_place(error))
        else:
            await self._over(None)

    @abstractmethod
    async def receive(self) -> Message:
        """What the application gets as `receive`."""

    @abstractmethod
    async def send(self, message: Message) -> None:
        """What the application gets as `send`."""

    async def _may_begin(self) -> bool:
        """Whether the application may act. While nothing can be recorded, see whether something can again."""
        if not self._settings.log.failing:
            return True
        try:
            await self._audit.holding.write(Record(phase="event", event=Event("audit.heartbeat")))
        except AuditUnavailableError as problem:
            await self._refuse_with(problem, unread=True)
        return not self._refused

    def _completed(self) -> None:
        """The application has said all; to a client that had left before, for nobody."""
        self.complete = self._cut_by is None

    async def _pass(self, message: Message, status: int | None = None) -> None:
        """Let a message leave, the first one when it is on record that there is one."""
        while not (self._open or self._refused):
            if self._begins:  # in another task
                self._begun = self._begun or asyncio.Event()
                await self._begun.wait()
            else:
                await self._begin(status)
        if self._refused:
            self._swallow(message)
            return
        try:
            await self._server_send(message)
        except OSError:
            if not self.complete:
                self._cut_by = "client"
            raise

    async def _begin(self, status: int | None) -> None:
        self._begins = True
        try:
            await self._audit.holding.begin(self._intent_record(status))
        except AuditUnavailableError as problem:
            await self._refuse_with(problem)
        else:
            self._open = True
        finally:
            self._begins = False
            if self._begun is not None:
                self._begun.set()
                self._begun = None

    def _intent_record(self, status: int | None) -> Record:
        self._learn()
        audit = self._audit
        http = Traffic(self._method(), self._route, status)
        record = self._intent = audit.facts.record("intent", audit.ids(), http=http)
        return record

    def _learn(self) -> None:
        """Take note of what the layers inside have found out."""
        audit = self._audit
        self._route = self._settings.route_of(audit, self._scope)
        if audit.facts.actor is None:
            audit.facts.actor = audit.naming.actor_of(audit.scope)

    async def _over(self, error: BaseException | None) -> None:
        cut_by, audit = self._cut(error), self._audit
        try:
            record = self._end_record(error, cut_by)
            self._record_reveals()
        except AuditUnavailableError:
            return  # there is no key for pseudonyms, so that no record can be made
        audit.holding.flush()
        audit.let_go(record.corr)
        if self.status is None and cut_by == "server":
            # Nobody has answered, so whoever is around this will: not before it is on record.
            await self._write_end(record)
        else:
            self._settings.log.hand_over(record)

    def _record_reveals(self) -> None:
        audit = self._audit
        for reveal in reveals_on_the_wire(audit.scope.get(REDACTION_KEY)):
            event = Event("phi.reveal", "R", "output.restore")
            self._settings.log.hand_over(audit.record("event", event=event, objects=(), phi=reveal))

    async def _write_end(self, record: Record) -> None:
        try:
            await self._audit.holding.write(record)
        except AuditUnavailableError:
            self._settings.log.hand_over(record)  # to be counted among those that are lost

    def _end_record(self, error: BaseException | None, cut_by: CutBy | None) -> Record:
        if self._intent is None:
            self._learn()
        traffic = Traffic(
            self._method(),
            self._route,
            self.status,
            received=self.received,
            sent=self.sent,
            complete=self.complete,
            cut_by=cut_by,
            us=(time.perf_counter_ns() - self._started) // 1000,
        )
        audit = self._audit
        return audit.facts.record(
            "end",
            audit.ids(self._intent),
            outcome=self._outcome(error, cut_by),
            http=traffic,
            phi=redaction_of(audit.scope.get(REDACTION_KEY)),
        )

    def _cut(self, error: BaseException | None) -> CutBy | None:
        """Who ended it before its end, if anybody did."""
        if self.complete:
            return None
        if error is not None and not isinstance(error, Exception):
            return "cancellation"
        return self._cut_by or "server"

    def _outcome(self, error: BaseException | None, cut_by: CutBy | None) -> Outcome:
        code, reason = self._code(), None if error is None else clipped(type(error).__name__)
        if self._refused:
            return Outcome("failure", code, AuditUnavailableError.__name__)
        if cut_by is not None and not (cut_by == "server" and self.status is None):
            return Outcome("aborted", code, reason)
        if error is not None or self.status is None:
            return Outcome("failure", code, reason)
        if self.status in DENIED:
            return Outcome("denied", code)
        return Outcome("failure" if self.status >= 400 else "success", code)

    def _code(self) -> int | None:
        return self.status

    def _method(self) -> str | None:
        return None

    async def _refuse_with(self, problem: Problem, *, unread: bool = False) -> None:
        """Answer in the place of the application, which is told that its client has left."""
        self._refused = self.complete = True
        self.status = problem.status
        self._intent = None  # so that the end does not refer to a record which is not there
        with suppress(ClientDisconnected, OSError):
            await self._refuse(problem, unread=unread)

    @abstractmethod
    async def _refuse(self, problem: Problem, *, unread: bool) -> None:
        """Send the problem; `unread` says that the application was not called, and has taken nothing."""

    @abstractmethod
    def _swallow(self, message: Message) -> None:
        """Drop a message; raises where the application would go on for nobody."""
