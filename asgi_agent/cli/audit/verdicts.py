"""A verdict in words, for whoever runs the command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.counted import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.audit.verification import Anchored, Verdict

INDENT = " " * 14

_KINDS = {
    "gap": ("gap", "gaps"),
    "crash": ("crash", "crashes"),
    "silence": ("silence", "silences"),
    "unfinished": ("unfinished request or run", "unfinished requests and runs"),
    "torn": ("torn write", "torn writes"),
    "head": ("fault of the head file", "faults of the head file"),
}


def told(verdict: Verdict) -> Iterator[str]:
    """The lines of a verdict: what was read, the three verdicts with their evidence, what else there is."""
    yield _read(verdict)
    yield ""
    yield from _integrity(verdict)
    yield from _completeness(verdict)
    yield from _anchoring(verdict)
    for note in verdict.notes:
        yield f"{'note':14}{note}"


def _read(verdict: Verdict) -> str:
    where = f"{verdict.place}: log {verdict.log}"
    segments = counted(verdict.segments, "segment")
    if not verdict.records:
        return f"{where}, no records"
    if verdict.first is None or verdict.last is None:
        return f"{where}, {counted(verdict.records, 'line')} in {segments}, no record"
    span = f"records {verdict.first:,} to {verdict.last:,}"
    times = f"{_time(verdict.began)} to {_time(verdict.ended)} UTC"
    purged = f", {verdict.purged:,} were purged before" if verdict.purged else ""
    return f"{where}, {span} in {segments}, {times}{purged}"


def _integrity(verdict: Verdict) -> Iterator[str]:
    if not verdict.fault_count:
        macs = "" if verdict.macs is None else f"; {verdict.macs:,} MACs fit"
        yield f"{'integrity':14}intact: each record follows the one before it{macs}"
        return
    yield f"{'integrity':14}TAMPERED: {counted(verdict.fault_count, 'fault')}"
    for fault in verdict.faults:
        record = "" if fault.seq is None else f" (record {fault.seq:,})"
        yield f"{INDENT}{fault.place}{record}: {fault.detail}"
    yield from _others(verdict.fault_count - len(verdict.faults))


def _completeness(verdict: Verdict) -> Iterator[str]:
    flying = f"; {verdict.in_flight:,} under way" if verdict.in_flight else ""
    if not verdict.counts:
        yield f"{'completeness':14}complete: nothing is said to be missing{flying}"
        return
    counts = [counted(count, *_KINDS[kind]) for kind, count in verdict.counts.items()]
    yield f"{'completeness':14}incomplete: {', '.join(counts)}{flying}"
    for finding in verdict.findings:
        record = "" if finding.seq is None else f"record {finding.seq:,}, {_time(finding.time)}: "
        yield f"{INDENT}{record}{finding.detail}"
    several = {kind: count for kind, count in verdict.counts.items() if kind != "unfinished"}
    yield from _others(sum(several.values()) - sum(found.kind in several for found in verdict.findings))


def _anchoring(verdict: Verdict) -> Iterator[str]:
    anchored = verdict.anchored
    if anchored is None:
        yield f"{'anchored':14}not checked, as no --checkpoints were given: whoever has the log's disk can"
        yield f"{INDENT}rewrite it, or cut off its end, and nothing of the above would show it"
        return
    if anchored.verdict == "contradicted":
        yield f"{'anchored':14}CONTRADICTED: {_covered(anchored)}"
    elif anchored.verdict == "anchored":
        yield f"{'anchored':14}{_covered(anchored)}"
    else:
        yield f"{'anchored':14}NOT ANCHORED: {_covered(anchored)}"
    yield from (INDENT + line for line in _remarks(anchored))


def _covered(anchored: Anchored) -> str:
    if not anchored.checkpoints:
        return f"no valid checkpoint of {anchored.origin} fits"
    number = counted(anchored.checkpoints, "checkpoint")
    return f"records 1 to {anchored.size:,} are those that were signed ({number} of {anchored.origin})"


def _remarks(anchored: Anchored) -> Iterator[str]:
    if anchored.uncovered and not anchored.contradicted:
        age = "too long ago to be without one" if anchored.late else "not long ago"
        yield f"{counted(anchored.uncovered, 'record')} after the newest checkpoint, the first of them {age}"
    if anchored.damaged:
        yield f"{counted(anchored.damaged, 'file')} with no valid checkpoint"
    if anchored.unknown:
        yield f"{counted(anchored.unknown, 'checkpoint')} of other keys, not looked at"
    if anchored.unchecked:
        yield f"{counted(anchored.unchecked, 'checkpoint')} of what was purged, not checked"


def _others(count: int) -> Iterator[str]:
    if count > 0:
        yield f"{INDENT}and {count:,} more"


def _time(time: str | None) -> str:
    """A time as people read it; what is none cannot steer a terminal."""
    time = "" if time is None else "".join(char if char.isprintable() else "?" for char in time)
    return time[:19].replace("T", " ")
