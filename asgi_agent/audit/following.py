"""Watching a log grow: its newest records, and those that are written from now on."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from asgi_agent.audit.reading import LogReader, Segment


class Follower:
    """Reads a log from its end, over any number of segments.

    Args:
        reader: the log.
    """

    def __init__(self, reader: LogReader) -> None:
        self._reader = reader
        self._segments = reader.segments()
        self._segment, self._offset = 0, 0
        if self._segments:
            last = self._segments[-1]
            self._segment, self._offset = last.number, last.size - len(last.torn())

    def last(self, count: int, wanted: Callable[[bytes], bool] = lambda line: True) -> list[bytes]:
        """The last lines up to where this one began to follow, oldest first.

        Args:
            count: how many at most.
            wanted: which ones.
        """
        found: list[bytes] = []
        for segment in reversed(self._segments):
            if len(found) >= count:
                break
            found = [*deque(filter(wanted, segment.lines()), maxlen=count - len(found)), *found]
        return found

    def new(self) -> Iterator[bytes]:
        """The lines that were written since the last call ended, or since this one began to follow.

        A log that has meanwhile been replaced by another is read from its beginning.
        """
        segments = self._reader.segments()
        if segments and segments[-1].number < self._segment:
            self._segment, self._offset = 0, 0
        for segment in segments:
            if segment.number < self._segment:
                continue
            if segment.number > self._segment:
                self._segment, self._offset = segment.number, 0
            yield from self._read(segment)

    def _read(self, segment: Segment) -> Iterator[bytes]:
        if self._offset > segment.size:
            self._offset = 0
        for line in segment.lines(self._offset):
            self._offset += len(line) + 1
            yield line
