"""Agents that choose: one of the registered tools, or the node to go to. Without a model, by words."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any

from asgi_agent.workflows.agents.custom import called
from asgi_agent.workflows.agents.step import CannotBuild, Failed, Goto
from asgi_agent.workflows.errors import did_you_mean
from asgi_agent.workflows.prompts import fill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from asgi_agent.workflows.agents.step import Surroundings, Work

_words = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+").findall


def orchestrator(around: Surroundings) -> Work:
    """Goes to the node whose name, description and prompt have most in common with the inputs.

    `nodes` in the context lists those it may go to (`A|B`); default are all but itself and those that lead
    to it. Where nothing is in common it goes to `default_target`; without one that is a failure.
    """
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

    A tool that takes one value gets the first input; one that takes several gets the inputs of their names.
    """
    names = around.node.tools or tuple(around.tools)
    for name in names:
        if name not in around.tools:
            hint = did_you_mean(name, around.tools)
            raise CannotBuild(f"tools= has no {name!r}{hint}", "Available_Tools", missing=True)
    if not names:
        raise CannotBuild("there is no tool; register some with tools=", "Available_Tools", missing=True)
    functions = {name: _function(around.tools[name]) for name in names}
    described = {name: _vocabulary((name, _description(around.tools[name]))) for name in names}

    async def work(inputs: Mapping[str, Any]) -> Any:
        said = _vocabulary([fill(around.prompt, inputs), *map(str, inputs.values())])
        chosen = max(names, key=lambda name: len(said & described[name]))
        function = functions[chosen]
        blocking = not inspect.iscoroutinefunction(function)
        return await called(function, blocking=blocking, **_arguments(function, inputs))

    return work


def _others(around: Surroundings) -> list[str]:
    own = around.node.name
    leading = {
        node.name
        for node in around.workflow.nodes.values()
        if any(own in targets.nodes for targets in node.routes)
    }
    return [name for name in around.workflow.nodes if name != own and name not in leading]


def _function(tool: Any) -> Callable[..., Any]:
    """What a LangChain tool calls, or the callable itself."""
    found = getattr(tool, "coroutine", None) or getattr(tool, "func", None) or tool
    if not callable(found):
        raise CannotBuild(f"a tool is a callable, not {type(tool).__qualname__}", "Available_Tools")
    return found  # type: ignore[no-any-return]


def _description(tool: Any) -> str:
    return str(getattr(tool, "description", None) or getattr(tool, "__doc__", None) or "")


def _arguments(function: Callable[..., Any], inputs: Mapping[str, Any]) -> dict[str, Any]:
    parameters = list(inspect.signature(function).parameters)
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
