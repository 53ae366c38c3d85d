"""Making checkpoints of a log, one after the other, never two that contradict each other."""

from __future__ import annotations

import errno
import logging
import time
from itertools import islice
from typing import TYPE_CHECKING, Protocol

import msgspec

from asgi_agent.audit.chain import EMPTY, Head, line_hash
from asgi_agent.audit.checkpoints.note import ORIGIN, Checkpoint, parse_checkpoint, parse_note
from asgi_agent.audit.checkpoints.state import State
from asgi_agent.audit.errors import AuditError
from asgi_agent.audit.merkle import Frontier
from asgi_agent.audit.reading import follows, lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from asgi_agent.audit.checkpoints.anchors import AnchorSink
    from asgi_agent.audit.checkpoints.keys import SigningKey
    from asgi_agent.audit.checkpoints.state import StateKeeper
    from asgi_agent.audit.reading import LogReader, Purged

logger = logging.getLogger("asgi_agent")

BATCH = 4096
PATIENCE = 5.0


class CheckpointError(AuditError):
    """The log is not the one that was signed before, or does not hold together; it is not signed."""


class Source(Protocol):
    """A log, as far as checkpoints are made of it."""

    @property
    def name(self) -> str:
        """Name of the log."""
        ...

    def lines(self, after: int = 0) -> Iterator[bytes]:
        """The lines with a `seq` above `after`, in order."""
        ...


class ReaderSource:
    """A log that is only read.

    Args:
        reader: the log.
    """

    def __init__(self, reader: LogReader) -> None:
        self._reader = reader

    @property
    def name(self) -> str:
        """Name of the log."""
        return self._reader.name

    def lines(self, after: int = 0) -> Iterator[bytes]:
        """The lines with a `seq` above `after`, in order."""
        return lines(self._reader, after)


