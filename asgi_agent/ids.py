"""Identifiers: UUID version 7 (RFC 9562), whose text sorts by time."""

from __future__ import annotations

import os
import time

# The two highest bits of a digit as the variant has them, the others as they come.
_VARIANT = dict(zip("0123456789abcdef", "89ab" * 4, strict=True))


def uuid7() -> str:
    """A new UUID in its usual 36 characters: 48 bits of Unix milliseconds, 74 random bits."""
    stamp = f"{time.time_ns() // 1_000_000:012x}"
    bits = os.urandom(10).hex()
    return f"{stamp[:8]}-{stamp[8:]}-7{bits[:3]}-{_VARIANT[bits[3]]}{bits[4:7]}-{bits[7:19]}"
