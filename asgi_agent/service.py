"""`AgentService`: the one door to running a graph, for every wire and for the host's own code."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, contextmanager
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from asgi_agent.errors import (
    ConfigurationError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    OverloadedError,
    ShuttingDownError,
    UnauthenticatedError,
)
from asgi_agent.identity import Principal
from asgi_agent.ids import uuid7
from asgi_agent.live import LiveRun
from asgi_agent.redaction.request import RequestRedaction
from asgi_agent.requirements import requirements_of
from asgi_agent.run import Run
from asgi_agent.server_keys import strip_server_keys
from asgi_agent.threads import ANYBODY, ThreadLocks, ThreadOwners

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AsyncExitStack

    # Whoever records nothing loads no audit log; nobody asks msgspec what the fields of a `Caller` are.
    from asgi_agent.audit.request import RequestAudit  # noqa: TC004
    from asgi_agent.audit.runs import RunRecorder
    from asgi_agent.events import RunInput, RunResult
    from asgi_agent.graphs.base import GraphAdapter, GraphDescription
    from asgi_agent.observation import RunObserver
    from asgi_agent.redaction.run import RunRedaction
    from asgi_agent.requirements import Requirement

# Ids end up in logs, spans and audit records, so they are short and cannot hold prose.
THREAD_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}")


class Caller(msgspec.Struct, frozen=True):
    """On whose behalf a run is made, and what the host gives it.

    `thread_id` is the host's choice of thread and overrides the client's. `context` opens the
    run's context: an async context manager that is entered when the run starts and left when it ends.
    `redaction` is applied to what the run is given and to all that it says, for observers as well. `audit` is
    where the run is recorded: `scope["asgi_agent.audit"]` behind an audit middleware.
    """

    principal: Principal | None = None
    request_id: str = ""
    parent_request_id: str | None = None
    thread_id: str | None = None
    context: Callable[[], AbstractAsyncContextManager[Any]] | None = None
    redaction: RequestRedaction | None = None
    audit: RequestAudit | None = None

    @property
    def owner(self) -> str:
        """Whom this caller's threads and runs belong to."""
        return ANYBODY if self.principal is None else self.principal.owner


