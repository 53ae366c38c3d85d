"""`AgentMapGraph`: runs one workflow of an AgentMap project."""

from __future__ import annotations

import copy
from collections import OrderedDict
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

import msgspec

from asgi_agent.errors import InvalidInputError, NothingToResumeError, RecursionLimitError
from asgi_agent.events import Family, Interrupt, Outcome
from asgi_agent.graphs.agentmap.pauses import answered, question, resume_token
from asgi_agent.graphs.agentmap.results import failure, visible
from asgi_agent.graphs.agentmap.runtime import Runtime
from asgi_agent.graphs.base import GraphDescription
from asgi_agent.threads import ANYBODY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from asgi_agent.graphs.base import Emit
    from asgi_agent.run import Run

KEPT = 10_000


class Pending(msgspec.Struct, frozen=True):
    """A thread that waits: for what, under which id AgentMap keeps it, and whose it is."""

    interrupt: Interrupt
    agentmap_thread: str
    owner: str


class AgentMapGraph:
    """A workflow of an AgentMap project, run by AgentMap.

        app = AgentASGI(AgentMapGraph("orders::Refund", config_file="agentmap_config.yaml"))

    What AgentMap does, it does here: its routing, its state, its policy of success. Besides, of version
    0.9.213: a workflow with `human` or `suspend` nodes has no events of nodes before it ends, pauses without
    its prompt and options, and can be answered once in a run; a sync agent goes on in its thread after a
    cancellation. AgentMap prints what a pause holds to the standard output and logs the inputs of agents:
    where identifiers must stay out of those, turn its loggers off and keep pauses out of its workflows.

    Which thread waits for an answer is known to this process only.

    Args:
        workflow: `file::graph`, of a file in the project's CSV repository. Nothing outside it is run.
        config_file: AgentMap's configuration; one for a process, since AgentMap has one runtime.

    Raises:
        ConfigurationError: `workflow` is not of that form.
    """

    kind = "agentmap"

    def __init__(self, workflow: str, *, config_file: str | Path | None = None) -> None:
        self._runtime = Runtime(workflow, None if config_file is None else str(config_file))
        self._pending: OrderedDict[str, Pending] = OrderedDict()

    async def run(self, run: Run, emit: Emit) -> Outcome:
        await self._runtime.ready()
        if run.resuming:
            return await self._resume(run, emit)
        self._pending.pop(run.thread_id, None)
        inputs = _inputs(run.input)
        report = Report(run, emit, inputs)
        if await self._runtime.pauses():
            result = await self._runtime.run(inputs)
        else:
            result = await self._stream(inputs, report)
        return await self._outcome(run, result, report)

    async def heal(self, run: Run) -> None:
        """Nothing to do: AgentMap itself takes back that an answer was being used."""

    async def thread_owner(self, thread_id: str) -> str | None:
        pending = self._pending.get(thread_id)
        return None if pending is None else pending.owner

    def describe(self) -> GraphDescription:
        """The nodes; AgentMap tells nothing of the edges.

        Raises:
            MissingDependencyError: AgentMap is not installed.
            ConfigurationError: the project has no such workflow.
        """
        names = self._runtime.node_names()
        anything = {"type": "object"}
        drawn = "".join(f"\tn{number}[{_label(name)}];\n" for number, name in enumerate(names))
        return GraphDescription(self.kind, tuple(names), (), anything, anything, f"graph TD;\n{drawn}")

    async def _stream(self, inputs: dict[str, Any], report: Report) -> dict[str, Any]:
        result: dict[str, Any] = {}
        async with aclosing(self._runtime.stream(inputs)) as events:
            # To its very end: AgentMap leaves what is inside its generator to the garbage collector.
            async for event in events:
                if event.is_terminal:
                    result = event.result
                else:
                    await report.node(event.node_name, event.state_delta or {})
        return result

    async def _resume(self, run: Run, emit: Emit) -> Outcome:
        pending = self._pending.get(run.thread_id)
        if pending is None:
            raise NothingToResumeError("no interrupt is pending on this thread")
        token = resume_token(pending.agentmap_thread, answered(pending.interrupt.id, run.resume))
        result = await self._runtime.resume(token)
        self._pending.pop(run.thread_id, None)
        return await self._outcome(run, result, Report(run, emit, {}))

    async def _outcome(self, run: Run, result: dict[str, Any], report: Report) -> Outcome:
        await report.executed(result)
        if (asked := question(result)) is not None:
            thread, interrupt = asked
            owner = ANYBODY if run.principal is None else run.principal.owner
            self._pending[run.thread_id] = Pending(interrupt, thread, owner)
            while len(self._pending) > KEPT:
                self._pending.popitem(last=False)
            return Outcome(report.values, (interrupt,))
        if (failed := failure(result, report.wrote)) is not None:
            raise failed
        return Outcome(report.values)


class Report:
    """What is said of one run while it goes on.

    Attributes:
        values: the state as far as it is known.
        wrote: what each node wrote, in the order in which they ended.
    """

    def __init__(self, run: Run, emit: Emit, values: Mapping[str, Any]) -> None:
        self.values = visible(values)
        self.wrote: list[tuple[str, Mapping[str, Any]]] = []
        self._run = run
        self._emit = emit

    async def node(self, name: str, delta: Mapping[str, Any]) -> None:
        """A node has ended.

        Raises:
            RecursionLimitError: it is one more than the run may take; AgentMap has no limit of its own.
        """
        self.wrote.append((name, delta))
        if len(self.wrote) > self._run.recursion_limit:
            raise RecursionLimitError("the graph did not end within its limit of steps")
        written = visible(delta)
        self.values |= written
        await self._told(name, written)
        if self._run.wants(Family.STATE):
            await self._emit("state.snapshot", {"values": dict(self.values)}, node=name)

    async def executed(self, result: Mapping[str, Any]) -> None:
        """The run has come to rest: tell what was not told as it happened."""
        outputs = result.get("outputs")
        if isinstance(outputs, dict):
            self.values = visible(outputs)
        if not self.wrote:
            executions = getattr(result.get("execution_summary"), "node_executions", ())
            for execution in executions:
                await self._told(execution.node_name, {})
            if self._run.wants(Family.STATE):
                await self._emit("state.snapshot", {"values": dict(self.values)})

    async def _told(self, name: str, written: dict[str, Any]) -> None:
        """AgentMap says that a node has ended, never that it begins."""
        if self._run.wants(Family.NODES):
            identity = f"{self._run.run_id}-{name}-{len(self.wrote)}"
            await self._emit("node.started", {"id": identity}, node=name)
            await self._emit("node.finished", {"id": identity, "output": written}, node=name)


def _inputs(given: Any) -> dict[str, Any]:
    """A copy, since AgentMap writes into what it is given."""
    if given is None:
        return {}
    if not isinstance(given, dict):
        fault = {"loc": "body.input", "msg": "Expected `object`"}
        raise InvalidInputError("a workflow takes an object", errors=[fault])
    return copy.deepcopy(given)


def _label(name: str) -> str:
    return '"' + name.replace('"', "#quot;") + '"'
