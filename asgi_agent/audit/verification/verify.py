"""`verify`: reads a log from end to end and gives three verdicts."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from asgi_agent.audit.checkpoints.note import ORIGIN
from asgi_agent.audit.errors import AuditAbsentError, AuditReadError
from asgi_agent.audit.files.layout import log_name
from asgi_agent.audit.places import is_database
from asgi_agent.audit.reading import open_log
from asgi_agent.audit.record import DECODE_ERRORS, decode_entry, utc_text
from asgi_agent.audit.verification.anchoring import load_checkpoints
from asgi_agent.audit.verification.continuity import HEARTBEAT
from asgi_agent.audit.verification.verdict import Anchored, Fault, Verdict
from asgi_agent.audit.verification.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from asgi_agent.audit.checkpoints.keys import PublicKey
    from asgi_agent.audit.mac import MacKey
    from asgi_agent.audit.reading import LogReader
    from asgi_agent.audit.verification.anchoring import CheckpointSet, Signed

TRIES = 20
"""How often a log is read whose oldest segments are being purged, a few hundred at a time."""


def verify(
    log: LogReader | str | Path,
    *,
    checkpoints: Path | None = None,
    public_keys: Sequence[PublicKey] = (),
    name: str | None = None,
    since: str | None = None,
    mac_key: MacKey | None = None,
    every: float = 60.0,
    heartbeat: float = HEARTBEAT,
    now: datetime | None = None,
    progress: Callable[[int], None] = lambda count: None,
) -> Verdict:
    """Verify a log.

    Without checkpoints, what is found holds against everybody who cannot write to the log's disk. Who can is
    able to write another history with good hashes, or to cut the end off; only checkpoints that are kept
    elsewhere show that. Trusted are the keys, and the place from which the checkpoints were read.

    Args:
        log: where it is, or a reader of it.
        checkpoints: the directory that an anchor wrote to, or a file.
        public_keys: the keys whose checkpoints are believed.
        name: which log this is to be; the default is the one that it says it is.
        since: tell of no gap that is older, and pass older segments over unless checkpoints are compared with
            them; a time as records have it.
        mac_key: the first key of the log's MACs.
        every: seconds between checkpoints.
        heartbeat: seconds between signs of life of writers that started before what is read.
        now: the time at which a writer without a sign of life has crashed; for a copy, when it was made.
        progress: called with numbers of bytes read.

    Raises:
        AuditAbsentError: there is no log, and no checkpoint says that there should be one.
        AuditReadError: something cannot be read.
    """
    # Before the log, which only grows: so a live log is never behind its checkpoints.
    found = None if checkpoints is None else load_checkpoints(checkpoints, public_keys)
    terms = _Terms(found, name, since or "", mac_key, every, heartbeat, now or datetime.now(UTC))
    if not isinstance(log, (str, Path)):
        return _verdict(log, terms, progress)
    try:
        reader = open_log(log)
    except AuditAbsentError:
        if (verdict := _absent(log, terms)) is None:
            raise
        return verdict
    with closing(reader):
        return _verdict(reader, terms, progress)


class _Terms(NamedTuple):
    """What a log is held against."""

    found: CheckpointSet | None
    name: str | None
    since: str
    mac_key: MacKey | None
    every: float
    heartbeat: float
    now: datetime

    def signed(self, log: str) -> list[Signed] | None:
        """Checkpoints of a log, by size; None if none were given."""
        return None if self.found is None else self.found.of(ORIGIN + log)


def _verdict(reader: LogReader, terms: _Terms, progress: Callable[[int], None]) -> Verdict:
    expected = terms.name or reader.name
    walk = _walked(reader, expected, terms, progress)
    if expected != reader.name:
        walk.report(Fault(reader.place, "log", f"is the log {reader.name}"))
    elif terms.name is None and terms.found is not None and terms.found.signed and not terms.signed(expected):
        what = f"is the log {reader.name}, and the checkpoints are of others"
        walk.report(Fault(reader.place, "origin", what))
    first, last = walk.continuity.first, walk.continuity.last
    findings = walk.continuity.findings(terms.now)
    return Verdict(
        log=reader.name,
        place=reader.place,
        records=walk.records,
        segments=walk.segments,
        first=None if first is None else first.seq,
        last=None if last is None else last.seq,
        began=None if first is None else first.time,
        ended=None if last is None else last.time,
        purged=walk.purged,
        faults=tuple(walk.faults),
        fault_count=walk.fault_count,
        findings=findings,
        counts={str(kind): count for kind, count in walk.continuity.counts.items()},
        in_flight=walk.continuity.in_flight,
        macs=walk.macs,
        anchored=None if terms.found is None else _anchored(expected, walk, terms.found, terms),
        notes=tuple(walk.notes),
    )


def _walked(reader: LogReader, expected: str, terms: _Terms, progress: Callable[[int], None]) -> Walk:
    """Read the log; anew if something was purged meanwhile, which is not to look as if it were missing."""
    for left in reversed(range(TRIES)):
        walk = Walk(
            reader,
            terms.signed(expected),
            since=terms.since,
            mac_key=terms.mac_key,
            heartbeat=terms.heartbeat,
        )
        try:
            walk.run(progress)
        except AuditReadError:  # a file that was just removed
            if not left or not walk.overtaken():
                raise
        else:
            if not left or not walk.fault_count or not walk.overtaken():
                break
    return walk


def _anchored(log: str, walk: Walk, found: CheckpointSet, terms: _Terms) -> Anchored:
    """What the checkpoints say."""
    tree = walk.tree
    assert tree is not None
    covered = utc_text(int((terms.now.timestamp() - 2 * terms.every) * 1e9))
    return Anchored(
        ORIGIN + log,
        checkpoints=tree.fitting,
        size=tree.size,
        contradicted=tree.fault is not None,
        unchecked=tree.unchecked,
        damaged=found.damaged,
        unknown=found.unknown,
        uncovered=walk.end - tree.size,
        late=tree.uncovered is not None and _time_of(tree.uncovered) < covered,
    )


def _time_of(line: bytes) -> str:
    """When a record was made; of a line that is none, the beginning of time."""
    try:
        return decode_entry(line).time
    except DECODE_ERRORS:
        return ""


def _absent(place: str | Path, terms: _Terms) -> Verdict | None:
    """The verdict on a log that is not there, if there are checkpoints of one."""
    found = terms.found
    shown, own = _told(place)
    name = terms.name or own
    signed = () if found is None else found.signed if terms.name is None else found.of(ORIGIN + name)
    if found is None or not signed:
        return None
    size = max(one.checkpoint.size for one in signed)
    return Verdict(
        log=name,
        place=shown,
        faults=(Fault(shown, "absent", f"there is no log, and one of {size} records was signed"),),
        fault_count=1,
        anchored=Anchored(ORIGIN + name, contradicted=True, damaged=found.damaged, unknown=found.unknown),
    )


def _told(place: str | Path) -> tuple[str, str]:
    """A place as it may be shown, without a password, and the name that a log there has by itself."""
    if not is_database(place):
        return str(place), log_name(os.path.realpath(place))
    from asgi_agent.audit.postgres.place import parse_place, public_place

    dsn, table, log = parse_place(str(place))
    return public_place(dsn, table, log or "audit"), log or "audit"