class AgentService:
    """Runs graphs: admits, limits, observes, cancels, drains.

    Args:
        graphs: adapters by name.
        multitask_strategy: what becomes of a run on a thread that has one in flight: `reject` (409) or
            `enqueue` (waits its turn).
        max_concurrency: runs in flight before further ones get a 503; None for no limit.
        run_timeout: seconds that a run may take, waiting for its thread included; None for no limit.
        recursion_limit: steps that a run may take; a client may ask for fewer.
        drain_timeout: seconds that runs in flight get to end by themselves when the service drains.
        observers: see every run: telemetry, an audit log.
        require: what a caller must have, for every graph or for each by its name.
        expose_errors: put exception texts into problems. For development; they may quote a patient.

    Raises:
        ConfigurationError: an argument is out of its range, or `require` names a graph that is not there.
    """

    def __init__(
        self,
        graphs: Mapping[str, GraphAdapter],
        *,
        multitask_strategy: Literal["reject", "enqueue"] = "reject",
        max_concurrency: int | None = None,
        run_timeout: float | None = None,
        recursion_limit: int = 25,
        drain_timeout: float = 2.0,
        observers: Sequence[RunObserver] = (),
        require: Requirement | Mapping[str, Requirement] | None = None,
        expose_errors: bool = False,
    ) -> None:
        if not graphs:
            raise ConfigurationError("a service needs at least one graph")
        if multitask_strategy not in ("reject", "enqueue"):
            wrong = f"multitask_strategy is 'reject' or 'enqueue', not {multitask_strategy!r}"
            raise ConfigurationError(wrong)
        for name, value in (
            ("max_concurrency", max_concurrency),
            ("run_timeout", run_timeout),
            ("recursion_limit", recursion_limit),
        ):
            if value is not None and value <= 0:
                raise ConfigurationError(f"{name} must be positive, not {value!r}")
        self.graphs = dict(graphs)
        self.max_concurrency = max_concurrency
        self.draining = False
        self._enqueue = multitask_strategy == "enqueue"
        self._run_timeout = run_timeout
        self.recursion_limit = recursion_limit
        self._drain_timeout = drain_timeout
        self._observers = tuple(observers)
        self._require = require
        self._requirements = requirements_of(require, graphs)
        self._expose_errors = expose_errors
        self._owners = ThreadOwners()
        self._locks = ThreadLocks()
        self._live: dict[str, LiveRun] = {}
        self._descriptions: dict[str, GraphDescription] = {}

    @property
    def default(self) -> str:
        """Name of the graph that is meant where none is named: the only or the first one."""
        return next(iter(self.graphs))

    @property
    def live_runs(self) -> int:
        """Runs in flight, those that wait for their thread included."""
        return len(self._live)

    async def start(self, graph: str, request: RunInput, caller: Caller | None = None) -> LiveRun:
        """Admit a run and start it.

        Returns:
            The run in flight. Read its events with `buffer.take()`, or wait with `result()`.

        Raises:
            NotFoundError: no such graph, or the thread is another principal's.
            UnauthenticatedError, ForbiddenError: the caller may not use the graph.
            InvalidInputError: the thread id or the config is not acceptable, or the input holds identifiers
                that `caller.redaction` rejects.
            ThreadBusyError: a run is in flight on the thread and the strategy is `reject`.
            OverloadedError: `max_concurrency` runs are in flight.
            ShuttingDownError: the service drains.
            AuditUnavailableError: the run cannot be recorded in `caller.audit`.
        """
        caller = caller or Caller()
        adapter = self._adapter(graph)
        self.authorise(graph, caller.principal)
        self._admit()
        thread_id = await self._thread(request, caller, adapter)
        redaction = _redaction(caller, thread_id)
        if redaction is not None:
            request = await redaction.inbound(request)
        run = Run(
            run_id=uuid7(),
            thread_id=thread_id,
            graph=graph,
            request_id=caller.request_id or uuid7(),
            parent_request_id=caller.parent_request_id,
            principal=caller.principal,
            context=request.context,
            input=request.input,
            resume=request.resume,
            config=strip_server_keys(request.config),
            recursion_limit=self._steps(request.config),
            include=request.include,
        )
        if redaction is not None:
            await redaction.attach(run)
        recorder = await _recorder(caller, run, adapter, redaction)
        try:
            return self._launch(run, caller, adapter, redaction, recorder)
        except BaseException as error:
            if recorder is not None:
                recorder.refused(error)
            raise

    async def invoke(self, graph: str, request: RunInput, caller: Caller | None = None) -> RunResult:
        """Run a graph to its end or to an interrupt.

        Cancelling the call cancels the run.

        Raises:
            Problem: the run was not admitted, failed, timed out or was cancelled.
        """
        live = await self.start(graph, request, caller)
        return await live.only_result("request")

    async def cancel(self, run_id: str, principal: Principal | None = None) -> None:
        """Cancel a run in flight and wait for its end.

        Raises:
            NotFoundError: no such run is in flight, or it is another principal's.
        """
        live = self._live.get(run_id)
        if live is None or live.owner != Caller(principal).owner:
            raise NotFoundError("there is no such run in flight")
        live.cancel("request")
        await live.wait()

    async def stop(self, graph: str, thread_id: str, principal: Principal | None = None) -> bool:
        """Cancel the caller's runs of a graph on a thread, and wait for their end.

        Returns:
            Whether one was in flight.
        """
        owner = Caller(principal).owner
        stopped = [
            live
            for live in self._live.values()
            if (live.run.graph, live.run.thread_id, live.owner) == (graph, thread_id, owner)
        ]
        for live in stopped:
            live.cancel("request")
        for live in stopped:
            await live.wait()
        return bool(stopped)

    @contextmanager
    def hold(self, thread_id: str) -> Iterator[None]:
        """Keep runs off a thread while what is stored of it is changed.

        Raises:
            ThreadBusyError: a run is in flight on it.
        """
        self._locks.acquire_nowait(thread_id)
        try:
            yield
        finally:
            self._locks.release(thread_id)

    def authorise(self, graph: str, principal: Principal | None) -> None:
        """See whether the caller may use the graph.

        Raises:
            UnauthenticatedError, ForbiddenError: it may not.
        """
        if (requirement := self._requirements.get(graph)) is not None:
            requirement.check(principal)

    def admits(self, graph: str, principal: Principal | None) -> bool:
        """Whether the caller may use the graph."""
        try:
            self.authorise(graph, principal)
        except (UnauthenticatedError, ForbiddenError):
            return False
        return True

    async def describe(self, graph: str) -> GraphDescription:
        """Nodes, edges and schemas of a graph; worked out once, in a thread.

        Raises:
            NotFoundError: no such graph.
        """
        adapter = self._adapter(graph)
        if graph not in self._descriptions:
            self._descriptions[graph] = await asyncio.to_thread(adapter.describe)
        return self._descriptions[graph]

    def replace_graphs(self, graphs: Mapping[str, GraphAdapter]) -> None:
        """Serve these graphs from now on; runs in flight go on with theirs.

        Raises:
            ConfigurationError: there are none, or `require` names one that is not among them.
        """
        if not graphs:
            raise ConfigurationError("a service needs at least one graph")
        self._requirements = requirements_of(self._require, graphs)
        self.graphs = dict(graphs)
        self._descriptions.clear()

    async def drain(self) -> None:
        """Take no new run, give those in flight `drain_timeout` seconds, cancel the rest, wait for them."""
        self.draining = True
        if not (running := list(self._live.values())):
            return
        ends = [asyncio.ensure_future(live.wait()) for live in running]
        await asyncio.wait(ends, timeout=self._drain_timeout)
        for live in running:
            live.cancel("shutdown")
        await asyncio.gather(*ends)

    def _launch(
        self,
        run: Run,
        caller: Caller,
        adapter: GraphAdapter,
        redaction: RunRedaction | None,
        recorder: RunRecorder | None,
    ) -> LiveRun:
        """Start a run that is prepared and on record; raises as `start`."""
        self._admit()
        if not self._enqueue:
            self._locks.acquire_nowait(run.thread_id)

        async def prepare(live: LiveRun, stack: AsyncExitStack) -> None:
            if not live.holds_thread:
                await self._locks.acquire(run.thread_id)
                live.holds_thread = True
                if redaction is not None:
                    redaction.recall()
            if caller.context is not None:
                run.context = await stack.enter_async_context(caller.context())

        live = LiveRun(
            run,
            adapter,
            owner=caller.owner,
            holds_thread=not self._enqueue,
            prepare=prepare if self._enqueue or caller.context is not None else None,
            released=self._release,
            observers=self._observers if recorder is None else (recorder, *self._observers),
            expose_errors=self._expose_errors,
            redaction=redaction,
        )
        self._live[run.run_id] = live
        live.start(self._run_timeout)
        return live

    def _adapter(self, graph: str) -> GraphAdapter:
        try:
            return self.graphs[graph]
        except KeyError:
            raise NotFoundError("there is no such graph") from None

    def _admit(self) -> None:
        if self.draining:
            raise ShuttingDownError("the server is shutting down", headers={"retry-after": "1"})
        if self.max_concurrency is not None and len(self._live) >= self.max_concurrency:
            raise OverloadedError("try again soon", headers={"retry-after": "1"})

    async def _thread(self, request: RunInput, caller: Caller, adapter: GraphAdapter) -> str:
        if caller.thread_id is not None:
            return caller.thread_id
        if request.thread_id is None:
            thread_id = uuid7()
            self._owners.record(thread_id, caller.owner)
            return thread_id
        if not THREAD_ID.fullmatch(request.thread_id):
            fault = {"loc": "body.thread_id", "msg": "1 to 128 letters, digits and ._:@- after the first"}
            raise InvalidInputError("the thread id is not acceptable", errors=[fault])
        await self._owners.claim(request.thread_id, caller.owner, adapter)
        return request.thread_id

    def _steps(self, config: dict[str, Any]) -> int:
        steps = config.get("recursion_limit", self.recursion_limit)
        if type(steps) is not int or not 1 <= steps <= self.recursion_limit:
            wanted = f"Expected `int` in 1..{self.recursion_limit}"
            fault = {"loc": "body.config.recursion_limit", "msg": wanted}
            raise InvalidInputError("the config does not fit", errors=[fault])
        return steps

    def _release(self, live: LiveRun) -> None:
        del self._live[live.run.run_id]
        if live.holds_thread:
            self._locks.release(live.run.thread_id)


def _redaction(caller: Caller, thread_id: str) -> RunRedaction | None:
    if caller.redaction is None:
        return None
    from asgi_agent.redaction.run import RunRedaction

    return RunRedaction(caller.redaction, caller.owner, thread_id)


async def _recorder(
    caller: Caller, run: Run, adapter: GraphAdapter, redaction: RunRedaction | None
) -> RunRecorder | None:
    """What records the run, when it is on record that it is to begin.

    Raises:
        AuditUnavailableError: it cannot be recorded.
    """
    if caller.audit is None:
        return None
    from asgi_agent.audit.runs import RunRecorder

    recorder = RunRecorder(caller.audit, run, getattr(adapter, "tools", ()), redaction)
    try:
        await recorder.begin()
    except asyncio.CancelledError as error:  # the intent that was waited for is written all the same
        recorder.refused(error)
        raise
    return recorder
