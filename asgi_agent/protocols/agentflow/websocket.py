"""AgentFlow's wire over a WebSocket: one run after the other, each ended by a `done`."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from asgi_agent.errors import Problem, ThreadBusyError
from asgi_agent.logs import exception_place
from asgi_agent.protocols.agentflow.bodies import SocketBody
from asgi_agent.protocols.agentflow.chunks import DONE, ChunkProjection, failure
from asgi_agent.protocols.agentflow.envelope import error_of
from asgi_agent.refusals import as_told
from asgi_agent.transport.connection import ClientDisconnected
from asgi_agent.transport.origin import check_origin
from asgi_agent.validation import decode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asgi_agent.live import LiveRun
    from asgi_agent.protocols.agentflow.door import Door
    from asgi_agent.service import Caller
    from asgi_agent.transport.socket import Socket

logger = logging.getLogger("asgi_agent")

MESSAGE = msgspec.json.Decoder(SocketBody)

# What the client offers before its token, and waits for in the answer to the handshake.
SUBPROTOCOL = "agentflow-bearer"


class GraphSocket:
    """Serves WebSocket connections for AgentFlow's wire.

    An `error` chunk is followed by `done` here, unlike in a stream over HTTP: the client waits for it, and
    the connection stays good for the next run.
    """

    def __init__(
        self, door: Door, *, on_disconnect: Literal["cancel", "continue"], allowed_origins: Sequence[str]
    ) -> None:
        self._door = door
        self._cancels = on_disconnect == "cancel"
        self._allowed_origins = frozenset(allowed_origins)

    async def __call__(self, socket: Socket) -> None:
        """Serve one connection until it closes."""
        check_origin(socket, self._allowed_origins)
        graph, caller = await self._door.enter(socket)
        offered = socket.scope.get("subprotocols") or ()
        await socket.accept(SUBPROTOCOL if SUBPROTOCOL in offered else None)
        session = _Session(self._door, graph, caller, socket, cancels=self._cancels)
        try:
            async for message in socket.messages():
                await session.handle(message)
        finally:
            session.leave()


class _Session:
    """One connection, with at most one run in flight."""

    def __init__(self, door: Door, graph: str, caller: Caller, socket: Socket, *, cancels: bool) -> None:
        self._door = door
        self._graph = graph
        self._caller = caller
        self._socket = socket
        self._cancels = cancels
        self._live: LiveRun | None = None
        self._task: asyncio.Task[None] | None = None

    async def handle(self, text: str | bytes) -> None:
        """Begin what a message asks for, and go on reading, so that a client that leaves is noticed."""
        if self._task is not None and not self._task.done():
            await self._refuse(ThreadBusyError("a run is in flight on this connection"))
            return
        self._task = asyncio.create_task(self._answer(text))

    def leave(self) -> None:
        """The client is gone: its run ends, or goes on unheard."""
        if self._task is not None:
            self._task.cancel()
        if self._live is None:
            return
        if self._cancels:
            self._live.cancel("disconnect")
        else:
            self._live.buffer.abandon()

    async def _answer(self, text: str | bytes) -> None:
        try:
            try:
                await self._run(decode(text, MESSAGE))
            except Problem as problem:
                await self._refuse(problem)
            await self._socket.send_json(self._chunk(DONE))
        except ClientDisconnected:
            pass  # the reader of the connection notices as well, and ends it
        except Exception as error:
            logger.error("websocket took no chunk", extra=exception_place(error))
            self.leave()

    async def _run(self, body: SocketBody) -> None:
        if body.invoke_type == "resume" and body.tool_result:
            body = msgspec.structs.replace(body, messages=body.tool_result)
        live, turn = await self._door.start(self._graph, body, self._caller)
        self._live = live
        projection = ChunkProjection(
            own=self._door.own(self._graph),
            granularity=body.response_granularity,
            new_thread=turn.new_thread,
        )
        while not live.buffer.exhausted:
            for event in await live.buffer.take():
                for chunk in projection.chunks(event):
                    if chunk["data"] != DONE["data"]:
                        await self._socket.send_json(chunk)

    async def _refuse(self, problem: Problem) -> None:
        """Say that a message was not taken."""
        problem = await as_told(problem, self._caller.redaction)
        await self._socket.send_json(self._chunk(failure(error_of(problem.to_dict()))))

    def _chunk(self, part: dict[str, Any]) -> dict[str, Any]:
        """A chunk about the connection, or the end of what it was last asked for."""
        live = self._live
        about = {"request_id": self._caller.request_id}
        ids = {"run_id": live.run.run_id, "thread_id": live.run.thread_id} if live is not None else {}
        return {**part, **ids, "metadata": {**about, **ids}, "timestamp": time.time()}
