"""`asgi-agent audit export`."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from fhir.resources.auditevent import AuditEvent
from fhir.resources.R4B.auditevent import AuditEvent as R4BAuditEvent

from tests.audit.export.fhir import balp_rules
from tests.audit.export.ocsf_schema import check
from tests.audit.visits import event, visit

if TYPE_CHECKING:
    from pathlib import Path

    from tests.audit.logs import Diary
    from tests.cli.audit.calling import Caller


@pytest.fixture
def place(diary: Diary) -> str:
    """A log with requests of all outcomes."""
    visit(diary)
    visit(diary, outcome="denied")
    visit(diary, outcome=None)
    event(diary, "letter.sent")
    return diary.store.place


def test_fhir_r5_is_by_the_line(audit: Caller, place: str) -> None:
    """An intent and its end are one event."""
    done = audit("export", place, "--format", "fhir-r5", "--type", "http.*")
    assert done.status == 0
    for found in done.records:
        AuditEvent.model_validate(found)
    assert [found.get("outcome", {}).get("code", {}).get("code") for found in done.records] == [
        "0",
        "4",
        None,
    ]


def test_fhir_r4b_has_the_profiles_of_balp(audit: Caller, place: str) -> None:
    """Where one holds."""
    records = audit("export", place, "--format", "fhir-r4b").records
    for found in records:
        R4BAuditEvent.model_validate(found)
    (claimed,) = [found for found in records if "profile" in found["meta"]]
    balp_rules.check(claimed)


def test_ocsf_is_by_the_line(audit: Caller, place: str) -> None:
    """Each by the schema."""
    for found in audit("export", place, "--format", "ocsf").records:
        check(found)


def test_csv_has_a_row_for_each_happening(audit: Caller, place: str) -> None:
    """With the actor of the intent and the outcome of the end."""
    rows = list(csv.DictReader(io.StringIO(audit("export", place, "--format", "csv").out, newline="")))
    assert [(row["type"], row["actor"], row["outcome"]) for row in rows] == [
        ("audit.segment", "", ""),
        ("http.request", "dr.grey", "success"),
        ("http.request", "dr.grey", "denied"),
        ("letter.sent", "", ""),
        ("http.request", "dr.grey", ""),
    ]


def test_a_query_narrows_it(audit: Caller, place: str, key: Path) -> None:
    """By the options of `query`."""
    options = ("--patient", "MRN-1", "--key", key, "--outcome", "denied")
    assert len(audit("export", place, "--format", "ocsf", *options).records) == 1
    assert audit("export", place, "--format", "ocsf", "--patient", "MRN-1").status == 2


def test_a_bundle_is_one_document_in_a_file(audit: Caller, place: str, tmp_path: Path) -> None:
    """Of FHIR, which alone has bundles."""
    target = tmp_path / "events.json"
    assert audit("export", place, "--format", "fhir-r5", "--bundle", "-o", target).out == ""
    assert len(json.loads(target.read_text())["entry"]) == 5
    done = audit("export", place, "--format", "csv", "--bundle")
    assert (done.status, done.out) == (2, "")
    assert "--bundle" in done.err


def test_damage_is_told(audit: Caller, place: str) -> None:
    """An export that is not all of it must not look like one."""
    with open(f"{place}/000001.jsonl", "ab") as segment:
        segment.write(b"{}\n")
    done = audit("export", place, "--format", "csv")
    assert done.status == 3
    assert "no audit record" in done.err


def test_a_file_is_not_written_where_the_log_cannot_be_read(audit: Caller, tmp_path: Path) -> None:
    """Not even an empty one."""
    assert audit("export", tmp_path / "nowhere", "--format", "csv", "-o", tmp_path / "out.csv").status == 3
    assert not (tmp_path / "out.csv").exists()
