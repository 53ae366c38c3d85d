"""Rules see one character for each look-alike, and offsets lead back to the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.phi.view import offsets_of, view_of


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("\uff11\uff12\uff13", "123"),
        ("12\u200b3", "123"),
        ("12\u00ad3", "123"),
        ("\u202e123", "123"),
        ("12\u20113", "12-3"),
        ("O\u2019Brien", "O'Brien"),
        ("a\u00a0b", "a b"),
        ("Jose\u0301", "Jose"),
        ("\u2460", "1"),
        ("\ufb01", "\ufb01"),
        ("José", "José"),
    ],
)
def test_look_alikes_are_seen_as_the_plain_character(text: str, seen: str) -> None:
    """Full-width, zero-width, soft hyphens, direction marks, dashes, quotes, spaces, accents apart."""
    assert view_of(text) == seen


@given(st.text(), st.text())
def test_the_view_of_a_text_is_the_views_of_its_pieces(left: str, right: str) -> None:
    """So a stream sees what the whole sees."""
    assert view_of(left + right) == view_of(left) + view_of(right)


@given(st.text())
def test_offsets_lead_back_to_the_characters_that_are_seen(text: str) -> None:
    """One offset for each character of the view, and one for the end."""
    seen = view_of(text)
    offsets = offsets_of(text, seen)
    if offsets is None:
        assert len(seen) == len(text)
    else:
        assert offsets == sorted(set(offsets))
        assert len(offsets) == len(seen) + 1
        assert offsets[-1] == len(text)
        assert all(view_of(text[place]) == character for place, character in zip(offsets, seen, strict=False))
