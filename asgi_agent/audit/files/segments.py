"""The segment files as those who look for the end of a chain read them."""

from __future__ import annotations

import os
from mmap import ACCESS_READ, mmap

import msgspec

from asgi_agent.audit.chain import Head, line_hash
from asgi_agent.audit.files.head import Position
from asgi_agent.audit.files.layout import segment_name, segment_numbers
from asgi_agent.audit.record import DECODE_ERRORS, MAX_LINE

SEARCHED = 256 << 20
"""Bytes that are looked through at once: some tenths of a second."""
WINDOW = 1 << 16


class _Link(msgspec.Struct):
    """Of a line, what chains it. The rest is not looked at: a newer version may write more."""

    log: str
    seq: int
    prev: str


_decoder = msgspec.json.Decoder(_Link)


class Segments:
    """The segment files in the directory of a log.

    Args:
        directory: where they are.
        log: name of the log; lines that say another one are none of its lines.
    """

    def __init__(self, directory: str, log: str) -> None:
        self.directory, self.log = directory, log

    def size(self, number: int) -> int | None:
        """The size of a segment; None where there is none."""
        try:
            return os.stat(self._path(number)).st_size
        except FileNotFoundError:
            return None

    def numbers(self) -> list[int]:
        """The segments that have anything in them, in order."""
        return [number for number in segment_numbers(self.directory) if self.size(number)]

    def highest(self) -> int:
        """The highest number of a segment, be it an empty one; 0 if there is none."""
        return max(segment_numbers(self.directory), default=0)

    def ends_with(self, position: Position) -> bool:
        """Whether the line that ends at a position is the one that it tells of."""
        head, number, offset = position
        if offset == 0:
            return True  # in a segment that was begun, no line does
        with open(self._path(number), "rb") as file:
            start = max(0, offset - MAX_LINE - 1)
            file.seek(start)
            line = file.read(offset - start).removesuffix(b"\n").rpartition(b"\n")[2]
        link = self._link(line)
        return link is not None and head == (link.seq, line_hash(line))

    def follow(self, position: Position) -> Position:
        """The end of the lines in a segment that follow a position without a break."""
        head, number, offset = position
        with open(self._path(number), "rb") as file:
            file.seek(offset)
            while (line := file.readline(MAX_LINE + 1)).endswith(b"\n"):
                link = self._link(line)
                if link is None or (link.seq, link.prev) != (head.seq + 1, head.hash):
                    break
                head, offset = Head(link.seq, line_hash(line[:-1])), offset + len(line)
        return Position(head, number, offset)

    def has_older(self, position: Position) -> bool:
        """Whether a line beyond a position in its segment has a number that the chain there has passed."""
        with open(self._path(position.segment), "rb") as file:
            file.seek(position.offset)
            links = map(self._link, iter(lambda: file.readline(MAX_LINE + 1), b""))
            return any(link is not None and link.seq <= position.head.seq for link in links)

    def last(self, number: int) -> Position | None:
        """The end of the last line in a segment that is one of this log's; None where there is none."""
        with open(self._path(number), "rb") as file:
            end = start = file.seek(0, os.SEEK_END)
            while start > 0:
                start = max(0, start - WINDOW)
                file.seek(start)
                # Windows overlap, so that a line which begins before one of them is whole in the next.
                window = file.read(min(end - start, WINDOW + MAX_LINE))
                if (found := self._last_in(window)) is not None:
                    head, length = found
                    return Position(head, number, start + length)
        return None

    def lack(self, needle: bytes) -> bool:
        """Whether no segment has some bytes. False as well where there is too much to look through."""
        numbers = self.numbers() if os.path.isdir(self.directory) else []
        if sum(self.size(number) or 0 for number in numbers) > SEARCHED:
            return False
        return not any(self._has(number, needle) for number in numbers)

    def _has(self, number: int, needle: bytes) -> bool:
        with open(self._path(number), "rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as segment:
            return segment.find(needle) >= 0

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
        except DECODE_ERRORS:
            return None
        return link if link.log == self.log else None

    def _path(self, number: int) -> str:
        return os.path.join(self.directory, segment_name(number))
