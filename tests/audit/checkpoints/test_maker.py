"""Making checkpoints: of what there is, from where the last one ended, and never two that do not agree."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import msgspec
import pytest

from asgi_agent.audit.chain import EMPTY, line_hash, seal
from asgi_agent.audit.checkpoints import CheckpointError, CheckpointMaker, FileAnchor, ReaderSource
from asgi_agent.audit.checkpoints.keys import SigningKey, open_checkpoint
from asgi_agent.audit.checkpoints.note import Checkpoint
from asgi_agent.audit.checkpoints.state import LOCK_FILE, STATE_FILE, State, StateKeeper
from asgi_agent.audit.merkle import Frontier
from asgi_agent.audit.reading import Purged, lines, open_log
from asgi_agent.audit.record import Event, Record, encode_record
from tests.audit.logs import write_log

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from asgi_agent.audit.checkpoints import AnchorSink

KEY = SigningKey("asgi-agent/audit", bytes(range(32)))


class Log:
    """A log in memory, that counts which lines are read."""

    name = "audit"

    def __init__(self, count: int = 0, body: str = "x") -> None:
        self.lines_: list[bytes] = []
        self.read = 0
        self.first = 1
        self._head = EMPTY
        self.grow(count, body)

    def grow(self, count: int, body: str = "x") -> None:
        for _ in range(count):
            record = encode_record(Record(phase="event", event=Event(body)))
            line, self._head = seal(record, self.name, self._head)
            self.lines_.append(line)

    def lines(self, after: int = 0) -> Iterator[bytes]:
        for line in self.lines_[max(after, self.first - 1) :]:
            self.read += 1
            yield line

    def root(self) -> bytes:
        tree = Frontier()
        tree.extend(self.lines_)
        return tree.root()


class Anchor:
    """Takes checkpoints, or fails to."""

    def __init__(self, name: str = "anchor") -> None:
        self.name = name
        self.works = True
        self.taken: list[Checkpoint] = []

    def put(self, note: bytes, checkpoint: Checkpoint) -> None:
        if not self.works:
            raise ConnectionError("of no use")
        assert open_checkpoint(note, [KEY.public]) == checkpoint
        self.taken.append(checkpoint)


def make(
    log: Log, *anchors: AnchorSink, directory: Path | None = None, every: float = 60.0, records: int = 1024
) -> CheckpointMaker:
    return CheckpointMaker(log, KEY, anchors, StateKeeper(directory), every=every, records=records)


def test_a_checkpoint_is_of_all_records() -> None:
    """Its root is that of the tree over their lines, and its origin the log's name."""
    log, anchor = Log(7), Anchor()
    made = make(log, anchor).run(force=True)
    assert made == Checkpoint("asgi-agent/audit", 7, log.root())
    assert anchor.taken == [made]


def test_the_next_checkpoint_reads_only_what_came_since() -> None:
    """And the record before that, to see that it is the same."""
    log, anchor = Log(100), Anchor()
    maker = make(log, anchor)
    maker.run(force=True)
    log.read = 0
    log.grow(5)
    made = maker.run(force=True)
    assert made is not None
    assert (made.size, made.root, log.read) == (105, log.root(), 6)


def test_without_a_new_record_there_is_no_new_checkpoint() -> None:
    """Nor is there one of an empty log."""
    log, anchor = Log(), Anchor()
    maker = make(log, anchor)
    assert maker.run(force=True) is None
    log.grow(1)
    assert maker.run(force=True) is not None
    assert maker.run(force=True) is None
    assert len(anchor.taken) == 1


def test_it_is_time_when_enough_records_came() -> None:
    """Or enough seconds went by."""
    log, anchor = Log(10), Anchor()
    maker = make(log, anchor, records=5)
    assert maker.run(10) is not None
    log.grow(4)
    assert maker.run(14) is None
    log.grow(1)
    assert maker.run(15) is not None
    log.grow(1)
    assert make(log, anchor, every=1e-9).run(16) is not None


def test_processes_go_on_where_another_one_ended(tmp_path: Path) -> None:
    """They share the state that stands beside the log."""
    log, anchor = Log(50), Anchor()
    make(log, anchor, directory=tmp_path).run(force=True)
    log.read = 0
    log.grow(2)
    other = make(log, anchor, directory=tmp_path, records=3)
    assert other.run(52) is None
    assert other.state.seq == 50
    log.grow(1)
    assert other.run(53) is not None
    assert log.read == 4


def test_only_one_process_makes_one_at_a_time(tmp_path: Path) -> None:
    """Another one leaves it to the first."""
    log, anchor = Log(5), Anchor()
    with StateKeeper(tmp_path).locked() as alone:
        assert alone
        assert make(log, anchor, directory=tmp_path).run(5000) is None
    assert anchor.taken == []
    assert make(log, anchor, directory=tmp_path).run(5000) is not None
    assert (tmp_path / LOCK_FILE).exists()


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"nonsense",
        b'{"hash":"\xff"}',
        b'{"seq":5,"hash":"x","frontier":[]}',
        b'{"seq":5,"frontier":["zz"]}',
    ],
)
def test_a_state_that_makes_no_sense_is_made_anew(tmp_path: Path, text: bytes) -> None:
    """From the first record on."""
    (tmp_path / STATE_FILE).write_bytes(text)
    log = Log(9)
    made = make(log, Anchor(), directory=tmp_path).run(force=True)
    assert made is not None
    assert made.root == log.root()


