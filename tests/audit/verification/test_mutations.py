"""Whatever is done to a log is told: where its own files can, by them, and always by a checkpoint."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from asgi_agent.audit.checkpoints import CheckpointMaker, FileAnchor, ReaderSource
from asgi_agent.audit.checkpoints.keys import SigningKey
from asgi_agent.audit.checkpoints.state import StateKeeper
from asgi_agent.audit.errors import AuditAbsentError
from asgi_agent.audit.reading import open_log
from asgi_agent.audit.verification import verify
from tests.audit.logs import BEGIN, Diary
from tests.audit.mutations import Files, Mutation, OurForm, mutations

if TYPE_CHECKING:
    from pathlib import Path

    from asgi_agent.audit.verification import Verdict

NOW = BEGIN + timedelta(hours=1)
KEY = SigningKey("asgi-agent/audit", bytes(range(32)))
REQUESTS = 8


class Stage:
    """A log in a directory, to be replaced by what was made of it, and the checkpoints of the first one."""

    def __init__(self, directory: Path, anchor: Path) -> None:
        self._directory, self._anchor = directory, anchor
        self._there = read(directory)

    def play(self, files: Files) -> None:
        """Put other files in the place of those that are there."""
        for name in self._there.keys() - files.keys():
            (self._directory / name).unlink()
        for name, data in files.items():
            if self._there.get(name) != data:
                (self._directory / name).unlink(missing_ok=True)
                (self._directory / name).write_bytes(data)
        self._there = files

    def verdict(self, *, anchored: bool = False) -> Verdict:
        """What is said of the log that is there; with the checkpoints of the first one, or without."""
        checkpoints = self._anchor if anchored else None
        return verify(self._directory, checkpoints=checkpoints, public_keys=[KEY.public], now=NOW)


def read(directory: Path) -> Files:
    return {path.name: path.read_bytes() for path in directory.iterdir()}


def written(directory: Path, patient: str) -> tuple[Diary, Files]:
    """A log of several segments, and what it was half way."""
    diary = Diary(directory, rotate_bytes=3000)
    diary.start()
    older: Files = {}
    for number in range(REQUESTS):
        diary.request(patient)
        if number == REQUESTS // 2:
            older = read(directory)
    diary.stop()
    return diary, older


def sign(log: Path, anchor: Path) -> None:
    """Make a checkpoint of a log as it is."""
    source = ReaderSource(open_log(log))
    made = CheckpointMaker(source, KEY, [FileAnchor(anchor)], StateKeeper(None)).run(force=True)
    assert made is not None


@pytest.fixture(scope="module")
def stage_and_mutations(tmp_path_factory: pytest.TempPathFactory) -> tuple[Stage, list[Mutation]]:
    """The stage, and all that is to be played on it."""
    place = tmp_path_factory.mktemp("stage")
    log, anchor = place / "audit", place / "anchor"
    diary, older = written(log, "hmac:v1:" + "1" * 32)
    diary.store.close()
    _, _ = written(place / "other", "hmac:v1:" + "2" * 32)
    sign(log, anchor)
    files = read(log)
    assert len(OurForm().names(files)) >= 3
    return Stage(log, anchor), list(mutations(files, OurForm(), read(place / "other"), older))


def test_the_log_as_it_was_written_is_intact(stage_and_mutations: tuple[Stage, list[Mutation]]) -> None:
    """Complete, and covered by its checkpoints to the last record."""
    stage, _ = stage_and_mutations
    verdict = stage.verdict(anchored=True)
    assert (verdict.exit_code, verdict.integrity, verdict.completeness) == (0, "intact", "complete")
    assert verdict.anchored is not None
    assert verdict.anchored.size == verdict.records
    assert stage.verdict().exit_code == 0


def test_what_the_files_can_tell_is_told(stage_and_mutations: tuple[Stage, list[Mutation]]) -> None:
    """Every one of these is tampering, seen without any checkpoint, and its place is named."""
    stage, played = stage_and_mutations
    told: Counter[str] = Counter()
    for mutation in played:
        if not mutation.silent:
            stage.play(mutation.files)
            verdict = stage.verdict()
            assert verdict.exit_code == 1, mutation[:2]
            assert verdict.faults[0].place
            told[mutation.kind] += 1
    assert set(told) == {"flip", "drop", "duplicate", "insert", "swap", "cut", "strip", "delete"}
    assert told["flip"] > 1000


def test_what_files_cannot_tell_an_anchor_does(stage_and_mutations: tuple[Stage, list[Mutation]]) -> None:
    """Another history with good hashes looks well by itself, and not beside a checkpoint of the real one."""
    stage, played = stage_and_mutations
    told: Counter[str] = Counter()
    for mutation in played:
        if mutation.silent:
            stage.play(mutation.files)
            if mutation.files:
                assert stage.verdict().integrity == "intact", mutation[:2]
            else:
                with pytest.raises(AuditAbsentError):
                    stage.verdict()
            verdict = stage.verdict(anchored=True)
            assert verdict.exit_code == 1, mutation[:2]
            assert verdict.anchored is not None
            assert verdict.anchored.verdict == "contradicted"
            told[mutation.kind] += 1
    assert set(told) == {"cut and mend", "rewrite", "roll back", "replace", "empty"}


def test_a_log_of_another_name_in_the_place_of_one_is_told(tmp_path: Path) -> None:
    """The checkpoints know a log that is not there any more."""
    written(tmp_path / "audit", "hmac:v1:" + "1" * 32)
    sign(tmp_path / "audit", tmp_path / "anchor")
    stage = Stage(tmp_path / "audit", tmp_path / "anchor")
    Diary(tmp_path / "other", name="other").start()
    stage.play(read(tmp_path / "other"))
    verdict = stage.verdict(anchored=True)
    assert (verdict.exit_code, verdict.faults[0].reason) == (1, "origin")


def test_what_is_done_to_the_head_is_never_taken_for_an_intact_log(tmp_path: Path) -> None:
    """A bit in each of its bytes, and the file itself: tampered, or at least not complete."""
    written(tmp_path / "audit", "hmac:v1:" + "1" * 32)
    stage = Stage(tmp_path / "audit", tmp_path)
    files = read(tmp_path / "audit")
    head = files["head"]
    for place in range(len(head)):
        stage.play({**files, "head": head[:place] + bytes([head[place] ^ 1]) + head[place + 1 :]})
        assert stage.verdict().exit_code in (1, 2), place
    stage.play({name: data for name, data in files.items() if name != "head"})
    assert stage.verdict().exit_code == 2


def test_a_tail_cut_off_with_the_head_is_not_complete(tmp_path: Path) -> None:
    """No file says so any more, but the writer never said that it stopped."""
    written(tmp_path / "audit", "hmac:v1:" + "1" * 32)
    stage = Stage(tmp_path / "audit", tmp_path)
    files = read(tmp_path / "audit")
    name = OurForm().names(files)[-1]
    cut = files[name][: files[name].rstrip(b"\n").rfind(b"\n") + 1]
    stage.play(OurForm().finished({**files, name: cut}))
    verdict = stage.verdict()
    assert (verdict.exit_code, verdict.counts) == (2, {"crash": 1})
