"""What a verification finds: three verdicts, each with its evidence."""

from __future__ import annotations

from typing import Literal

import msgspec

Integrity = Literal["intact", "tampered"]
Completeness = Literal["complete", "incomplete"]
Anchoring = Literal["anchored", "unanchored", "contradicted"]

Kind = Literal["gap", "crash", "silence", "unfinished", "torn", "head", "anchor"]

INTACT, TAMPERED, INCOMPLETE, UNREADABLE = 0, 1, 2, 3
"""Exit codes of `asgi-agent audit verify`."""

MAX_TOLD = 100
"""Faults and findings that are told one by one; the others are counted."""


class Fault(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that nobody who only appends to a log can have done.

    Attributes:
        place: file and line, or the file.
        reason: a code.
        detail: a sentence, without anything that a record holds.
        seq: number of the record.
    """

    place: str
    reason: str
    detail: str
    seq: int | None = None


class Finding(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something for want of which nobody can tell that all is there: a crash, a gap, a torn write.

    Attributes:
        kind: what it is.
        detail: a sentence.
        seq: number of the record that says so, or the last one before.
        time: of that record.
        count: how many records it is about.
    """

    kind: Kind
    detail: str
    seq: int | None = None
    time: str | None = None
    count: int | None = None


class Anchored(msgspec.Struct, frozen=True, omit_defaults=True):
    """What checkpoints say of a log.

    Attributes:
        origin: whose checkpoints were looked for.
        checkpoints: how many of them fit the log.
        size: records 1 to `size` are what they were when the newest of those was signed.
        contradicted: whether one of them does not fit the log.
        unchecked: how many lie in what was purged.
        damaged: files that hold no checkpoint, or one with a wrong signature.
        unknown: files that are signed by other keys.
        uncovered: records behind the newest checkpoint.
        late: whether the first of those is too old to be without one.
    """

    origin: str
    checkpoints: int = 0
    size: int = 0
    contradicted: bool = False
    unchecked: int = 0
    damaged: int = 0
    unknown: int = 0
    uncovered: int = 0
    late: bool = False

    @property
    def verdict(self) -> Anchoring:
        if self.contradicted:
            return "contradicted"
        return "anchored" if self.checkpoints and not self.late and not self.damaged else "unanchored"


class Verdict(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a verification found.

    Attributes:
        log: name of the log.
        place: where it is.
        records: how many were read.
        segments: in how many segments.
        first: number of the first of them.
        last: number of the last.
        began: time of the first.
        ended: time of the last.
        purged: records 1 to `purged` were purged, as the log itself says.
        faults: what was tampered with, in order; the first hundred.
        fault_count: how many there are.
        findings: what is not complete, in order; the first hundred of each kind.
        counts: how many findings there are, by kind.
        in_flight: intents whose end can still come, as their writer is at work.
        macs: how many records have a MAC that was checked; None if no key was given.
        anchored: what checkpoints say; None if none were given.
        notes: what else a reader should know.
    """

    log: str
    place: str
    records: int = 0
    segments: int = 0
    first: int | None = None
    last: int | None = None
    began: str | None = None
    ended: str | None = None
    purged: int = 0
    faults: tuple[Fault, ...] = ()
    fault_count: int = 0
    findings: tuple[Finding, ...] = ()
    counts: dict[str, int] = {}
    in_flight: int = 0
    macs: int | None = None
    anchored: Anchored | None = None
    notes: tuple[str, ...] = ()

    @property
    def integrity(self) -> Integrity:
        """Whether every record is the one that was written, behind the one it was written behind."""
        return "tampered" if self.fault_count else "intact"

    @property
    def completeness(self) -> Completeness:
        """Whether every writer ended what it began, and nothing is known to be missing."""
        return "incomplete" if self.counts else "complete"

    @property
    def exit_code(self) -> int:
        """0 intact, 1 tampered, 2 incomplete or not anchored."""
        if self.fault_count:
            return TAMPERED
        unanchored = self.anchored is not None and self.anchored.verdict != "anchored"
        return INCOMPLETE if self.counts or unanchored else INTACT

    def to_dict(self) -> dict[str, object]:
        """As plain JSON values, the verdicts first."""
        plain: dict[str, object] = msgspec.to_builtins(self)
        anchored = None if self.anchored is None else self.anchored.verdict
        return {
            "exit_code": self.exit_code,
            "integrity": self.integrity,
            "completeness": self.completeness,
            "anchoring": anchored,
            **plain,
        }
