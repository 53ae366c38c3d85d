"""Identifiers: UUID version 7 (RFC 9562), whose text sorts by time."""

from __future__ import annotations

import os
import time
from functools import lru_cache

# A system call for each id would take longer than all the rest, and let go of the interpreter lock each time.
_AT_ONCE = 256
_random: list[str] = []

# The two highest bits of a digit as the variant has them, the others as they come.
_VARIANT = dict(zip("0123456789abcdef", "89ab" * 4, strict=True))


def uuid7() -> str:
    """A new UUID in its usual 36 characters: 48 bits of Unix milliseconds, 74 random bits."""
    try:
        bits = _random.pop()  # one that no other thread gets
    except IndexError:
        bits = _refilled()
    stamp = _stamped(time.time_ns() // 1_000_000)
    return f"{stamp}{bits[:3]}-{_VARIANT[bits[3]]}{bits[4:7]}-{bits[7:19]}"


@lru_cache(maxsize=16)
def _stamped(milliseconds: int) -> str:
    # Many ids are made in one millisecond where it matters how long that takes.
    stamp = f"{milliseconds:012x}"
    return f"{stamp[:8]}-{stamp[8:]}-7"


def _refilled() -> str:
    digits = os.urandom(10 * _AT_ONCE).hex()
    _random.extend(digits[start : start + 20] for start in range(20, len(digits), 20))
    return digits[:20]


if hasattr(os, "register_at_fork"):
    # A child must not make the ids that its parent makes.
    os.register_at_fork(after_in_child=_random.clear)
