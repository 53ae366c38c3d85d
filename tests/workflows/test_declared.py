"""Agents that a directory declares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asgi_agent import AgentConfig, WorkflowService
from asgi_agent.errors import ConfigurationError
from asgi_agent.workflows import WorkflowError
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


AGENTMAP_YAML = """
version: "1.0"
agents:
  {}:
    class_path: "agents_of_agentmap.{}"
"""
AGENTMAP_MODULE = """
class BaseAgent:
    def __init__(self, name, prompt, context=None, logger=None, execution_tracking_service=None,
                 state_adapter_service=None, telemetry_service=None):
        self.name, self.prompt, self.context = name, prompt, context or {}
        self.input_fields = self.context.get("input_fields", [])
        self.output_field = self.context.get("output_field", None)
        self.logger = logger
        self.telemetry = telemetry_service

    def process(self, inputs):
        self.logger.info("at work")
        self.logger.trace("more than anybody wants to know")
        return [self.name, self.prompt, self.context, self.input_fields, self.output_field, self.telemetry]

    async def process_async(self, inputs):
        return self.process(inputs)

    def run(self, state):
        raise AssertionError("takes AgentMap's own state")


class Plain(BaseAgent):
    pass


class Spelt(BaseAgent):
    def __init__(self, name, prompt, context=None, **kwargs):
        super().__init__(name, prompt, context, **kwargs)


class Blind(BaseAgent):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)


class Adder(BaseAgent):
    expected_params = ["left", "right"]

    def process(self, inputs):
        return inputs


class Capable(BaseAgent):
    def __init__(self, name, prompt, context=None, logger=None, *, greeting="none"):
        super().__init__(name, prompt, context, logger)
        self.greeting = greeting

    def configure_llm_service(self, llm_service):
        self.llm = llm_service

    def process(self, inputs):
        return [self.name, self.llm, self.greeting]
"""


def declare_agentmap(directory: Path, cls: str) -> Path:
    (directory / "agents_of_agentmap.py").write_text(AGENTMAP_MODULE, "utf-8")
    (directory / "custom_agents.yaml").write_text(AGENTMAP_YAML.format(cls, cls), "utf-8")
    return directory


@pytest.mark.parametrize("cls", ["Plain", "Spelt", "Blind"])
async def test_a_class_of_agentmaps_gets_what_its_row_says(tmp_path: Path, cls: str) -> None:
    """Its name, its prompt, its context with the fields beside it, and a logger."""
    rows = f'G,One,{cls},Say {{it}},"{{""tone"": ""kind""}}",a|b:c,out,Two\nG,Two,{cls},,,,other'
    graph = load(tmp_path, rows, agents=declare_agentmap(tmp_path, cls), services={"telemetry_service": 7})
    state = await run(graph, {"a": 1, "b": 2})
    described = {"input_fields": ["a", "c"], "output_field": "out", "description": "", "graph_name": "G"}
    context = {**described, "tone": "kind"}
    assert state["out"] == ["One", "Say {it}", context, ["a", "c"], "out", 7]
    assert state["other"][:2] == ["Two", ""]


@pytest.mark.parametrize(
    ("fields", "given"),
    [
        ("a|b|c", {"left": 1, "right": 2, "c": 3}),
        ("a", {"left": 1}),
        ("a:left|c", {"left": 1, "c": 3}),
        ("a:x|b", {"x": 1, "b": 2}),
    ],
)
async def test_a_class_of_agentmaps_may_name_its_inputs(
    tmp_path: Path, fields: str, given: dict[str, int]
) -> None:
    """By `expected_params`, in their order, where the row names none itself."""
    graph = load(tmp_path, f"G,A,Adder,,,{fields},out", agents=declare_agentmap(tmp_path, "Adder"))
    assert (await run(graph, {"a": 1, "b": 2, "c": 3}))["out"] == given


async def test_a_class_of_agentmaps_is_configured_with_services(tmp_path: Path) -> None:
    """By the methods that it has for them; one that is missing is told with the line."""
    agents = declare_agentmap(tmp_path, "Capable")
    row = "G,One,Capable,Say it,,,out"
    graph = load(tmp_path, row, agents=agents, services={"llm_service": "model", "greeting": "hi"})
    assert (await run(graph))["out"] == ["One", "model", "hi"]
    with pytest.raises(WorkflowError, match=r"flow\.csv:2: AgentType: services= has no 'llm_service'"):
        load(tmp_path, row, agents=agents)


async def test_a_class_of_agentmaps_is_configured_with_what_factories_make(tmp_path: Path) -> None:
    """In each of its rows, when it first runs."""
    config = AgentConfig(
        csv_path=write(tmp_path, "G,One,Capable,,,,a,Two\nG,Two,Capable,,,,b"),
        custom_agents_path=declare_agentmap(tmp_path, "Capable"),
        custom_services={"llm_service": lambda: "made"},
    )
    result = (await WorkflowService(config).execute_workflow("G", {}))["result"]
    assert result == {"a": ["One", "made", "none"], "b": ["Two", "made", "none"]}


async def test_a_class_that_takes_a_name_alone_keeps_its_default(tmp_path: Path) -> None:
    """It was not written for AgentMap."""

    class Greeter:
        def __init__(self, name: str = "World") -> None:
            self.name = name

        def process(self, inputs: dict[str, object]) -> str:
            return self.name

    assert (await run(load(tmp_path, "G,A,greet,,,,out", agents={"greet": Greeter})))["out"] == "World"
