"""Identifiers: UUID version 7 (RFC 9562), whose text sorts by time, and plain random ones."""

from __future__ import annotations

import os
import time
from functools import lru_cache

# A system call for each id would take longer than all the rest, and let go of the interpreter lock each time:
# another thread may then keep it for milliseconds. The ids are no secrets.
_AT_ONCE = 256
_DIGITS = 32
_random: list[str] = []

# The two highest bits of a digit as the variant has them, the others as they come.
_VARIANT = dict(zip("0123456789abcdef", "89ab" * 4, strict=True))


def random_id() -> str:
    """128 random bits as 32 hexadecimal digits."""
    try:
        return _random.pop()  # one that no other thread gets
    except IndexError:
        return _refilled()


def uuid7() -> str:
    """A new UUID in its usual 36 characters: 48 bits of Unix milliseconds, 74 random bits."""
    bits = random_id()
    stamp = _stamped(time.time_ns() // 1_000_000)
    return f"{stamp}{bits[:3]}-{_VARIANT[bits[3]]}{bits[4:7]}-{bits[7:19]}"


@lru_cache(maxsize=16)
def _stamped(milliseconds: int) -> str:
    # Many ids are made in one millisecond where it matters how long that takes.
    stamp = f"{milliseconds:012x}"
    return f"{stamp[:8]}-{stamp[8:]}-7"


def _refilled() -> str:
    digits = os.urandom(_AT_ONCE * _DIGITS // 2).hex()
    _random.extend(digits[start : start + _DIGITS] for start in range(_DIGITS, len(digits), _DIGITS))
    return digits[:_DIGITS]


if hasattr(os, "register_at_fork"):
    # A child must not make the ids that its parent makes.
    os.register_at_fork(after_in_child=_random.clear)
