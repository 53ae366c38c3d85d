"""`asgi-agent audit query`."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.audit.visits import event, patient, visit
from tests.cli.process import COMMAND, ENVIRONMENT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.audit.logs import Diary
    from tests.cli.audit.calling import Caller


def test_a_patient_is_found_by_id_with_the_key(audit: Caller, diary: Diary, key: Path) -> None:
    """In a table, newest last, with times in UTC."""
    for mrn in ("MRN-1", "MRN-2", "MRN-1"):
        visit(diary, mrn=mrn)
    done = audit("query", diary.store.place, "--patient", "MRN-1", "--key", key)
    assert done.status == 0
    assert done.out.splitlines()[0].split() == ["TIME", "(UTC)", "OUTCOME", "ACTOR", "PATIENT", "WHAT"]
    assert [row[:19] for row in done.rows] == ["2026-11-21 09:00:02", "2026-11-21 09:00:06"]
    assert all("success 200" in row and "GET /patients/{id}" in row for row in done.rows)


def test_the_key_that_the_log_has_is_used(audit: Caller, diary: Diary, key: Path) -> None:
    """Where the host gave no other, it is there."""
    visit(diary)
    key.rename(f"{diary.store.place}/pseudonyms.key")
    assert len(audit("query", diary.store.place, "--patient", "MRN-1").rows) == 1


def test_without_a_key_a_patient_is_not_silently_absent(audit: Caller, diary: Diary) -> None:
    """Nothing would be found, which is not the same as that nothing is there."""
    visit(diary)
    done = audit("query", diary.store.place, "--patient", "MRN-1")
    assert done.status == 2
    assert "--patient needs --key FILE" in done.err
    assert len(audit("query", diary.store.place, "--patient", patient("MRN-1")).rows) == 1


TEXTS = [
    "actor",
    "patient",
    "encounter",
    "request",
    "run",
    "thread",
    "trace",
    "type",
    "purpose",
    "resource",
    "route",
    "key",
]


@pytest.mark.parametrize("command", ["query", "export", "report", "prove", "tail"])
@pytest.mark.parametrize("option", TEXTS)
@pytest.mark.parametrize("value", ["", " "])
def test_an_empty_value_is_no_wish_for_all(
    audit: Caller, diary: Diary, tmp_path: Path, command: str, option: str, value: str
) -> None:
    """2: a variable that is not set must not give away the records of everybody."""
    visit(diary)
    further = {"export": ["--format", "csv"], "report": ["-o", str(tmp_path / "report.html")]}
    done = audit(command, diary.store.place, f"--{option}", value, *further.get(command, []))
    assert (done.status, done.out) == (2, "")
    assert f"--{option}" in done.err
    assert not (tmp_path / "report.html").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--patient", "a", "--patient", "b"], "--patient: give it once"),
        (["--outcome", "denied", "--outcome", "failure"], "--outcome: give it once"),
        (["--purpose", "CURIOSITY"], "--purpose is a code"),
        (["--since", "2026-02-01", "--until", "2026-01-01"], "--since is not before --until"),
        (["-n", "-5"], "a whole number"),
        (["-n", "99999999999999999999"], "a whole number"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    audit: Caller, diary: Diary, arguments: list[str], said: str
) -> None:
    """2, and which option it is; nothing is printed that may be taken for an answer."""
    visit(diary)
    done = audit("query", diary.store.place, *arguments)
    assert (done.status, done.out) == (2, "")
    assert said in done.err


def test_pairs_are_one_entry(audit: Caller, diary: Diary, key: Path) -> None:
    """Who from the intent, on whom from the end."""
    visit(diary)
    done = audit("query", diary.store.place, "--actor", "dr.grey", "--pairs", "--format", "jsonl")
    (record,) = done.records
    assert record["actor"]["id"] == "dr.grey"
    assert record["subject"]["patient"] == patient("MRN-1")


def test_lines_come_as_they_stand_in_the_log(audit: Caller, diary: Diary) -> None:
    """Byte for byte."""
    visit(diary)
    with open(f"{diary.store.place}/000001.jsonl") as segment:
        assert audit("query", diary.store.place, "--format", "jsonl").out == segment.read()


def test_json_is_one_array_in_ascii(audit: Caller, diary: Diary) -> None:
    """An empty one if nothing is found."""
    visit(diary, actor="ren\u00e9e")
    done = audit("query", diary.store.place, "--format", "json", "--type", "http.*")
    assert done.out.isascii()
    assert [record["actor"]["id"] for record in json.loads(done.out) if "actor" in record] == ["ren\u00e9e"]
    assert json.loads(audit("query", diary.store.place, "--format", "json", "--run", "x").out) == []


def test_what_is_not_known_is_a_dash(audit: Caller, diary: Diary) -> None:
    """Nobody, nothing."""
    visit(diary, actor=None, outcome=None, mrn=None)
    row = audit("query", diary.store.place, "--type", "http.*").rows[0]
    assert row.split()[2:5] == ["begun", "-", "-"]


def test_the_last_ones_are_enough(audit: Caller, diary: Diary) -> None:
    """As many as were asked for."""
    for _ in range(4):
        event(diary, "letter.sent")
    times = [row[:19] for row in audit("query", diary.store.place, "-n", "2").rows]
    assert times == ["2026-11-21 09:00:03", "2026-11-21 09:00:04"]


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (("--since", "2026-11-21T09:00:03Z"), 2),
        (("--until", "2026-11-21T09:00:03Z"), 2),
        (("--since", "2026-11-21"), 4),
        (("--until", "2026-11-21"), 4),
        (("--until", "2026-11-20"), 0),
        (("--since", "2h"), None),
    ],
)
def test_times_are_those_that_people_give(
    audit: Caller, diary: Diary, options: tuple[str, str], count: int | None
) -> None:
    """RFC 3339, a date with its whole day, or how long ago."""
    for _ in range(4):
        event(diary, "letter.sent")
    done = audit("query", diary.store.place, "--type", "letter.sent", *options)
    assert done.status == 0
    assert count is None or len(done.rows) == count


def test_every_option_narrows(audit: Caller, diary: Diary) -> None:
    """All of them are read."""
    visit(diary, break_glass=True, purpose="ETREAT")
    place = diary.store.place
    for options in (
        ("--break-glass",),
        ("--purpose", "ETREAT"),
        ("--outcome", "success"),
        ("--resource", "Observation/7"),
        ("--phase", "end"),
        ("--action", "R", "--phase", "end"),
        ("--route", "/patients/{id}", "--phase", "end"),
        ("--request", "0" * 32, "--phase", "end"),
    ):
        found = audit("query", place, "--format", "jsonl", *options).records
        assert [record["phase"] for record in found] == ["end"], options
    for options in (("--run", "r"), ("--thread", "t"), ("--trace", "t"), ("--actor", "nobody")):
        assert audit("query", place, "--format", "jsonl", *options).records == []


@pytest.mark.parametrize("option", ["--since", "--until"])
def test_a_time_that_is_none_is_refused(audit: Caller, diary: Diary, option: str) -> None:
    """With a sentence that says what is one."""
    event(diary, "letter.sent")
    done = audit("query", diary.store.place, option, "yesterday")
    assert done.status == 2
    assert done.err.startswith(f"asgi-agent: {option}: give RFC 3339")


def test_a_log_that_is_not_there_is_named(audit: Caller, tmp_path: Path) -> None:
    """In one sentence, with a status of its own."""
    done = audit("query", tmp_path / "nowhere")
    assert (done.status, done.out) == (3, "")
    assert str(tmp_path / "nowhere") in done.err
    assert len(done.err.splitlines()) == 1


def test_a_damaged_line_is_told_behind_the_others(audit: Caller, diary: Diary) -> None:
    """What can be read is shown, and the status says that this is not all."""
    visit(diary)
    with open(f"{diary.store.place}/000001.jsonl", "ab") as segment:
        segment.write(b"no record\nno record\n")
    done = audit("query", diary.store.place)
    assert (done.status, len(done.rows)) == (3, 3)
    assert "2 lines are no audit records, first 000001.jsonl:4" in done.err


def test_an_output_is_there_whole_or_not_at_all(audit: Caller, diary: Diary, tmp_path: Path) -> None:
    """A file, or - for the standard output; one that cannot be written is named."""
    visit(diary)
    done = audit("query", diary.store.place, "-o", tmp_path / "found.txt")
    assert (done.status, done.out) == (0, "")
    assert (tmp_path / "found.txt").read_text() == audit("query", diary.store.place, "-o", "-").out
    done = audit("query", diary.store.place, "-o", tmp_path / "nowhere" / "found.txt")
    assert done.status == 2
    assert "nowhere" in done.err


def test_a_pipe_that_closes_ends_it_quietly(diary: Diary) -> None:
    """As `head` does."""
    for _ in range(400):
        event(diary, "letter.sent")
    process = subprocess.Popen(
        [*COMMAND, "audit", "query", diary.store.place, "--format", "jsonl"],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with process:
        assert process.stdout is not None
        assert process.stderr is not None
        os.read(process.stdout.fileno(), 10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141
