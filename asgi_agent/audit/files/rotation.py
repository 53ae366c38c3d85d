"""When a new segment begins: at a size, and at the first record of a day in UTC."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from asgi_agent.audit.record import utc_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from asgi_agent.audit.files.head import Position
    from asgi_agent.audit.files.opened import OpenFiles

PROBE = 1 << 14  # longer than a line
DAY = 86_400_000_000_000
EPOCH = date(1970, 1, 1).toordinal()


class _Dated(msgspec.Struct):
    time: str


class Rotation:
    """Decides whether the next record goes into a new segment.

    Args:
        size: bytes at which a segment is full.
        clock: Unix time in nanoseconds.
    """

    def __init__(self, size: int, clock: Callable[[], int]) -> None:
        self._size, self._clock = size, clock
        self._begun = 0, 0

    def now(self) -> str:
        """The time as records have it."""
        return utc_text(self._clock())

    def reason(self, files: OpenFiles, position: Position) -> str | None:
        """Why a segment is to begin at that position; None where none is."""
        if position.head.seq == 0:
            return "first"
        if position.offset == 0:
            return "begun" if files.size(position.segment) is not None else "missing"
        if not files.checked and files.sealed(position.segment):
            return "sealed"
        if position.offset >= self._size:
            return "size"
        # A clock that steps back over midnight begins no segment; one that was days ahead must not stop them.
        age = self._clock() // DAY - self._day_of(files, position.segment)
        return None if -1 <= age <= 0 else "day"

    def _day_of(self, files: OpenFiles, segment: int) -> int:
        """The day of a segment's first record, counted from 1970; today, if that cannot be told."""
        if self._begun[0] != segment:
            first = os.pread(files.segment(segment), PROBE, 0).partition(b"\n")[0]
            try:
                time = msgspec.json.decode(first, type=_Dated).time
                day = date.fromisoformat(time[:10]).toordinal() - EPOCH
            except ValueError:
                day = self._clock() // DAY
            self._begun = segment, day
        return self._begun[1]
