"""Agents of the host: functions, coroutine functions, classes, and LangChain models."""

from __future__ import annotations

import asyncio
import inspect
from functools import partial
from typing import TYPE_CHECKING, Any

from asgi_agent.run import current_run
from asgi_agent.workflows.agents.agentmap import by_position, made, needed, written_for_agentmap
from asgi_agent.workflows.agents.llm import asking
from asgi_agent.workflows.agents.step import CannotBuild, InRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from asgi_agent.run import Run
    from asgi_agent.workflows.agents.step import Surroundings, Work

METHODS = ("process_async", "process", "run")
RUN = "run"


def custom(agent: Any, services: Mapping[str, Any], around: Surroundings) -> Work:
    """An agent of the host's in its row.

    A function takes `inputs`, or also `run` as its second parameter: the `Run` in progress, None outside of
    one. A class is made once, an object with `process_async`, `process`, `run` or `__call__` is used as it
    is. Parameters that are named like a service get that service: of a function the keyword-only ones, of a
    class those of its constructor; one written for AgentMap gets the name, the prompt and the context of its
    row as well, and a service by each method such as `configure_llm_service`. Sync functions run in a thread.

    Raises:
        CannotBuild: it is none of these, or wants a service that is not there.
    """
    if isinstance(agent, InRow):
        return agent.build(around)
    if hasattr(agent, "ainvoke") and not inspect.isclass(agent):
        return asking(agent, around)
    if written_for_agentmap(agent):
        return _of_agentmap(agent, services, around)
    if inspect.isclass(agent):
        agent = agent(**_given(needed(agent), services))
    function = agent if inspect.isroutine(agent) else _method(agent)
    return _work(function, services)


def _of_agentmap(cls: type, services: Mapping[str, Any], around: Surroundings) -> Work:
    agent = made(cls, _given(needed(cls), services), around)
    work, names = _work(_method(agent), services), by_position(agent, around)
    return lambda inputs: work({names.get(name, name): value for name, value in inputs.items()})


def _method(agent: Any) -> Callable[..., Any]:
    found = next((getattr(agent, name) for name in METHODS if callable(getattr(agent, name, None))), None)
    if found is None and callable(agent):
        found = agent
    if found is None:
        raise CannotBuild(f"an agent is a callable, not {type(agent).__qualname__}", "AgentType")
    return found  # type: ignore[no-any-return]


def _work(function: Callable[..., Any], services: Mapping[str, Any]) -> Work:
    parameters = list(_parameters(function).values())
    positional = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    required = [p for p in positional if p.default is p.empty]
    if (not positional and not any(p.kind is p.VAR_POSITIONAL for p in parameters)) or len(required) > 2:
        raise CannotBuild("an agent takes (inputs), or (inputs, run)", "AgentType")
    takes_run = len(positional) > 1 and (len(required) == 2 or positional[1].name == RUN)
    wanted = [p for p in parameters if p.kind is p.KEYWORD_ONLY]
    served = _given({p.name: p for p in wanted}, services)
    blocking = not inspect.iscoroutinefunction(function)

    async def work(inputs: Mapping[str, Any]) -> Any:
        arguments = (inputs, _run()) if takes_run else (inputs,)
        return await called(function, *arguments, blocking=blocking, **served)

    return work


async def called(function: Callable[..., Any], /, *arguments: Any, blocking: bool, **named: Any) -> Any:
    """What a function of the host gives; one that may block runs in a thread.

    Raises:
        RuntimeError: it raised `SystemExit`, which ends the server with all that it serves, or
            `StopIteration`, which no future can carry before Python 3.12, so that its run would never end.
    """
    try:
        if blocking:
            value = await asyncio.to_thread(_guarded, partial(function, *arguments, **named))
        else:
            value = function(*arguments, **named)
        return await value if inspect.isawaitable(value) else value
    except SystemExit as error:
        raise RuntimeError("the agent raised SystemExit") from error


def _guarded(function: Callable[[], Any]) -> Any:
    try:
        return function()
    except (SystemExit, StopIteration) as error:
        raise RuntimeError(f"the agent raised {type(error).__name__}") from error


def _parameters(function: Callable[..., Any]) -> Mapping[str, inspect.Parameter]:
    try:
        return inspect.signature(function).parameters
    except ValueError:  # of what is written in C
        raise CannotBuild("an agent takes (inputs), or (inputs, run)", "AgentType") from None


def _given(wanted: Mapping[str, inspect.Parameter], services: Mapping[str, Any]) -> dict[str, Any]:
    missing = [n for n, p in wanted.items() if n not in services and p.default is p.empty]
    if missing:
        raise CannotBuild(f"services= has no {', '.join(map(repr, missing))}", "AgentType", missing=True)
    return {name: services[name] for name in wanted if name in services}


def _run() -> Run | None:
    try:
        return current_run()
    except LookupError:
        return None