def test_a_state_of_another_line_is_made_anew(tmp_path: Path) -> None:
    """It is believed only as far as the log goes on from it; what was signed is held against the log."""
    log, anchor = Log(9), Anchor()
    make(log, anchor, directory=tmp_path).run(force=True)
    state = msgspec.json.decode((tmp_path / STATE_FILE).read_bytes(), type=State)
    wrong = msgspec.structs.replace(state, hash="0" * 64, frontier=("0" * 64, "1" * 64))
    (tmp_path / STATE_FILE).write_bytes(msgspec.json.encode(wrong))
    log.grow(3)
    made = make(log, anchor, directory=tmp_path).run(force=True)
    assert made is not None
    assert made.root == log.root()


# --- never two that do not agree


@pytest.mark.parametrize("size", [3, 9, 20])
def test_a_log_with_another_history_is_not_signed(tmp_path: Path, size: int) -> None:
    """Shorter, as long or longer."""
    anchor = Anchor()
    make(Log(9, "x"), anchor, directory=tmp_path).run(force=True)
    with pytest.raises(CheckpointError, match=r"was signed|were signed"):
        make(Log(size, "y"), anchor, directory=tmp_path).run(force=True)
    assert len(anchor.taken) == 1


def test_a_log_that_was_rolled_back_is_not_signed(tmp_path: Path) -> None:
    """Although what is left of it is what was signed."""
    log, anchor = Log(9), Anchor()
    make(log, anchor, directory=tmp_path).run(force=True)
    del log.lines_[6:]
    with pytest.raises(CheckpointError, match="ends before record 9"):
        make(log, anchor, directory=tmp_path).run(force=True)


@pytest.mark.parametrize("place", [0, 4, 8])
def test_a_log_that_does_not_hold_together_is_not_signed(place: int) -> None:
    """Whoever signs it would say that it is well."""
    log, anchor = Log(9), Anchor()
    del log.lines_[place]
    log.grow(1)
    with pytest.raises(CheckpointError, match=f"behind record {place} does not follow"):
        make(log, anchor).run(force=True)
    assert anchor.taken == []


def test_a_purged_log_is_signed_from_its_remains() -> None:
    """The tree goes on from the one over what is gone."""
    log, anchor = Log(20), Anchor()
    whole = log.root()
    tree = Frontier()
    tree.extend(log.lines_[:13])
    log.first = 14
    frontier = tuple(node.hex() for node in tree.hashes)
    purged = Purged(1, "audit", 13, line_hash(log.lines_[12]), 1, frontier, "")
    maker = CheckpointMaker(log, KEY, [anchor], StateKeeper(None), purged=lambda: purged)
    assert maker.run(force=True) == Checkpoint("asgi-agent/audit", 20, whole)


# --- anchors


def test_an_anchor_that_fails_is_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    """With the newest checkpoint; the others have theirs, and it is said once."""
    log, good, bad = Log(3), Anchor("good"), Anchor("bad")
    bad.works = False
    maker = make(log, bad, good, records=1)
    with caplog.at_level(logging.WARNING, logger="asgi_agent"):
        maker.run(3)
        maker.run(3)
        log.grow(1)
        maker.run(4)
    assert [c.size for c in good.taken] == [3, 4]
    assert list(maker.state.waiting) == ["bad"]
    assert caplog.messages == ["bad has not taken a checkpoint: ConnectionError"]
    bad.works = True
    maker.run(4)
    assert [c.size for c in bad.taken] == [4]
    assert not maker.state.waiting


def test_another_process_brings_what_is_left_to_an_anchor(tmp_path: Path) -> None:
    """The one that made the checkpoint may be gone."""
    log, bad = Log(3), Anchor()
    bad.works = False
    make(log, bad, directory=tmp_path).run(force=True)
    bad.works = True
    make(log, bad, directory=tmp_path).run(3)
    assert [c.size for c in bad.taken] == [3]


def test_what_was_signed_is_kept_before_it_is_given_away(tmp_path: Path) -> None:
    """Where it cannot be kept, nobody gets it."""
    log, anchor = Log(3), Anchor()
    (tmp_path / STATE_FILE).mkdir()
    with pytest.raises(OSError, match="director"):
        make(log, anchor, directory=tmp_path).run(force=True)
    assert anchor.taken == []


def test_a_log_in_a_directory_is_signed(tmp_path: Path) -> None:
    """By what its reader gives."""
    diary = write_log(tmp_path / "audit")
    reader = open_log(tmp_path / "audit")
    anchor = FileAnchor(tmp_path / "anchor")
    maker = CheckpointMaker(ReaderSource(reader), KEY, [anchor], StateKeeper(tmp_path / "audit"))
    made = maker.run(force=True)
    tree = Frontier()
    tree.extend(lines(reader))
    assert made == Checkpoint("asgi-agent/audit", diary.seq, tree.root())
    assert open_checkpoint(anchor.path(made).read_bytes(), [KEY.public]) == made
