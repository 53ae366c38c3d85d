"""`AgentFlowAdapter`: runs one compiled AgentFlow or 10xgraph graph."""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from asgi_agent.errors import RunCancelledError, UnsupportedGraphError
from asgi_agent.events import Family, Outcome
from asgi_agent.graphs.agentflow import isolation
from asgi_agent.graphs.agentflow.coercion import coerce
from asgi_agent.graphs.agentflow.config import run_config
from asgi_agent.graphs.agentflow.describe import describe, tool_names
from asgi_agent.graphs.agentflow.failures import problem
from asgi_agent.graphs.agentflow.framework import Framework, is_agentflow, is_uncompiled_agentflow
from asgi_agent.graphs.agentflow.pauses import REMOTE_TOOL, STOPPED, answers, pauses, reason, refuse_bypass
from asgi_agent.graphs.agentflow.projection import Projection, state_fields
from asgi_agent.graphs.agentflow.threads import Threads, cut
from asgi_agent.graphs.agentflow.transcript import Transcript
from asgi_agent.plain import plain

if TYPE_CHECKING:
    from asgi_agent.graphs.base import Emit, GraphDescription
    from asgi_agent.run import Run

# How long tools that are cut, and a store that is told of it, may take before the cancellation goes on.
CUT_GRACE = 2.0

logger = logging.getLogger("asgi_agent")

_run_id: ContextVar[str | None] = ContextVar("asgi_agent.agentflow_run", default=None)


