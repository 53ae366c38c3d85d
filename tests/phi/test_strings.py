from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.phi.strings import in_text, in_value, is_document

texts = st.text(st.characters(exclude_characters="<"), max_size=8)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
)


def marked(text: str) -> str:
    return f'<{text}"\\\n>'


@given(values)
def test_text_and_value_are_changed_alike(value: Any) -> None:
    """Changing JSON text gives what changing the value and writing it gives."""
    for ascii_only in (True, False):
        text = json.dumps(value, ensure_ascii=ascii_only)
        assert json.loads(in_text(text, marked)) == in_value(value, marked)


@given(values)
def test_what_needs_no_change_is_not_written_anew(value: Any) -> None:
    """Text in which nothing changes stays character for character."""
    text = json.dumps(value, indent=1)
    assert in_text(text, str) == text


def test_keeps_all_that_is_no_string() -> None:
    """Numbers that no parser keeps, double keys, spaces and order stay as they are."""
    text = '{ "b":1.10, "a" : 12345678901234567890123, "b": 1E400,\n"x": "a" }'
    assert in_text(text, lambda s: s.replace("a", "z")) == text.replace('"a"', '"z"')


def test_escapes_what_it_puts_in() -> None:
    """Quotes, backslashes and line ends in a new string are written as JSON has it."""
    assert json.loads(in_text('["a"]', marked)) == ['<a"\\\n>']


def test_reads_escapes() -> None:
    """A string is changed as what it says, not as it is written."""
    assert in_text('["\\u0061b"]', str.upper) == '["AB"]'


@pytest.mark.parametrize("text", ["", '"', '"abc', '\\"', 'a "\\x" b', '"\\', "no json"])
def test_leaves_what_is_no_json(text: str) -> None:
    """A text that is none is not made worse."""
    assert in_text(text, str.upper) == text


@pytest.mark.parametrize("text", ["{}", " [1]\n", '{"a": "b"}'])
def test_a_document_is_an_object_or_an_array(text: str) -> None:
    """With white space around it."""
    assert is_document(text)


@pytest.mark.parametrize("text", ["", "1", '"a"', "[NAME_k7f3]", "{a}", '{"a": 1} b', "[" * 100_000])
def test_what_is_no_document_is_none(text: str) -> None:
    """Other values, tokens, texts that only begin like one."""
    assert not is_document(text)


def test_a_copy_is_changed() -> None:
    """The caller's value stays as it was."""
    value = {"a": ["a", {"a": "a"}]}
    assert in_value(value, str.upper) == {"A": ["A", {"A": "A"}]}
    assert value == {"a": ["a", {"a": "a"}]}


def test_loses_no_member() -> None:
    """A key that would become another's stays, whichever comes first."""
    assert in_value({"a": 1, "A": 2}, str.upper) == {"a": 1, "A": 2}
    assert in_value({"A": 1, "a": 2}, str.upper) == {"A": 1, "a": 2}
    assert in_value({"a": 1, "b": 2}, lambda key: "x") == {"x": 1, "b": 2}


def test_leaves_keys_that_are_no_text() -> None:
    """What only Python has as a key is left alone."""
    assert in_value({1: ("a",)}, str.upper) == {1: ["A"]}


def test_goes_as_deep_as_any_parser() -> None:
    """Nesting costs one level of recursion each, so that what could be read can be changed."""
    value: Any = "a"
    for _ in range(400):
        value = [{"a": value}]
    changed = in_value(value, str.upper)
    for _ in range(400):
        changed = changed[0]["A"]
    assert changed == "A"
