"""Whether a text that comes in pieces can still become a document: the answer of a parser, at every cut."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asgi_agent.phi.documents import JSONPrefix, NotJSONError
from asgi_agent.phi.documents.tree import parse

fragments = st.sampled_from(
    [
        *'{}[]",:\\ \n0123456789-+.eEutfalsn',
        *(
            "true",
            "false",
            "null",
            "\\u00",
            '"a"',
            '"k":',
            "1.5e-3",
            "-0",
            "01",
            *("NaN", "Infinity", "-Infinity", "I", "N"),
            "\ufeff",
            "\x01",
            "é",
        ),
        '"\\ud83d\\ude00"',
    ]
)
documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)
texts = st.one_of(
    st.lists(fragments, max_size=12).map("".join),
    st.builds(json.dumps, documents, ensure_ascii=st.booleans(), indent=st.none() | st.just(1)),
)


def is_document(text: str) -> bool:
    try:
        return isinstance(parse(text), tuple | list)
    except NotJSONError:
        return False


def read(*pieces: str) -> JSONPrefix:
    prefix = JSONPrefix()
    for piece in pieces:
        prefix.feed(piece)
    return prefix


@given(texts)
@example('{"a":[1.5e+3,"\\u00e9",{"b":null}],"c":-0}')
def test_a_text_is_complete_exactly_when_a_parser_takes_it(text: str) -> None:
    """An object or an array, strictly; nothing else is a document."""
    assert (read(text).state == "complete") is is_document(text)


@given(texts)
@example('[tru, "\\u12", -]')
def test_the_answer_is_the_same_however_the_text_is_cut(text: str) -> None:
    """In two at every place, and into single characters."""
    whole = read(text).state
    assert read(*text).state == whole
    for cut in range(len(text) + 1):
        assert read(text[:cut], "", text[cut:]).state == whole


@given(texts)
@example('{"a":{"b":[tr')
def test_what_is_open_can_be_completed_and_what_is_broken_cannot(text: str) -> None:
    """So neither answer comes too early or too late."""
    for cut in range(len(text) + 1):
        prefix = read(text[:cut])
        if prefix.state == "open":
            assert is_document(text[:cut] + prefix.completion)
        elif prefix.state == "broken":
            assert not is_document(text)


@pytest.mark.parametrize(
    ("text", "completion"),
    [
        ("", "[]"),
        (" \n", "[]"),
        ("{", "}"),
        ('{"a', '":null}'),
        ('{"a"', ":null}"),
        ('{"a":', "null}"),
        ('{"a":1', "}"),
        ('{"a":1.', "0}"),
        ('{"a":-', "0}"),
        ('{"a":1,', '"":null}'),
        ("[tr", "ue]"),
        ('["x', '"]'),
        ('["x\\', '\\"]'),
        ('["x\\u0', '000"]'),
        ('[{"a":[', "]}]"),
        ("[] ", ""),
        ("[]]", ""),
    ],
)
def test_a_completion_is_the_shortest_there_is(text: str, completion: str) -> None:
    """It closes what is open, and says nothing."""
    assert read(text).completion == completion


@pytest.mark.parametrize(
    "text", ["x", "1", '"a"', "}", "nul", "{1", "[,", "[1 2", "{'a'", "\ufeff\ufeff[", "[1]x"]
)
def test_a_text_is_broken_at_once(text: str) -> None:
    """Prose is let go with its first letter."""
    assert read(text).state == "broken"
    assert read(text, "}", "]").state == "broken"


def test_depth_costs_no_stack() -> None:
    """What is too deep for a parser is still open, and is refused when it is read."""
    assert read("[" * 100_000).state == "open"
    assert read("[" * 100_000, "]" * 100_000).state == "complete"


def test_each_character_is_looked_at_once() -> None:
    """A long string that comes in small pieces is not read again with each."""
    prefix = read('["')
    for _ in range(100_000):
        prefix.feed("abcd")
    prefix.feed('"]')
    assert prefix.state == "complete"