class AgentFlowAdapter:
    """Runs a compiled AgentFlow graph, of either distribution.

    A run's output is `{"messages": [...], "state": {...}}`: what was said in this run, the caller's own
    messages left out, and the application's fields of the state.

    What a run was given as context reaches nodes and tools that take `config` as `config["context"]`, and any
    code as `current_run().context`. Through InjectQ it is reached safely like this, and only like this:

        container.bind_factory(Session, lambda: current_run().context)

        @inject
        async def node(state, config, session: Session = Inject[Session]): ...

    Without `@inject`, an `Inject[...]` default keeps the first object that it ever resolved, for all callers.
    A publisher that the graph was built with finds that context in the first and last event of a streamed
    run, beside the whole conversation; one that serialises events needs a context that can be serialised.

    A node that is an ordinary function runs in a thread, which nothing can stop: it goes on after a
    cancellation, and what it returns is thrown away.

    Raises:
        UnsupportedGraphError: the graph is not compiled, or is a realtime graph, which is driven by audio
            frames and not by messages.
    """

    kind = "agentflow"

    def __init__(self, graph: Any) -> None:
        if is_uncompiled_agentflow(graph):
            raise UnsupportedGraphError(
                "this StateGraph is not compiled: call .compile() and pass what it returns"
            )
        if not is_agentflow(graph):
            raise UnsupportedGraphError(f"{type(graph).__qualname__} is not a compiled AgentFlow graph")
        if graph.is_realtime():
            raise UnsupportedGraphError("a graph with a LiveAgent runs on audio, which is not served here")
        self.graph = graph
        self.tools = tool_names(graph)
        self._framework = Framework(graph)
        self._threads = Threads(graph._checkpointer, self._framework.thread_info)

    async def run(self, run: Run, emit: Emit) -> Outcome:
        with isolation.active(self.graph):
            config = run_config(run)
            try:
                return await self._run(run, emit, config)
            except asyncio.CancelledError:
                await self._stop(run, config)
                raise
            except Exception as error:
                raise problem(error) from error

    async def heal(self, run: Run) -> None:
        with isolation.active(self.graph):
            config = run_config(run)
            state = await self._threads.state(config)
            if state is not None and cut(state):
                await self._threads.heal(config, state)

    async def thread_owner(self, thread_id: str) -> str | None:
        with isolation.active(self.graph):
            return await self._threads.owner(thread_id)

    def describe(self) -> GraphDescription:
        return describe(self.graph)

    async def _run(self, run: Run, emit: Emit, config: dict[str, Any]) -> Outcome:
        state = await self._threads.state(config)
        if state is not None and cut(state):
            await self._threads.heal(config, state)
        known = {message.message_id for message in state.context} if state is not None else set()
        request = self._request(run, state, config)
        known |= {message.message_id for message in request.get("messages", ())}
        await self._threads.claim(run, config)
        transcript = Transcript(run, emit, known)
        _run_id.set(run.run_id)
        if run.include:
            before = self._fields_before(run, state, request)
            state = await self._stream(request, config, Projection(run, emit, transcript, before))
        else:
            state = await self._invoke(request, config, transcript)
        return await self._outcome(state, config, transcript)

    def _fields_before(self, run: Run, state: Any, request: dict[str, Any]) -> dict[str, Any]:
        if not run.wants(Family.NODES):
            return {}
        given = plain(request.get("state", {}))
        return {**state_fields(self.graph._state if state is None else state), **given}

    def _request(self, run: Run, state: Any, config: dict[str, Any]) -> dict[str, Any]:
        """What the graph is to be called with: new messages, or the answer that it waits for."""
        pending = pauses(state)
        if not run.resuming:
            refuse_bypass(pending)
            return coerce(run.input, self._framework.message, self.graph._state)
        given = answers(pending, run.resume)
        if reason(state) == "interrupt":
            return {"resume": given[pending[0].id]}
        if reason(state) == REMOTE_TOOL:
            return {"messages": [self._tool_message(given)]}
        config["resume_data"] = given[pending[0].id]  # where nodes look for it
        return {} if run.input is None else coerce(run.input, self._framework.message, self.graph._state)

    def _tool_message(self, given: dict[str, Any]) -> Any:
        results = [
            self._framework.tool_result(call_id=call_id, output=output, status="completed")
            for call_id, output in given.items()
        ]
        return self._framework.message.tool_message(results)

    async def _stream(self, request: dict[str, Any], config: dict[str, Any], projection: Projection) -> Any:
        chunks = self.graph.astream(request, config, response_granularity=self._framework.full)
        async with aclosing(chunks):
            async for chunk in chunks:
                await projection.chunk(chunk)
        state = projection.completed or await self._threads.state(config)
        await projection.finish(state)
        return state

    async def _invoke(self, request: dict[str, Any], config: dict[str, Any], transcript: Transcript) -> Any:
        """Without a stream: nobody listens."""
        result = await self.graph.ainvoke(request, config, response_granularity=self._framework.full)
        for message in result["messages"]:
            await transcript.whole(message, None)
        return result["state"]

    async def _outcome(self, state: Any, config: dict[str, Any], transcript: Transcript) -> Outcome:
        if state.is_interrupted() and reason(state) == STOPPED:
            await self._threads.heal(config, state)
            raise RunCancelledError("the run was stopped by another request")
        return Outcome(
            output={"messages": transcript.messages, "state": state_fields(state)},
            interrupts=pauses(state),
            usage=transcript.usage or None,
        )

    async def _stop(self, run: Run, config: dict[str, Any]) -> None:
        """After a cancellation: end the tools that a stream leaves running, tell workers elsewhere."""
        strays = [task for task in asyncio.all_tasks() if _is_stray(task, run.run_id)]
        for task in strays:
            task.cancel()
        if strays:
            await asyncio.wait(strays, timeout=CUT_GRACE)
        try:
            async with asyncio.timeout(CUT_GRACE):
                await self.graph.astop(dict(config))
        except Exception as error:  # the cancellation goes on, and `heal` tries the same store again
            logger.warning("store not told of a cut: %s", type(error).__name__)


def _is_stray(task: Any, run_id: str) -> bool:
    """Whether a task is one in which AgentFlow streams the tools of a run; it does not cancel them itself.

    Other tasks that a run started, in the background and on purpose, are left alone.
    """
    name = getattr(task.get_coro(), "__qualname__", "")
    return name.startswith("StreamNodeHandler.") and task.get_context().get(_run_id) == run_id
