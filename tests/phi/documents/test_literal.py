"""Where the characters of a JSON string stand in its literal."""

from __future__ import annotations

import json

from hypothesis import example, given
from hypothesis import strategies as st

from asgi_agent.phi.documents.literal import escaped, literals, places
from asgi_agent.phi.documents.tree import leaves, parse, tree_of


@given(st.text(st.characters()), st.booleans())
@example('\\"/\n\U0001f600\ud83d\ud83d\ude00\x7f', True)
def test_every_character_is_found_in_the_literal(text: str, ascii_only: bool) -> None:
    """Cut at its place, the literal gives the text cut at the same character."""
    literal = json.dumps(text, ensure_ascii=ascii_only)
    at = places(literal, 0, len(literal)) or list(range(1, len(literal)))
    decoded = json.loads(literal)
    assert len(at) == len(decoded) + 1
    for index, place in enumerate(at):
        assert json.loads(literal[:place] + '"') == decoded[:index]


@given(st.text(st.characters()))
def test_what_is_escaped_is_read_back(text: str) -> None:
    """Whatever stands for an identifier cannot end its string."""
    assert json.loads(f'"{escaped(text)}"') == text or not text.isprintable()


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@given(values)
def test_literals_are_counted_as_the_tree_counts_them(value: object) -> None:
    """The number of a string in the tree is its number in the text."""
    text = json.dumps(value, indent=1)
    tree = parse(text)
    assert tree == tree_of(json.loads(text))
    assert len(list(literals(text))) == leaves(tree) == leaves(tree_of(value))
