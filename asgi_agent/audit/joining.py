"""Joining what one request wrote: the record of its intent and the record of its end.

Works on lines, of which only what joins them is read: a log is read several times faster so, and what waits
for its end takes little memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec

from asgi_agent.audit.record import DECODE_ERRORS, Correlation, Entry, decode_entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_Struct = TypeVar("_Struct", bound=msgspec.Struct)

MAX_PENDING = 20_000
"""Intents that wait for their end. One that a crash cut off waits for ever, so the oldest gives way."""


class Peek(msgspec.Struct):
    """What joins lines, and when they were written."""

    id: str
    time: str
    phase: str
    corr: Correlation | None = None


_decoder = msgspec.json.Decoder(Peek)


def peek(line: bytes) -> Peek:
    """What joins a line with others.

    Raises:
        msgspec.MsgspecError: the line is no record.
        UnicodeDecodeError: it is no text in UTF-8.
    """
    return _decoder.decode(line)


def joined(
    lines: Iterable[bytes], refuse: Callable[[], None], limit: int = MAX_PENDING
) -> Iterator[tuple[bytes, ...]]:
    """The lines of each happening: an intent with its end, or one line that stands alone.

    What has an end comes when that is read, so in the order of the ends; intents without one come last, but
    for those that gave way to others.

    Args:
        lines: of a log, in order.
        refuse: called when the line that was taken last is no record, which is then left out.
        limit: how many intents wait for their end.
    """
    pending: dict[str, bytes] = {}
    for line in lines:
        try:
            record = peek(line)
        except DECODE_ERRORS:
            refuse()
            continue
        if record.phase == "intent":
            pending[record.id] = line
            if len(pending) > limit:
                yield (pending.pop(next(iter(pending))),)
            continue
        of = record.corr.intent if record.phase == "end" and record.corr else None
        intent = pending.pop(of, None) if of else None
        yield (line,) if intent is None else (intent, line)
    for line in pending.values():
        yield (line,)


def entry_of(lines: tuple[bytes, ...]) -> Entry:
    """One entry for the lines of a happening: that of its end, with what only the intent says filled in.

    Raises:
        msgspec.MsgspecError: a line is no record.
        UnicodeDecodeError: one is no text in UTF-8.
    """
    entry = decode_entry(lines[-1])
    return entry if len(lines) == 1 else _filled(entry, decode_entry(lines[0]))


def _filled(value: _Struct, other: _Struct) -> _Struct:
    """A struct with the fields that it leaves out taken from another of its kind, fields of fields too."""
    changes = {}
    for name in value.__struct_fields__:
        own, theirs = getattr(value, name), getattr(other, name)
        if own is None or own == ():
            changes[name] = theirs
        elif isinstance(own, msgspec.Struct) and type(own) is type(theirs):
            changes[name] = _filled(own, theirs)
    return msgspec.structs.replace(value, **changes)
