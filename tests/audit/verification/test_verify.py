"""`verify` as a whole: the head, the segments, what was purged, and the checkpoints."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from asgi_agent.audit.chain import line_hash
from asgi_agent.audit.checkpoints import CheckpointMaker, FileAnchor, ReaderSource
from asgi_agent.audit.checkpoints.keys import SigningKey
from asgi_agent.audit.checkpoints.state import StateKeeper
from asgi_agent.audit.errors import AuditAbsentError, AuditReadError
from asgi_agent.audit.mac import MacKey
from asgi_agent.audit.merkle import Frontier
from asgi_agent.audit.reading import Purged, first_seq, open_log
from asgi_agent.audit.record import utc_text
from asgi_agent.audit.verification import Verdict, verify
from tests.audit.logs import Diary, write_log
from tests.audit.purging import purge

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path
    from typing import Any

KEY = SigningKey("asgi-agent/audit", bytes(range(32)))


class Case:
    """A log, its anchor, and what is said of them an hour after the last record."""

    def __init__(self, place: Path) -> None:
        self.log, self.anchor = place / "audit", place / "anchor"
        self.diary = write_log(self.log)

    def verify(self, *, later: float = 3600.0, anchored: bool = False, **options: Any) -> Verdict:
        if anchored:
            options = {"checkpoints": self.anchor, "public_keys": [KEY.public], **options}
        return verify(self.log, now=self.diary.now + timedelta(seconds=later), **options)

    def sign(self, key: SigningKey = KEY) -> None:
        """Make a checkpoint."""
        reader = open_log(self.log)
        anchors = [FileAnchor(self.anchor)]
        maker = CheckpointMaker(ReaderSource(reader), key, anchors, StateKeeper(None), purged=reader.purged)
        assert maker.run(force=True) is not None

    def purge(self, segments: int) -> Purged:
        """Purge the first segments."""
        purged = purge(self.diary, segments)
        self.diary.stop()
        return purged

    def tell(self, purged: Purged) -> None:
        (self.log / "purged.json").write_bytes(msgspec.json.encode(purged))

    def last(self) -> Path:
        """The last segment."""
        return self.log / open_log(self.log).segments()[-1].name


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


def reasons(verdict: Verdict) -> list[str]:
    return [fault.reason for fault in verdict.faults]


def test_a_log_that_is_as_it_should_be(case: Case) -> None:
    """Says how much was read, and from when to when."""
    verdict = case.verify()
    assert (verdict.exit_code, verdict.integrity, verdict.completeness) == (0, "intact", "complete")
    assert verdict.anchored is None
    assert (verdict.log, verdict.place) == ("audit", str(case.log))
    assert (verdict.first, verdict.last, verdict.records) == (1, case.diary.seq, case.diary.seq)
    assert verdict.segments == len(open_log(case.log).segments())
    assert verdict.began == "2026-11-21T09:00:01.000000Z"
    assert verdict.ended == utc_text(int(case.diary.now.timestamp()) * 10**9)


def test_a_log_without_records_is_as_it_should_be(case: Case) -> None:
    """One that was made and not yet written to."""
    for path in case.log.iterdir():
        path.unlink()
    head = {"v": 1, "log": "audit", "seq": 0, "hash": "0" * 64, "segment": 1, "offset": 0}
    (case.log / "head").write_bytes(msgspec.json.encode(head))
    verdict = case.verify()
    assert (verdict.exit_code, verdict.records, verdict.first, verdict.last) == (0, 0, None, None)


def test_progress_is_told_in_bytes(case: Case) -> None:
    """They add up to all of the log."""
    told: list[int] = []
    case.verify(progress=told.append)
    assert sum(told) == sum(part.size for part in open_log(case.log).segments())


def test_what_is_not_there_is_absent(tmp_path: Path) -> None:
    """That is no verdict."""
    with pytest.raises(AuditAbsentError):
        verify(tmp_path / "gone")


# --- the end of the log


def test_a_head_that_is_behind_is_well(case: Case) -> None:
    """After a power cut it may be; the records behind it count."""
    head = (case.log / "head").read_bytes()
    case.diary.start()
    case.diary.stop()
    (case.log / "head").write_bytes(head)
    assert case.verify().exit_code == 0


def test_a_head_of_another_record_is_a_fault(case: Case) -> None:
    """Its number is there, and another hash."""
    head = msgspec.json.decode((case.log / "head").read_bytes())
    for seq in (head["seq"], head["seq"] - 3):
        (case.log / "head").write_bytes(msgspec.json.encode({**head, "seq": seq, "hash": "ab" * 32}))
        assert reasons(case.verify()) == ["head"]


def test_records_that_only_the_head_knows_of_were_taken_away(case: Case) -> None:
    """The first of them is named."""
    seq = case.diary.seq - 2
    kept = case.last().read_bytes().splitlines(keepends=True)[:-2]
    case.last().write_bytes(b"".join(kept))
    (fault,) = case.verify().faults
    assert (fault.place, fault.seq) == ("head", seq + 1)
    assert fault.detail == f"records {seq + 1} to {seq + 2} are missing at the end"


def test_a_head_of_another_log_is_a_fault(case: Case) -> None:
    """Of which none of the lines is."""
    head = msgspec.json.decode((case.log / "head").read_bytes())
    (case.log / "head").write_bytes(msgspec.json.encode({**head, "log": "other"}))
    verdict = case.verify()
    assert verdict.log == "other"
    assert set(reasons(verdict)) == {"log"}


def test_a_torn_end_is_not_complete(case: Case) -> None:
    """A writer was killed within a write, and none came after it."""
    with case.last().open("ab") as file:
        file.write(b'{"v":1,"log":"au')
    verdict = case.verify()
    assert (verdict.exit_code, verdict.counts) == (2, {"torn": 1})


def test_a_torn_segment_that_another_follows_is_a_fault(case: Case) -> None:
    """No writer leaves one behind."""
    first = case.log / "000001.jsonl"
    first.chmod(0o600)
    first.write_bytes(first.read_bytes() + b"{")
    assert reasons(case.verify()) == ["torn"]


def test_a_missing_segment_is_named(case: Case) -> None:
    """Beside the records that are missing."""
    (case.log / "000002.jsonl").unlink()
    verdict = case.verify()
    assert reasons(verdict) == ["segment", "sequence"]
    assert verdict.faults[0].detail == "segment 2 is missing"
    assert verdict.faults[1].place == "000003.jsonl:1"


def test_a_number_of_a_segment_that_was_never_used_is_well(case: Case) -> None:
    """As when a process was killed between making the file and writing to it."""
    last = case.last()
    last.rename(case.log / "000099.jsonl")
    head = msgspec.json.decode((case.log / "head").read_bytes())
    (case.log / "head").write_bytes(msgspec.json.encode({**head, "segment": 99}))
    assert case.verify().exit_code == 0


def test_a_log_that_is_written_to_is_well(case: Case) -> None:
    """While it is verified, and its writer is alive."""
    case.diary.start("00000002")
    case.diary.intent()
    verdict = case.verify(later=1)
    assert (verdict.exit_code, verdict.in_flight) == (0, 1)
    assert case.verify(later=1000).counts == {"crash": 1, "unfinished": 1}


def test_faults_beyond_a_hundred_are_only_counted(case: Case) -> None:
    """A log that is nothing but faults fills no terminal."""
    path = case.log / "000001.jsonl"
    path.chmod(0o600)
    path.write_bytes(b"nonsense\n" * 250)
    verdict = case.verify()
    assert len(verdict.faults) == 100
    assert verdict.fault_count > 250


# --- a part of it


def test_since_a_time_older_segments_are_not_read(tmp_path: Path) -> None:
    """Nor judged: what is wrong with them is not told."""
    diary = Diary(tmp_path)
    diary.start("aaaaaaaa")
    diary.request()
    for _ in range(5):
        diary.wait(86_400)
        diary.start("bbbbbbbb")
        diary.request()
        diary.stop()
    since = utc_text(int((diary.now - timedelta(days=1)).timestamp()) * 10**9)
    now: datetime = diary.now
    assert verify(tmp_path, now=now).exit_code == 2
    path = tmp_path / "000001.jsonl"
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b"nonsense\n")
    assert verify(tmp_path, now=now).exit_code == 1
    verdict = verify(tmp_path, since=since, now=now)
    assert (verdict.exit_code, verdict.last) == (0, diary.seq)
    assert verdict.first is not None
    assert verdict.first > 1


def test_a_segment_that_was_made_to_look_old_is_not_passed_over(tmp_path: Path) -> None:
    """How old it is stands in its own first line."""
    diary = Diary(tmp_path)
    diary.start("aaaaaaaa", every=90_000)
    for _ in range(9):
        diary.wait(86_400)
        diary.request()
    diary.stop()
    since = utc_text(int((diary.now - timedelta(days=3)).timestamp()) * 10**9)
    whole = verify(tmp_path, since=since, heartbeat=90_000, now=diary.now)
    assert whole.exit_code == 0
    assert verify(tmp_path, since=since, now=diary.now).counts == {"silence": 2}
    tried = 0
    for part in open_log(tmp_path).segments():
        path, data = tmp_path / part.name, (tmp_path / part.name).read_bytes()
        if (first_seq(part) or 0) > (whole.first or 0):
            path.chmod(0o600)
            path.write_bytes(data.replace(b'"time":"2026-', b'"time":"2020-', 1))
            assert verify(tmp_path, since=since, heartbeat=90_000, now=diary.now).exit_code == 1
            path.write_bytes(data)
            tried += 1
    assert tried > 3


# --- what was purged


def test_a_purged_log_begins_behind_what_was_purged(case: Case) -> None:
    """As the log itself says; and the checkpoints still fit."""
    case.sign()
    purged = case.purge(2)
    case.sign()
    verdict = case.verify(anchored=True)
    assert (verdict.exit_code, verdict.purged, verdict.first) == (0, purged.last, purged.last + 1)
    assert verdict.anchored is not None
    assert (verdict.anchored.checkpoints, verdict.anchored.size) == (2, case.diary.seq)


def test_checkpoints_of_what_was_purged_are_not_checked(case: Case) -> None:
    """They are counted; those of what is left speak for it."""
    case.sign()
    for _ in range(30):
        case.diary.request()
    case.purge(8)
    case.sign()
    verdict = case.verify(anchored=True)
    assert verdict.anchored is not None
    assert (verdict.anchored.unchecked, verdict.anchored.checkpoints) == (1, 1)
    assert verdict.exit_code == 0


def test_segments_that_are_missing_are_not_purged(case: Case) -> None:
    """Where nothing says that they were."""
    case.purge(2)
    (case.log / "purged.json").unlink()
    assert "sequence" in reasons(case.verify())


def test_what_purged_json_says_must_stand_in_the_log(case: Case) -> None:
    """Else anybody could delete segments, and say that they were purged."""
    purged = case.purge(1)
    found = open_log(case.log).segments()
    gone = list(found[0].lines())
    tree = purged_tree(purged)
    tree.extend(gone)
    forged = msgspec.structs.replace(
        purged,
        last=purged.last + len(gone),
        hash=line_hash(gone[-1]),
        segment=2,
        frontier=tuple(node.hex() for node in tree.hashes),
    )
    case.tell(forged)
    (case.log / found[0].name).unlink()
    assert reasons(case.verify()) == ["purge"]


def purged_tree(purged: Purged) -> Frontier:
    return Frontier(purged.last, map(bytes.fromhex, purged.frontier))


@pytest.mark.parametrize(
    "change", [{"log": "other"}, {"frontier": ()}, {"frontier": ("zz",)}, {"hash": "0" * 64}, {"last": 1}]
)
def test_what_purged_json_says_is_checked(case: Case, change: dict[str, Any]) -> None:
    """Whatever is changed in it."""
    case.tell(msgspec.structs.replace(case.purge(1), **change))
    assert case.verify().exit_code == 1


def test_what_an_interrupted_purge_left_is_not_read(case: Case) -> None:
    """The records are purged as soon as the log says so."""
    kept = (case.log / "000001.jsonl").read_bytes()
    case.purge(2)
    (case.log / "000001.jsonl").write_bytes(kept)
    verdict = case.verify()
    assert verdict.exit_code == 0
    assert "1 segments of purged records" in verdict.notes[0]


# --- checkpoints


def test_what_is_purged_meanwhile_is_not_missing(case: Case) -> None:
    """The log is read anew, from where it begins by then."""
    purged: list[Purged] = []

    def purge_once(count: int) -> None:
        if not purged:
            purged.append(case.purge(2))

    verdict = case.verify(progress=purge_once)
    assert (verdict.integrity, verdict.purged) == ("intact", purged[0].last)


def test_a_log_is_anchored_up_to_its_newest_checkpoint(case: Case) -> None:
    """What came after it is told, and is well as long as it is young."""
    case.sign()
    signed = case.diary.seq
    case.diary.start()
    case.diary.stop()
    verdict = case.verify(anchored=True, later=60)
    assert verdict.exit_code == 0
    assert verdict.anchored is not None
    assert verdict.anchored.verdict == "anchored"
    assert (verdict.anchored.size, verdict.anchored.uncovered) == (signed, 2)


def test_a_tail_without_a_checkpoint_must_not_be_old(case: Case) -> None:
    """After twice the time between two checkpoints there should have been one."""
    case.sign()
    case.diary.start()
    case.diary.stop()
    for later, code in ((118, 0), (122, 2)):
        assert case.verify(anchored=True, later=later).exit_code == code
    assert case.verify(anchored=True, later=122, every=600).exit_code == 0


def test_without_a_valid_checkpoint_nothing_is_anchored(case: Case) -> None:
    """An empty directory, or one with checkpoints of unknown keys."""
    case.anchor.mkdir()
    verdict = case.verify(anchored=True)
    assert (verdict.exit_code, verdict.integrity) == (2, "intact")
    case.sign(SigningKey.generate("asgi-agent/audit"))
    verdict = case.verify(anchored=True)
    assert verdict.exit_code == 2
    assert verdict.anchored is not None
    assert (verdict.anchored.verdict, verdict.anchored.unknown) == ("unanchored", 1)


def test_a_checkpoint_that_was_changed_is_none(case: Case) -> None:
    """It is counted as damaged, and the log is not taken for anchored although another one fits."""
    case.sign()
    case.diary.start()
    case.diary.stop()
    case.sign()
    newest = case.anchor / "asgi-agent" / "audit" / f"{case.diary.seq}.checkpoint"
    newest.chmod(0o600)
    newest.write_bytes(newest.read_bytes().replace(b"\n", b"\n1", 1))
    verdict = case.verify(anchored=True, later=0)
    assert verdict.anchored is not None
    assert (verdict.exit_code, verdict.anchored.damaged, verdict.anchored.checkpoints) == (2, 1, 1)


def test_keys_may_change(case: Case) -> None:
    """Checkpoints of each of the keys that are given count."""
    case.sign()
    case.diary.start()
    case.diary.stop()
    new = SigningKey.generate("asgi-agent/audit")
    case.sign(new)
    verdict = case.verify(anchored=True, public_keys=[KEY.public, new.public])
    assert verdict.anchored is not None
    assert (verdict.exit_code, verdict.anchored.checkpoints) == (0, 2)


def test_one_checkpoint_may_be_given_as_a_file(case: Case) -> None:
    """As somebody may have got it by mail."""
    case.sign()
    path = case.anchor / "asgi-agent" / "audit" / f"{case.diary.seq}.checkpoint"
    assert case.verify(anchored=True, checkpoints=path).exit_code == 0


def test_checkpoints_that_are_not_there_are_an_error(case: Case) -> None:
    """Nobody wants to learn nothing from a directory with a typing error."""
    with pytest.raises(AuditReadError, match="No such file"):
        case.verify(anchored=True)


def test_the_first_change_lies_between_two_checkpoints(case: Case) -> None:
    """The last that fits and the first that does not."""
    case.sign()
    signed = case.diary.seq
    case.diary.start()
    case.diary.stop()
    case.sign()
    data = case.last().read_bytes().splitlines(keepends=True)
    data[-1] = data[-1].replace(b"09:00", b"09:01")
    case.last().write_bytes(b"".join(data))
    verdict = case.verify(anchored=True)
    assert reasons(verdict) == ["head", "checkpoint"]
    assert verdict.faults[1].detail == f"records {signed + 1} to {signed + 2} are not those that were signed"
    assert verdict.anchored is not None
    assert verdict.anchored.size == signed


def test_a_log_that_is_gone_is_told_by_its_checkpoints(case: Case) -> None:
    """Emptied or removed; with checkpoints of others only, there is just no log."""
    case.sign()
    for path in case.log.iterdir():
        path.unlink()
    for _ in range(2):
        verdict = case.verify(anchored=True)
        assert (verdict.exit_code, reasons(verdict)) == (1, ["absent"])
        assert verdict.anchored is not None
        assert verdict.anchored.verdict == "contradicted"
        if case.log.exists():
            case.log.rmdir()
    with pytest.raises(AuditAbsentError):
        case.verify(anchored=True, name="other")


def test_a_new_log_among_checkpoints_of_others_is_only_unanchored(case: Case, tmp_path: Path) -> None:
    """If one says that it is this log which is meant."""
    case.sign()
    write_log(tmp_path / "new", name="new")
    options: dict[str, Any] = {"checkpoints": case.anchor, "public_keys": [KEY.public]}
    assert reasons(verify(tmp_path / "new", **options)) == ["origin"]
    assert verify(tmp_path / "new", name="new", **options).exit_code == 2


def test_a_log_of_another_name_than_expected_is_a_fault(case: Case) -> None:
    """Also without checkpoints."""
    assert reasons(case.verify(name="other")) == ["log"]
    assert case.verify(name="audit").exit_code == 0


# --- MACs


def test_macs_are_counted(tmp_path: Path) -> None:
    """Where a key is given they must be there, and fit."""
    key = MacKey("00" * 32)
    (tmp_path / "key").write_bytes(key.to_bytes())
    write_log(tmp_path / "keyed", mac_key=tmp_path / "key")
    verdict = verify(tmp_path / "keyed", mac_key=key)
    assert (verdict.exit_code, verdict.macs) == (0, verdict.records)
    assert verify(tmp_path / "keyed").macs is None
    assert set(reasons(verify(tmp_path / "keyed", mac_key=MacKey("01" * 32)))) == {"mac"}
    write_log(tmp_path / "bare")
    assert set(reasons(verify(tmp_path / "bare", mac_key=key))) == {"mac"}


# --- the verdict


def test_a_verdict_can_be_written_as_json(case: Case) -> None:
    """With the three verdicts and the exit code in it."""
    case.sign()
    plain = msgspec.json.decode(msgspec.json.encode(case.verify(anchored=True).to_dict()))
    assert {key: plain[key] for key in ("exit_code", "integrity", "completeness", "anchoring")} == {
        "exit_code": 0,
        "integrity": "intact",
        "completeness": "complete",
        "anchoring": "anchored",
    }
