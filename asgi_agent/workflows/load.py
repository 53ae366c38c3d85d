"""`load_csv`: the workflows of a file as compiled graphs, compiled once for what the file holds."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from asgi_agent.errors import MissingDependencyError
from asgi_agent.workflows.agents import BUILT_IN, CannotBuild, Surroundings, Work
from asgi_agent.workflows.agents.custom import custom
from asgi_agent.workflows.agents.subgraph import subgraph_name
from asgi_agent.workflows.declared import declared_agents
from asgi_agent.workflows.errors import Fault, WorkflowError, did_you_mean
from asgi_agent.workflows.parse import parse
from asgi_agent.workflows.prompts import Prompts
from asgi_agent.workflows.retries import retrying
from asgi_agent.workflows.table import read_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from asgi_agent.workflows.model import Node, Workflow

PAUSING = frozenset({"input", "human", "suspend"})
KEPT = 64

_compiled: OrderedDict[tuple[Any, ...], tuple[Any, Prompts, dict[str, Any]]] = OrderedDict()
_lock = Lock()


def load_csv(
    path: str | Path,
    agents: Mapping[str, Any] | str | Path | None = None,
    services: Mapping[str, Any] = {},
    *,
    tools: Mapping[str, Any] = {},
    functions: Mapping[str, Callable[..., Any]] = {},
    prompts: str | Path | None = None,
    data: str | Path | None = None,
    checkpointer: Any = None,
    max_steps: int = 1000,
    strict: bool = True,
) -> dict[str, Any]:
    """The workflows of a CSV file in AgentMap's format, as compiled LangGraph graphs by name.

    They are compiled once for what the file and its prompts hold and the options are: a second call gives the
    same graphs.

    Args:
        path: of the file.
        agents: agents by type, which override those built in: a callable `(inputs)` or `(inputs, run)`, sync
            or async, that gives the value of the output field or a dict for several; a class; a LangChain
            chat model. Or the path of an AgentMap `custom_agents.yaml`, or of its directory, whose classes
            are imported: it is trusted as code is. Names of types are compared without their case.
        services: what agents get that have a parameter of that name.
        tools: what `tool_agent` may use, by name: callables or LangChain tools. Files that a `Tool_Source`
            names are never run.
        functions: what `func:name` in an edge refers to: a callable `(state)`, sync or async, that gives the
            name of a node or several.
        prompts: the directory of `file:`, `yaml:` and `prompt:` references. Nothing outside it is read.
        data: the directory of the readers and writers of files. Nothing outside it is touched.
        checkpointer: of the graphs. Where rows wait for somebody and none is given, one in memory.
        max_steps: steps that a run may take where its config names no `recursion_limit`, so that loops end.
        strict: refuse what AgentMap drops without a word; see `parse_csv`.

    Raises:
        WorkflowError: the file, with every fault by line and column.
        ConfigurationError: an option cannot work.
        MissingDependencyError: LangGraph, or what an agent needs, is not installed.
        OSError: a file cannot be read.
    """
    if agents is None:
        agents = {}
    path = Path(path)
    # Copies, as the graphs are kept for these options, whatever becomes of the caller's mappings.
    registry, services, tools, functions = _registry(agents), dict(services), dict(tools), dict(functions)
    options = (registry, services, tools, functions, checkpointer)
    content = read_file(path)
    digest = hashlib.sha256(content).digest()
    key = (path.resolve(), digest, _identity(options), str(prompts), str(data), max_steps, strict)
    with _lock:
        _, read, graphs = _compiled.get(key, (None, None, {}))
        if read is not None and read.unchanged():
            _compiled.move_to_end(key)
            return dict(graphs)
    texts = Prompts(None if prompts is None else Path(prompts))
    loader = Loader(
        path,
        parse(path.name, content, strict=strict),
        agents=registry,
        services=services,
        tools=tools,
        functions=functions,
        prompts=texts,
        data=None if data is None else Path(data),
        checkpointer=checkpointer,
        max_steps=max_steps,
    )
    graphs = loader.graphs()
    with _lock:
        _compiled[key] = options, texts, graphs
        _compiled.move_to_end(key)
        while len(_compiled) > KEPT:
            _compiled.popitem(last=False)
    return dict(graphs)


class Loader:
    """Compiles the workflows of one file; see `load_csv`."""

    def __init__(
        self,
        path: Path,
        workflows: Mapping[str, Workflow],
        *,
        agents: Mapping[str, Any],
        services: Mapping[str, Any],
        tools: Mapping[str, Any],
        functions: Mapping[str, Callable[..., Any]],
        prompts: Prompts,
        data: Path | None,
        checkpointer: Any,
        max_steps: int,
    ) -> None:
        self._path = path
        self._workflows = workflows
        self._agents = agents
        self._services = services
        self._tools = tools
        self._functions = functions
        self._prompts = prompts
        self._data = data
        self._checkpointer = checkpointer
        self._max_steps = max_steps
        self._graphs: dict[str, Any] = {}

    def graphs(self) -> dict[str, Any]:
        """Every workflow, compiled.

        Raises:
            WorkflowError: with the faults of all of them.
        """
        try:
            from asgi_agent.workflows.compile import compile_workflow
        except ImportError:
            raise MissingDependencyError(
                "workflows need LangGraph: pip install 'asgi-agent[langgraph]'"
            ) from None
        faults: list[Fault] = []
        works = {
            workflow.name: {node.name: self._work(workflow, node, faults) for node in workflow.nodes.values()}
            for workflow in self._workflows.values()
        }
        faults.extend(self._circles())
        faults.extend(self._unknown_functions())
        if faults:
            raise WorkflowError(self._path.name, sorted(faults, key=lambda fault: fault.line or 0))
        pauses = self._pauses()
        for name, workflow in self._workflows.items():
            checkpointer = self._checkpointer or (_memory() if pauses else None)
            graph = compile_workflow(workflow, works[name], self._functions, checkpointer)
            self._graphs[name] = graph.with_config(recursion_limit=self._max_steps)
        return self._graphs

    def _work(self, workflow: Workflow, node: Node, faults: list[Fault]) -> Work:
        kind = node.agent.casefold()
        try:
            retrying(node)
            around = Surroundings(
                workflow=workflow,
                node=node,
                prompt=self._prompts.resolve(node.prompt, workflow.file, node.line),
                workflows=self._workflows,
                subgraph=self._graphs.__getitem__,
                tools=self._tools,
                data=self._data,
            )
            if kind in self._agents:
                return custom(self._agents[kind], self._services, around)
            if kind in BUILT_IN:
                return BUILT_IN[kind](around)
            hint = did_you_mean(node.agent, [*self._agents, *BUILT_IN])
            message = f"there is no agent {node.agent!r}{hint}, give it with agents="
            faults.append(Fault(message, node.line, "AgentType", missing=True))
        except CannotBuild as fault:
            faults.append(Fault(str(fault), node.line, fault.column, fault.missing))
        except WorkflowError as error:
            faults.extend(error.faults)
        return lambda inputs: None

    def _circles(self) -> list[Fault]:
        """Workflows that run one another without end."""
        runs: dict[str, dict[str, int]] = {name: {} for name in self._workflows}
        for name, workflow in self._workflows.items():
            for node in workflow.nodes.values():
                if node.agent.casefold() == "graph" and "graph" not in self._agents:
                    around = Surroundings(
                        workflow=workflow,
                        node=node,
                        prompt=node.prompt,
                        workflows=self._workflows,
                        subgraph=self._graphs.__getitem__,
                    )
                    try:
                        runs[name][subgraph_name(around)] = node.line
                    except CannotBuild:
                        continue  # told already
        return [
            Fault(f"the workflow {name!r} runs itself by way of {other!r}", line, "Context")
            for name, others in runs.items()
            for other, line in others.items()
            if _leads(runs, other, name)
        ]

    def _unknown_functions(self) -> list[Fault]:
        return [
            Fault(
                f"functions= has no {targets.function!r}{did_you_mean(targets.function, self._functions)}",
                node.line,
                column,
                missing=True,
            )
            for workflow in self._workflows.values()
            for node in workflow.nodes.values()
            for column, targets in (
                ("Edge", node.edge),
                ("Success_Next", node.success),
                ("Failure_Next", node.failure),
            )
            if targets.function is not None and targets.function not in self._functions
        ]

    def _pauses(self) -> bool:
        """Whether a workflow waits for somebody; what runs it then pauses with it."""
        return any(
            node.agent.casefold() in PAUSING and node.agent.casefold() not in self._agents
            for workflow in self._workflows.values()
            for node in workflow.nodes.values()
        )


def _memory() -> Any:
    from langgraph.checkpoint.memory import InMemorySaver

    return InMemorySaver()


def _leads(runs: Mapping[str, Mapping[str, int]], start: str, goal: str) -> bool:
    seen, left = {start}, [start]
    while left:
        name = left.pop()
        if name == goal:
            return True
        left.extend(runs[name].keys() - seen)
        seen.update(runs[name])
    return False


def _registry(agents: Mapping[str, Any] | str | Path) -> dict[str, Any]:
    if isinstance(agents, str | Path):
        agents = declared_agents(agents)
    return {name.casefold(): agent for name, agent in agents.items()}


def _identity(options: tuple[Any, ...]) -> tuple[Any, ...]:
    """What the options are, by identity; whoever keeps the key keeps the options as well."""
    return tuple(
        tuple(sorted((name, id(value)) for name, value in each.items()))
        if isinstance(each, dict)
        else id(each)
        for each in options
    )
