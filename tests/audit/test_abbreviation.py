"""Pseudonyms in short."""

from __future__ import annotations

import pytest

from asgi_agent.audit.abbreviation import abbreviated
from tests.audit.visits import PSEUDONYMS


def test_a_pseudonym_is_its_key_and_its_first_digits() -> None:
    """Enough to tell one from another, too little to take for the whole."""
    whole = PSEUDONYMS.of("patient", "MRN-1")
    assert abbreviated(whole) == f"v2:{whole[8:16]}"


@pytest.mark.parametrize(
    "value", ["", "dr.grey", "hmac:", "hmac:evil", "hmac:a:b", "hmac:v1:0123456789ABCDEF"]
)
def test_anything_else_is_what_it_is(value: str) -> None:
    """An id may come from a token, and look like anything."""
    assert abbreviated(value) == value
