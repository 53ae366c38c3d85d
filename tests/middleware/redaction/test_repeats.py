from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.middleware.redaction.repeats import is_repeat, without_repeats
from asgi_agent.middleware.redaction.signs import REPEATED

TOKENS = {"content": [{"token": "John", "bytes": [74], "top_logprobs": []}]}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"logprobs": TOKENS, "a": 1}, {"logprobs": None, "a": 1}),
        ({"a": [{"top_logprobs": [{"token": "]"}]}]}, {"a": [{"top_logprobs": []}]}),
        ({"logprobs": None}, {"logprobs": None}),
        ({"text": '"logprobs": [1]'}, {"text": '"logprobs": [1]'}),
        ({"token_ids": [1, 2]}, {"token_ids": []}),
        ({"logprobs_result": {"chosen_candidates": [TOKENS]}}, {"logprobs_result": None}),
        ({"prefill": [{"text": "John"}]}, {"prefill": []}),
        ({"context": [1, 2], "done": True}, {"context": [], "done": True}),
        ({"context": [1, 2]}, {"context": [1, 2]}),
        ({"context": [{"value": "John"}]}, {"context": [{"value": "John"}]}),
        ({"context": {"a": 1}}, {"context": {"a": 1}}),
    ],
)
def test_what_says_a_text_again_is_emptied(before: Any, after: Any) -> None:
    """The tokens of a model, in whatever object they stand; a string that only looks like it stays."""
    assert json.loads(without_repeats(json.dumps(before))) == after


def test_all_else_stays_character_for_character() -> None:
    """Numbers, spaces, duplicate names."""
    document = '{ "a" : 1.50, "logprobs" : {"x": "}"} , "a":1e400, "b":"\\u00e9"}'
    assert without_repeats(document) == '{ "a" : 1.50, "logprobs" : null , "a":1e400, "b":"\\u00e9"}'


def test_a_document_without_any_is_the_same_object() -> None:
    """It is not even copied."""
    document = '{"a": "logprobs"}'
    assert without_repeats(document) is document


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "logprobs", "context", '"', "token_ids"]), inner, max_size=3)
    ),
    max_leaves=12,
)


def emptied(value: Any) -> Any:
    """The same, done on the value."""
    if isinstance(value, dict):
        return {
            name: ([] if isinstance(item, list) else None)
            if isinstance(item, dict | list) and (is_repeat(name, item) or (name in REPEATED and not item))
            else emptied(item)
            for name, item in value.items()
        }
    return [emptied(item) for item in value] if isinstance(value, list) else value


@given(JSON)
def test_a_document_and_its_value_agree(value: Any) -> None:
    """Whatever is nested in whatever; empty ones are no matter."""
    found = json.loads(without_repeats(json.dumps(value)))
    assert json.dumps(emptied(found)) == json.dumps(emptied(value))
