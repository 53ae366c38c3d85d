"""From settings to the parts of a service."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from asgi_agent.errors import ConfigurationError
from asgi_agent.workflow_service.library import Library
from asgi_agent.workflow_service.services import Services
from asgi_agent.workflow_service.store import MemoryExecutions
from asgi_agent.workflows.declared import declared_agents

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asgi_agent.workflow_service.config import AgentConfig
    from asgi_agent.workflow_service.store import ExecutionStore


class Options(NamedTuple):
    """What the host gives in code for its CSV files; see `load_csv`."""

    agents: Mapping[str, Any]
    services: Mapping[str, Any]
    tools: Mapping[str, Any]
    functions: Mapping[str, Any]
    checkpointer: Any


def services_of(config: AgentConfig) -> Services:
    """The services that the settings have factories of."""
    return Services(config.factories, config.database_session_factory)


def store_of(config: AgentConfig) -> ExecutionStore:
    """The store that the settings name.

    Raises:
        ConfigurationError: it cannot be used.
    """
    if config.execution_database is None:
        return MemoryExecutions()
    from asgi_agent.workflow_service.sql import SQLExecutions

    return SQLExecutions(config.execution_database)


def library_of(
    config: AgentConfig,
    graphs: Mapping[str, Any],
    csv_file: str | Path | None,
    options: Options,
    services: Services,
) -> Library:
    """The workflows that the settings and the host's code name.

    Raises:
        ConfigurationError: one of them cannot be run, or two have one name.
    """
    sources = [Path(path) for path in dict.fromkeys((config.csv_path, csv_file)) if path is not None]
    declared = {} if config.custom_agents_path is None else declared_agents(config.custom_agents_path)
    if twice := sorted({name.casefold() for name in declared} & {name.casefold() for name in options.agents}):
        raise ConfigurationError(f"{config.custom_agents_path} and agents= both have {', '.join(twice)}")
    agents = {**declared, **options.agents}
    return Library(
        graphs,
        sources,
        {
            "agents": {name: services.serving(agent) for name, agent in agents.items()},
            "services": {**services.placeholders, **options.services},
            "tools": options.tools,
            "functions": options.functions,
            "prompts": config.prompts_path,
            "data": config.data_path,
            "checkpointer": options.checkpointer or _memory(config, sources),
            "max_steps": config.max_steps,
            "strict": config.strict_csv,
        },
        owns_memory=options.checkpointer is None,
    )


def _memory(config: AgentConfig, sources: list[Path]) -> Any:
    """Where files may be reloaded, a checkpointer that outlives a graph, for those who wait for an answer."""
    if not (config.enable_hot_reload and sources):
        return None
    from langgraph.checkpoint.memory import InMemorySaver

    return InMemorySaver()
