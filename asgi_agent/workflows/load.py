"""`load_csv`: the workflows of a file as compiled graphs, compiled once for what the file holds."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from asgi_agent.workflows.declared import declared_agents
from asgi_agent.workflows.loader import Loader
from asgi_agent.workflows.parse import read_draft
from asgi_agent.workflows.prompts import Prompts
from asgi_agent.workflows.table import read_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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
            name of a node or several; `END` is the end. One that raises or chooses nothing fails its row.
        prompts: the directory of `file:`, `yaml:` and `prompt:` references. Nothing outside it is read.
        data: the directory of the readers and writers of files. Nothing outside it is touched.
        checkpointer: of the graphs. Where rows wait for somebody and none is given, one in memory.
        max_steps: steps that a run may take where its config names no `recursion_limit`, so that loops end.
        strict: refuse what AgentMap drops without a word; see `parse_csv`.

    Raises:
        WorkflowError: the file, with every fault by line and column.
        ConfigurationError: an option cannot work.
        MissingDependencyError: LangGraph is not installed, or what agents need, and nothing else is wrong.
        OSError: a file cannot be read.
    """
    if agents is None:
        agents = {}
    path = Path(path)
    # Copies, as the graphs are kept for these options, whatever becomes of the caller's mappings.
    registry, services, tools, functions = given_agents(agents), dict(services), dict(tools), dict(functions)
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
        read_draft(path.name, content, strict=strict),
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


def given_agents(agents: Mapping[str, Any] | str | Path) -> dict[str, Any]:
    """Agents by type without its case, of a mapping or of a file that declares them."""
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
