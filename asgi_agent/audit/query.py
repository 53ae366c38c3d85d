"""Finding records in a log: by who, on whom, when, in which run, with what outcome."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fnmatch import fnmatchcase
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from asgi_agent.audit.errors import AuditReadError
from asgi_agent.audit.joining import entry_of, joined, peek

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from asgi_agent.audit.pseudonyms import Pseudonyms
    from asgi_agent.audit.reading import LogReader, Segment
    from asgi_agent.audit.record import Action, Entry, Phase, Resource, Status

# Ids of machines are kept as they are, but in lower case.
_machine_made = re.compile(r"[0-9A-Fa-f-]{32,36}").fullmatch


@dataclass(frozen=True, kw_only=True)
class Query:
    """What to look for; a record has to meet all that is given.

    Args:
        actor: who did it, or on whose behalf; the id itself or its pseudonym.
        patient: on whom; the id itself or its pseudonym.
        encounter: in which encounter; the id itself or its pseudonym.
        request: in which request, by our id or by the one that the client sent.
        run: in which run.
        thread: in which thread.
        trace: in which W3C trace.
        type: of the event; `*` stands for anything, as in `audit.*`.
        phase: of the record.
        action: FHIR's, `C`, `R`, `U`, `D` or `E`.
        outcome: how it ended.
        purpose: why, by code.
        resource: what was touched, a type or `type/id`, the id itself or its pseudonym.
        route: template of the route.
        break_glass: whether the usual rules were overridden.
        since: not before this time, written as records write it (`asgi_agent.audit.moments`).
        until: before this time.
    """

    actor: str | None = None
    patient: str | None = None
    encounter: str | None = None
    request: str | None = None
    run: str | None = None
    thread: str | None = None
    trace: str | None = None
    type: str | None = None
    phase: Phase | None = None
    action: Action | None = None
    outcome: Status | None = None
    purpose: str | None = None
    resource: str | None = None
    route: str | None = None
    break_glass: bool | None = None
    since: str | None = None
    until: str | None = None


class Selector:
    """Tells what a query looks for. Holds no state: one serves several logs.

    Args:
        query: what to look for.
        pseudonyms: finds ids by the pseudonyms that they have under any of its keys; without it, ids are
            found as they stand in the log.
    """

    def __init__(self, query: Query, pseudonyms: Pseudonyms | None = None) -> None:
        self.query = query
        self._ids = {
            name: _written(value, kinds, pseudonyms)
            for name, (kinds, _) in _IDS.items()
            if (value := getattr(query, name)) is not None
        }
        self._resource = None if query.resource is None else _resource(query.resource, pseudonyms)
        self._values = {name: value for name in _VALUES if (value := getattr(query, name)) is not None}
        self._needles = [*map(_encoded, self._ids.values())]
        self._needles += [_encoded([value]) for value in self._values.values()]
        if query.type is not None and "*" not in query.type:
            self._needles.append(_encoded([query.type]))

    def may_match(self, *lines: bytes) -> bool:
        """Whether a record with these lines could match: quick, and never wrong in saying no."""
        return all(any(needle in line for line in lines for needle in some) for some in self._needles)

    def matches(self, entry: Entry) -> bool:
        """Whether a record is one of those."""
        query = self.query
        return (
            (query.since is None or entry.time >= query.since)
            and (query.until is None or entry.time < query.until)
            and (query.type is None or fnmatchcase(entry.event.type, query.type))
            and (query.break_glass is None or _break_glass(entry) == query.break_glass)
            and (self._resource is None or any(map(self._resource, entry.object)))
            and all(_VALUES[name](entry) == value for name, value in self._values.items())
            and all(not wanted.isdisjoint(_IDS[name][1](entry)) for name, wanted in self._ids.items())
        )


def select(
    reader: LogReader,
    query: Query,
    pseudonyms: Pseudonyms | None = None,
    *,
    join: bool = False,
    advance: Callable[[int], None] = lambda count: None,
    damaged: Callable[[str], None] | None = None,
) -> Iterator[Entry]:
    """The records of a log that a query looks for, oldest first, read as they are asked for.

    Args:
        reader: the log.
        query: what to look for.
        pseudonyms: to find ids by their pseudonyms.
        join: one entry for an intent and its end, which are looked at together (see `joining`).
        advance: called with the number of bytes that were read since the last call.
        damaged: called with the place of a line that is no record, which is then left out. Without it, such
            a line is an error.

    Raises:
        AuditReadError: the log cannot be read, or a line is no record.
    """
    for _, entry in found(reader, Selector(query, pseudonyms), join=join, advance=advance, damaged=damaged):
        yield entry


def found(
    reader: LogReader,
    selector: Selector,
    *,
    join: bool = False,
    advance: Callable[[int], None] = lambda count: None,
    damaged: Callable[[str], None] | None = None,
) -> Iterator[tuple[bytes, Entry]]:
    """As `select`, each entry with its line as it stands in the log; of a joined one, that of its end."""
    lines = _Lines(recent(reader.segments(), selector.query.since), advance, damaged)
    for happening in joined(lines, lines.refuse) if join else ((line,) for line in lines):
        if not selector.may_match(*happening):
            continue
        try:
            entry = entry_of(happening)
            datetime.fromisoformat(entry.time)
        except (msgspec.MsgspecError, ValueError):
            lines.refuse()
            continue
        if selector.matches(entry):
            yield happening[-1], entry


def recent(segments: list[Segment], since: str | None) -> list[Segment]:
    """The segments that may hold a record of or after a time.

    A segment holds the records of one UTC day, and those that were made before it and came late. A second day
    is for records that were made just before midnight. That the segment behind it is old as well is asked for
    since segments of a damaged log may be longer.
    """
    if since is None or since < "0001-01-03":
        return segments
    day = date.fromisoformat(since[:10])
    own, following = (day - timedelta(days=2)).isoformat(), (day - timedelta(days=1)).isoformat()
    times = [_first_time(segment) for segment in segments]
    old = [left < own and right < following for left, right in pairwise(times)]
    return [segment for segment, skipped in zip(segments, [*old, False], strict=False) if not skipped]


def _first_time(segment: Segment) -> str:
    """When the first record was written; of a segment that does not tell, the end of all days."""
    for line in segment.lines():
        try:
            return peek(line).time
        except msgspec.MsgspecError:
            break
    return "9999-12-31"


class _Lines:
    """The lines of segments that are records at first sight; remembers which one was read last."""

    def __init__(
        self,
        segments: Iterable[Segment],
        advance: Callable[[int], None],
        damaged: Callable[[str], None] | None,
    ) -> None:
        self._segments = segments
        self._advance = advance
        self._damaged = damaged
        self._place = ("", 0)

    def __iter__(self) -> Iterator[bytes]:
        for segment in self._segments:
            name, before = segment.name, 0
            for lines in segment.blocks():
                for number, line in enumerate(lines, before + 1):
                    self._place = (name, number)
                    if line[:1] == b"{" and line[-1:] == b"}":
                        yield line
                    else:
                        self.refuse()
                before += len(lines)
                self._advance(sum(map(len, lines)) + len(lines))

    def refuse(self) -> None:
        """Say of the line that was read last that it is no record."""
        place = "{}:{}".format(*self._place)
        if self._damaged is None:
            raise AuditReadError(f"{place} is no audit record")
        self._damaged(place)


def _written(value: str, kinds: Iterable[str], pseudonyms: Pseudonyms | None) -> frozenset[str]:
    """All the ways in which an id may stand in a log."""
    made = [one for kind in kinds for one in (pseudonyms.all_of(kind, value) if pseudonyms else ())]
    return frozenset([value, value.lower() if _machine_made(value) else value, *made])


def _resource(wanted: str, pseudonyms: Pseudonyms | None) -> Callable[[Resource], bool]:
    """Whether something that was touched is of the wanted type, and has the wanted id if one is given."""
    kind, slash, own = wanted.partition("/")
    if not slash:
        return lambda resource: resource.type == kind
    ids = _written(own, ["patient" if kind == "Patient" else kind], pseudonyms)
    return lambda resource: resource.type == kind and resource.id in ids


def _encoded(values: Iterable[str]) -> tuple[bytes, ...]:
    """Texts as the encoder of records writes them."""
    return tuple(map(msgspec.json.encode, values))


def _break_glass(entry: Entry) -> bool:
    return entry.authz is not None and entry.authz.break_glass


_IDS: dict[str, tuple[tuple[str, ...], Callable[[Entry], tuple[str | None, ...]]]] = {
    "actor": (
        ("actor", "patient"),
        lambda entry: (entry.actor.id, entry.actor.on_behalf_of) if entry.actor else (),
    ),
    "patient": (("patient",), lambda entry: (entry.subject.patient,) if entry.subject else ()),
    "encounter": (("encounter",), lambda entry: (entry.subject.encounter,) if entry.subject else ()),
    "request": (
        ("request",),
        lambda entry: (entry.corr.request, entry.corr.parent_request) if entry.corr else (),
    ),
    "run": (("run",), lambda entry: (entry.corr.run,) if entry.corr else ()),
    "thread": (("thread",), lambda entry: (entry.corr.thread,) if entry.corr else ()),
    "trace": ((), lambda entry: (entry.corr.trace,) if entry.corr else ()),
}
"""Ids: the kinds under which their pseudonyms are made, and where they stand."""

_VALUES: dict[str, Callable[[Entry], str | None]] = {
    "phase": lambda entry: entry.phase,
    "action": lambda entry: entry.event.action,
    "outcome": lambda entry: entry.outcome.status if entry.outcome else None,
    "purpose": lambda entry: entry.purpose,
    "route": lambda entry: entry.http.route if entry.http else None,
}
