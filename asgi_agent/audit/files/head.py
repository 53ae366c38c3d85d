"""The head file: where the chain ends and where in which segment its last line does."""

from __future__ import annotations

import errno
import os
import re
from typing import NamedTuple

import msgspec

from asgi_agent.audit.chain import EMPTY, Head
from asgi_agent.audit.reading import WrittenHead
from asgi_agent.audit.record import DECODE_ERRORS, VERSION

SIZE = 256
"""Of the line, so that it is rewritten in place, within one sector: it is never half an old one."""

_sha256 = re.compile(r"[0-9a-f]{64}").fullmatch


class Position(NamedTuple):
    """A place at which the chain can go on: its head, and the end of its last line in a segment."""

    head: Head
    segment: int
    offset: int


BEGINNING = Position(EMPTY, 1, 0)
"""Where the first record of a log goes."""


def write_head(file: int, position: Position, log: str) -> None:
    """Rewrite the head file."""
    head, segment, offset = position
    line = msgspec.json.encode(WrittenHead(VERSION, log, head.seq, head.hash, segment, offset))
    os.pwrite(file, line.ljust(SIZE - 1) + b"\n", 0)


def read_head(file: int, log: str) -> Position | None:
    """What the head file says; None where it says nothing that makes sense.

    Raises:
        OSError: it speaks of another log.
    """
    try:
        line = msgspec.json.decode(os.pread(file, SIZE, 0), type=WrittenHead)
    except DECODE_ERRORS:
        return None
    if line.seq < 0 or line.segment < 1 or line.offset < 0 or not _sha256(line.hash):
        return None
    if line.log != log:
        raise OSError(errno.EILSEQ, f"the directory holds the log {line.log}, not {log}")
    return Position(Head(line.seq, line.hash), line.segment, line.offset)
