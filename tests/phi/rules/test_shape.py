"""The shape of a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.phi.rules.shape import shape_of


def test_characters_become_their_kinds() -> None:
    """Signs stay what they are."""
    assert shape_of("MRN: ab-12\té") == "AAA: aa-00 a"


@given(st.text())
def test_a_shape_is_as_long_as_its_text(text: str) -> None:
    """Lone surrogates and all, so that offsets agree; digits are those of ASCII."""
    shape = shape_of(text)
    assert len(shape) == len(text)
    assert [at for at, kind in enumerate(shape) if kind == "0"] == [
        at for at, character in enumerate(text) if character in "0123456789"
    ]
