"""`WorkflowService`: executes workflows by name, and keeps a record of each execution."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from asgi_agent.errors import (
    ConfigurationError,
    ConflictError,
    NotFoundError,
    NothingToResumeError,
)
from asgi_agent.events import Family, RunInput
from asgi_agent.ids import uuid7
from asgi_agent.logs import exception_place
from asgi_agent.service import AgentService
from asgi_agent.telemetry import RunTelemetry
from asgi_agent.workflow_service.batch import execute_batch
from asgi_agent.workflow_service.building import Options, library_of, services_of, store_of
from asgi_agent.workflow_service.config import AgentConfig
from asgi_agent.workflow_service.context import caller_of, for_the_graph, words_of
from asgi_agent.workflow_service.definitions import definition_of
from asgi_agent.workflow_service.estimate import estimated_end
from asgi_agent.workflow_service.execution import begun, to_its_end
from asgi_agent.workflow_service.hooks import Hooks, awaited
from asgi_agent.workflow_service.keeper import Keeper
from asgi_agent.workflow_service.keeping import keepable
from asgi_agent.workflow_service.metrics import NoMetrics, PrometheusMetrics
from asgi_agent.workflow_service.records import ExecutionRecord, told_in_full
from asgi_agent.workflow_service.showing import shown
from asgi_agent.workflow_service.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from asgi_agent.observation import RunObserver
    from asgi_agent.requirements import Requirement
    from asgi_agent.service import Caller
    from asgi_agent.workflow_service.execution import Execution
    from asgi_agent.workflow_service.metrics import Metrics
    from asgi_agent.workflow_service.store import ExecutionStore

logger = logging.getLogger("asgi_agent")

# While it is being cancelled an execution may come to a question, and be sent on from there by an answer.
CANCELLED_AT_MOST = 8


class WorkflowService(Hooks):
    """Executes workflows for routes, for the host's own code and for its background tasks.

        service = WorkflowService(csv_file="orders.csv", agents={"charge": charge})
        result = await service.execute_workflow("OrderProcessing", {"order_id": 7})

    Each execution has a record: who asked for it, which nodes ran and for how long, how it came out. All of
    them share one limit. Below it is an `AgentService` (`agents`), so that callers, redaction, audit,
    telemetry, cancellation and interrupts are what they are elsewhere.

    `pre_workflow_execution`, `post_workflow_execution` and `format_execution_response` are there to be
    overridden, and may be sync or async.

    What is not said here is as `config` has it.

    Args:
        config: an `AgentConfig`, or a mapping of its settings.
        graph: one graph, called `agent`; of any kind that `AgentASGI` takes.
        graphs: graphs by name.
        csv_file: a CSV file of workflows, or a directory of them.
        agents: agents by type; see `load_csv`.
        services: what agents get by the name of a parameter, ready made.
        tools: see `load_csv`.
        functions: see `load_csv`.
        checkpointer: of the workflows in CSV files; where they wait for somebody and none is given, one in
            memory.
        store: keeps the records; by default `config` names it, or they are in memory, the newest 10,000.
        observers: see every run.
        require: what a caller must have, for every workflow or for each by its name.

    Raises:
        ConfigurationError: the settings, the graphs or the files cannot work, with all that is wrong.
    """

    def __init__(
        self,
        config: AgentConfig | Mapping[str, Any] | None = None,
        *,
        graph: Any = None,
        graphs: Mapping[str, Any] | None = None,
        csv_file: str | Path | None = None,
        agents: Mapping[str, Any] | None = None,
        services: Mapping[str, Any] | None = None,
        tools: Mapping[str, Any] | None = None,
        functions: Mapping[str, Any] | None = None,
        checkpointer: Any = None,
        store: ExecutionStore | None = None,
        observers: Sequence[RunObserver] = (),
        require: Requirement | Mapping[str, Requirement] | None = None,
        max_concurrency: int | None = None,
        run_timeout: float | None = None,
    ) -> None:
        config = AgentConfig.of(config)
        self.config = config
        self.services = services_of(config)
        options = Options(agents or {}, services or {}, tools or {}, functions or {}, checkpointer)
        given = {} if graph is None else {"agent": graph}
        self._library = library_of(config, {**given, **(graphs or {})}, csv_file, options, self.services)
        self._owns_store = store is None
        self.store: ExecutionStore = store_of(config) if store is None else store
        self.metrics: Metrics = PrometheusMetrics() if config.enable_metrics else NoMetrics()
        self._keeper = Keeper(self.store, self.metrics, self._library.forget)
        self.agents = AgentService(
            self._library.adapters,
            max_concurrency=config.max_concurrency if max_concurrency is None else max_concurrency,
            run_timeout=config.run_timeout if run_timeout is None else run_timeout,
            recursion_limit=config.max_steps,
            observers=(RunTelemetry(), self._keeper.timeline_of, *observers),
            require=require,
            expose_errors=config.expose_errors,
        )
        self._level = logging.getLevelNamesMapping()[config.log_level]
        self._definitions: dict[str, dict[str, Any]] = {}
        self._reloading = asyncio.Lock()
        self._beginning: dict[str, asyncio.Future[Execution]] = {}

    async def execute_workflow(
        self, graph_name: str, initial_state: Any, context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Execute a workflow to its end, or to a question.

        Cancelling the call cancels the execution.

        Args:
            graph_name: of the workflow.
            initial_state: what it begins with.
            context: on whose behalf (`principal`, `user` or `user_id`), `request_id`, and what hooks and
                graph are to know besides; `request_context(request)` makes one of a request.

        Returns:
            `success`, `status` (`completed`, `interrupted`, `failed` or `cancelled`), `result`, `graph_name`,
            `execution_time`, `nodes_executed`, `execution_id`, `interrupts`, and `error`: a problem object.

        Raises:
            Problem: it was not begun: there is no such workflow, the caller may not use it, too many are in
            flight.
        """
        return await to_its_end(await self._start(graph_name, initial_state, context, Family.NONE))

    async def start_workflow(
        self,
        graph_name: str,
        initial_state: Any,
        context: Mapping[str, Any] | None = None,
        *,
        include: Family = Family.NONE,
    ) -> Execution:
        """Begin an execution and do not wait for it; arguments and errors are those of `execute_workflow`.

        Args:
            include: families of events that somebody is going to read. With any, call `events`, or `unheard`.
        """
        execution = await self._start(graph_name, initial_state, context, include)
        await execution.recorded()
        return execution

    async def resume_workflow(
        self, execution_id: str, answer: Any, context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Answer the question that an execution waits at, and go on to its end or to the next question.

        Args:
            execution_id: of the execution.
            answer: of the form that the question asks for, or `{interrupt_id: answer}` for several.
            context: as for `execute_workflow`. With one, the execution must be that caller's.

        Raises:
            NotFoundError: there is none, or it is somebody else's.
            NothingToResumeError: it waits for nothing, or another answer came first.
            ConflictError: what it waits at is not to be found: another process holds it in its memory, or a
                restart has lost it. The execution goes on waiting, and so it does after an answer that does
                not fit.
            Problem: as `execute_workflow`.
        """
        await self.refresh()
        record = await self._keeper.record(execution_id, self._owner(context))
        caller = caller_of(context)
        if record.graph_name not in self.agents.graphs:
            raise NotFoundError("there is no such workflow")
        self.agents.authorise(record.graph_name, caller.principal)
        words, request = words_of(context, caller), RunInput(context=for_the_graph(context), resume=answer)
        if execution_id in self._beginning:
            raise NothingToResumeError("another answer came first")
        self._beginning[execution_id] = asyncio.ensure_future(self._resumed(record, request, caller, words))
        self._beginning[execution_id].add_done_callback(lambda _: self._beginning.pop(execution_id))
        return await to_its_end(await begun(self._beginning[execution_id]))

    async def batch_execute_workflows(
        self, executions: Iterable[Mapping[str, Any]], context: Mapping[str, Any] | None = None
    ) -> list[dict[str, Any]]:
        """Execute several workflows, a few at a time.

        Args:
            executions: each with `graph_name` or `workflow_name`, `initial_state`, and a `context` of its
                own if it has one.
            context: of those that have none.

        Returns:
            What `execute_workflow` gives, in order; of one that was not begun the `error` says why.

        Raises:
            InvalidInputError: there are more than 100, or one names no workflow.
        """
        return await execute_batch(self, executions, context)

    async def get_execution_status(
        self, execution_id: str, context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Where an execution stands: what `execute_workflow` gives, its times, nodes, and when it may end.

        Args:
            execution_id: of the execution.
            context: of a caller whose it must be; None for the host's own code, which may see all.

        Raises:
            NotFoundError: there is none, or it is somebody else's.
        """
        record = await self._keeper.current(execution_id, self._owner(context))
        estimate = None
        if record.state == "running":
            if (execution := self._keeper.live.get(execution_id)) is not None:
                record = msgspec.structs.replace(record, nodes=execution.timeline.visits)
            estimate = await estimated_end(self.store, record)
        return told_in_full(await shown(record, caller_of(context)), estimate)

    async def cancel_execution(
        self, execution_id: str, context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Stop an execution that is running here or waits for an answer; wait for its end.

        Raises:
            NotFoundError: there is none, or it is somebody else's.
            ConflictError: it has ended, or is running in another process.
        """
        owner = self._owner(context)
        record = await self._keeper.current(execution_id, owner)
        for _ in range(CANCELLED_AT_MOST):
            if (beginning := self._beginning.get(execution_id)) is not None:
                await asyncio.wait([beginning])
            elif (execution := self._keeper.live.get(execution_id)) is not None:
                execution.cancel()
                await execution.result()
            elif record.state == "interrupted":
                await self._keeper.end_waiting(record)
            else:
                break
            record = await self._keeper.record(execution_id, owner)
        if record.state != "cancelled":
            why = "here: it runs in another process" if record.state == "running" else "any more"
            raise ConflictError(f"the execution cannot be cancelled {why}")
        return told_in_full(await shown(record, caller_of(context)), None)

    def list_workflows(self) -> list[dict[str, Any]]:
        """Each workflow in a few words."""
        return [
            {"name": name, "kind": adapter.kind, "file": None if found is None else found.file}
            for name, adapter in self.agents.graphs.items()
            for found in [self._library.workflow(name)]
        ]

    def get_workflow_definition(self, graph_name: str) -> dict[str, Any]:
        """A workflow in words: its nodes, edges, and the schemas of what goes in and out. Worked out once.

        Raises:
            NotFoundError: there is no such workflow.
        """
        if (adapter := self.agents.graphs.get(graph_name)) is None:
            raise NotFoundError("there is no such workflow")
        if graph_name not in self._definitions:
            workflow = self._library.workflow(graph_name)
            self._definitions[graph_name] = definition_of(graph_name, adapter.describe(), workflow)
        return self._definitions[graph_name]

    async def refresh(self) -> None:
        """Take files that have changed, where `enable_hot_reload` asks for that and they can be compiled."""
        if not self.config.enable_hot_reload or not self._library.stale():
            return
        async with self._reloading:
            await asyncio.to_thread(self._library.reload)
            try:
                self.agents.replace_graphs(self._library.adapters)
            except ConfigurationError as error:
                logger.error("workflows not reloaded", extra={"fault": str(error)})
            self._definitions.clear()

    @property
    def closed(self) -> bool:
        """Whether it takes no more executions."""
        return self.agents.draining

    async def aclose(self) -> None:
        """Take no new execution, give those in flight time, cancel the rest; their ends are on record."""
        await self.agents.drain()
        await asyncio.gather(*self._beginning.values(), return_exceptions=True)
        await asyncio.gather(*(execution.result() for execution in list(self._keeper.live.values())))
        await self._keeper.leases.aclose()
        if self._owns_store and (close := getattr(self.store, "aclose", None)) is not None:
            await close()

    async def _start(
        self, graph_name: str, initial_state: Any, context: Mapping[str, Any] | None, include: Family
    ) -> Execution:
        await self.refresh()
        caller = caller_of(context)
        if graph_name not in self.agents.graphs:
            raise NotFoundError("there is no such workflow")
        self.agents.authorise(graph_name, caller.principal)
        words, state = {}, initial_state
        if self.hooked:
            words = words_of(context, caller)
            changed = await awaited(self.pre_workflow_execution(graph_name, initial_state, words))
            state = initial_state if changed is None else changed
        request = RunInput(input=state, context=for_the_graph(context), include=include)
        record = ExecutionRecord(
            execution_id=uuid7(),
            graph_name=graph_name,
            owner=caller.owner,
            state="running",
            started_at=time.time(),
            request_id=caller.request_id,
            initial_state=await keepable(state, caller.redaction, said=False),
        )
        return await self._begin(record, request, caller, words)

    async def _resumed(
        self, record: ExecutionRecord, request: RunInput, caller: Caller, words: dict[str, Any]
    ) -> Execution:
        resumed = msgspec.structs.replace(record, state="running", interrupts=())
        if record.state != "interrupted" or not await self._keeper.change(resumed, "interrupted"):
            raise NothingToResumeError("the execution waits for no answer")
        try:
            return await self._begin(resumed, request, caller, words, waiting=record)
        except BaseException:
            await self._keeper.rest(record)
            raise

    async def _begin(
        self,
        record: ExecutionRecord,
        request: RunInput,
        caller: Caller,
        words: dict[str, Any],
        *,
        waiting: ExecutionRecord | None = None,
    ) -> Execution:
        execution_id, timelines = record.execution_id, self._keeper.timelines
        timelines[execution_id] = Timeline(record.nodes, self._needs(record.graph_name))
        context = self.services.per_run or caller.context
        whose = msgspec.structs.replace(caller, thread_id=execution_id, context=context)
        try:
            live = await self.agents.start(record.graph_name, request, whose)
        except BaseException:
            del timelines[execution_id]
            raise
        if not request.include:
            live.buffer.abandon()

        async def ended(record: ExecutionRecord, result: dict[str, Any]) -> None:
            await self._ended(record, result, words)

        return self._keeper.follow(record, live, caller.redaction, ended, waiting=waiting)

    async def _ended(self, record: ExecutionRecord, result: dict[str, Any], words: dict[str, Any]) -> None:
        self._log(logging.INFO, "execution ended", record, status=record.state, seconds=record.seconds)
        if not self.hooked:
            return
        try:
            await awaited(self.post_workflow_execution(record.graph_name, result, words))
        except Exception as error:  # the execution is over, and its end must still be told
            self._log(logging.ERROR, "hook failed after an execution", record, **exception_place(error))

    def _needs(self, graph_name: str) -> Literal[Family.NODES, Family.STEPS, Family.NONE]:
        """What has to be streamed for the record of the nodes."""
        if self._library.workflow(graph_name) is not None:
            return Family.NONE
        # LangGraph looks into subgraphs at a cost; other frameworks have none, or know no difference.
        kind = getattr(self.agents.graphs.get(graph_name), "kind", None)  # files may have changed just now
        return Family.STEPS if kind == "langgraph" else Family.NODES

    def _owner(self, context: Mapping[str, Any] | None) -> str | None:
        return None if context is None else caller_of(context).owner

    def _log(self, level: int, message: str, record: ExecutionRecord, **more: Any) -> None:
        if level >= self._level and logger.isEnabledFor(level):
            ids = {"execution_id": record.execution_id, "graph": record.graph_name}
            logger.log(level, message, extra={**ids, "request_id": record.request_id, **more})
