"""Agents that wait for somebody: input, human, suspend. Each is an interrupt of LangGraph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent.workflows.agents.step import CannotBuild, Failed
from asgi_agent.workflows.prompts import fill

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from asgi_agent.workflows.agents.step import Surroundings, Work

APPROVE = frozenset({"approve", "approved", "yes", "true", "accept", "continue"})
REJECT = frozenset({"reject", "rejected", "no", "false", "decline", "cancel", "skip"})
# AgentMap's server takes an answer without an action for one to continue, so it decides nothing by itself.
DECISIVE = (APPROVE | REJECT) - {"continue"}


class _Unclear(ValueError):
    """The answer is none to the question."""


def ask(around: Surroundings) -> Work:
    """The answer to the prompt, as a text."""
    return _asking(around, "text_input", _text)


def human(around: Surroundings) -> Work:
    """The answer to the prompt: a text, or an `approval`, `choice` or `edit` as `interaction_type` says.

    A rejection, and `reject`, `cancel` or `skip` to any of them, is a failure. An approval is decided by its
    action, whatever is said beside it. An answer that is none is asked for again, with what is wrong with it.
    """
    kind = str(around.node.context.get("interaction_type", "text_input"))
    readers = {"approval": _approval, "choice": _choice(around), "text_input": _text, "edit": _text}
    if kind not in readers:
        raise CannotBuild(f"interaction_type is one of {', '.join(readers)}, not {kind!r}", "Context")
    return _asking(around, kind, readers[kind])


def suspend(around: Surroundings) -> Work:
    """Whatever the run is resumed with."""

    def work(inputs: Mapping[str, Any]) -> Any:
        from langgraph.types import interrupt

        return interrupt(_question(around, "suspend", inputs))

    return work


def _asking(around: Surroundings, kind: str, read: Callable[[Any], Any]) -> Work:
    def work(inputs: Mapping[str, Any]) -> Any:
        from langgraph.types import interrupt

        question = _question(around, kind, inputs)
        while True:
            action, answer = _answer(interrupt(question))
            if kind == "approval":
                answer = _decision(action, answer)
            elif action in ("cancel", "skip", "reject"):
                return Failed()
            try:
                return read(answer)
            except _Unclear as unclear:
                question = {**question, "error": str(unclear)}

    return work


def _question(around: Surroundings, kind: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """What the client sees of a pending question."""
    context = around.node.context
    question = {
        "type": kind,
        "node": around.node.name,
        "prompt": fill(around.prompt, inputs),
        "inputs": dict(inputs),
    }
    kept = ("options", "timeout_seconds", "default_option", "default_action")
    return question | {name: context[name] for name in kept if name in context}


def _answer(given: Any) -> tuple[str, Any]:
    """The action and the value of an answer: the value itself, or `{"action": ..., "data": {...}}`."""
    if not isinstance(given, dict) or "action" not in given:
        return "", given
    action, data = str(given["action"]).strip().casefold(), given.get("data")
    if not isinstance(data, dict):
        return action, action if data is None else data
    for name in ("choice", "text", "value", "edited", "response"):
        if name in data:
            return action, data[name]
    return action, data or action


def _decision(action: str, answer: Any) -> Any:
    if action in DECISIVE:
        return action
    return answer.get("approved", action) if isinstance(answer, dict) else answer


def _approval(answer: Any) -> Any:
    text = str(answer).strip().casefold()
    if text in APPROVE:
        return True
    if text in REJECT:
        return Failed(False)
    raise _Unclear("answer approve or reject")


def _choice(around: Surroundings) -> Callable[[Any], Any]:
    options = around.node.context.get("options")
    if around.node.context.get("interaction_type") == "choice" and not (
        isinstance(options, list) and options
    ):
        raise CannotBuild("a choice has options", "Context")

    def read(answer: Any) -> Any:
        assert isinstance(options, list)
        if answer in options:
            return answer
        # As AgentMap counts them: from 1.
        if isinstance(answer, int) and not isinstance(answer, bool) and 1 <= answer <= len(options):
            return options[answer - 1]
        raise _Unclear(f"answer one of {', '.join(map(str, options))}")

    return read


def _text(answer: Any) -> Any:
    if isinstance(answer, str):
        return answer
    raise _Unclear("answer with a text")
