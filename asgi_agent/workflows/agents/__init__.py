"""The agents that a row may name without the host's giving any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.workflows.agents import basic, files, human, subgraph, tools
from asgi_agent.workflows.agents.llm import PROVIDERS, llm
from asgi_agent.workflows.agents.step import CannotBuild, Failed, Goto, Surroundings, Work

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["BUILT_IN", "CannotBuild", "Failed", "Goto", "Surroundings", "Work"]

BUILT_IN: Mapping[str, Callable[[Surroundings], Work]] = {
    "default": basic.default,
    "echo": basic.echo,
    "success": basic.success,
    "failure": basic.failure,
    "branching": basic.branching,
    "summary": basic.summary,
    "input": human.ask,
    "human": human.human,
    "suspend": human.suspend,
    "graph": subgraph.graph,
    "orchestrator": tools.orchestrator,
    "tool_agent": tools.tool_agent,
    "llm": llm(),
    **{name: llm(provider) for name, provider in PROVIDERS.items()},
    "csv_reader": files.reader(files.read_csv),
    "csv_writer": files.writer(files.write_csv),
    "json_reader": files.reader(files.read_json),
    "json_writer": files.writer(files.write_json),
    "file_reader": files.reader(str),
    "file_writer": files.writer(files.write_text),
}
