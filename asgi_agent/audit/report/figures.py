"""The figures of a report, counted in one reading of a log."""

from __future__ import annotations

from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from asgi_agent.audit.query import Query, Selector
from asgi_agent.audit.report.accesses import Accesses
from asgi_agent.audit.scanning import select

if TYPE_CHECKING:
    from collections.abc import Callable

    from asgi_agent.audit.pseudonyms import Pseudonyms
    from asgi_agent.audit.reading import LogReader
    from asgi_agent.audit.record import Entry

MAX_ACCESSES = 2_000
"""Accesses that are listed one by one; of a report on one patient, ten times as many."""

MAX_LISTED = 100
"""Denials, failures, overrides, events of the log itself: as many of each are listed, the newest."""

UNFINISHED = "no end"
REQUESTS = ("http.request", "ws.session")


@dataclass
class Tally:
    """What somebody did, or what was done to somebody's data."""

    count: int = 0
    others: set[str] = field(default_factory=set)
    denied: int = 0
    failed: int = 0
    break_glass: int = 0
    last: str = ""


class Newest:
    """The newest of some records, one for each request, and how many there were."""

    def __init__(self) -> None:
        self.count = 0
        self._kept: OrderedDict[str, Entry] = OrderedDict()

    @property
    def entries(self) -> list[Entry]:
        """Those that were kept, oldest first."""
        return list(self._kept.values())

    def add(self, entry: Entry) -> None:
        """Take a record in. Of several of one request the last says most: it is the request's own."""
        key = (entry.corr and entry.corr.request) or entry.id
        self.count += self._kept.pop(key, None) is None
        self._kept[key] = entry
        if len(self._kept) > MAX_LISTED:
            self._kept.popitem(last=False)


class Figures:
    """What a report says.

    Args:
        accesses: how many accesses are listed one by one.

    Attributes:
        entries: how many records the report is about, an intent and its end as one.
        began: time of the first.
        ended: time of the last.
        days: outcomes of requests, by day.
        patients: accesses by patient.
        users: requests by who made them.
        redacted: identifiers that were found, by day and label.
        revealed: identifiers that were given back, by label.
        unreadable: lines that are no records.
    """

    def __init__(self, accesses: int = MAX_ACCESSES) -> None:
        self.entries = 0
        self.began = self.ended = ""
        self.accesses = Accesses(accesses)
        self.days: dict[str, Counter[str]] = {}
        self.patients: dict[str, Tally] = {}
        self.users: dict[str, Tally] = {}
        self.refused, self.overrides, self.reveals, self.own = Newest(), Newest(), Newest(), Newest()
        self.redacted: dict[str, Counter[str]] = {}
        self.revealed: Counter[str] = Counter()
        self.starts = self.stops = 0
        self.unreadable = 0
        self._found: OrderedDict[str, Counter[str]] = OrderedDict()

    def add(self, entry: Entry) -> None:
        """Take a record in that the report is about."""
        self.entries += 1
        self.began = min(self.began or entry.time, entry.time)
        self.ended = max(self.ended, entry.time)
        if entry.event.type in REQUESTS and entry.phase != "event":
            self._request(entry)
        if (access := self.accesses.add(entry)) is not None:
            self._patient(access.patient, entry)
        if entry.outcome is not None and entry.outcome.status in ("denied", "failure"):
            self.refused.add(entry)
        if entry.event.type == "break_glass" or (entry.authz is not None and entry.authz.break_glass):
            self.overrides.add(entry)
        self._redaction(entry)

    def add_own(self, entry: Entry) -> None:
        """Take a record in that the log made of itself."""
        kind = entry.event.type
        self.starts += kind == "audit.start"
        self.stops += kind == "audit.stop"
        if kind in ("audit.gap", "audit.purge"):
            self.own.add(entry)

    def _request(self, entry: Entry) -> None:
        status = entry.outcome.status if entry.outcome else UNFINISHED
        self.days.setdefault(entry.time[:10], Counter())[status] += 1
        who = entry.actor.id if entry.actor and entry.actor.id else ""
        tally = self.users.setdefault(who, Tally())
        _count(tally, entry)
        if entry.subject is not None and entry.subject.patient is not None:
            tally.others.add(entry.subject.patient)

    def _patient(self, patient: str, entry: Entry) -> None:
        tally = self.patients.setdefault(patient, Tally())
        _count(tally, entry)
        if entry.actor is not None and entry.actor.id is not None:
            tally.others.add(entry.actor.id)

    def _redaction(self, entry: Entry) -> None:
        phi = entry.phi
        if phi is None:
            return
        if entry.event.type == "phi.reveal":
            self.reveals.add(entry)
            self.revealed.update(phi.revealed or {})
            return
        found = Counter(phi.found or {}) or Counter(phi.received or {}) + Counter(phi.sent or {})
        # A run and its request tell of the same identifiers.
        request = (entry.corr and entry.corr.request) or entry.id
        known = self._found.pop(request, Counter())
        self._found[request] = known | found
        if len(self._found) > MAX_ACCESSES:
            self._found.popitem(last=False)
        self.redacted.setdefault(entry.time[:10], Counter()).update((known | found) - known)


def collect(
    reader: LogReader,
    query: Query,
    pseudonyms: Pseudonyms | None = None,
    *,
    advance: Callable[[int], None] = lambda count: None,
) -> Figures:
    """Count what a report says.

    Args:
        reader: the log.
        query: which records it is about; those of the log itself are counted for the same time.
        pseudonyms: to find ids by their pseudonyms.
        advance: called with the number of bytes that were read since the last call.

    Raises:
        AuditReadError: the log cannot be read.
    """
    figures = Figures(MAX_ACCESSES * (10 if query.patient else 1))
    wanted = Selector(query, pseudonyms)

    def damaged(place: str) -> None:
        figures.unreadable += 1

    span = Query(since=query.since, until=query.until)
    for entry in select(reader, span, join=True, advance=advance, damaged=damaged):
        if entry.event.type.startswith("audit."):
            figures.add_own(entry)
        elif wanted.matches(entry):
            figures.add(entry)
    return figures


def _count(tally: Tally, entry: Entry) -> None:
    tally.count += 1
    tally.denied += entry.outcome is not None and entry.outcome.status == "denied"
    tally.failed += entry.outcome is not None and entry.outcome.status == "failure"
    tally.break_glass += entry.authz is not None and entry.authz.break_glass
    tally.last = max(tally.last, entry.time)
