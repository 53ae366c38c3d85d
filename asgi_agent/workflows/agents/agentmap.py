"""Classes written for AgentMap: made with what their row says, then configured with services."""

from __future__ import annotations

import inspect
import logging
import re
from typing import TYPE_CHECKING, Any

from asgi_agent.workflows.agents.step import CannotBuild

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asgi_agent.workflows.agents.step import Surroundings

TRACE = 5
_ROW = frozenset({"name", "prompt", "context"})
_configures = re.compile(r"configure_(\w+_service)").fullmatch
_NAMED = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)


class AgentLogger(logging.LoggerAdapter[logging.Logger]):
    """A logger with the level below `debug` that AgentMap's agents may use."""

    def trace(self, message: str, *arguments: Any, **named: Any) -> None:
        """Log at that level."""
        self.log(TRACE, message, *arguments, **named)


_logger = AgentLogger(logging.getLogger("asgi_agent.agents"))


def written_for_agentmap(cls: Any) -> bool:
    """Whether it is a class that is made as AgentMap's `BaseAgent` is: with a name and a prompt."""
    return inspect.isclass(cls) and _constructor(cls).keys() >= {"name", "prompt"}


def needed(cls: type) -> dict[str, inspect.Parameter]:
    """What a class wants of services: by its constructor, and by methods such as `configure_llm_service`.

    Raises:
        CannotBuild: nobody can say what it takes.
    """
    if not written_for_agentmap(cls):
        return _named(cls)
    wanted = {name: p for name, p in _constructor(cls).items() if name not in _ROW}
    if "logger" in wanted:  # there is one for those who are given none
        wanted["logger"] = wanted["logger"].replace(default=None)
    configured = {n: inspect.Parameter(n, inspect.Parameter.KEYWORD_ONLY) for n in _configured(cls)}
    return {**wanted, **configured}


def made(cls: type, services: Mapping[str, Any], around: Surroundings) -> Any:
    """An agent of a class written for AgentMap, in its row, with the services that it needs."""
    values = {"logger": _logger, **services, **_of_row(around)}
    agent = cls(**{name: values[name] for name in _constructor(cls) if name in values})
    for name in _configured(cls):
        getattr(agent, f"configure_{name}")(services[name])
    return agent


def by_position(agent: Any, around: Surroundings) -> dict[str, str]:
    """What an agent with `expected_params` calls the inputs of a row that gives them no names of its own."""
    inputs, expected = around.node.inputs, getattr(agent, "expected_params", None) or ()
    if any(each.parameter != each.key for each in inputs):
        return {}
    return {each.parameter: name for each, name in zip(inputs, expected, strict=False)}


def _of_row(around: Surroundings) -> dict[str, Any]:
    node = around.node
    described = {
        "input_fields": [each.parameter for each in node.inputs],
        "output_field": "|".join(each.key for each in node.outputs) or None,
        "description": node.description,
        "graph_name": around.workflow.name,
    }
    return {"name": node.name, "prompt": around.prompt, "context": {**described, **node.context}}


def _configured(cls: type) -> list[str]:
    return [match[1] for match in map(_configures, dir(cls)) if match and callable(getattr(cls, match[0]))]


def _constructor(cls: type) -> dict[str, inspect.Parameter]:
    """The parameters of a constructor, and those of its bases' that its `**kwargs` go to."""
    found: dict[str, inspect.Parameter] = {}
    for base in cls.__mro__:
        if "__init__" not in vars(base):
            continue
        try:
            own = list(inspect.signature(vars(base)["__init__"]).parameters.values())[1:]
        except (TypeError, ValueError):  # of what is written in C, or no function
            break
        found = {**{p.name: p for p in own if p.kind in _NAMED}, **found}
        if not any(p.kind is p.VAR_KEYWORD for p in own):
            break
    return found


def _named(cls: type) -> dict[str, inspect.Parameter]:
    try:
        parameters = inspect.signature(cls).parameters
    except ValueError:  # of what is written in C
        raise CannotBuild("an agent takes (inputs), or (inputs, run)", "AgentType") from None
    return {name: p for name, p in parameters.items() if p.kind in _NAMED}
