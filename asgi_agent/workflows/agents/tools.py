"""Agents that choose: one of the registered tools, or the node to go to. Without a model, by words."""

from __future__ import annotations

import inspect
import re
from functools import wraps
from typing import TYPE_CHECKING, Any

from asgi_agent.workflows.agents.custom import called
from asgi_agent.workflows.agents.step import CannotBuild, Failed, Goto
from asgi_agent.workflows.errors import did_you_mean
from asgi_agent.workflows.prompts import fill

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping

    from asgi_agent.workflows.agents.step import Surroundings, Work

WORDS = "algorithm"
"""How something is chosen, by AgentMap's name for it; it has others, which ask a model."""

_words = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+").findall


def orchestrator(around: Surroundings) -> Work:
    """Goes to the node whose name, description and prompt have most in common with the inputs.

    `nodes` in the context lists those it may go to (`A|B`); default are all but itself and those that lead
    to it. Where nothing is in common it goes to `default_target`; without one that is a failure.
    """
    _require_words(around)
    context, workflow = around.node.context, around.workflow
    listed = context.get("nodes", "all")
    names = _others(around) if listed == "all" else _listed(listed)
    for name in [*names, *([str(context["default_target"])] if "default_target" in context else [])]:
        if name not in workflow.nodes:
            raise CannotBuild(f"there is no node {name!r}{did_you_mean(name, workflow.nodes)}", "Context")
    if not names:
        raise CannotBuild("there is no node to go to", "Context")
    described = {
        name: _vocabulary((name, workflow.nodes[name].description, workflow.nodes[name].prompt))
        for name in names
    }

    def work(inputs: Mapping[str, Any]) -> Any:
        said = _vocabulary(map(str, inputs.values()))
        best = max(names, key=lambda name: len(said & described[name]))
        if said & described[best]:
            return Goto(best, best)
        fallback = context.get("default_target")
        return Failed() if fallback is None else Goto(fallback, fallback)

    return work


def tool_agent(around: Surroundings) -> Work:
    """What a registered tool gives: the only one of the row, or the one that prompt and inputs speak of.

    Where several could run and none is spoken of, none does: the row fails. A tool that takes one value gets
    the first input; one that takes several gets the inputs of their names. What LangChain calls a tool checks
    them by its own schema.
    """
    names = around.node.tools or tuple(around.tools)
    for name in names:
        if name not in around.tools:
            hint = did_you_mean(name, around.tools)
            raise CannotBuild(f"tools= has no {name!r}{hint}", "Available_Tools", missing=True)
    if not names:
        raise CannotBuild("there is no tool; register some with tools=", "Available_Tools", missing=True)
    if len(names) > 1:
        _require_words(around)
    calls = {name: _call(around.tools[name]) for name in names}
    described = {name: _vocabulary((name, _description(around.tools[name]))) for name in names}

    async def work(inputs: Mapping[str, Any]) -> Any:
        said = _vocabulary([fill(around.prompt, inputs), *map(str, inputs.values())])
        chosen = max(names, key=lambda name: len(said & described[name]))
        if len(names) > 1 and not said & described[chosen]:
            raise LookupError("neither the prompt nor an input speaks of any of the tools")
        return await calls[chosen](inputs)

    return work


def _require_words(around: Surroundings) -> None:
    strategy = around.node.context.get("matching_strategy", WORDS)
    if strategy != WORDS:
        why = f"matching_strategy is {WORDS!r}, by words, not {strategy!r}"
        raise CannotBuild(f"{why}; for another give {around.node.agent!r} with agents=", "Context")


def _others(around: Surroundings) -> list[str]:
    own = around.node.name
    leading = {
        node.name
        for node in around.workflow.nodes.values()
        if any(own in targets.nodes for targets in node.routes)
    }
    return [name for name in around.workflow.nodes if name != own and name not in leading]


def _call(tool: Any) -> Callable[[Mapping[str, Any]], Awaitable[Any]]:
    """Calls a tool with what it takes of the inputs."""
    if hasattr(tool, "invoke") and hasattr(tool, "args"):
        return _langchain(tool)
    if not callable(tool):
        raise CannotBuild(f"a tool is a callable, not {type(tool).__qualname__}", "Available_Tools")
    blocking = not inspect.iscoroutinefunction(tool)
    try:
        parameters = list(inspect.signature(tool).parameters)
    except ValueError:  # of what is written in C
        raise CannotBuild(f"nobody can say what {tool!r} takes", "Available_Tools") from None
    return lambda inputs: called(tool, blocking=blocking, **_arguments(parameters, inputs))


def _langchain(tool: Any) -> Callable[[Mapping[str, Any]], Awaitable[Any]]:
    parameters = list(tool.args)
    coroutine = getattr(tool, "coroutine", None)
    if coroutine is None:
        return lambda inputs: called(tool.invoke, _arguments(parameters, inputs), blocking=True)

    # LangChain gives it a task of its own, out of which SystemExit would end the server.
    @wraps(coroutine)
    async def guarded(*arguments: Any, **named: Any) -> Any:
        return await called(coroutine, *arguments, blocking=False, **named)

    tool = tool.model_copy(update={"coroutine": guarded})
    return lambda inputs: called(tool.ainvoke, _arguments(parameters, inputs), blocking=False)


def _description(tool: Any) -> str:
    return str(getattr(tool, "description", None) or getattr(tool, "__doc__", None) or "")


def _arguments(parameters: list[str], inputs: Mapping[str, Any]) -> dict[str, Any]:
    if len(parameters) == 1 and parameters[0] not in inputs and inputs:
        return {parameters[0]: next(iter(inputs.values()))}
    return {name: inputs[name] for name in parameters if name in inputs}


def _vocabulary(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word.casefold() for text in texts for word in _words(text) if len(word) > 2)


def _listed(value: Any) -> list[str]:
    parts = value.split("|") if isinstance(value, str) else value
    if not isinstance(parts, list):
        raise CannotBuild("nodes is a text such as 'A|B', or a list", "Context")
    return [str(part).strip() for part in parts if str(part).strip()]
