"""Agents that need nothing: echo, default, success, failure, branching, summary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent.workflows.agents.step import Failed
from asgi_agent.workflows.prompts import fill

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asgi_agent.workflows.agents.step import Surroundings, Work

YES = frozenset({"true", "yes", "success", "succeed", "1", "on"})
NO = frozenset({"false", "no", "failure", "fail", "0", "off"})


def echo(around: Surroundings) -> Work:
    """The prompt with its placeholders filled, if it has any; else the inputs; without any the prompt."""

    def work(inputs: Mapping[str, Any]) -> Any:
        if "{" in around.prompt:
            return fill(around.prompt, inputs)
        if not inputs:
            return around.prompt
        return next(iter(inputs.values())) if len(inputs) == 1 else dict(inputs)

    return work


def default(around: Surroundings) -> Work:
    """A line that says that it ran."""
    said = f"[{around.node.name}] DefaultAgent executed with prompt: '{around.prompt}'"
    return lambda inputs: said


def success(around: Surroundings) -> Work:
    """Always succeeds."""
    said = f"SUCCESS: {around.node.name} executed"
    return lambda inputs: said


def failure(around: Surroundings) -> Work:
    """Always fails."""
    said = f"FAILED: {around.node.name} executed"
    return lambda inputs: Failed(said)


def branching(around: Surroundings) -> Work:
    """Succeeds or fails as an input says: the first, or the one that `success_field` names.

    `success_values` and `failure_values` list what counts as either; `default_result` decides on anything
    else, numbers included.
    """
    context, name = around.node.context, around.node.name
    yes = _folded(context.get("success_values"), YES)
    no = _folded(context.get("failure_values"), NO)

    def work(inputs: Mapping[str, Any]) -> Any:
        field = context.get("success_field") or next(iter(inputs), None)
        value = None if field is None else inputs.get(field)
        passes = _verdict(value, yes, no, bool(context.get("default_result", True)))
        given = ", ".join(f"{key}={each}" for key, each in inputs.items())
        verb, branch = ("SUCCEED", "SUCCESS") if passes else ("FAIL", "FAILURE")
        said = (
            f"BRANCH: {name} will {verb} based on '{field}' = {value} [inputs: {given}] "
            f"(Will trigger {branch} branch)"
        )
        return said if passes else Failed(said)

    return work


def summary(around: Surroundings) -> Work:
    """The inputs, a paragraph for each."""
    separator = str(around.node.context.get("separator", "\n\n"))
    return lambda inputs: separator.join(f"{key}: {value}" for key, value in inputs.items())


def _verdict(value: Any, yes: frozenset[str], no: frozenset[str], otherwise: bool) -> bool:
    if isinstance(value, bool):
        return value
    text = str(value).strip().casefold()
    if text in yes:
        return True
    return False if text in no else otherwise


def _folded(values: Any, otherwise: frozenset[str]) -> frozenset[str]:
    if values is None:
        return otherwise
    listed = values if isinstance(values, list | tuple | set) else [values]
    return frozenset(str(value).strip().casefold() for value in listed)
