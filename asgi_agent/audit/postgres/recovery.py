"""Finding where a chain in a database goes on when its head and its records do not agree.

Records are never changed, nor removed before they are old, so what does not fit stays for whoever verifies
the chain; here it is only told, in gaps that become `audit.gap` records:

- `missing`: records were durable and are gone, or are not what they were, `first` to `last`. The chain goes
  on behind the last of them.
- `head`: nothing says where the chain ended, or there are records behind that end which do not follow it.
  The chain goes on behind the number of the last record that is there; what does not follow stays a break.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from asgi_agent.audit.chain import Head, line_hash
from asgi_agent.audit.postgres.tables import NOTHING, End
from asgi_agent.audit.record import DECODE_ERRORS, Chain

if TYPE_CHECKING:
    from collections.abc import Callable

    from asgi_agent.audit.postgres.tables import State

    Page = Callable[[int], list[tuple[int, bytes]]]


class _Link(msgspec.Struct):
    seq: int
    prev: str


_decoder = msgspec.json.Decoder(_Link)


class Found(NamedTuple):
    """Where the chain goes on, and what has to be said of it."""

    end: End
    gaps: tuple[Chain, ...] = ()


def find_end(state: State, known: End | None, page: Page) -> Found:
    """Where the chain goes on.

    Args:
        state: what the database says.
        known: how far this process itself has seen the chain, if it has.
        page: gives the next records behind a sequence number.
    """
    found = _found(state, page)
    end, gaps = found
    if known is None or end.head == known.head or end.head.seq > known.head.seq:
        return found
    if end.day is None:  # a number is never given to two segments
        end = end._replace(number=known.number)
    return missing(Found(end, gaps), end.head.seq + 1, known.head)


def _found(state: State, page: Page) -> Found:
    stated, last = state.stated, state.last
    if stated is None:
        return Found(NOTHING) if last is None else Found(End(last, 1, 1, None, 0), (Chain(reason="head"),))
    if last == stated.head:
        return Found(stated)
    if last is None or last.seq <= stated.head.seq:
        return missing(Found(stated), 1 if last is None else last.seq + 1, stated.head)
    followed = _followed(stated, page)
    if followed.head == last:
        return Found(followed)
    # No line has this hash, so that no other record can claim to stand there.
    between = line_hash(f"{followed.head.hash} {last.hash}".encode())
    return Found(followed._replace(head=Head(last.seq, between)), (Chain(reason="head"),))


def missing(found: Found, first: int, wanted: Head) -> Found:
    """Go on behind records that are gone, the last of which is `wanted`: with its number and its hash."""
    gap = Chain(reason="missing", first=min(first, wanted.seq), last=wanted.seq)
    return Found(found.end._replace(head=wanted), (*found.gaps, gap))


def _followed(end: End, page: Page) -> End:
    """The end of the records behind a head that follow it without a break."""
    head, size = end.head, end.size
    while rows := page(head.seq):
        for expected, (seq, line) in zip(count(head.seq + 1), rows, strict=False):
            if seq != expected or not _follows(head, line):
                return end._replace(head=head, size=size)
            head, size = Head(seq, line_hash(line)), size + len(line) + 1
    return end._replace(head=head, size=size)


def _follows(head: Head, line: bytes) -> bool:
    try:
        link = _decoder.decode(line)
    except DECODE_ERRORS:
        return False
    return (link.seq, link.prev) == (head.seq + 1, head.hash)
