"""The completeness of records: writers that started and stopped, intents and their ends, gaps, silence."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from asgi_agent.audit.verification.verdict import MAX_TOLD, Finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asgi_agent.audit.record import Chain, Entry
    from asgi_agent.audit.verification.verdict import Kind

HEARTBEAT = 60.0
"""Seconds between signs of life, unless a writer is told otherwise."""

_MINUTE, _SECOND = len("2026-11-21T09:00"), len("2026-11-21T09:00:00")

_GAPS = {
    "torn": "a write was cut off, and what it left was put aside",
    "missing": "records that had been written were gone",
    "head": "the head file was lost or did not fit",
    "dropped": "records were lost while none could be written",
}


class _Boot:
    """A writer at work, as far as was read."""

    __slots__ = ("digits", "last", "latest", "patience", "started", "tick")

    def __init__(self, first: Entry, started: bool, heartbeat: float) -> None:
        every = first.chain.every if first.chain is not None and first.chain.every else heartbeat
        self.last = first
        self.latest = first.time
        self.started = started
        self.patience = timedelta(seconds=2 * every)
        # Times are compared when these digits change; to take every one of them apart takes as long as all
        # the rest.
        self.digits = _SECOND if self.patience < timedelta(minutes=1) else _MINUTE
        self.tick = first.time[: self.digits]

    @property
    def heard(self) -> str:
        """When it was heard of last; records that waited in a spool come late, and are older."""
        return max(self.latest, self.last.time)


class Continuity:
    """Sees records in order, and knows at the end what is not complete.

    A writer gives a sign of life every T seconds, which its `audit.start` says; more than 2 T without one is
    a silence, or a crash if nothing follows.

    Args:
        whole: whether the log is read from its first record; else a writer may have started before.
        since: what is older is not told; a time as records have it.
        heartbeat: T of a writer whose start is not seen.

    Attributes:
        counts: how many findings there are of each kind.
        purges: what the log says of purges.
        in_flight: intents whose end can still come, once the findings were asked for.
        late: records that waited in a spool before they came into the chain.
        first: the first record.
        last: the last one.
    """

    def __init__(self, *, whole: bool = True, since: str = "", heartbeat: float = HEARTBEAT) -> None:
        self.counts: Counter[Kind] = Counter()
        self.purges: list[Chain] = []
        self.in_flight = 0
        self.late = 0
        self.first: Entry | None = None
        self.last: Entry | None = None
        self._findings: list[Finding] = []
        self._whole = whole
        self._since = since
        self._heartbeat = heartbeat
        self._boots: dict[str, _Boot] = {}
        self._open: dict[str, Entry] = {}
        self._early: set[str] = set()

    def see(self, entries: Iterable[Entry]) -> None:
        """Take in records."""
        boots, entry = self._boots, self.last
        for entry in entries:
            source, phase = entry.source, entry.phase
            if source is not None and (name := source.boot) is not None:
                boot = boots.get(name)
                if boot is None:
                    boots[name] = self._appeared(entry)
                else:
                    if boot.tick != entry.time[: boot.digits]:
                        self._listen(boot, entry)
                    boot.last = entry
            if phase != "event":
                self._pair(entry)
            elif entry.event.type.startswith("audit."):
                self._own(entry)
            if self.first is None:
                self.first = entry
        self.last = entry

    def tell(self, kind: Kind, detail: str, at: Entry | None = None, count: int | None = None) -> None:
        """Add a finding."""
        if at is not None and at.time < self._since:
            return
        self.counts[kind] += 1
        if self.counts[kind] <= MAX_TOLD:
            seq, time = (None, None) if at is None else (at.seq, at.time)
            self._findings.append(Finding(kind, detail, seq, time, count))

    def findings(self, now: datetime) -> tuple[Finding, ...]:
        """What is not complete, given that no record follows."""
        end = now if self.last is None else max(now, _moment(self.last.time))
        crashed = {
            name: boot for name, boot in self._boots.items() if end - _moment(boot.heard) > boot.patience
        }
        for name, boot in crashed.items():
            if boot.started:
                self.tell("crash", f"writer {name} wrote this last, and not that it stopped", boot.last)
        self._tell_unfinished(self._boots.keys() - crashed.keys())
        return tuple(sorted(self._findings, key=lambda finding: finding.seq or 0))

    def _tell_unfinished(self, alive: set[str]) -> None:
        left = [entry for entry in self._open.values() if entry.time >= self._since]
        unfinished = [entry for entry in left if entry.source is None or entry.source.boot not in alive]
        self.in_flight = len(left) - len(unfinished)
        if unfinished:
            what = "requests or runs that began, and whose end is not recorded; this is the first"
            self.tell("unfinished", what, unfinished[0], len(unfinished))
            self.counts["unfinished"] = len(unfinished)

    def _appeared(self, entry: Entry) -> _Boot:
        return _Boot(entry, entry.event.type == "audit.start" or not self._whole, self._heartbeat)

    def _listen(self, boot: _Boot, entry: Entry) -> None:
        heard = boot.heard
        silence = _moment(entry.time) - _moment(heard)
        boot.tick, boot.latest = entry.time[: boot.digits], max(heard, entry.time)
        if silence > boot.patience:
            assert entry.source is not None
            self.tell("silence", f"writer {entry.source.boot} then wrote nothing for {silence}", boot.last)

    def _pair(self, entry: Entry) -> None:
        if entry.phase == "intent":
            if entry.id in self._early:
                self._early.remove(entry.id)
            else:
                self._open[entry.id] = entry
            return
        intent = None if entry.corr is None else entry.corr.intent
        if intent is not None and self._open.pop(intent, None) is None and self._whole:
            # Records that waited in a spool come late, so an end may be there before its beginning.
            self._early.add(intent)

    def _own(self, entry: Entry) -> None:
        kind = entry.event.type
        if kind == "audit.stop" and entry.source is not None and entry.source.boot is not None:
            self._boots.pop(entry.source.boot, None)
        elif kind == "audit.gap":
            self._tell_gap(entry)
        elif kind == "audit.purge" and entry.chain is not None:
            self.purges.append(entry.chain)

    def _tell_gap(self, entry: Entry) -> None:
        chain = entry.chain
        reason = "" if chain is None else chain.reason or ""
        if reason == "spooled":  # what waited in a spool is here now
            self.late += 0 if chain is None else chain.count or 0
            return
        detail = _GAPS.get(reason, "records are missing, for a reason that is not told")
        if chain is not None and chain.first is not None and chain.last is not None:
            detail += f": {chain.first} to {chain.last}"
        self.tell("gap", detail, entry, None if chain is None else chain.count)


def _moment(time: str) -> datetime:
    """The time of a record; one that is none was long ago."""
    try:
        return datetime.fromisoformat(time).replace(tzinfo=UTC)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