class CheckpointMaker:
    """Makes the checkpoints of one log and brings them to anchors. Its methods block: they are for threads.

    Args:
        log: the log.
        key: signs them.
        anchors: take them.
        keeper: of the state.
        purged: gives what is left of purged records, for a log that does not begin with its first.
        every: seconds between two checkpoints.
        records: so many records are not left without a checkpoint for longer than it takes to make one.
    """

    def __init__(
        self,
        log: Source,
        key: SigningKey,
        anchors: Sequence[AnchorSink],
        keeper: StateKeeper,
        *,
        purged: Callable[[], Purged | None] = lambda: None,
        every: float = 60.0,
        records: int = 1024,
    ) -> None:
        self._log = log
        self._key = key
        self._anchors = anchors
        self._keeper = keeper
        self._purged = purged
        self._every = every
        self._records = records
        self._failing: set[str] = set()
        self.state = State()

    @property
    def waiting(self) -> tuple[str, ...]:
        """Those of the anchors that have not taken the newest checkpoint."""
        return tuple(anchor.name for anchor in self._anchors if anchor.name in self.state.waiting)

    def run(self, seq: int = 0, *, force: bool = False, everywhere: bool = False) -> Checkpoint | None:
        """Make a checkpoint if it is time for one, and bring the newest to the anchors that have not got it.

        Args:
            seq: the last record that the caller knows of.
            force: do not ask whether it is time; there is a new checkpoint if there is a new record.
            everywhere: bring it also to anchors that are said to have it: they may have lost it, or be new.

        Returns:
            The checkpoint, if one was made.

        Raises:
            CheckpointError: the log is not the one that was signed before, or does not hold together.
            AuditReadError: what is left of purged records makes no sense.
            OSError: it cannot be read, or the state cannot be kept; or another maker is at work for too long,
                where every anchor is to get a checkpoint.
        """
        with self._keeper.locked(PATIENCE if force else 0.0) as alone:
            if not alone:
                if everywhere:
                    raise OSError(errno.EWOULDBLOCK, "another process makes a checkpoint of it")
                return None
            self.state = state = self._keeper.load()
            made = self._made(state) if force or self._due(state, seq) else None
            self._deliver(everywhere=everywhere)
            return made

    def _due(self, state: State, seq: int) -> bool:
        return seq - state.seq >= self._records or not 0 <= time.time() - state.time < self._every

    def _made(self, state: State) -> Checkpoint | None:
        head, tree = self._grown(state)
        if tree.size == 0 or (state.note and head == state.head):
            return None
        checkpoint = Checkpoint(ORIGIN + self._log.name, tree.size, tree.root())
        note = self._key.sign(checkpoint.to_text()).decode()
        frontier = tuple(node.hex() for node in tree.hashes)
        waiting = (*(anchor.name for anchor in self._anchors), *self._foreign(state))
        # Kept before anybody gets it, so that what was signed is never signed otherwise.
        self._save(State(head.seq, head.hash, frontier, note, time.time(), waiting))
        return checkpoint

    def _grown(self, state: State) -> tuple[Head, Frontier]:
        """Where the log ends now, and its tree."""
        if state.seq == 0:
            return self._regrown(None)
        rest = self._log.lines(state.seq - 1)
        last = next(rest, None)
        if last is None:
            raise CheckpointError(f"the log ends before record {state.seq}, which was signed")
        if line_hash(last) == state.hash:
            return _extended(state.head, state.tree(), rest)
        return self._regrown(parse_checkpoint(parse_note(state.note.encode()).text))

    def _regrown(self, signed: Checkpoint | None) -> tuple[Head, Frontier]:
        """The same from the first record on, if the log is the one that was signed."""
        purged = self._purged()
        head, tree = EMPTY, Frontier()
        if purged is not None:
            head, tree = purged.head, purged.tree()
        rest = self._log.lines(head.seq)
        if signed is not None and signed.size >= head.seq:
            head, tree = _extended(head, tree, islice(rest, signed.size - head.seq))
            if (tree.size, tree.root()) != (signed.size, signed.root):
                raise CheckpointError(f"the log is not the one whose records 1 to {signed.size} were signed")
        return _extended(head, tree, rest)

    def _deliver(self, *, everywhere: bool) -> None:
        state = self.state
        due = [anchor for anchor in self._anchors if everywhere or anchor.name in state.waiting]
        if not (due and state.note):
            return
        note = state.note.encode()
        checkpoint = parse_checkpoint(parse_note(note).text)
        left = [anchor.name for anchor in due if not self._taken(anchor, note, checkpoint)]
        waiting = (*left, *self._foreign(state))
        if waiting != state.waiting:
            self._save(msgspec.structs.replace(state, waiting=waiting))

    def _foreign(self, state: State) -> list[str]:
        """Anchors that another maker brings checkpoints to, and has yet to."""
        own = {anchor.name for anchor in self._anchors}
        return [name for name in state.waiting if name not in own]

    def _taken(self, anchor: AnchorSink, note: bytes, checkpoint: Checkpoint) -> bool:
        try:
            anchor.put(note, checkpoint)
        except Exception as error:  # whatever an anchor raises, the next one gets its turn
            if anchor.name not in self._failing:
                logger.warning("%s has not taken a checkpoint: %s", anchor.name, type(error).__name__)
            self._failing.add(anchor.name)
            return False
        self._failing.discard(anchor.name)
        return True

    def _save(self, state: State) -> None:
        self._keeper.save(state)
        self.state = state


def _extended(head: Head, tree: Frontier, rest: Iterator[bytes]) -> tuple[Head, Frontier]:
    """A tree with further lines, each of which must follow the one before it."""
    while batch := list(islice(rest, BATCH)):
        for line in batch:
            if not follows(line, head):
                raise CheckpointError(f"what stands behind record {head.seq} does not follow it")
            head = Head(head.seq + 1, line_hash(line))
        tree.extend(batch)
    return head, tree
