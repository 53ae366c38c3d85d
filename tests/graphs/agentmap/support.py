"""An AgentMap project, and its workflows run by AgentMap and compiled here."""

from __future__ import annotations

import asyncio
import contextlib
import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

from asgi_agent.graphs.agentmap import AgentMapGraph
from asgi_agent.graphs.agentmap.results import visible
from asgi_agent.workflows import load_csv

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FILES = Path(__file__).parent / "project"

SECRET = "Ada Lovelace, SSN 078-05-1120"

AGENTS = """
from agentmap.agents.base_agent import BaseAgent

from tests.graphs.agentmap import support


class Boom(BaseAgent):
    async def process_async(self, inputs):
        return await support.boom(inputs)


class Erring(BaseAgent):
    def process(self, inputs):
        return support.erring(inputs)


class Slow(BaseAgent):
    async def process_async(self, inputs):
        return await support.slow(inputs)
"""

LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"level": "CRITICAL", "handlers": []}}


class Ran(NamedTuple):
    """How a run ended: the state, and the nodes in the order in which they ended."""

    state: dict[str, Any]
    path: list[str]


class Project(NamedTuple):
    """A directory as AgentMap wants it."""

    directory: Path
    config: Path

    @classmethod
    @contextlib.contextmanager
    def at(cls, directory: Path) -> Iterator[Project]:
        """Make one; its agents can be imported while the block lasts."""
        for source in FILES.glob("*.csv"):
            (directory / "csv").mkdir(exist_ok=True)
            shutil.copy(source, directory / "csv")
        agents = directory / "agents"
        agents.mkdir()
        (agents / "project_agents.py").write_text(AGENTS)
        declared = {
            name: {"class_path": f"project_agents.{name.title()}"} for name in ("boom", "erring", "slow")
        }
        # JSON is YAML.
        (agents / "custom_agents.yaml").write_text(
            json.dumps({"version": "1.0", "namespace": "tests", "agents": declared})
        )
        storage, config = directory / "storage.yaml", directory / "config.yaml"
        storage.write_text(json.dumps({"core": {"base_directory": str(directory / "data")}}))
        paths = {"csv_repository": "csv", "custom_agents": "agents", "cache": "cache"}
        document = {
            "version": "2.0",
            "storage_config_path": str(storage),
            "paths": {name: str(directory / each) for name, each in paths.items()},
            "logging": LOGGING,
        }
        config.write_text(json.dumps(document))
        sys.path.insert(0, str(agents))
        try:
            yield cls(directory, config)
        finally:
            sys.path.remove(str(agents))

    def graph(self, workflow: str) -> AgentMapGraph:
        """A workflow, to be served."""
        return AgentMapGraph(workflow, config_file=self.config)

    async def real(self, workflow: str, inputs: Mapping[str, Any]) -> Ran:
        """What AgentMap's public function gives."""
        from agentmap.runtime_api import run_workflow_async  # type: ignore[import-not-found, unused-ignore]

        result = await run_workflow_async(workflow, dict(inputs), config_file=str(self.config))
        path = [each.node_name for each in result["execution_summary"].node_executions]
        return Ran(visible(result.get("outputs") or {}), path)

    async def ours(self, workflow: str, inputs: Mapping[str, Any], **options: Any) -> Ran:
        """What the same file gives, compiled here."""
        file, _, name = workflow.partition("::")
        graph = load_csv(self.directory / "csv" / f"{file}.csv", agents=OURS, **options)[name]
        return await ran(graph, inputs)


async def ran(graph: Any, inputs: Any) -> Ran:
    """The end of a compiled graph's run, and the way to it."""
    path, state = [], {}
    config = {"configurable": {"thread_id": uuid4().hex}}
    async for mode, given in graph.astream(inputs, config, stream_mode=["updates", "values"]):
        if mode == "updates":
            path += [node for node, update in given.items() if update is not None]
        else:
            state = given
    return Ran(state, path)


async def boom(inputs: Mapping[str, Any]) -> Any:
    raise LookupError(SECRET)


def erring(inputs: Mapping[str, Any]) -> Any:
    return {"error": "no key", "last_action_success": False}


async def slow(inputs: Mapping[str, Any]) -> None:
    seen.put_nowait("began")
    try:
        await asyncio.sleep(30)
    except asyncio.CancelledError:
        seen.put_nowait("was cut")
        raise


seen: asyncio.Queue[str] = asyncio.Queue()  # of the one test that runs the slow agent


OURS = {"boom": boom, "erring": erring, "slow": slow}
