"""W3C Trace Context, level 2: the `traceparent` and `tracestate` headers, read strictly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

# `fullmatch` only: `$` would let a trailing newline through, as opentelemetry's own pattern does.
_TRACEPARENT = re.compile(
    rb"(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-[\x20-\x7e]{0,256})?"
).fullmatch

_MEMBER = re.compile(
    r"([a-z][a-z0-9_\-*/]{0,255}|[a-z0-9][a-z0-9_\-*/]{0,240}@[a-z][a-z0-9_\-*/]{0,13})"
    r"=[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]"
).fullmatch

MAX_MEMBERS = 32  # section 3.3.1.1 of the standard
MAX_TRACESTATE = 1024  # the standard asks for at least 512; opentelemetry takes 8192 from anybody


class TraceContext(msgspec.Struct, frozen=True):
    """Where a request stands in a distributed trace, in the words of its sender.

    Attributes:
        trace_id: 32 lower-case hex digits, not all zero.
        span_id: the sender's span, 16 lower-case hex digits, not all zero.
        flags: the trace flags; bit 0 says sampled, bit 1 that the trace id is random.
        tracestate: vendors' own data as one header value, `""` when there is none or it was malformed.
        trusted: True when the sender may decide on our trace: continue it, as its child. False when it may
            not: open a trace of our own and link to this one.
    """

    trace_id: str
    span_id: str
    flags: int = 0
    tracestate: str = ""
    trusted: bool = False

    @property
    def sampled(self) -> bool:
        """Whether the sender records this trace."""
        return bool(self.flags & 1)


def parse_trace_context(
    traceparents: Sequence[bytes], tracestates: Sequence[bytes] = (), *, trusted: bool = False
) -> TraceContext | None:
    """Read the values of all `traceparent` and `tracestate` header fields of one request.

    Returns:
        None when there is no `traceparent`, more than one, or a malformed one. A malformed `tracestate` is
        dropped alone, as the standard has it.
    """
    if len(traceparents) != 1 or (match := _TRACEPARENT(traceparents[0])) is None:
        return None
    version, trace_id, span_id, flags, tail = match.groups()
    if tail is not None and version == b"00":
        return None
    tracestate = parse_tracestate(tracestates) if tracestates else ""
    return TraceContext(trace_id.decode(), span_id.decode(), int(flags, 16), tracestate, trusted)


def parse_tracestate(values: Sequence[bytes]) -> str:
    """Join the header fields to one normalised value, or `""` when it is malformed or beyond the limits.

    Never takes a part of it: half a tracestate may say something else than the whole.
    """
    joined = b",".join(values)
    if len(joined) > MAX_TRACESTATE:
        return ""
    members = [stripped for part in joined.decode("latin-1").split(",") if (stripped := part.strip(" \t"))]
    matches = [_MEMBER(member) for member in members]
    keys = {match[1] for match in matches if match is not None}
    if len(keys) != len(members) or len(keys) > MAX_MEMBERS:
        return ""
    return ",".join(members)
