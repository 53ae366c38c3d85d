"""The hash chain: each line holds the SHA-256 of the line before it, over its exact bytes.

What is hashed is what stands on the disk, without the line break; nothing is ever serialised again to be
checked. The module is pure.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from asgi_agent.audit.record import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable

GENESIS = "0" * 64
"""`prev` of the first record of a log."""


class Head(NamedTuple):
    """Where a chain ends: the sequence number and the hash of its last line."""

    seq: int
    hash: str


EMPTY = Head(0, GENESIS)
"""The head of a log without records; the first record has `seq` 1."""


def line_hash(line: bytes) -> str:
    """SHA-256 of a line without its line break, in hexadecimal."""
    return hashlib.sha256(line).hexdigest()


def seal(
    body: bytes, log: str, head: Head, mac: Callable[[int, bytes], str] | None = None
) -> tuple[bytes, Head]:
    """Put an encoded record behind the head of a chain.

    Args:
        body: what `encode_record` gave.
        log: name of the log.
        head: where the chain ends.
        mac: makes the keyed MAC of a line from its `seq` and its bytes up to there; None for a chain without.

    Returns:
        The line, without a line break, and where the chain ends now.
    """
    seq = head.seq + 1
    line = b'{"v":%d,"log":"%s","seq":%d,%s,"prev":"%s"' % (
        VERSION,
        log.encode(),
        seq,
        body[1:-1],
        head.hash.encode(),
    )
    line += b"}" if mac is None else b',"mac":"%s"}' % mac(seq, line).encode()
    return line, Head(seq, line_hash(line))
