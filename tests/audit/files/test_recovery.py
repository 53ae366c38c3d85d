from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asgi_agent.audit.files import DirectoryStore
from tests.audit.files.chains import bodies, checked, id_of, ids_of, lines_of, own_of
from tests.audit.sandboxes import run

FIRST = ("audit.segment", "first")
TORN = ("audit.gap", "torn")
MISSING = ("audit.gap", "missing")
HEAD = ("audit.gap", "head")


class Scene:
    """A log in a directory, the processes that write to it, and what can happen to both.

    Args:
        directory: of the log.
        rotate_bytes: the size of a segment.
    """

    def __init__(self, directory: Path, rotate_bytes: int = 1 << 20) -> None:
        self.directory = directory
        self.acknowledged: list[str] = []
        self.heads: list[bytes] = []
        self._rotate_bytes = rotate_bytes
        self._processes = [self._started(), self._started()]

    @property
    def head(self) -> Path:
        return self.directory / "head"

    @property
    def segment(self) -> Path:
        """The last one."""
        return max(self.directory.glob("*.jsonl"))

    def append(self, process: int, count: int) -> None:
        """A process writes records, and is told that they are durable."""
        self.acknowledged += self._append(process, count)
        self.heads.append(self.head.read_bytes())

    def crash(self, process: int, count: int, cut: float) -> None:
        """A process dies while it writes: a part of it is there, and the head does not know of it."""
        before = {path.name: path.stat().st_size for path in self.directory.glob("*.jsonl")}
        head = self.head.read_bytes() if self.head.exists() else b""
        self._append(process, count)
        durable = before.get(self.segment.name, 0)
        if not durable:  # a segment began: before anything is written there, the head is, and durably
            head = self._head_at_begin_of(self.segment)
        os.truncate(self.segment, durable + int(cut * (self.segment.stat().st_size - durable)))
        self.head.write_bytes(head)
        self._processes[process] = self._started()

    def power_cut(self, back: int) -> None:
        """All processes die; the head, which is not brought to the disk, is one from before."""
        if self.heads:
            self.head.write_bytes(self.heads[-1 - back % len(self.heads)])
        self.restart()

    def restart(self) -> None:
        """All processes end and start again."""
        self._processes = [self._started(), self._started()]

    def _append(self, process: int, count: int) -> list[str]:
        given = bodies(count)
        self._processes[process].append(given)
        return [id_of(body) for body in given]

    def _head_at_begin_of(self, segment: Path) -> bytes:
        number = int(segment.stem)
        first = json.loads(segment.read_bytes().partition(b"\n")[0])
        where = {"segment": number, "offset": 0}
        return json.dumps(
            {"v": 1, "log": "audit", "seq": first["seq"] - 1, "hash": first["prev"], **where}
        ).encode()

    def _started(self) -> DirectoryStore:
        return DirectoryStore(self.directory, sync=False, rotate_bytes=self._rotate_bytes)


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """A log with some records."""
    scene = Scene(tmp_path / "audit")
    scene.append(0, 3)
    scene.append(1, 3)
    return scene


