"""From what a file says to compiled graphs: each row gets its agent, or is told of with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent.errors import MissingDependencyError
from asgi_agent.workflows.agents import BUILT_IN, CannotBuild, Surroundings, Work
from asgi_agent.workflows.agents.custom import custom
from asgi_agent.workflows.agents.subgraph import subgraph_name
from asgi_agent.workflows.errors import (
    Fault,
    MissingPackageError,
    WorkflowError,
    did_you_mean,
    few_guesses,
)
from asgi_agent.workflows.prompts import Prompts
from asgi_agent.workflows.reach import circles
from asgi_agent.workflows.retries import retrying

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    from asgi_agent.workflows.model import Node, Workflow
    from asgi_agent.workflows.parse import Draft

PAUSING = frozenset({"input", "human", "suspend"})


class Loader:
    """Compiles the workflows of one file; see `load_csv`."""

    def __init__(
        self,
        draft: Draft,
        *,
        agents: Mapping[str, Any] = {},
        services: Mapping[str, Any] = {},
        tools: Mapping[str, Any] = {},
        functions: Mapping[str, Callable[..., Any]] = {},
        prompts: Prompts | None = None,
        data: Path | None = None,
        checkpointer: Any = None,
        max_steps: int = 1000,
    ) -> None:
        self._draft = draft
        self._workflows = draft.workflows
        self._agents = agents
        self._services = services
        self._tools = tools
        self._functions = functions
        self._prompts = prompts or Prompts(None)
        self._data = data
        self._checkpointer = checkpointer
        self._max_steps = max_steps
        self._graphs: dict[str, Any] = {}

    def graphs(self, only: str | None = None) -> dict[str, Any]:
        """Every workflow, compiled; or one alone with those that it runs.

        Raises:
            WorkflowError: with the faults of the file, and of all rows that are compiled.
        """
        compile_workflow = _compiler()
        runs = self._runs()
        asked = self._workflows.keys() if only is None else _reached(runs, only)
        works: dict[str, dict[str, Work]] = {name: {} for name in asked}
        faults = _Faults()
        with few_guesses():
            for name, node in self._rows(asked):
                works[name].setdefault(node.name, self._work(self._workflows[name], node, faults))
                faults.told.extend(self._unknown_functions(node))
        faults.told.extend(_circles(runs, asked))
        faults.refuse(self._draft)
        pauses = any(self._pauses(node) for _, node in self._rows(asked))
        checkpointer = self._checkpointer or (_memory() if pauses else None)
        for name in asked:
            graph = compile_workflow(self._workflows[name], works[name], self._functions, checkpointer)
            self._graphs[name] = graph.with_config(recursion_limit=self._max_steps)
        for name, node, other in self._nested():
            if name in asked:  # LangGraph does not see by itself what an agent runs
                self._graphs[name].nodes[node.name].subgraphs = [self._graphs[other]]
        return self._graphs

    def drawing(self, name: str) -> Any:
        """A workflow to look at: compiled without its agents, so that none of them has to be there."""
        workflow = self._workflows[name]
        return _compiler()(workflow, dict.fromkeys(workflow.nodes, _nothing), {})

    def _rows(self, asked: Collection[str]) -> Iterator[tuple[str, Node]]:
        for name in asked:
            for node in self._workflows[name].nodes.values():
                yield name, node
        yield from ((name, node) for name, node in self._draft.again if name in asked)

    def _work(self, workflow: Workflow, node: Node, faults: _Faults) -> Work:
        """The agent of a row. Where its prompt or its settings are not known, only that there is one."""
        known = node.line not in self._draft.unread
        prompt = ""
        try:
            retrying(node)
        except CannotBuild as fault:
            faults.add(node, fault)
        try:
            prompt = self._prompts.resolve(node.prompt, workflow.file, node.line)
        except WorkflowError as error:
            faults.told.extend(error.faults)
            known = False
        kind = node.agent.casefold()
        if kind not in self._agents and kind not in BUILT_IN:
            hint = did_you_mean(node.agent, [*self._agents, *BUILT_IN])
            message = f"there is no agent {node.agent!r}{hint}, give it with agents="
            faults.told.append(Fault(message, node.line, "AgentType", missing=True))
        elif known:
            return self._built(kind, self._surroundings(workflow, node, prompt), faults)
        return _nothing

    def _built(self, kind: str, around: Surroundings, faults: _Faults) -> Work:
        try:
            if kind in self._agents:
                return custom(self._agents[kind], self._services, around)
            return BUILT_IN[kind](around)
        except Exception as error:
            faults.add(around.node, error)
        return _nothing

    def _surroundings(self, workflow: Workflow, node: Node, prompt: str) -> Surroundings:
        return Surroundings(
            workflow=workflow,
            node=node,
            prompt=prompt,
            workflows=self._workflows,
            subgraph=self._graphs.__getitem__,
            tools=self._tools,
            data=self._data,
        )

    def _runs(self) -> dict[str, dict[str, int]]:
        """By workflow those that it runs, each with the line that says so."""
        runs: dict[str, dict[str, int]] = {name: {} for name in self._workflows}
        for name, node, other in self._nested():
            runs[name][other] = node.line
        return runs

    def _nested(self) -> list[tuple[str, Node, str]]:
        """The rows that run a workflow, each with the names of its own and of that one."""
        found: list[tuple[str, Node, str]] = []
        with few_guesses(0):
            for name, node in self._rows(self._workflows.keys()):
                if node.agent.casefold() == "graph" and "graph" not in self._agents:
                    try:
                        around = self._surroundings(self._workflows[name], node, node.prompt)
                        found.append((name, node, subgraph_name(around)))
                    except CannotBuild:
                        continue  # told of the row
        return found

    def _unknown_functions(self, node: Node) -> Iterator[Fault]:
        for column, targets in node.ways:
            if targets.function is not None and targets.function not in self._functions:
                hint = did_you_mean(targets.function, self._functions)
                message = f"functions= has no {targets.function!r}{hint}"
                yield Fault(message, node.line, column, missing=True)

    def _pauses(self, node: Node) -> bool:
        """Whether a row waits for somebody; what runs its workflow then pauses with it."""
        return node.agent.casefold() in PAUSING and node.agent.casefold() not in self._agents


class _Faults:
    """What is found to be wrong with the rows of a file.

    Attributes:
        told: the faults.
    """

    def __init__(self) -> None:
        self.told: list[Fault] = []
        self._packages = 0
        self._cause: Exception | None = None

    def add(self, node: Node, error: Exception) -> None:
        """What an agent raised when it was made for its row."""
        if isinstance(error, CannotBuild):
            self.told.append(Fault(str(error), node.line, error.column, error.missing))
        elif isinstance(error, MissingDependencyError):
            self._packages += 1
            self.told.append(Fault(str(error), node.line, "AgentType", missing=True))
        else:
            self._cause = self._cause or error
            why = " ".join(f"{type(error).__name__}: {error}".split())
            self.told.append(Fault(f"the agent {node.agent!r} cannot be made: {why}", node.line, "AgentType"))

    def refuse(self, draft: Draft) -> None:
        """Raise them with those of the file, if there are any."""
        told = sorted([*draft.faults, *self.told], key=lambda fault: fault.line or 0)
        if told and len(told) == self._packages:
            raise MissingPackageError(draft.file, told)
        if told:
            raise WorkflowError(draft.file, told) from self._cause


def _nothing(inputs: Mapping[str, Any]) -> None:
    """The agent of a row that is not run."""


def _compiler() -> Callable[..., Any]:
    try:
        from asgi_agent.workflows.compile import compile_workflow
    except ImportError:
        raise MissingDependencyError(
            "workflows need LangGraph: pip install 'asgi-agent[langgraph]'"
        ) from None
    return compile_workflow


def _memory() -> Any:
    from langgraph.checkpoint.memory import InMemorySaver

    return InMemorySaver()


def _reached(runs: Mapping[str, Collection[str]], name: str) -> dict[str, None]:
    """A workflow and those that it runs, those that they run, and so on."""
    found: dict[str, None] = {name: None}
    left = [name]
    while left:
        new = [other for other in runs[left.pop()] if other not in found]
        found.update(dict.fromkeys(new))
        left.extend(new)
    return found


def _circles(runs: Mapping[str, Mapping[str, int]], asked: Collection[str]) -> Iterator[Fault]:
    """Workflows that run one another without end."""
    numbers = circles(runs)
    for name in asked:
        for other, line in runs[name].items():
            if numbers[name] == numbers[other]:
                yield Fault(f"the workflow {name!r} runs itself by way of {other!r}", line, "Context")
