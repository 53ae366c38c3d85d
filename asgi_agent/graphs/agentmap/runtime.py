"""AgentMap's runtime, as far as one workflow needs it: its async functions, and nothing by path."""

from __future__ import annotations

import asyncio
import importlib
import re
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asgi_agent.errors import ConfigurationError, MissingDependencyError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable

IDENTIFIER = re.compile(r"([^:]+)::([^:]+)")

# The agents for which AgentMap itself runs a workflow with a checkpointer, and then cannot stream it.
PAUSING = frozenset({"human", "human_agent", "suspend"})

_chosen: list[str | None] = []


class Runtime:
    """One workflow in AgentMap's runtime, of which there is one in a process.

    Raises:
        ConfigurationError: `workflow` is not `file::graph`.
    """

    def __init__(self, workflow: str, config_file: str | None) -> None:
        if (named := IDENTIFIER.fullmatch(workflow)) is None:
            raise ConfigurationError(f"a workflow of AgentMap is named 'file::graph', not {workflow!r}")
        self._workflow = workflow
        self._file = named[1]
        self._config_file = config_file
        self._listed = False
        self._pauses: tuple[int, bool] | None = None
        self._csv = Path()

    async def ready(self) -> None:
        """See once that the project has the workflow.

        Raises:
            MissingDependencyError: AgentMap is not installed.
            ConfigurationError: the project has no such file, or the process runs another configuration.
        """
        if not self._listed:
            api = await asyncio.to_thread(_api)
            self._choose()
            self._check(await api.list_graphs_async(config_file=self._config_file))

    async def pauses(self) -> bool:
        """Whether AgentMap would stop in it and wait; asked again when the file has changed."""
        if self._pauses is None or self._pauses[0] != self._csv.stat().st_mtime_ns:
            found = await self._called(_api().inspect_graph_async, self._workflow)
            agents = {
                str(each).rpartition(":")[2].strip().lower() for each in found["outputs"]["required_agents"]
            }
            self._csv = Path(found["metadata"]["csv_file"])
            self._pauses = self._csv.stat().st_mtime_ns, not PAUSING.isdisjoint(agents)
        return self._pauses[1]

    async def run(self, inputs: dict[str, Any]) -> dict[str, Any]:
        """To its end or to a pause."""
        return await self._called(_api().run_workflow_async, self._workflow, inputs)

    async def stream(self, inputs: dict[str, Any]) -> AsyncGenerator[Any, None]:
        """Every node as it ends, then the result."""
        events = _api().run_workflow_stream_async(self._workflow, inputs, config_file=self._config_file)
        async with aclosing(events):
            async for event in events:
                yield event

    async def resume(self, token: str) -> dict[str, Any]:
        """Go on from a pause."""
        return await self._called(_api().resume_workflow_async, token)

    def node_names(self) -> list[str]:
        """The nodes, in the order of the file."""
        api = _api()
        self._choose()
        self._check(api.list_graphs(config_file=self._config_file))
        found = api.inspect_graph(self._workflow, config_file=self._config_file)
        return [node["name"] for node in found["outputs"]["structure"]["nodes"]]

    async def _called(self, function: Callable[..., Awaitable[Any]], *arguments: Any) -> dict[str, Any]:
        return dict(await function(*arguments, config_file=self._config_file))

    def _choose(self) -> None:
        """Refuse a second configuration, which AgentMap would silently leave unread."""
        if not _chosen:
            _chosen.append(self._config_file)
        if _chosen[0] != self._config_file:
            raise ConfigurationError("AgentMap has one configuration in a process, and another is in use")

    def _check(self, listed: dict[str, Any]) -> None:
        """The file must be one of the repository: AgentMap itself takes any other name for a path.

        Its list does not know the graphs of a file whose header uses other names for the columns, so that
        the graph is left to AgentMap, which looks it up in the file.
        """
        files = {entry["workflow"] for entry in listed["outputs"]["graphs"]}
        if self._file not in files:
            raise ConfigurationError(f"the AgentMap project has no workflow file {self._file!r}")
        self._listed = True


def _api() -> Any:
    try:
        return importlib.import_module("agentmap.runtime_api")
    except ImportError:
        raise MissingDependencyError(
            "AgentMap is not installed: pip install 'asgi-agent[agentmap]'"
        ) from None
