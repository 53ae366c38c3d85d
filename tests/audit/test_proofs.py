"""Bundles of records with the proof that they are in a log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asgi_agent.audit.checkpoints import CheckpointMaker, FileAnchor, ReaderSource
from asgi_agent.audit.checkpoints.keys import SigningKey
from asgi_agent.audit.checkpoints.note import Checkpoint
from asgi_agent.audit.checkpoints.state import StateKeeper
from asgi_agent.audit.proofs import Bundle, ProofError, check, prove
from asgi_agent.audit.reading import LogReader, lines, open_log, seq_of
from tests.audit.logs import Diary, write_log
from tests.audit.purging import purge

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEY = SigningKey("asgi-agent/audit", bytes(range(32)))


class Case:
    """A log, and a checkpoint of it."""

    def __init__(self, place: Path) -> None:
        self.log, self.anchor = place / "audit", FileAnchor(place / "anchor")
        self.diary: Diary = write_log(self.log)
        self.note = self.sign()

    @property
    def reader(self) -> LogReader:
        return open_log(self.log)

    def sign(self) -> bytes:
        reader = self.reader
        maker = CheckpointMaker(
            ReaderSource(reader), KEY, [self.anchor], StateKeeper(None), purged=reader.purged
        )
        made = maker.run(force=True)
        assert made is not None
        return self.anchor.path(made).read_bytes()

    def prove(self, *seqs: int) -> Bundle:
        return prove(self.reader, self.note, these(*seqs))


def these(*seqs: int) -> Callable[[bytes], bool]:
    return lambda line: seq_of(line) in seqs


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return Case(tmp_path_factory.mktemp("proofs"))


@settings(max_examples=25)
@given(data=st.data())
def test_what_is_proved_can_be_checked(case: Case, data: st.DataObject) -> None:
    """Any records; the lines come out as they stand in the log."""
    seqs = data.draw(st.sets(st.integers(1, case.diary.seq), min_size=1, max_size=6))
    proved = check(case.prove(*seqs).to_bytes(), [KEY.public])
    assert [entry.seq for _, entry in proved.records] == sorted(seqs)
    assert [line for line, _ in proved.records] == [
        line for line in lines(case.reader) if seq_of(line) in seqs
    ]
    assert proved.checkpoint.size == case.diary.seq


def test_a_bundle_holds_nothing_of_other_records(case: Case) -> None:
    """Only their hashes: as many as the number of records has digits."""
    bundle = case.prove(9)
    (record,) = bundle.records
    assert len(record.hashes) <= case.diary.seq.bit_length()
    others = [line for line in lines(case.reader) if seq_of(line) != 9]
    ids = [msgspec.json.decode(line)["id"] for line in others]
    assert not any(other.encode() in bundle.to_bytes() for other in ids)


def test_all_bytes_are_read_once_for_the_bar(case: Case) -> None:
    """As they are when the records are looked for."""
    told: list[int] = []
    prove(case.reader, case.note, these(1), told.append)
    assert sum(told) == sum(part.size for part in case.reader.segments())


# --- what is not proved


def test_a_record_that_is_not_covered_is_not_proved(tmp_path: Path) -> None:
    """A later checkpoint covers it."""
    case = Case(tmp_path)
    case.diary.start()
    with pytest.raises(ProofError, match="no such record among"):
        case.prove(case.diary.seq)
    case.note = case.sign()
    assert check(case.prove(case.diary.seq).to_bytes(), [KEY.public]).records


def test_a_log_that_was_changed_proves_nothing(tmp_path: Path) -> None:
    """Whichever of its records is asked for."""
    case = Case(tmp_path)
    path = case.log / "000002.jsonl"
    path.chmod(0o600)
    path.write_bytes(path.read_bytes().replace(b"chart.read", b"chart.rea1", 1))
    with pytest.raises(ProofError, match="not the one that was signed"):
        case.prove(1)


def test_a_log_that_was_cut_proves_nothing(tmp_path: Path) -> None:
    """It is shorter than what was signed."""
    case = Case(tmp_path)
    (case.log / case.reader.segments()[-1].name).unlink()
    with pytest.raises(ProofError, match="shorter"):
        case.prove(1)


@pytest.mark.parametrize("note", [b"", b"nonsense", KEY.sign("nonsense\n")])
def test_what_is_no_checkpoint_proves_nothing(case: Case, note: bytes) -> None:
    """Nor does one of another log."""
    with pytest.raises(ProofError, match="no signed checkpoint"):
        prove(case.reader, note, these(1))
    other = KEY.sign(Checkpoint("asgi-agent/other", 5, bytes(32)).to_text())
    with pytest.raises(ProofError, match="a checkpoint of asgi-agent/other"):
        prove(case.reader, other, these(1))


def test_after_a_purge_what_is_left_can_be_proved(tmp_path: Path) -> None:
    """With the checkpoints of before and after it; what is gone cannot."""
    case = Case(tmp_path)
    gone = purge(case.diary, 2).last
    for note in (case.note, case.sign()):
        case.note = note
        proved = check(case.prove(gone + 1, gone + 9).to_bytes(), [KEY.public])
        assert [entry.seq for _, entry in proved.records] == [gone + 1, gone + 9]
        with pytest.raises(ProofError, match="no such record"):
            case.prove(gone)


# --- what does not convince


@pytest.mark.parametrize(
    "data", [b"", b"{}", b'{"v":1}', b"\xff", b'{"v":1,"checkpoint":"\xff","records":[]}']
)
def test_what_is_no_bundle_convinces_nobody(data: bytes) -> None:
    """Whatever it is."""
    with pytest.raises(ProofError, match="no bundle"):
        check(data, [KEY.public])


def test_a_bundle_that_nobody_known_signed_convinces_nobody(case: Case) -> None:
    """The key is what is trusted."""
    with pytest.raises(ProofError, match="no signature of a key"):
        check(case.prove(3).to_bytes(), [SigningKey.generate("asgi-agent/audit").public])


@settings(max_examples=60)
@given(data=st.data())
def test_a_changed_bundle_convinces_nobody(case: Case, data: st.DataObject) -> None:
    """Any character of it, but for such as mean the same."""
    whole = case.prove(3).to_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    changed = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
    try:
        proved = check(changed, [KEY.public])
    except ProofError:
        return
    assert proved == check(whole, [KEY.public])


def test_a_line_at_another_place_convinces_nobody(case: Case) -> None:
    """Its number is part of it, and its place in the tree."""
    one, other = case.prove(3).records[0], case.prove(4).records[0]
    mixed = Bundle(1, case.note.decode(), (msgspec.structs.replace(one, hashes=other.hashes),))
    with pytest.raises(ProofError, match="record 3 is not in the log"):
        check(mixed.to_bytes(), [KEY.public])


@pytest.mark.parametrize(
    ("old", "new"), [('"seq":3,', '"seq":4,'), ('"log":"audit"', '"log":"other"'), ("{", "{ "), ("}", "")]
)
def test_a_line_that_says_something_else_convinces_nobody(case: Case, old: str, new: str) -> None:
    """Of which number it is, or of which log."""
    (record,) = case.prove(3).records
    changed = msgspec.structs.replace(record, line=record.line.replace(old, new, 1))
    with pytest.raises(ProofError, match="record"):
        check(Bundle(1, case.note.decode(), (changed,)).to_bytes(), [KEY.public])
