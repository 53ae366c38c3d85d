"""One reading of a log from where it begins, or from where it is asked for, to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.audit.chain import EMPTY
from asgi_agent.audit.errors import AuditReadError
from asgi_agent.audit.merkle import Frontier
from asgi_agent.audit.reading import first_seq
from asgi_agent.audit.scanning import recent
from asgi_agent.audit.verification.anchoring import TreeCheck
from asgi_agent.audit.verification.continuity import HEARTBEAT, Continuity
from asgi_agent.audit.verification.lines import ChainCheck, span
from asgi_agent.audit.verification.verdict import MAX_TOLD, Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from asgi_agent.audit.chain import Head
    from asgi_agent.audit.mac import MacKey
    from asgi_agent.audit.reading import LogReader, Purged, Segment, WrittenHead
    from asgi_agent.audit.verification.anchoring import Signed


class Walk:
    """Reads a log once and remembers what is wrong with it.

    Args:
        reader: the log.
        signed: checkpoints of it, by size; None if none were given.
        since: gaps that are older are not told, nor segments read if no checkpoint is compared with them.
        mac_key: the first key of its MACs, if it is at hand.
        heartbeat: seconds between signs of life of a writer whose start is not read.

    Attributes:
        faults: what was tampered with.
        fault_count: how many of those there are; not all are remembered.
        continuity: what is not complete.
        tree: how the checkpoints fit.
        records: how many were read.
        notes: what else there is to say.
    """

    def __init__(
        self,
        reader: LogReader,
        signed: Sequence[Signed] | None = None,
        *,
        since: str = "",
        mac_key: MacKey | None = None,
        heartbeat: float = HEARTBEAT,
    ) -> None:
        self._reader, self._name = reader, reader.name
        self._keyed = mac_key is not None
        self.faults: list[Fault] = []
        self.fault_count = 0
        self.notes: list[str] = []
        self.records = 0
        self._purged, segments = _listed(reader)
        kept = self._kept(segments)
        self._head = reader.head()
        self._segments = _since(kept, since) if since and signed is None else kept
        self._whole = len(self._segments) == len(kept)
        whole = self._whole and self._purged is None
        self.continuity = Continuity(whole=whole, since=since, heartbeat=heartbeat)
        self.tree = None if signed is None else TreeCheck(self._gone(), signed)
        self.chain = ChainCheck(
            self._name,
            self._beginning(),
            self.report,
            mac_key,
            mark=0 if self._head is None else self._head.seq,
        )

    @property
    def purged(self) -> int:
        """The last record that was purged; 0 if none was."""
        return 0 if self._purged is None else self._purged.last

    @property
    def end(self) -> int:
        """The number of the last record."""
        return self.chain.next_seq - 1

    @property
    def macs(self) -> int | None:
        """How many MACs were checked; None without a key."""
        return self.chain.macs if self._keyed else None

    @property
    def segments(self) -> int:
        """How many segments are read."""
        return len(self._segments)

    def overtaken(self) -> bool:
        """Whether something was purged since this one began."""
        return self._reader.purged() != self._purged

    def report(self, fault: Fault) -> None:
        """Take note of a fault."""
        self.fault_count += 1
        if len(self.faults) < MAX_TOLD:
            self.faults.append(fault)

    def run(self, progress: Callable[[int], None]) -> None:
        """Read it all."""
        due = None
        if self._whole:
            due = 1 if self._purged is None else self._purged.segment + 1
        for segment in self._segments:
            self._check_number(segment, due)
            self._read(segment, progress)
            self._check_torn(segment, last=segment is self._segments[-1])
            due = segment.number + 1
        self._check_head()
        if self.continuity.late:
            self.notes.append(f"{self.continuity.late} records waited in a spool, where nothing chained them")
        if self._whole:
            self._check_purge()
        if self.tree is not None:
            self.tree.close()
            if self.tree.fault is not None:
                self.report(self.tree.fault)

    def _beginning(self) -> Head | None:
        if not self._whole:
            return None
        return EMPTY if self._purged is None else self._purged.head

    def _kept(self, segments: list[Segment]) -> list[Segment]:
        """The segments without those that a purge was about to remove when it was cut off."""
        if self._purged is None:
            return segments
        kept = [segment for segment in segments if segment.number > self._purged.segment]
        if left := len(segments) - len(kept):
            self.notes.append(f"{left} segments of purged records are still there; they were not read")
        return kept

    def _gone(self) -> Frontier:
        """The Merkle tree over what was purged."""
        purged = self._purged
        if purged is None:
            return Frontier()
        try:
            return purged.tree()
        except AuditReadError:
            self.report(Fault("purged", "purge", "holds no Merkle tree of that size", purged.last))
            return Frontier(purged.last, [b""] * purged.last.bit_count())

    def _read(self, segment: Segment, progress: Callable[[int], None]) -> None:
        number = 0
        for lines in segment.blocks():
            self.continuity.see(self.chain.check(segment.name, number, lines))
            if self.tree is not None:
                self.tree.feed(lines)
            number += len(lines)
            progress(sum(map(len, lines)) + len(lines))
        self.records += number

    def _check_number(self, segment: Segment, due: int | None) -> None:
        # A number that was never used, as its file was made and not written, is no sign of anything.
        if due is None or segment.number <= due or first_seq(segment) == self.chain.next_seq:
            return
        self.report(Fault(segment.name, "segment", f"{span('segment', due, segment.number - 1)} missing"))

    def _check_torn(self, segment: Segment, *, last: bool) -> None:
        if not segment.torn():
            return
        if last:
            what = f"{segment.name} ends within a line: a write was cut off"
            self.continuity.tell("torn", what, self.continuity.last)
        else:
            self.report(Fault(segment.name, "torn", "ends within a line, and another segment follows"))

    def _check_head(self) -> None:
        written, end = self._head, self.end
        if written is None:
            self.continuity.tell("head", "there is no readable head file to say where the log ended")
        elif written.log != self._name:
            self.report(Fault("head", "head", "is of another log"))
        elif written.seq > end:
            what = f"{span('record', end + 1, written.seq)} missing at the end"
            self.report(Fault("head", "head", what, end + 1))
        elif self.chain.marked not in (None, written.hash):
            self.report(Fault("head", "head", "names another record as the last", written.seq))
        elif written.seq == end and self._segments and not self._is_end(written):
            self.continuity.tell("head", "the head file says that the last record ended elsewhere")

    def _is_end(self, written: WrittenHead) -> bool:
        last = self._segments[-1]
        return (written.segment, written.offset) == (last.number, last.size - len(last.torn()))

    def _check_purge(self) -> None:
        purged = self._purged
        if purged is None:
            return
        root = self._gone().root().hex()
        if purged.log != self._name or (purged.last, root) not in {
            (purge.last, purge.root) for purge in self.continuity.purges
        }:
            what = f"no record says that {span('record', 1, purged.last)[:-4]} were purged"
            self.report(Fault("purged", "purge", what, purged.last))


def _listed(reader: LogReader) -> tuple[Purged | None, list[Segment]]:
    """What was purged, and the segments that are left, of one moment: a purge may be at work."""
    while True:
        purged, segments = reader.purged(), reader.segments()
        if reader.purged() == purged:
            return purged, segments


def _since(segments: list[Segment], since: str) -> list[Segment]:
    """The segments from a time on, and the one before them.

    That one is a bridge: how old a segment is stands in its own first line, and whoever changes that line, to
    have the segment passed over, breaks the chain between it and the next.
    """
    first = recent(segments, since)[:1]
    return segments[max(0, segments.index(first[0]) - 1) :] if first else segments