def gaps_of(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [entry["chain"] for entry in entries if entry["event"]["type"] == "audit.gap"]


process = st.integers(0, 1)
count = st.integers(0, 4)
events = st.one_of(
    st.tuples(st.just("append"), process, count),
    st.tuples(st.just("append"), process, count),
    st.tuples(st.just("crash"), process, count, st.floats(0, 1)),
    st.tuples(st.just("power_cut"), st.integers(0, 5)),
    st.tuples(st.just("restart")),
)


@settings(max_examples=60)
@given(st.lists(events, max_size=12), st.sampled_from([700, 2000, 1 << 20]))
def test_whatever_is_cut_off_nothing_that_was_acknowledged_is_lost(
    happening: list[tuple[Any, ...]], rotate_bytes: int
) -> None:
    """Each record is there once, in order, and the chain has no break: after any crashes in any order."""
    with tempfile.TemporaryDirectory() as temporary:
        scene = Scene(Path(temporary, "audit"), rotate_bytes)
        for name, *arguments in happening:
            getattr(scene, name)(*arguments)
        scene.append(0, 1)
        scene.append(1, 1)
        entries = checked(scene.directory)
        found = ids_of(entries)
        assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
        assert len(set(found)) == len(found)
        assert [known for known in found if known in scene.acknowledged] == scene.acknowledged


@settings(max_examples=60)
@given(
    st.lists(st.integers(1, 3), min_size=1, max_size=6),
    st.data(),
    st.sampled_from([700, 1 << 20]),
)
def test_whatever_is_taken_away_is_named_or_still_there(
    appends: list[int], data: st.DataObject, rotate_bytes: int
) -> None:
    """Segments cut or deleted, with the head as it was: each lost record is within a gap."""
    with tempfile.TemporaryDirectory() as temporary:
        scene = Scene(Path(temporary, "audit"), rotate_bytes)
        for number in appends:
            scene.append(number % 2, number)
        numbers = {json.loads(line)["id"]: json.loads(line)["seq"] for line in lines_of(scene.directory)}
        if data.draw(st.booleans(), "processes restart"):
            scene.restart()
        segments = sorted(scene.directory.glob("*.jsonl"))
        for segment in segments[data.draw(st.integers(0, len(segments) - 1), "first segment that is hit") :]:
            os.truncate(segment, data.draw(st.integers(0, segment.stat().st_size), f"size of {segment.name}"))
            if data.draw(st.booleans(), f"{segment.name} is deleted"):
                segment.unlink()
        scene.append(0, 1)
        entries = [json.loads(line) for line in lines_of(scene.directory)]
        found = {numbers[entry["id"]] for entry in entries if entry["id"] in numbers}
        gaps = [gap for gap in gaps_of(entries) if gap["reason"] == "missing"]
        named = {seq for gap in gaps for seq in range(gap["first"], gap["last"] + 1)}
        # What is lost in front of a record that is there, nobody but an auditor looks for.
        assert set(range(max(found, default=0) + 1, max(numbers.values()) + 1)) <= named


def test_a_line_that_was_cut_is_set_aside_and_told(scene: Scene) -> None:
    """Byte for byte, in a file that is named for the record which was to stand there."""
    with scene.segment.open("ab") as segment:
        segment.write(b'{"v":1,"log":"audit","se')
    scene.append(0, 1)
    entries = checked(scene.directory)
    assert own_of(entries) == [FIRST, TORN]
    assert (scene.directory / "000001.torn-8").read_bytes() == b'{"v":1,"log":"audit","se'
    assert ids_of(entries) == scene.acknowledged


def test_what_is_torn_twice_at_one_place_is_kept_twice(scene: Scene) -> None:
    """A crash while a crash is mended takes nothing away."""
    (scene.directory / "000001.torn-8").write_bytes(b"first")
    with scene.segment.open("ab") as segment:
        segment.write(b"second")
    scene.append(0, 1)
    assert (scene.directory / "000001.torn-8").read_bytes() == b"firstsecond"


@pytest.mark.parametrize(
    "tail", [b"\0" * 5000, b"\n\n\n", b'{"log":"audit","seq":8,"prev":"0"}\n', b"x" * 200_000]
)
def test_bytes_that_are_no_record_do_not_stop_the_log(scene: Scene, tail: bytes) -> None:
    """Such as the zeros that a power cut leaves in a file that had grown."""
    with scene.segment.open("ab") as segment:
        segment.write(tail)
    scene.append(1, 1)
    assert own_of(checked(scene.directory)) == [FIRST, TORN]
    assert (scene.directory / "000001.torn-8").read_bytes() == tail


def test_whole_lines_behind_the_head_are_taken_in_without_a_word(scene: Scene) -> None:
    """Their writer died between the record and the head, which is no fault of the log."""
    scene.head.write_bytes(scene.heads[0])
    scene.restart()
    scene.append(0, 1)
    entries = checked(scene.directory)
    assert own_of(entries) == [FIRST]
    assert ids_of(entries) == scene.acknowledged


def test_a_gap_that_could_not_be_told_is_told_later(tmp_path: Path) -> None:
    """The files were mended meanwhile, and show it no more."""
    run(
        """
import resource, sys
from asgi_agent.audit.files import DirectoryStore
from tests.audit.files.chains import bodies
store = DirectoryStore(sys.argv[1])
store.append(bodies(10))
segment = sys.argv[1] + "/000001.jsonl"
size = len(open(segment, "rb").read())
open(segment, "ab").write(b"torn")
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 10, resource.RLIM_INFINITY))
for _ in range(2):
    try:
        store.append(bodies(1))
    except OSError:
        assert len(open(segment, "rb").read()) == size
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.append(bodies(1))
store.append(bodies(1))
""",
        tmp_path / "audit",
    )
    entries = checked(tmp_path / "audit")
    assert own_of(entries) == [FIRST, TORN]
    assert len(ids_of(entries)) == 12


def test_records_that_are_gone_are_named(scene: Scene) -> None:
    """The chain goes on behind them, so that its break shows."""
    lines = scene.segment.read_bytes().splitlines(keepends=True)
    scene.segment.write_bytes(b"".join(lines[:4]))
    scene.append(0, 1)
    entries = checked(scene.directory)
    assert gaps_of(entries) == [{"reason": "missing", "first": 5, "last": 7}]
    assert [entry["seq"] for entry in entries] == [1, 2, 3, 4, 8, 9]


@pytest.mark.parametrize("restarted", [False, True])
def test_a_segment_that_is_gone_stays_gone(scene: Scene, restarted: bool) -> None:
    """Its number is not given again, and its records are named."""
    if restarted:
        scene.restart()
    scene.segment.unlink()
    scene.append(0, 1)
    entries = checked(scene.directory)
    assert [path.name for path in scene.directory.glob("*.jsonl")] == ["000002.jsonl"]
    assert own_of(entries) == [("audit.segment", "missing"), MISSING]
    assert gaps_of(entries) == [{"reason": "missing", "first": 1, "last": 7}]


def test_a_segment_that_was_away_for_a_while_is_taken_back_whole(scene: Scene) -> None:
    """Nothing of it is set aside, though the head was moved meanwhile; that it was away is told."""
    away = scene.segment.rename(scene.directory.parent / "away")
    (scene.directory / "000001.jsonl").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left"):
        scene.append(0, 1)
    away.replace(scene.directory / "000001.jsonl")
    scene.append(0, 1)
    entries = checked(scene.directory)
    assert own_of(entries) == [FIRST, MISSING, HEAD]
    assert ids_of(entries) == scene.acknowledged


@pytest.mark.parametrize("content", [None, b"", b"\0" * 256, b'{"v":1,"log":"audit","seq":-1}', b"[1]"])
def test_a_lost_head_is_made_anew_from_the_segments(scene: Scene, content: bytes | None) -> None:
    """And the loss is told."""
    if content is None:
        scene.head.unlink()
    else:
        scene.head.write_bytes(content)
    scene.restart()
    scene.append(0, 1)
    entries = checked(scene.directory)
    assert own_of(entries) == [FIRST, HEAD]
    assert ids_of(entries) == scene.acknowledged


def test_a_head_that_fits_nothing_is_not_believed(scene: Scene) -> None:
    """An offset in the middle of a line, or a hash of something else."""
    head = json.loads(scene.head.read_bytes())
    for change in ({"offset": head["offset"] - 10}, {"seq": 3}, {"segment": 9, "seq": 2}):
        scene.head.write_bytes(json.dumps({**head, **change}).encode())
        scene.restart()
        scene.append(0, 1)
    assert ids_of(checked(scene.directory)) == scene.acknowledged


def test_a_log_that_is_put_back_while_it_is_written_is_noticed(scene: Scene) -> None:
    """The files agree with each other, but a process knows better."""
    older = {path: path.read_bytes() for path in scene.directory.iterdir()}
    scene.append(0, 2)
    for path, content in older.items():
        path.write_bytes(content)
    scene.append(0, 1)
    assert gaps_of(checked(scene.directory)) == [{"reason": "missing", "first": 8, "last": 9}]


def test_a_last_record_that_is_another_than_before_is_noticed(scene: Scene) -> None:
    """The same number with another hash."""
    *others, last = scene.segment.read_bytes().splitlines(keepends=True)
    scene.segment.write_bytes(b"".join([*others, last.replace(b"host.event", b"host.evenT")]))
    scene.head.unlink()
    with pytest.raises(OSError, match="removed or replaced"):
        scene.append(1, 1)
    scene.append(1, 1)
    assert {"reason": "missing", "first": 7, "last": 7} in gaps_of(checked(scene.directory))


def test_a_last_record_that_was_changed_while_nobody_wrote_is_not_taken_over(scene: Scene) -> None:
    """The chain goes on from the hash that the head file has, so that the change shows for ever."""
    *others, last = scene.segment.read_bytes().splitlines(keepends=True)
    scene.segment.write_bytes(b"".join([*others, last.replace(b"host.event", b"host.evenT")]))
    scene.restart()
    scene.append(0, 1)
    assert gaps_of(checked(scene.directory)) == [{"reason": "missing", "first": 7, "last": 7}]


def test_segments_without_a_line_of_the_log_are_not_written_to(scene: Scene) -> None:
    """They are somebody else's, or beyond help: nobody is to move them."""
    scene.head.unlink()
    scene.segment.write_bytes(b"something else\n")
    store = DirectoryStore(scene.directory, name="audit", sync=False)
    with pytest.raises(OSError, match="no segment has a line of the log audit"):
        store.append(bodies(1))
    assert scene.segment.read_bytes() == b"something else\n"


def test_a_segment_of_rubbish_behind_the_last_one_is_set_aside(scene: Scene) -> None:
    """What comes after goes into it."""
    scene.head.unlink()
    (scene.directory / "000002.jsonl").write_bytes(b"rubbish\n")
    scene.restart()
    scene.append(0, 1)
    entries = checked(scene.directory)
    assert own_of(entries) == [FIRST, ("audit.segment", "begun"), TORN, HEAD]
    assert (scene.directory / "000002.torn-8").read_bytes() == b"rubbish\n"
    assert ids_of(entries) == scene.acknowledged


def test_a_segment_that_was_begun_and_left_empty_is_used(tmp_path: Path) -> None:
    """Its maker died before the first record was in it."""
    scene = Scene(tmp_path / "audit", rotate_bytes=500)
    scene.append(0, 2)
    (scene.directory / "000002.jsonl").touch()
    scene.append(1, 2)
    assert own_of(checked(scene.directory)) == [FIRST, ("audit.segment", "size")]
    assert len(list(scene.directory.glob("*.jsonl"))) == 2


def test_the_last_line_is_found_however_far_from_the_end(scene: Scene) -> None:
    """Over more than one window of what is read at a time, and in any place in it."""
    for length in (65_535, 65_536, 65_537, 200_000):
        scene.head.unlink()
        with scene.segment.open("ab") as segment:
            segment.write(b"\n" * length)
        scene.restart()
        scene.append(0, 1)
    assert ids_of(checked(scene.directory)) == scene.acknowledged
