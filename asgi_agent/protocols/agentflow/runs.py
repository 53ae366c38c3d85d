"""Running a graph over AgentFlow's wire: to its end, as a stream, and stopping it."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from asgi_agent.errors import NotFoundError
from asgi_agent.events import Family
from asgi_agent.protocols.agentflow.bodies import FixData, GraphBody, RunData, RunMeta, StopData, ThreadBody
from asgi_agent.protocols.agentflow.chunks import ChunkProjection
from asgi_agent.protocols.agentflow.disclosure import disclosing
from asgi_agent.protocols.agentflow.envelope import enveloped
from asgi_agent.protocols.agentflow.framing import framing
from asgi_agent.protocols.agentflow.messages import remote_calls, said, state_of
from asgi_agent.transport.streaming import ClientWatch, stream_events

if TYPE_CHECKING:
    from collections.abc import Callable

    from asgi_agent.events import RunResult
    from asgi_agent.live import LiveRun
    from asgi_agent.protocols.agentflow.bodies import Granularity
    from asgi_agent.protocols.agentflow.door import Door
    from asgi_agent.transport.exchange import Exchange

GRAPH_BODY = msgspec.json.Decoder(GraphBody)
THREAD_BODY = msgspec.json.Decoder(ThreadBody)


class RunEndpoints:
    """Endpoints that run a graph, end a run, or mend what a run left behind."""

    def __init__(
        self,
        door: Door,
        *,
        on_disconnect: Literal["cancel", "continue"],
        heartbeat: float | None,
        send_timeout: float | None,
    ) -> None:
        self._door = door
        self._cancels = on_disconnect == "cancel"
        self._heartbeat = heartbeat
        self._send_timeout = send_timeout

    async def invoke(self, exchange: Exchange) -> None:
        """Run to the end and answer with what was said."""
        graph, caller = await self._door.enter(exchange)
        body = await exchange.json(GRAPH_BODY)
        own, detailed = self._door.own(graph), body.response_granularity != "low"
        include = Family.STATE if own and detailed else Family.NONE
        live, turn = await self._door.start(graph, body, caller, include)
        async with ClientWatch(exchange.receive, self._without_client(live)):
            state = await _last_state(live) if include else None
            result = await live.result()
        if detailed and not own:
            state = result.output
        data = _run_data(result, state, body.response_granularity, own=own, new_thread=turn.new_thread)
        await exchange.respond_json(enveloped(data, exchange.request_id))

    async def stream(self, exchange: Exchange) -> None:
        """Run and answer with chunks as things happen."""
        graph, caller = await self._door.enter(exchange)
        body = await exchange.json(GRAPH_BODY)
        live, turn = await self._door.start(graph, body, caller)
        projection = ChunkProjection(
            own=self._door.own(graph), granularity=body.response_granularity, new_thread=turn.new_thread
        )
        async with ClientWatch(exchange.receive, self._without_client(live)):
            await stream_events(
                exchange,
                live.buffer,
                framing(exchange.header(b"accept"), projection),
                heartbeat=self._heartbeat,
                send_timeout=self._send_timeout,
            )

    async def stop(self, exchange: Exchange) -> None:
        """Stop the caller's run on a thread, and answer when it has ended.

        A run in another process is told by way of the graph's checkpointer, and ends after its node.
        """
        graph, caller = await self._door.enter(exchange)
        thread_id = str((await exchange.json(THREAD_BODY)).thread_id)
        running = await self._door.service.stop(graph, thread_id, caller.principal)
        if not running and self._door.own(graph):
            with suppress(NotFoundError):  # whose it is, if anybody's, is not to be told
                thread = self._door.thread(thread_id, caller)
                running = await self._door.store(graph).stop(thread, caller.principal)
        message, reason = ("stopped", None) if running else ("no run is in flight", "not-running")
        data = StopData(running, running, running, message, thread_id, reason)
        await exchange.respond_json(enveloped(data, exchange.request_id))

    async def fix(self, exchange: Exchange) -> None:
        """Take tool calls without results out of a thread's state, which model providers refuse."""
        graph, caller = await self._door.enter(exchange)
        store = self._door.store(graph)
        thread_id = self._door.thread(str((await exchange.json(THREAD_BODY)).thread_id), caller)
        with disclosing(caller, graph, thread_id) as disclosure:
            with self._door.service.hold(thread_id):
                removed, state = await store.mend(thread_id, caller.principal)
            data = FixData(True, f"{removed} messages removed", removed, await disclosure.outward(state))
        await exchange.respond_json(enveloped(data, exchange.request_id))

    def _without_client(self, live: LiveRun) -> Callable[[], None]:
        return partial(live.cancel, "disconnect") if self._cancels else live.buffer.abandon


async def _last_state(live: LiveRun) -> dict[str, Any] | None:
    """The state that a run came to rest with, as its events tell it."""
    values = None
    while not live.buffer.exhausted:
        for event in await live.buffer.take():
            if event.type == "state.snapshot":
                values = event.data["values"]
    return values


def _run_data(
    result: RunResult, values: Any, granularity: Granularity, *, own: bool, new_thread: bool
) -> RunData:
    interrupts = [msgspec.to_builtins(interrupt) for interrupt in result.interrupts]
    state = None if values is None else state_of(values)
    if state is not None:
        about = {"is_running": False, "is_interrupted": result.status == "interrupted"}
        state = {**state, "execution_meta": {**about, "thread_id": result.thread_id}}
    return RunData(
        messages=said(result.output, own=own) + remote_calls(interrupts),
        state=state if granularity == "full" else None,
        context=None if state is None else state["context"],
        summary=None if state is None else state["context_summary"],
        meta=RunMeta(new_thread, result.thread_id, result.run_id, result.status, interrupts),
    )
