"""Finding where a chain goes on when the head file and the segments do not agree. Only reads.

What is found out is told in gaps, which become `audit.gap` records:

- `torn`: a write was cut; what it left is no record that anybody was told is durable. Moved to a file.
- `missing`: records were durable and are gone, `first` to `last`. The chain goes on behind the last of them,
  so that whoever verifies it sees the break.
- `head`: the head file was lost or fits nothing; the end of the chain was looked up in the segments.
"""

from __future__ import annotations

import errno
import os
from typing import NamedTuple

import msgspec

from asgi_agent.audit.chain import Head, line_hash
from asgi_agent.audit.files.head import BEGINNING, Position
from asgi_agent.audit.files.layout import segment_name, segment_numbers
from asgi_agent.audit.record import MAX_LINE, Chain

WINDOW = 1 << 16


class _Link(msgspec.Struct):
    """Of a line, what chains it. The rest is not looked at: a newer version may write more."""

    log: str
    seq: int
    prev: str


_decoder = msgspec.json.Decoder(_Link)


class Found(NamedTuple):
    """Where the chain goes on, and what has to be said of it.

    `position.offset` is where its segment is to end: bytes beyond it are torn.
    """

    position: Position
    gaps: tuple[Chain, ...] = ()


class Segments:
    """The segment files of a directory as recovery reads them."""

    def __init__(self, directory: str, log: str) -> None:
        self.directory, self.log = directory, log

    def size(self, number: int) -> int | None:
        """The size of a segment; None where there is none."""
        try:
            return os.stat(os.path.join(self.directory, segment_name(number))).st_size
        except FileNotFoundError:
            return None

    def numbers(self) -> list[int]:
        """The segments that have anything in them, in order."""
        return [number for number in segment_numbers(self.directory) if self.size(number)]

    def follow(self, position: Position) -> Position:
        """The end of the lines in a segment that follow a position without a break."""
        head, number, offset = position
        with open(os.path.join(self.directory, segment_name(number)), "rb") as file:
            file.seek(offset)
            while (line := file.readline(MAX_LINE + 1)).endswith(b"\n"):
                link = self._link(line)
                if link is None or (link.seq, link.prev) != (head.seq + 1, head.hash):
                    break
                head, offset = Head(link.seq, line_hash(line[:-1])), offset + len(line)
        return Position(head, number, offset)

    def last(self, number: int) -> Position | None:
        """The end of the last line in a segment that is one of this log's; None where there is none."""
        with open(os.path.join(self.directory, segment_name(number)), "rb") as file:
            end = file.seek(0, os.SEEK_END)
            start = end
            while start > 0:
                start = max(0, start - WINDOW)
                file.seek(start)
                # A line may begin before the window: then the next, overlapping one has it whole.
                if (found := self._last_in(file.read(min(end - start, WINDOW + MAX_LINE)))) is not None:
                    head, length = found
                    return Position(head, number, start + length)
        return None

    def _last_in(self, window: bytes) -> tuple[Head, int] | None:
        end = window.rfind(b"\n")
        while end >= 0:
            start = window.rfind(b"\n", 0, end) + 1
            line = window[start:end]
            if (link := self._link(line)) is not None:
                return Head(link.seq, line_hash(line)), end + 1
            end = start - 1
        return None

    def _link(self, line: bytes) -> _Link | None:
        try:
            link = _decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None
        return link if link.log == self.log else None


def find_end(segments: Segments, stated: Position | None, known: Position | None) -> Found:
    """Where the chain goes on.

    Args:
        segments: what is on the disk.
        stated: what the head file says, if it says anything.
        known: how far this process itself has seen the chain, if it has.

    Raises:
        OSError: the files cannot be read.
    """
    found = _follow_all(segments, stated) if stated is not None else None
    if found is None:
        found = _look_up(segments, stated, known)
    if known is not None and not _reaches(found.position.head, known.head):
        found = _missing(segments, found, known)
    return found


def _follow_all(segments: Segments, stated: Position) -> Found | None:
    """Read on from a head that is behind, over any number of segments; None where it fits nothing."""
    size = segments.size(stated.segment)
    if size is None or size < stated.offset:
        return None
    position = segments.follow(stated)
    for number in [number for number in segments.numbers() if number > stated.segment]:
        further = segments.follow(Position(position.head, number, 0))
        if position.offset != segments.size(position.segment) or further.head == position.head:
            return None
        position = further
    torn = position.offset != segments.size(position.segment)
    return Found(position, (Chain(reason="torn"),) if torn else ())


def _look_up(segments: Segments, stated: Position | None, known: Position | None) -> Found:
    """Where the last line stands that there is, whatever the head file says."""
    numbers = segments.numbers()
    position = next(filter(None, map(segments.last, reversed(numbers))), None)
    if position is None and numbers:
        raise OSError(errno.EILSEQ, f"no segment has a line of the log {segments.log}", segments.directory)
    position = position or BEGINNING
    if numbers and position.segment != numbers[-1]:
        position = Position(position.head, numbers[-1], 0)
    torn = position.offset != (segments.size(position.segment) or 0)
    found = Found(position, (Chain(reason="torn"),) if torn else ())
    if stated is not None and stated.head.seq > position.head.seq:
        return _missing(segments, found, stated)
    if stated is None and known is None and not numbers:
        return found
    return found._replace(gaps=(*found.gaps, Chain(reason="head")))


def _reaches(head: Head, known: Head) -> bool:
    return head.seq > known.seq or head == known


def _missing(segments: Segments, found: Found, wanted: Position) -> Found:
    """Go on behind records that are gone: with their numbers and hash, which nothing on the disk has."""
    position = found.position
    gap = Chain(reason="missing", first=min(position.head.seq + 1, wanted.head.seq), last=wanted.head.seq)
    numbers = segment_numbers(segments.directory)
    if wanted.segment not in numbers:
        # A number is never given twice, so that a file which is gone stays gone.
        position = Position(wanted.head, max([*numbers, wanted.segment]) + 1, 0)
    return Found(position._replace(head=wanted.head), (*found.gaps, gap))
