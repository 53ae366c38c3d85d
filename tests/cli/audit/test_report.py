"""`asgi-agent audit report`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.audit.visits import patient, visit

if TYPE_CHECKING:
    from tests.audit.logs import Diary
    from tests.cli.audit.calling import Caller


@pytest.fixture
def place(diary: Diary) -> str:
    """A log of visits of two patients."""
    for mrn in ("MRN-1", "MRN-2"):
        visit(diary, mrn=mrn)
    return diary.store.place


def test_a_report_is_a_file(audit: Caller, place: str, tmp_path: Path) -> None:
    """About all that is in the log."""
    done = audit("report", place, "-o", tmp_path / "report.html")
    assert (done.status, done.out, done.err) == (0, "", "")
    text = (tmp_path / "report.html").read_text()
    assert text.startswith("<!doctype html>")
    assert patient("MRN-1") in text
    assert patient("MRN-2") in text


def test_a_report_can_be_about_one_patient(audit: Caller, place: str, key: Path) -> None:
    """Found by id with the key; it can go to a pipe."""
    done = audit("report", place, "-o", "-", "--patient", "MRN-1", "--key", key)
    assert patient("MRN-1") in done.out
    assert patient("MRN-2") not in done.out
    assert audit("report", place, "-o", "-", "--patient", "MRN-1").status == 2


def test_checkpoints_are_looked_at(audit: Caller, place: str, tmp_path: Path) -> None:
    """With the key that signed them, and not without."""
    assert audit("keygen", tmp_path / "audit.key").status == 0
    public = next(path for path in tmp_path.iterdir() if path.suffix == ".pub")
    signed = audit("checkpoint", place, "--key", tmp_path / "audit.key", "--to", tmp_path / "anchor")
    assert signed.status == 0
    options = ("--checkpoints", tmp_path / "anchor", "--public-key", public)
    assert "<b>Anchored</b>" in audit("report", place, "-o", "-", *options).out
    done = audit("report", place, "-o", "-", "--checkpoints", tmp_path / "anchor")
    assert done.status == 2
    assert "go together" in done.err


def test_a_log_that_was_tampered_with_has_a_report(audit: Caller, place: str) -> None:
    """That says so at its head."""
    segment = Path(place, "000001.jsonl")
    segment.write_bytes(segment.read_bytes().replace(b"dr.grey", b"dr.gray"))
    done = audit("report", place, "-o", "-")
    assert done.status == 0
    assert "<b>Tampered</b>" in done.out


def test_what_cannot_be_read_or_written_is_named(audit: Caller, place: str, tmp_path: Path) -> None:
    """And no half of a report is left."""
    assert audit("report", tmp_path / "nowhere", "-o", tmp_path / "report.html").status == 3
    assert not (tmp_path / "report.html").exists()
    done = audit("report", place, "-o", tmp_path / "nowhere" / "report.html")
    assert (done.status, done.out) == (2, "")
    assert "nowhere" in done.err
