"""UUIDs of version 7."""

from __future__ import annotations

import time
import uuid

from asgi_agent.ids import uuid7


def test_an_id_is_a_uuid_of_version_7() -> None:
    """By its version, its variant and its spelling (RFC 9562)."""
    for _ in range(100):
        text = uuid7()
        value = uuid.UUID(text)
        assert (value.version, value.variant) == (7, uuid.RFC_4122)
        assert text == str(value)


def test_an_id_holds_the_time_in_milliseconds() -> None:
    """In its first 48 bits, so that its text sorts by time."""
    before = time.time_ns() // 1_000_000
    stamp = uuid.UUID(uuid7()).int >> 80
    assert before <= stamp <= time.time_ns() // 1_000_000


def test_ids_made_at_once_differ() -> None:
    """In 74 random bits, each of which is used."""
    made = [uuid.UUID(uuid7()).int for _ in range(2000)]
    assert len(set(made)) == len(made)
    ones, zeros = 0, 0
    for value in made:
        ones |= value
        zeros |= ~value
    random_bits = (1 << 62) - 1 | 0xFFF << 64
    assert ones & zeros & random_bits == random_bits
