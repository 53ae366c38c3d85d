"""Runs LangGraph graphs."""

from __future__ import annotations

import asyncio
import functools
import inspect
import logging
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from asgi_agent.errors import GraphFailedError, InvalidInputError, Problem
from asgi_agent.events import Interrupt, Outcome
from asgi_agent.graphs.base import GraphDescription
from asgi_agent.graphs.langgraph.config import known_context, run_config, sendable_context
from asgi_agent.graphs.langgraph.describe import describe, local_schemas, remote_schemas, tool_names
from asgi_agent.graphs.langgraph.errors import problem_of
from asgi_agent.graphs.langgraph.inputs import breakpoint_of, resume_input, text_field, text_input
from asgi_agent.graphs.langgraph.projection import Projection, Wanted, wanted
from asgi_agent.graphs.langgraph.shape import has_breakpoints, is_remote_graph
from asgi_agent.graphs.langgraph.threads import (
    answer_cut_calls,
    answers_for_one_run,
    has_checkpointer,
    remote_thread_id,
    stored_owner,
    stored_state,
)
from asgi_agent.graphs.langgraph.usage import Report, usage_handler

if TYPE_CHECKING:
    from asgi_agent.graphs.base import Emit
    from asgi_agent.run import Run

logger = logging.getLogger("asgi_agent")


class LangGraphAdapter:
    """Runs a compiled LangGraph graph, or a `RemoteGraph`.

    Threads live in the graph's own checkpointer. On a remote server a thread id that is no UUID becomes one.
    A `RemoteGraph` gets plain contexts only, and its usage is read off the messages in its state.
    """

    kind = "langgraph"

    def __init__(self, graph: Any) -> None:
        self._graph = graph
        self._remote = is_remote_graph(graph)
        self._breakpoints = self._remote or has_breakpoints(graph)
        self.tools = frozenset[str]() if self._remote else tool_names(graph)
        self._parameters = _astream_parameters(graph)
        self._warned = False

    async def run(self, run: Run, emit: Emit) -> Outcome:
        want = wanted(run.include, self._breakpoints)
        config = run_config(run, self._thread_id(run.thread_id))
        stopped = await self._stopped_at(config) if run.resuming else None
        given = await self._input(run, stopped)
        reports: list[Report] = []
        if (handler := None if self._remote else usage_handler(reports)) is not None:
            config["callbacks"] = [handler]
        projection = Projection(want, emit, None if handler is None else reports)
        try:
            async with answers_for_one_run(self._graph, None if self._remote else stopped):
                await self._stream(given, config, want, run.context, projection)
        except Exception as error:
            await projection.close()
            if (problem := self._problem(error, run, projection)) is error:
                raise
            raise problem from error
        await projection.close()
        interrupts = await self._interrupts(projection, config)
        output = projection.output(getattr(self._graph, "output_channels", None))
        return Outcome(output, interrupts, projection.usage())

    async def heal(self, run: Run) -> None:
        """After a cut: answer the tool calls that were pending; the rest LangGraph does by itself.

        A remote server keeps its threads in order by its own means.
        """
        if not self._remote:
            await answer_cut_calls(self._graph, run_config(run, run.thread_id))

    async def thread_owner(self, thread_id: str) -> str | None:
        return await stored_owner(self._graph, self._thread_id(thread_id), remote=self._remote)

    def describe(self) -> GraphDescription:
        """The graph in words.

        Raises:
            GraphFailedError: the server of a `RemoteGraph` does not answer.
        """
        try:
            return describe(self._graph, self.kind, self._schemas)
        except Exception as error:
            if self._remote:
                raise GraphFailedError.caused_by(error) from error
            logger.warning("a graph cannot be drawn", extra={"exception": type(error).__name__})
            return GraphDescription(self.kind, tuple(self._graph.nodes), (), *self._schemas, "")

    async def _stream(
        self, given: Any, config: dict[str, Any], want: Wanted, context: Any, projection: Projection
    ) -> None:
        options = self._options(want, context)
        chunks = self._graph.astream(given, config, stream_mode=list(want.modes), **options)
        async with aclosing(chunks):
            async for chunk in chunks:
                if want.inside:
                    namespace, mode, payload = chunk
                else:
                    namespace, mode, payload = (), chunk[0], chunk[1]
                await projection.take(namespace, mode, payload)

    def _options(self, want: Wanted, context: Any) -> dict[str, Any]:
        options: dict[str, Any] = {"subgraphs": want.inside}
        if "version" in self._parameters:
            # Version 2 builds the state's class from every state, and fails on one that is half filled.
            options["version"] = "v1"
        if self._remote:
            options["on_disconnect"] = "cancel"
            context = sendable_context(context)
        else:
            if not want.state and "output_keys" in self._parameters:
                options["output_keys"] = self._graph.output_channels
            context = known_context(getattr(self._graph, "context_schema", None), context)
        if context is not None and "context" in self._parameters:
            options["context"] = context
        return options

    async def _stopped_at(self, config: dict[str, Any]) -> Any | None:
        return await stored_state(self._graph, config, remote=self._remote, subgraphs=not self._remote)

    async def _input(self, run: Run, stopped: Any | None) -> Any:
        if run.resuming:
            return resume_input(run.resume, stopped, breakpoints=self._breakpoints)
        if run.input is None:
            raise InvalidInputError(
                "an input is required", errors=[{"loc": "body.input", "msg": "the graph needs an input"}]
            )
        if isinstance(run.input, str):
            input_schema, _ = await asyncio.to_thread(lambda: self._schemas)
            return text_input(run.input, text_field(input_schema))
        return run.input

    async def _interrupts(self, projection: Projection, config: dict[str, Any]) -> tuple[Interrupt, ...]:
        if not projection.stopped:
            return ()
        if not self._warned and not self._remote and not has_checkpointer(self._graph):
            self._warned = True
            logger.warning("a graph without a checkpointer was interrupted: nobody can resume it")
        if projection.interrupts:
            return tuple(projection.interrupts.values())
        state = await stored_state(self._graph, config, remote=self._remote)
        return (breakpoint_of(state) or Interrupt(id="breakpoint", reason="breakpoint"),)

    def _problem(self, error: Exception, run: Run, projection: Projection) -> Problem:
        return problem_of(
            error,
            taking_input=not (run.resuming or projection.begun),
            failed_node=projection.failed_node,
            input_schema=lambda: {} if self._remote else self._schemas[0],
        )

    def _thread_id(self, thread_id: str) -> str:
        return remote_thread_id(thread_id) if self._remote else thread_id

    @functools.cached_property
    def _schemas(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """JSON schemas of input and output. Slow: pydantic builds them, or another server is asked."""
        return remote_schemas(self._graph) if self._remote else local_schemas(self._graph)


def _astream_parameters(graph: Any) -> frozenset[str]:
    while hasattr(graph, "bound"):  # `.bind()` wraps the graph, and passes on what it is called with
        graph = graph.bound
    return frozenset(inspect.signature(graph.astream).parameters)
