"""The audit record: a closed list of fields, none of which can hold what a request said.

A record answers the questions of NIST SP 800-53 AU-3 (what, when, where, from whom, with what outcome, by
whom) and of IHE BALP (on whom, why, in which transaction). There is no field for a body, a query string, a
raw path, a header value, an exception message, a token or a prompt. The module is pure: no I/O, no asyncio.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from asgi_agent.audit.errors import RecordSizeError
from asgi_agent.ids import uuid7

if TYPE_CHECKING:
    from collections.abc import Iterable

VERSION = 1
MAX_TEXT = 256
"""Bytes that a name may take which a host has chosen: of a route, a graph, an exception."""
MAX_LINE = 8192
MAX_BODY = MAX_LINE - 512
"""Bytes of a record without its place in a chain and the process that wrote it."""
MAX_ESCAPE = 6
"""Bytes that JSON takes for one character at most."""

Phase = Literal["intent", "end", "event"]
Action = Literal["C", "R", "U", "D", "E"]
Status = Literal["success", "denied", "failure", "aborted"]
CutBy = Literal["client", "server", "cancellation"]


# None of these can be part of a cycle, so the garbage collector need not look at them (`gc=False`).


class Event(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """What happened. `action` is FHIR's: create, read, update, delete, execute."""

    type: str
    action: Action | None = None
    name: str | None = None


