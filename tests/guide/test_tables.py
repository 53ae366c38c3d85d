"""The guide's tables are the signatures."""

from __future__ import annotations

import inspect

from asgi_agent import AgentConfig, WorkflowService
from asgi_agent.hosts.fastapi import include_agent_routes
from tests.guide.blocks import TITLE, told
from tests.test_readme import section


def defaults(table: str) -> dict[str, str]:
    """What a table says that options are by default."""
    return {name: default.strip("` ") for name, default in told(table).items()}


def shown(value: object) -> str:
    """A default as the tables have it."""
    return "{}" if value == {} else repr(value).replace("'", '"').replace("PosixPath", "Path")


def test_the_options_of_the_routes() -> None:
    """Every option with its default, in the order in which it is declared."""
    parameters = inspect.signature(include_agent_routes).parameters.values()
    real = {p.name: shown(p.default) for p in parameters if p.kind is p.KEYWORD_ONLY}
    table = defaults("`include_agent_routes(app")
    del table["**options"]
    assert table == {**real, "max_body": "1 MiB"}
    assert list(table) == list(real)


def test_the_further_options() -> None:
    """They are those of the service that the routes do not have themselves."""
    row = next(line for line in section(TITLE).splitlines() if line.startswith("| `**options`"))
    named = row.split("`WorkflowService`:")[1].replace("`", "").strip(" |").split(", ")
    own = inspect.signature(include_agent_routes).parameters
    assert named == [name for name in inspect.signature(WorkflowService).parameters if name not in own]


def test_the_settings() -> None:
    """Every setting with its default, in the order in which it is declared."""
    real = {name: shown(vars(AgentConfig)[name]) for name in vars(AgentConfig) if name in settings()}
    assert defaults("`AgentConfig(") == real


def settings() -> list[str]:
    """The names of all settings."""
    return [name for name in inspect.get_annotations(AgentConfig) if name.islower()]
