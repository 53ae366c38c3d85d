"""AgentMap's pauses as interrupts, and answers as it wants them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from asgi_agent.errors import InvalidInputError
from asgi_agent.events import Interrupt
from asgi_agent.graphs.agentmap.results import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

# Those that the runtime takes; with any other it refuses the answer.
ACTIONS = frozenset(
    {
        *("approve", "reject", "choose", "respond", "edit", "continue", "stop", "retry", "skip"),
        *("submit", "cancel", "text_input", "save", "reply", "end"),
    }
)
SHOWN = ("type", "node_name", "interaction_type", "prompt", "options", "inputs")


def question(result: Mapping[str, Any]) -> tuple[str, Interrupt] | None:
    """AgentMap's id of the thread that waits, and the interrupt; None if the run has not stopped at one.

    A run that was resumed and stops again is reported as a success, with the question among its outputs.
    """
    outputs = result.get("outputs") or {}
    asked = next(
        (each.value for each in outputs.get("__interrupt__", ()) if isinstance(each.value, dict)), None
    )
    if not result.get("interrupted") and asked is None:
        return None
    info = asked or result.get("interrupt_info") or {}
    thread = str(result.get("thread_id") or outputs.get("__thread_id"))
    value = {key: each for key, each in visible(info).items() if key in SHOWN and each not in (None, [], "")}
    return thread, Interrupt(f"{thread}:{info.get('node_name')}", value, reason=str(info.get("type")))


def answered(interrupt_id: str, resume: Any) -> Any:
    """The answer itself, from `{interrupt_id: answer}` or bare."""
    return resume[interrupt_id] if isinstance(resume, dict) and set(resume) == {interrupt_id} else resume


def resume_token(thread: str, answer: Any) -> str:
    """An answer as the runtime reads it.

    An answer is AgentMap's own `{"action", "data"}` or one of its actions, True or False to an approval, a
    number to a choice (counted from 1), or a text.

    Raises:
        InvalidInputError: it is none of these.
    """
    action, data = _response(answer)
    return json.dumps({"thread_id": thread, "response_action": action, "response_data": data})


def _response(answer: Any) -> tuple[str, dict[str, Any]]:
    if isinstance(answer, bool):
        return ("approve" if answer else "reject"), {}
    if isinstance(answer, int):
        return "choose", {"choice": answer}
    if isinstance(answer, str):
        return (answer, {}) if answer in ACTIONS else ("respond", {"text": answer, "edited": answer})
    if isinstance(answer, dict) and answer.get("action") in ACTIONS:
        data = answer.get("data", {})
        if isinstance(data, dict):
            return answer["action"], data
    fault = {"loc": "body.resume", "msg": f"Expected an action of {', '.join(sorted(ACTIONS))}"}
    raise InvalidInputError("this answers no question of AgentMap", errors=[fault])
