"""`asgi-agent audit purge`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from asgi_agent.audit.files import DirectoryStore
from asgi_agent.audit.files.purging import DirectoryPurger
from asgi_agent.audit.verification import verify
from tests.audit.logs import Diary
from tests.audit.visits import event

if TYPE_CHECKING:
    from tests.cli.audit.calling import Caller

SHORT = "--allow-under-six-years"


@pytest.fixture
def place(diary: Diary) -> Path:
    """A log with a segment of seven years ago, one of a year ago, and one of today."""
    now = datetime.now(UTC)
    for days in (7 * 366, 366, 0):
        diary.now = now - timedelta(days=days)
        event(diary, "letter.sent")
    return Path(diary.store.place)


def segments(place: Path) -> list[str]:
    return sorted(path.name for path in place.glob("*.jsonl"))


def test_what_is_older_than_six_years_goes(audit: Caller, place: Path) -> None:
    """By default, when somebody has said yes."""
    done = audit("purge", place, "--yes")
    assert done.status == 0
    assert "1 segment with records 1 to 2" in done.out
    assert "removed segments up to 1, records 1 to 2" in done.out
    assert segments(place)[0] == "000002.jsonl"
    assert verify(place).integrity == "intact"
    assert "no sealed segment is all older" in audit("purge", place, "--yes").out


def test_a_dry_run_removes_nothing(audit: Caller, place: Path) -> None:
    """It says what would go."""
    done = audit("purge", place, "--dry-run")
    assert done.status == 0
    assert "1 segment with records 1 to 2" in done.out
    assert len(segments(place)) == 3


@pytest.mark.parametrize("age", [("--older-than", "5y"), ("--before", "1d"), ("--older-than", "0d")])
def test_less_than_six_years_needs_more_than_yes(audit: Caller, place: Path, age: tuple[str, str]) -> None:
    """An option that says what is done; the rule is named."""
    done = audit("purge", place, *age, "--yes")
    assert done.status == 2
    assert "45 CFR 164.316(b)(2)(i)" in done.err
    assert len(segments(place)) == 3


def test_less_than_six_years_can_be_had(audit: Caller, place: Path) -> None:
    """For logs that no such rule is about. The segment that is written to stays."""
    assert audit("purge", place, "--older-than", "1d", SHORT, "--yes").status == 0
    assert segments(place) == ["000003.jsonl"]
    assert verify(place).purged == 4


def test_without_a_terminal_nobody_is_asked(audit: Caller, place: Path) -> None:
    """So nothing goes."""
    done = audit("purge", place)
    assert done.status == 2
    assert "--yes" in done.err
    assert len(segments(place)) == 3


@pytest.mark.parametrize(("answer", "left"), [("y", 2), ("", 3), ("no", 3)])
def test_at_a_terminal_one_is_asked(
    audit: Caller, place: Path, monkeypatch: pytest.MonkeyPatch, answer: str, left: int
) -> None:
    """And only a yes is one."""
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: answer)
    assert audit("purge", place).status == 0
    assert len(segments(place)) == left


def test_an_age_that_is_none_is_refused(audit: Caller, place: Path) -> None:
    """Whichever option has it; the two do not go together."""
    for option in ("--before", "--older-than"):
        done = audit("purge", place, option, "long ago")
        assert done.status == 2
        assert f"{option}: give RFC 3339" in done.err
    assert audit("purge", place, "--before", "2019-01-01", "--older-than", "7y").status == 2


def test_a_purge_that_was_cut_off_is_finished(
    audit: Caller, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And said to be."""

    def cut(purger: DirectoryPurger, last: int) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(DirectoryPurger, "_remove", cut)
        assert audit("purge", place, "--yes").status == 130
    assert len(segments(place)) == 3
    assert "finished a purge that was cut off" in audit("purge", place, "--yes").out
    assert len(segments(place)) == 2


def test_a_log_with_macs_needs_its_key(audit: Caller, tmp_path: Path) -> None:
    """A record without one would look as if it were put there by somebody else."""
    assert audit("keygen", "--mac", tmp_path / "mac.key").status == 0
    first = (tmp_path / "mac.key").read_bytes()
    diary = Diary(tmp_path / "audit", mac_key=tmp_path / "mac.key")
    for year in (2015, 2026):
        diary.now = datetime(year, 11, 21, 9, tzinfo=UTC)
        event(diary, "letter.sent")
    done = audit("purge", diary.store.place, "--yes")
    assert done.status == 2
    assert "--mac-key" in done.err
    done = audit("purge", diary.store.place, "--yes", "--mac-key", tmp_path / "mac.key")
    assert done.status == 0
    (tmp_path / "first.key").write_bytes(first)
    verified = audit("verify", diary.store.place, "--mac-key", tmp_path / "first.key", "--json")
    assert '"integrity": "intact"' in verified.out


def test_what_was_tampered_with_stays(audit: Caller, place: Path) -> None:
    """With a status of its own, and a word of what to do."""
    segment = place / "000001.jsonl"
    segment.chmod(0o600)
    segment.write_bytes(segment.read_bytes().replace(b"letter", b"ledger"))
    done = audit("purge", place, "--older-than", "1d", SHORT, "--yes")
    assert done.status == 3
    assert "audit verify" in done.err
    assert len(segments(place)) == 3


def test_what_cannot_be_written_is_told(audit: Caller, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The log stays as it was."""

    def full(store: DirectoryStore, bodies: object) -> object:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(DirectoryStore, "append", full)
        done = audit("purge", place, "--yes")
    assert done.status == 2
    assert "No space left on device" in done.err
    assert len(segments(place)) == 3


def test_a_log_that_is_not_there_is_named(audit: Caller, tmp_path: Path) -> None:
    """And is not made."""
    assert audit("purge", tmp_path / "nowhere", "--yes").status == 3
    assert not (tmp_path / "nowhere").exists()
