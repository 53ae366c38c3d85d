"""`verify`: reads a log from end to end and gives three verdicts."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from asgi_agent.audit.checkpoints.note import ORIGIN
from asgi_agent.audit.errors import AuditAbsentError
from asgi_agent.audit.files.layout import log_name
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
    from asgi_agent.audit.verification.anchoring import CheckpointSet
    from asgi_agent.audit.verification.verdict import Finding


def verify(
    log: LogReader | str | Path,
    *,
    checkpoints: Path | None = None,
    public_keys: Sequence[PublicKey] = (),
    name: str | None = None,
    since: str | None = None,
    mac_key: MacKey | None = None,
    every: float = HEARTBEAT,
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
        since: tell only of what is not older, and read no more than that takes; a time as records have it.
        mac_key: the first key of the log's MACs.
        every: seconds between checkpoints.
        now: the time at which a writer without a sign of life has crashed; for a copy, when it was made.
        progress: called with numbers of bytes read.

    Raises:
        AuditAbsentError: there is no log, and no checkpoint says that there should be one.
        AuditReadError: something cannot be read.
    """
    # Before the log, which only grows: so a live log is never behind its checkpoints.
    found = None if checkpoints is None else load_checkpoints(checkpoints, public_keys)
    try:
        reader = open_log(log) if isinstance(log, (str, Path)) else log
    except AuditAbsentError:
        signed = [] if found is None else found.signed if name is None else found.of(ORIGIN + name)
        if found is None or not signed:
            raise
        return _absent(str(log), name, found, max(known.checkpoint.size for known in signed))
    origin = ORIGIN + (name or reader.name)
    walk = Walk(reader, None if found is None else found.of(origin), since=since or "", mac_key=mac_key)
    walk.run(progress)
    if name is not None and name != reader.name:
        walk.report(Fault(reader.place, "log", f"is the log {reader.name}"))
    elif name is None and found is not None and found.signed and not found.of(origin):
        what = f"is the log {reader.name}, and the checkpoints are of others"
        walk.report(Fault(reader.place, "origin", what))
    now = now or datetime.now(UTC)
    findings = walk.continuity.findings(now)
    covered = utc_text(int((now.timestamp() - 2 * every) * 1e9))
    return _verdict(
        reader, walk, findings, None if found is None else _anchored(origin, walk, found, covered)
    )


def _verdict(
    reader: LogReader, walk: Walk, findings: tuple[Finding, ...], anchored: Anchored | None
) -> Verdict:
    first, last = walk.continuity.first, walk.continuity.last
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
        anchored=anchored,
        notes=tuple(walk.notes),
    )


def _anchored(origin: str, walk: Walk, found: CheckpointSet, covered: str) -> Anchored:
    """What the checkpoints say; records before `covered` should have one."""
    tree = walk.tree
    assert tree is not None
    return Anchored(
        origin,
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


def _absent(place: str, name: str | None, found: CheckpointSet, size: int) -> Verdict:
    """The verdict on a log that is not there, though one of so many records was signed."""
    name = name or log_name(os.path.realpath(place))
    return Verdict(
        log=name,
        place=place,
        faults=(Fault(place, "absent", f"there is no log, and one of {size} records was signed"),),
        fault_count=1,
        anchored=Anchored(ORIGIN + name, contradicted=True, damaged=found.damaged, unknown=found.unknown),
    )
