"""What says a text again token by token: no token is an identifier, and all of them are the text."""

from __future__ import annotations

from typing import Any

REPEATED = frozenset(
    {"logprobs", "top_logprobs", "prompt_logprobs", "logprobsResult", "logprobs_result", "top_tokens"}
    | {"completion_probabilities", "token_ids", "prompt_token_ids"}
)
"""Members of what models answer: tokens with their probabilities, or as numbers."""


def said_once(value: Any) -> Any:
    """A JSON value with such members emptied; itself where it has none."""
    return _said_once(value) if _repeats(value) else value


def _repeats(value: Any) -> bool:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            if any(map(_is_repeat, item, item.values())):
                return True
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
    return False


def _said_once(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: (None if isinstance(item, dict) else []) if _is_repeat(name, item) else _said_once(item)
            for name, item in value.items()
        }
    return list(map(_said_once, value)) if isinstance(value, list) else value


def _is_repeat(name: Any, value: Any) -> bool:
    return bool(value) and isinstance(value, dict | list) and name in REPEATED
