"""What stands around and behind the redaction of a run: a middleware, graphs that say what a test wants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from asgi_agent import AgentASGI
from asgi_agent.events import GRANULARITY, Outcome, RunInput
from asgi_agent.graphs.base import GraphDescription
from asgi_agent.phi import Redactor
from asgi_agent.redaction import RequestRedaction
from asgi_agent.scope import REDACTION_KEY
from asgi_agent.service import AgentService, Caller
from tests.asking import ask, sse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from asgi_agent.events import RunEvent
    from asgi_agent.graphs.base import Emit, GraphAdapter
    from asgi_agent.middleware._types import ASGIApp, Message, Receive, Scope, Send
    from asgi_agent.run import Run

SSN = "219-09-9999"
PHONE = "(617) 555-0134"
EMAIL = "ann.lee@example.com"
MRN = "48291034"
NOTE = f"Her SSN is {SSN}, MRN {MRN}, and the office can call {PHONE} or write to {EMAIL} tomorrow."
VALUES = (SSN, PHONE, EMAIL, MRN)

REDACTOR = Redactor()
FULL = GRANULARITY["full"]


class Around:
    """Hands a policy down as a redaction middleware does, and sees it claimed before a byte passes."""

    def __init__(self, app: ASGIApp, redactor: Redactor = REDACTOR, **options: Any) -> None:
        self.app = app
        self.handed: list[RequestRedaction] = []
        self._redactor = redactor
        self._options = options

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        redaction = RequestRedaction(self._redactor, outer=scope.get(REDACTION_KEY), **self._options)
        self.handed.append(redaction)

        async def claimed_receive() -> Message:
            assert redaction.claimed
            message: Message = await receive()
            return message

        async def claimed_send(message: Message) -> None:
            assert redaction.claimed
            await send(message)

        await self.app({**scope, REDACTION_KEY: redaction}, claimed_receive, claimed_send)


class Emitting:
    """A graph that emits what it is told, and ends as it is told."""

    kind = "emitting"

    def __init__(
        self,
        *said: tuple[str, dict[str, Any]],
        outcome: Outcome | None = None,
        error: BaseException | None = None,
    ) -> None:
        self.runs: list[Run] = []
        self._said = said
        self._outcome = outcome or Outcome()
        self._error = error

    async def run(self, run: Run, emit: Emit) -> Outcome:
        self.runs.append(run)
        for event_type, data in self._said:
            await emit(event_type, data, node="node")
        if self._error is not None:
            raise self._error
        return self._outcome

    async def heal(self, run: Run) -> None:
        """Nothing is kept."""

    async def thread_owner(self, thread_id: str) -> str | None:
        return None

    def describe(self) -> GraphDescription:
        return GraphDescription(self.kind, (), (), {}, {}, "")


class Recorder:
    """An observer that keeps what it sees of every run."""

    def __init__(self) -> None:
        self.events: list[RunEvent] = []
        self.needs = FULL

    def __call__(self, run: Run) -> Recorder:
        return self

    def event(self, event: RunEvent) -> None:
        self.events.append(event)


def pieces_of(*pieces: str) -> Any:
    """A graph function that says these pieces as one message."""

    async def say(_: Any) -> AsyncIterator[str]:
        for piece in pieces:
            yield piece

    return say


async def events_of(
    adapter: GraphAdapter,
    redaction: RequestRedaction | None = None,
    *,
    observers: Sequence[Any] = (),
    expose_errors: bool = False,
    request: RunInput | None = None,
) -> list[RunEvent]:
    """What a reader of one run gets, from start to end."""
    service = AgentService({"agent": adapter}, observers=observers, expose_errors=expose_errors)
    asked = request or RunInput(input="hello")
    caller = Caller(redaction=redaction or RequestRedaction(REDACTOR))
    live = await service.start("agent", msgspec.structs.replace(asked, include=FULL), caller)
    events: list[RunEvent] = []
    while not live.buffer.exhausted:
        events += await live.buffer.take()
    return events


async def streamed(graph: Any, body: Any = None, **options: Any) -> tuple[list[dict[str, Any]], bytes]:
    """The events and the bytes of one run over SSE, behind a redaction middleware."""
    app = Around(AgentASGI(graph), **options)
    result = await ask(app, "POST", "/stream", body or {"input": "hello", "granularity": "full"})
    return sse(result.body), result.body


def said(events: Sequence[dict[str, Any]]) -> str:
    """The text that the deltas of a run add up to."""
    return "".join(event["data"]["text"] for event in events if event["type"] == "message.delta")
