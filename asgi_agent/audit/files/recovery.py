"""Finding where a chain goes on when the head file and the segments do not agree. Only reads.

A head that is behind is what a killed process or a power cut leaves, since it is written last: the lines
after it are taken in. Everything else is told in gaps, which become `audit.gap` records:

- `torn`: a write was cut. What it left is no record that anybody was told is durable; it is set aside.
- `missing`: records were durable and are gone, `first` to `last`. The chain goes on behind the last of them,
  so that whoever verifies it sees the break.
- `head`: the head file was lost or fits nothing; the end of the chain was looked up in the segments.
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, NamedTuple

from asgi_agent.audit.files.head import BEGINNING, Position
from asgi_agent.audit.record import Chain

if TYPE_CHECKING:
    from asgi_agent.audit.chain import Head
    from asgi_agent.audit.files.segments import Segments


class Found(NamedTuple):
    """Where the chain goes on, and what has to be said of it.

    `position.offset` is where the segment is to end: bytes beyond it are torn.
    """

    position: Position
    gaps: tuple[Chain, ...] = ()


def find_end(segments: Segments, stated: Position | None, known: Position | None = None) -> Found:
    """Where the chain goes on.

    Args:
        segments: what is on the disk.
        stated: what the head file says, if it says anything.
        known: how far this process itself has seen the chain, if it has.

    Raises:
        OSError: the files cannot be read, or are not this log's.
    """
    found = _follow_all(segments, stated) if stated is not None else None
    if found is None:
        found = _look_up(segments, stated, ours=stated is not None or known is not None)
    if known is not None and not reaches(found.position.head, known.head):
        found = missing(segments, found, known)
    return found


def reaches(head: Head, known: Head) -> bool:
    """Whether a chain that ends at `head` can be one that was seen to end at `known`."""
    return head.seq > known.seq or head == known


def missing(segments: Segments, found: Found, wanted: Position) -> Found:
    """Go on behind records that are gone: with a number and a hash that nothing on the disk has."""
    first = min(found.position.head.seq + 1, wanted.head.seq)
    gap = Chain(reason="missing", first=first, last=wanted.head.seq)
    position = found.position._replace(head=wanted.head)
    if segments.size(wanted.segment) is None:
        # A number is never given twice, so that a file which is gone stays gone.
        position = Position(wanted.head, max(segments.highest(), wanted.segment) + 1, 0)
    return Found(position, (*found.gaps, gap))


def _follow_all(segments: Segments, stated: Position) -> Found | None:
    """Read on from a head that is behind, over any number of segments; None where it fits nothing."""
    size = segments.size(stated.segment)
    if size is None or size < stated.offset or not segments.ends_with(stated):
        return None
    position = segments.follow(stated)
    for number in [number for number in segments.numbers() if number > stated.segment]:
        further = segments.follow(Position(position.head, number, 0))
        if position.offset != segments.size(position.segment) or further.head == position.head:
            return None
        position = further
    torn = _torn(segments, position)
    if torn and segments.has_older(position):
        return None  # these are records that were there before: the head is wrong, not they
    return Found(position, torn)


def _look_up(segments: Segments, stated: Position | None, *, ours: bool) -> Found:
    """Where the last line stands that there is, whatever the head file says.

    Where no line is found and nothing says that the log is `ours`, it is left alone.
    """
    numbers = segments.numbers()
    position = next(filter(None, map(segments.last, reversed(numbers))), None)
    if position is None and numbers and not ours:
        message = f"no segment has a line of the log {segments.log}"
        raise OSError(errno.EILSEQ, message, segments.directory)
    position = position or BEGINNING
    if numbers and position.segment != numbers[-1]:  # nothing in the last segment is a line
        position = Position(position.head, numbers[-1], 0)
    found = Found(position, _torn(segments, position))
    if stated is not None and not reaches(position.head, stated.head):
        # Also where the last line is another one than it was: the chain must not take that one's hash over.
        return missing(segments, found, stated)
    if not numbers and stated is None:
        return found  # a new log, unless this process knows better
    return found._replace(gaps=(*found.gaps, Chain(reason="head")))


def _torn(segments: Segments, position: Position) -> tuple[Chain, ...]:
    whole = position.offset == (segments.size(position.segment) or 0)
    return () if whole else (Chain(reason="torn"),)
