"""The native wire over a WebSocket: runs in, their events out, several at a time."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Literal

import msgspec

from asgi_agent.errors import NotFoundError, OverloadedError, Problem
from asgi_agent.logs import exception_place
from asgi_agent.protocols.native.bodies import SocketMessage
from asgi_agent.refusals import as_told
from asgi_agent.transport.connection import ClientDisconnected
from asgi_agent.transport.origin import check_origin
from asgi_agent.validation import decode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asgi_agent.caller import CallerResolver
    from asgi_agent.live import LiveRun
    from asgi_agent.service import AgentService, Caller
    from asgi_agent.transport.socket import Socket

logger = logging.getLogger("asgi_agent")

MESSAGE = msgspec.json.Decoder(SocketMessage)

# One browser tab needs a few; a client that wants more can open another connection.
MAX_RUNS = 16


class WebSocketEndpoint:
    """Serves WebSocket connections for the native wire."""

    def __init__(
        self,
        service: AgentService,
        callers: CallerResolver,
        *,
        on_disconnect: Literal["cancel", "continue"],
        allowed_origins: Sequence[str],
    ) -> None:
        self._service = service
        self._callers = callers
        self._cancels = on_disconnect == "cancel"
        self._allowed_origins = frozenset(allowed_origins)

    async def __call__(self, socket: Socket) -> None:
        """Serve one connection until it closes."""
        graph = socket.params.get("graph", self._service.default)
        if graph not in self._service.graphs:
            raise NotFoundError("there is no such graph")
        check_origin(socket, self._allowed_origins)
        caller = await self._callers.caller(socket.connection)
        self._service.authorise(graph, caller.principal)
        await socket.accept()
        session = _Session(self._service, graph, caller, socket, cancels=self._cancels)
        try:
            async for message in socket.messages():
                await session.handle(message)
        finally:
            session.leave()


class _Session:
    """The runs of one connection."""

    def __init__(
        self, service: AgentService, graph: str, caller: Caller, socket: Socket, *, cancels: bool
    ) -> None:
        self._service = service
        self._graph = graph
        self._caller = caller
        self._socket = socket
        self._cancels = cancels
        self._runs: dict[str, LiveRun] = {}
        self._pumps: set[asyncio.Task[None]] = set()

    async def handle(self, text: str | bytes) -> None:
        """Do what a message asks for; a fault is answered and does not end the connection."""
        try:
            message = decode(text, MESSAGE)
            if message.type == "cancel":
                await self._cancel(message.run_id)
            else:
                await self._run(message)
        except Problem as refusal:
            problem = await as_told(refusal, self._caller.redaction)
            answer = {"type": "error", "problem": problem.to_dict(self._caller.request_id)}
            await self._socket.send_json(answer)

    def leave(self) -> None:
        """The client is gone: its runs end, or go on unheard."""
        for live in self._runs.values():
            self._without_client(live)
        for pump in self._pumps:
            pump.cancel()

    def _without_client(self, live: LiveRun) -> None:
        if self._cancels:
            live.cancel("disconnect")
        else:
            live.buffer.abandon()

    async def _run(self, message: SocketMessage) -> None:
        if len(self._runs) >= MAX_RUNS:
            raise OverloadedError(f"a connection may have {MAX_RUNS} runs in flight")
        request = message.to_input(streamed=True)
        live = await self._service.start(self._graph, request, self._caller)
        self._runs[live.run.run_id] = live
        pump = asyncio.create_task(self._pump(live))
        self._pumps.add(pump)
        pump.add_done_callback(self._pumps.discard)

    async def _cancel(self, run_id: str | None) -> None:
        live = self._runs.get(run_id or "")
        if live is None:
            raise NotFoundError("there is no such run in flight on this connection")
        live.cancel("request")

    async def _pump(self, live: LiveRun) -> None:
        try:
            while not live.buffer.exhausted:
                for event in await live.buffer.take():
                    await self._socket.send_json(event)
        except ClientDisconnected:
            pass  # the reader of the connection notices as well, and ends it
        except Exception as error:
            logger.error("websocket took no event", extra=exception_place(error))
        finally:
            self._without_client(live)
            del self._runs[live.run.run_id]
