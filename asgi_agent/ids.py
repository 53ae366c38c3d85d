"""Identifiers: UUID version 7 (RFC 9562), whose text sorts by time."""

from __future__ import annotations

import os
import time


def uuid7() -> str:
    """A new UUID in its usual 36 characters: 48 bits of Unix milliseconds, 74 random bits."""
    value = int.from_bytes(os.urandom(10), "big")
    stamp = time.time_ns() // 1_000_000
    number = stamp << 80 | 0x7 << 76 | (value >> 68) << 64 | 0b10 << 62 | value & (1 << 62) - 1
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
