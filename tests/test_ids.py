"""UUIDs of version 7."""

from __future__ import annotations

import os
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

from asgi_agent.ids import random_id, uuid7


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


def test_a_forked_child_makes_other_ids() -> None:
    """What was random in the parent is not used twice."""
    uuid7()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, uuid7()[-12:].encode())
        os._exit(0)
    os.close(writing)
    made = {uuid7()[-12:] for _ in range(1000)}
    with os.fdopen(reading, "rb") as file:
        theirs = file.read().decode()
    os.waitpid(child, 0)
    assert len(theirs) == 12
    assert theirs not in made


def test_threads_make_different_ids() -> None:
    """However many of them at once."""
    with ThreadPoolExecutor(4) as threads:
        made = [
            one for some in threads.map(lambda _: [uuid7() for _ in range(2000)], range(8)) for one in some
        ]
    assert len(set(made)) == len(made)


def test_a_plain_id_is_random_in_all_its_digits() -> None:
    """128 bits, each of which is used."""
    made = [random_id() for _ in range(600)]
    assert len(set(made)) == len(made)
    assert {len(one) for one in made} == {32}
    assert all({one[place] for one in made} == set("0123456789abcdef") for place in range(32))
