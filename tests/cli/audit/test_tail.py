"""`asgi-agent audit tail`."""

from __future__ import annotations

import signal
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.audit.visits import event, visit
from tests.cli.process import COMMAND, ENVIRONMENT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.audit.logs import Diary
    from tests.cli.audit.calling import Caller


def test_the_newest_records_come_last(audit: Caller, diary: Diary) -> None:
    """Twenty of them, or as many as are wanted."""
    for _ in range(30):
        event(diary, "letter.sent")
    rows = audit("tail", diary.store.place).rows
    assert len(rows) == 20
    assert rows[-1].startswith("2026-11-21 09:00:30")
    assert audit("tail", diary.store.place, "-n", "1").rows == rows[-1:]
    assert audit("tail", diary.store.place, "-n", "0").rows == []


def test_the_newest_are_of_those_that_are_looked_for(audit: Caller, diary: Diary) -> None:
    """The others do not count."""
    visit(diary, outcome="denied")
    for _ in range(30):
        event(diary, "letter.sent")
    (row,) = audit("tail", diary.store.place, "--outcome", "denied").rows
    assert "denied 403" in row


def test_lines_come_as_they_stand_in_the_log(audit: Caller, diary: Diary) -> None:
    """For other programs."""
    event(diary, "letter.sent")
    with open(f"{diary.store.place}/000001.jsonl") as segment:
        assert audit("tail", diary.store.place, "--format", "jsonl").out == segment.read()


def test_damage_is_told(audit: Caller, diary: Diary) -> None:
    """Behind the records."""
    event(diary, "letter.sent")
    with open(f"{diary.store.place}/000001.jsonl", "ab") as segment:
        segment.write(b"{}\n")
    done = audit("tail", diary.store.place)
    assert (done.status, len(done.rows)) == (3, 2)
    assert "no audit record" in done.err


def test_a_log_that_is_not_there_is_named(audit: Caller, tmp_path: Path) -> None:
    """Followed or not."""
    for options in ((), ("--follow",)):
        done = audit("tail", tmp_path / "nowhere", *options)
        assert done.status == 3
        assert "nowhere" in done.err


@contextmanager
def following(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The command as a process, which ends with the block."""
    process = subprocess.Popen(
        [*COMMAND, "audit", "tail", "--follow", *arguments],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def test_a_log_is_followed_over_rotation_until_ctrl_c(diary: Diary) -> None:
    """What is written comes, in whatever segment; the end is no failure and says nothing."""
    event(diary, "letter.sent")
    with following(diary.store.place, "--format", "jsonl", "--type", "letter.*") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert '"seq":2' in process.stdout.readline()
        for _ in range(12):
            event(diary, "letter.sent")
        seen = [process.stdout.readline() for _ in range(12)]
        assert f'"seq":{diary.seq},' in seen[-1]
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert process.stderr.read() == ""


@pytest.mark.parametrize("form", ["table", "jsonl"])
def test_following_ends_when_nobody_reads_any_more(diary: Diary, form: str) -> None:
    """Quietly, with the next record."""
    event(diary, "letter.sent")
    with following(diary.store.place, "--format", form) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        event(diary, "letter.sent")
        assert process.wait(20) == 141
        assert process.stderr.read() == ""
