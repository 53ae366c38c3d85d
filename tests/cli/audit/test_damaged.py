"""What the commands make of a log in which a line is no record."""

from __future__ import annotations

import os
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.audit.purging import purge
from tests.audit.visits import event

if TYPE_CHECKING:
    from tests.audit.logs import Diary
    from tests.cli.audit.calling import Caller

COMMANDS = (
    ("tail",),
    ("query", "--pairs"),
    ("query", "--type", "letter.*"),
    ("export", "--format", "fhir-r5"),
    ("export", "--format", "fhir-r4b"),
    ("export", "--format", "ocsf"),
    ("export", "--format", "csv"),
)


@pytest.fixture
def segment(diary: Diary) -> Path:
    """The only segment of a log, to be damaged."""
    for _ in range(3):
        event(diary, "letter.sent")
    diary.store.close()
    return Path(diary.store.place) / "000001.jsonl"


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("byte", [b"\xff", b"\x00", b'"'], ids=repr)
def test_a_line_that_is_no_record_is_told_and_passed_over(
    audit: Caller, segment: Path, command: tuple[str, ...], byte: bytes
) -> None:
    """Whatever its bytes are, the others are read, and the status is that of damage."""
    segment.write_bytes(segment.read_bytes().replace(b"letter", b"lette" + byte, 1))
    done = audit(command[0], segment.parent, *command[1:])
    assert done.status == 3
    assert "1 line is no audit record" in done.err
    assert "letter" in done.out


def test_a_report_says_so_at_its_head(audit: Caller, segment: Path) -> None:
    """It is about a log that is verified, whatever comes of that."""
    segment.write_bytes(segment.read_bytes().replace(b"letter", b"lette\xff", 1))
    done = audit("report", segment.parent, "-o", "-")
    assert (done.status, "<b>Tampered</b>" in done.out) == (0, True)


def test_a_time_that_names_no_zone_is_none(audit: Caller, segment: Path) -> None:
    """A log writes UTC, and says so."""
    time = segment.read_bytes().split(b'"time":"')[-1][:27]
    segment.write_bytes(segment.read_bytes().replace(time, time[:10]))
    done = audit("export", segment.parent, "--format", "ocsf")
    assert done.status == 3
    assert "1 line is no audit record" in done.err


def test_a_key_file_that_is_no_text_is_refused(audit: Caller, segment: Path) -> None:
    """In words."""
    (segment.parent / "pseudonyms.key").write_bytes(b'{"v1": "\xff"}')
    done = audit("query", segment.parent, "--patient", "MRN-1")
    assert done.status == 2
    assert "holds no pseudonym keys" in done.err


@pytest.mark.parametrize("change", [{"frontier": ()}, {"frontier": ("x",)}, {"last": -1}, {"segment": 0}])
def test_remains_that_make_no_sense_are_told(
    audit: Caller, diary: Diary, segment: Path, tmp_path: Path, change: dict[str, object]
) -> None:
    """By each command that goes on from them."""
    diary.wait(3 * 86_400)
    event(diary, "letter.sent")
    purge(diary, 1)
    remains = segment.parent / "purged.json"
    remains.write_bytes(msgspec.json.encode(msgspec.json.decode(remains.read_bytes()) | change))
    assert audit("verify", segment.parent).status in (1, 3)
    assert audit("keygen", tmp_path / "key").status == 0
    for command in (
        ("purge", "--dry-run"),
        ("checkpoint", "--key", tmp_path / "key", "--to", tmp_path / "to"),
    ):
        done = audit(command[0], segment.parent, *command[1:])
        assert done.status == 3
        assert "purged" in done.err or "Merkle tree" in done.err


def test_bytes_that_are_no_text_are_not_purged(audit: Caller, diary: Diary, segment: Path) -> None:
    """It is evidence."""
    diary.wait(3 * 86_400)
    event(diary, "letter.sent")
    segment.chmod(0o600)
    segment.write_bytes(segment.read_bytes().replace(b"letter", b"lette\xff", 1))
    done = audit("purge", segment.parent, "--older-than", "0d", "--allow-under-six-years", "--yes")
    assert done.status == 3
    assert segment.exists()


@pytest.mark.parametrize(
    ("command", "name"),
    [
        *product(["verify", "query", "tail"], ["head", "000001.jsonl", "000002.jsonl"]),
        ("verify", "purged.json"),
    ],
)
def test_a_pipe_in_the_place_of_a_file_holds_nobody_up(
    audit: Caller, segment: Path, command: str, name: str
) -> None:
    """3, and which it is: whoever opens one waits for somebody to write to it."""
    path = segment.with_name(name)
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    done = audit(command, segment.parent)
    assert done.status == 3
    assert done.err == f"asgi-agent: {path}: it is no regular file\n"
