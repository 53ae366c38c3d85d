"""Agents that need nothing: echo, default, success, failure, branching, summary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent.workflows.agents.step import Failed, flag
from asgi_agent.workflows.prompts import fill

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asgi_agent.workflows.agents.step import Surroundings, Work

YES = (True, "true", "yes", "success", "succeed", "1", "t", "y")
NO = (False, "false", "no", "failure", "fail", "0", "f", "n")
FALLBACK = ("should_succeed", "succeed", "branch", "input")


def echo(around: Surroundings) -> Work:
    """The prompt with its placeholders filled, if it has any; else the inputs; without any the prompt.

    AgentMap leaves the prompt out of the last case, though its own examples mean it to be said.
    """

    def work(inputs: Mapping[str, Any]) -> Any:
        if "{" in around.prompt:
            return fill(around.prompt, inputs)
        if not inputs:
            return around.prompt
        return next(iter(inputs.values())) if len(inputs) == 1 else dict(inputs)

    return work


def default(around: Surroundings) -> Work:
    """A line that says that it ran."""
    said = f"[{around.node.name}] DefaultAgent executed{_with_prompt(around)}"
    return lambda inputs: said


def success(around: Surroundings) -> Work:
    """Always succeeds."""

    def work(inputs: Mapping[str, Any]) -> Any:
        given = f" with inputs: {_told(inputs)}" if inputs else ""
        return f"SUCCESS: {around.node.name} executed{given}{_with_prompt(around)}"

    return work


def failure(around: Surroundings) -> Work:
    """Always fails."""

    def work(inputs: Mapping[str, Any]) -> Any:
        given = f" with inputs: {', '.join(inputs)}" if inputs else ""
        said = f"{around.node.name} executed (will set last_action_success=False){given}"
        return Failed(f"{said}{_with_prompt(around)} (Will force FAILURE branch)")

    return work


def branching(around: Surroundings) -> Work:
    """Succeeds or fails as an input says: the first, or the one that `success_field` names.

    `success_values` and `failure_values` list what counts as either; `default_result` decides on anything
    else, numbers included. Where the row has no such input, the first that it has of `fallback_fields` says.
    """
    context, name = around.node.context, around.node.name
    yes = _folded(context.get("success_values", YES))
    no = _folded(context.get("failure_values", NO))
    otherwise = flag(around.node, "default_result", default=True)

    def work(inputs: Mapping[str, Any]) -> Any:
        wanted = context.get("success_field") or next(iter(inputs), "success")
        fields = (wanted, *context.get("fallback_fields", FALLBACK))
        field = next((each for each in fields if each in inputs), None)
        passes = otherwise if field is None else _verdict(inputs[field], yes, no, otherwise)
        verb, branch = ("SUCCEED", "SUCCESS") if passes else ("FAIL", "FAILURE")
        why = f"using default behavior (no '{wanted}' field found)"
        if field is not None:
            why = f"based on '{field}' = {inputs[field]}"
        given = f" {why} [inputs: {_told(inputs)}]" if inputs else ""
        said = f"BRANCH: {name} will {verb}{given}{_with_prompt(around)} (Will trigger {branch} branch)"
        return said if passes else Failed(said)

    return work


def summary(around: Surroundings) -> Work:
    """The inputs that have a value, a paragraph for each; `separator` and `include_keys` say how."""
    context = around.node.context
    separator = str(context.get("separator", "\n\n"))
    named = flag(around.node, "include_keys", default=True)

    def work(inputs: Mapping[str, Any]) -> Any:
        given = {key: value for key, value in inputs.items() if value is not None}
        return separator.join(f"{key}: {value}" if named else str(value) for key, value in given.items())

    return work


def _with_prompt(around: Surroundings) -> str:
    return f" with prompt: '{around.prompt}'" if around.prompt else ""


def _told(inputs: Mapping[str, Any]) -> str:
    return ", ".join(f"{key}={value}" for key, value in inputs.items())


def _verdict(value: Any, yes: frozenset[str], no: frozenset[str], otherwise: bool) -> bool:
    said = _word(value)
    if said in yes:
        return True
    return False if said in no else otherwise


def _folded(values: Any) -> frozenset[str]:
    listed = values if isinstance(values, list | tuple | set) else [values]
    return frozenset(_word(value) for value in listed)


def _word(value: Any) -> str:
    """What a value is compared as: a text without its case, a number as it is written, True as 1."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip().casefold()
