"""What to look for in a log: by who, on whom, when, in which run, with what outcome."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from asgi_agent.audit.pseudonyms import Pseudonyms
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
    "trace": (("trace",), lambda entry: (entry.corr.trace,) if entry.corr else ()),
}
"""Ids: the kinds under which their pseudonyms are made, and where they stand."""

_VALUES: dict[str, Callable[[Entry], str | None]] = {
    "phase": lambda entry: entry.phase,
    "action": lambda entry: entry.event.action,
    "outcome": lambda entry: entry.outcome.status if entry.outcome else None,
    "purpose": lambda entry: entry.purpose,
    "route": lambda entry: entry.http.route if entry.http else None,
}
