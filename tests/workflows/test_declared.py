"""Agents that a directory declares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asgi_agent import AgentConfig, WorkflowService
from asgi_agent.errors import ConfigurationError
from asgi_agent.workflows.declared import declared_agents
from tests.workflows.csvs import load, run, write

if TYPE_CHECKING:
    from pathlib import Path

YAML = """
version: "1.0"
agents:
  shouter:
    class_path: "shouting.Shouter"
"""
MODULE = """
class Shouter:
    def process(self, inputs):
        return inputs["text"].upper() + "{mark}"
"""


def declare(directory: Path, mark: str, yaml: str = YAML) -> Path:
    directory.mkdir(exist_ok=True)
    (directory / "custom_agents.yaml").write_text(yaml, "utf-8")
    (directory / "shouting.py").write_text(MODULE.replace("{mark}", mark), "utf-8")
    return directory


@pytest.mark.parametrize("named", ["custom_agents.yaml", ""])
async def test_a_file_of_workflows_is_loaded_with_them(tmp_path: Path, named: str) -> None:
    """By the file that declares them or by its directory; their modules lie beside it."""
    agents = declare(tmp_path / "agents", "!") / named
    graph = load(tmp_path, "G,A,Shouter,,,text,out", agents=agents)
    assert (await run(graph, {"text": "hi"}))["out"] == "HI!"
    assert load(tmp_path, "G,A,Shouter,,,text,out", agents=str(agents)) is graph


async def test_two_directories_may_have_modules_of_one_name(tmp_path: Path) -> None:
    """Two services of a process run each its own."""
    path = write(tmp_path, "G,A,Shouter,,,text,out")
    for mark in "!?":
        config = AgentConfig(csv_path=path, custom_agents_path=declare(tmp_path / f"agents{ord(mark)}", mark))
        result = await WorkflowService(config).execute_workflow("G", {"text": "hi"})
        assert result["result"]["out"] == f"HI{mark}"


def test_an_agent_is_declared_once(tmp_path: Path) -> None:
    """Not in code as well."""
    config = AgentConfig(custom_agents_path=declare(tmp_path / "agents", "!"))
    with pytest.raises(ConfigurationError, match="both have shouter"):
        WorkflowService(config, csv_file=write(tmp_path, "G,A,Shouter,,,text,out"), agents={"Shouter": len})


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        (YAML.replace("shouting.Shouter", "shouting.Nobody"), "cannot be imported"),
        (YAML.replace("shouting.Shouter", "nowhere.Shouter"), "cannot be imported"),
        (YAML.replace("shouting.Shouter", "Shouter"), "no class_path"),
        ("agents: 3", "has no agents"),
        ("{", "is no YAML"),
    ],
)
def test_what_cannot_be_used_is_told(tmp_path: Path, yaml: str, told: str) -> None:
    """At the start."""
    with pytest.raises(ConfigurationError, match=told):
        declared_agents(declare(tmp_path / "agents", "!", yaml))


def test_a_directory_without_declarations_is_told(tmp_path: Path) -> None:
    """By the name of the file that is missing."""
    with pytest.raises(ConfigurationError, match=r"custom_agents\.yaml: No such file"):
        declared_agents(tmp_path)