class Outcome(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """How it ended. `reason` is the class of an exception or a code of ours, never a message."""

    status: Status
    code: int | None = None
    reason: str | None = None


class Authentication(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """How the actor proved who it is. `jti` refers to a token or key, which itself is never kept."""

    method: str | None = None
    jti: str | None = None


class Actor(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """Who did it; without an id, nobody whom the host knows."""

    id: str | None = None
    type: str = "human"
    roles: tuple[str, ...] = ()
    on_behalf_of: str | None = None
    auth: Authentication | None = None


class Source(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """Which process wrote the record. `boot` is new with each start of a writer."""

    service: str
    version: str | None = None
    instance: str | None = None
    boot: str | None = None
    pid: int | None = None


class Network(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """Where the request came from: the socket's peer, and what a trusted proxy says of its own."""

    peer: str | None = None
    forwarded: str | None = None


class Subject(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """On whom: pseudonyms."""

    patient: str | None = None
    encounter: str | None = None


class Resource(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """Something that was touched: a FHIR resource type or a name of the host's, and which one."""

    type: str
    id: str | None = None


class Authorization(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """Under which policy or consent, and whether the usual rules were overridden in an emergency."""

    policy: str | None = None
    consent: str | None = None
    break_glass: bool = False


class Traffic(
    msgspec.Struct,
    frozen=True,
    gc=False,
    forbid_unknown_fields=True,
    omit_defaults=True,
    rename={"received": "in", "sent": "out"},
):
    """The HTTP request or WebSocket session. `route` is a template; `us` are microseconds.

    `complete` is whether the response came to its end as far as the server can tell, `cut_by` who ended it
    before that.
    """

    method: str | None = None
    route: str | None = None
    status: int | None = None
    received: int | None = None
    sent: int | None = None
    complete: bool | None = None
    cut_by: CutBy | None = None
    us: int | None = None


class Correlation(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """Ids to find the same thing elsewhere. `intent` is the id of the record that this one completes."""

    request: str | None = None
    parent_request: str | None = None
    trace: str | None = None
    span: str | None = None
    run: str | None = None
    thread: str | None = None
    intent: str | None = None


class Redaction(
    msgspec.Struct,
    frozen=True,
    gc=False,
    forbid_unknown_fields=True,
    omit_defaults=True,
    rename={"received": "in", "sent": "out"},
):
    """What was taken out of input and output, or given back, by label. Counts only."""

    policy: str | None = None
    mode: str | None = None
    received: dict[str, int] | None = None
    sent: dict[str, int] | None = None
    found: dict[str, int] | None = None
    revealed: dict[str, int] | None = None


class Change(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """Which fields of a resource changed, with digests of the resource before and after."""

    fields: tuple[str, ...] = ()
    before: str | None = None
    after: str | None = None


class Chain(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """What `audit.*` records say of the log itself: a start, a gap, a new segment, a purge.

    `reason` is a code, `first` to `last` the sequence numbers concerned, `count` how many records, `segments`
    the numbers of segment files, `root` a Merkle root in hexadecimal, `config` a digest of the settings,
    `every` the seconds within which a writer that has started gives a sign of life.
    """

    reason: str | None = None
    boot: str | None = None
    first: int | None = None
    last: int | None = None
    count: int | None = None
    segments: tuple[int, ...] = ()
    root: str | None = None
    config: str | None = None
    on_failure: str | None = None
    every: float | None = None


def missing_in(gaps: Iterable[Chain]) -> int:
    """How many records are gone that a log had, by what it says of its gaps."""
    return sum(
        gap.last - gap.first + 1
        for gap in gaps
        if gap.reason == "missing" and gap.first is not None and gap.last is not None
    )


def utc_now() -> str:
    """The time in UTC with microseconds, as RFC 3339 text."""
    return utc_text(time.time_ns())


def utc_text(nanoseconds: int) -> str:
    """Unix time in nanoseconds as RFC 3339 text."""
    seconds, rest = divmod(nanoseconds, 1_000_000_000)
    return f"{_to_the_second(seconds)}.{rest // 1000:06}Z"


@lru_cache(maxsize=16)
def _to_the_second(seconds: int) -> str:
    # Most records of a second are made in that second, and formatting a date takes longer than all else.
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}"


class Record(
    msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True, kw_only=True
):
    """One record, as it is before it takes its place in a chain.

    `time` is when it was made, in UTC; the order of records is that of their `seq`, since clocks step back.
    """

    id: str = msgspec.field(default_factory=uuid7)
    time: str = msgspec.field(default_factory=utc_now)
    phase: Phase
    event: Event
    outcome: Outcome | None = None
    actor: Actor | None = None
    source: Source | None = None
    net: Network | None = None
    subject: Subject | None = None
    object: tuple[Resource, ...] = ()
    purpose: str | None = None
    authz: Authorization | None = None
    http: Traffic | None = None
    corr: Correlation | None = None
    phi: Redaction | None = None
    change: Change | None = None
    usage: dict[str, int] | None = None
    chain: Chain | None = None


class Entry(Record, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """A record as it stands in a log. Decoding refuses a field that is not on the list."""

    v: int
    log: str
    seq: int
    prev: str
    mac: str | None = None


DECODE_ERRORS = (msgspec.MsgspecError, UnicodeDecodeError)
"""What reading a line that is no record raises: bytes that are no text are an error of Python's own."""

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Entry)


def encode_record(record: Record) -> bytes:
    """The record as one JSON object, without its place in a chain.

    Raises:
        RecordSizeError: it is longer than a line may be, or cannot be written as JSON. No record that this
            package makes itself is: what goes into it has bounds that add up to less.
    """
    try:
        body = _encoder.encode(record)
    except (ValueError, OverflowError) as error:  # half a character, a number of more than 64 bits
        raise RecordSizeError(f"an audit record cannot be written: {type(error).__name__}") from None
    if len(body) > MAX_BODY:
        raise RecordSizeError(f"an audit record may take {MAX_BODY} bytes, not {len(body)}")
    return body


def clipped(text: str, limit: int = MAX_TEXT) -> str:
    """As much of a text from its beginning as takes so many bytes in a record."""
    text = text[:limit].encode("utf-8", "replace").decode()
    while (over := written_size(text) - limit) > 0:
        text = text[: -max(1, over // MAX_ESCAPE)]
    return text


def written_size(value: object) -> int:
    """How many bytes something takes in a record; of a text, without its quotes."""
    return len(_encoder.encode(value)) - (2 if isinstance(value, str) else 0)


def decode_entry(line: bytes) -> Entry:
    """The entry that a line of a log holds.

    Raises:
        msgspec.DecodeError: the line is no JSON, lacks a field, or has one that is not on the list.
        UnicodeDecodeError: it is no text in UTF-8.
    """
    return _decoder.decode(line)


def to_plain(entry: Entry) -> dict[str, Any]:
    """The entry as plain JSON values, without what it leaves out."""
    plain: dict[str, Any] = msgspec.to_builtins(entry)
    return plain
