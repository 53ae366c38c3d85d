"""`asgi-agent audit prove`: bundles for others, and what they make of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from asgi_agent.audit.keyfile import load_pseudonyms
from asgi_agent.audit.reading import entries, open_log
from tests.audit.logs import Diary
from tests.cli.audit.calling import Caller

if TYPE_CHECKING:
    from pathlib import Path

CHECK = ("prove", "--check", "bundle.json", "--public-key", "key.pub")


class Case(Caller):
    """Calls commands where there are keys, a log with records of two patients, and a checkpoint of it."""

    def __init__(self, capsys: pytest.CaptureFixture[str], place: Path) -> None:
        super().__init__(capsys)
        assert self("keygen", "key").status == 0
        assert self("keygen", "--pseudonyms", "names.key").status == 0
        names = load_pseudonyms("names.key")
        diary = Diary(place / "audit")
        diary.start()
        for patient in ("MRN-1", "MRN-2", "MRN-1"):
            diary.request(names.of("patient", patient))
        diary.stop()
        done = self("checkpoint", "audit", "--key", "key", "--to", "anchor")
        self.checkpoint = done.out.strip()
        assert self.checkpoint == f"anchor/asgi-agent/audit/{diary.seq}.checkpoint"

    def prove(self, *arguments: str) -> int:
        """Write a bundle; returns the exit status."""
        return self("prove", "audit", *arguments, "--checkpoint", self.checkpoint, "-o", "bundle.json").status


@pytest.fixture
def case(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.chdir(tmp_path)
    return Case(capsys, tmp_path)


def test_the_records_of_one_patient(case: Case) -> None:
    """By an id that the log does not hold, with the key that makes it a pseudonym; and none of another."""
    assert case.prove("--patient", "MRN-1", "--key", "names.key") == 0
    done = case(*CHECK, "--format", "jsonl")
    assert done.status == 0
    ours = load_pseudonyms("names.key").of("patient", "MRN-1")
    found = [json.loads(line) for line in done.out.splitlines()]
    assert [record["subject"]["patient"] for record in found] == [ours] * 4
    assert "4 records among the " in done.err
    assert load_pseudonyms("names.key").of("patient", "MRN-2") not in (done.out + done.err)


def test_records_by_number_and_by_id(case: Case) -> None:
    """As many as are named, and no others."""
    first, *_, last = entries(open_log("audit"))
    assert case.prove("--seq", "3", "--seq", "1", "--record", last.id) == 0
    done = case(*CHECK, "--format", "json")
    assert [record["seq"] for record in json.loads(done.out)] == [1, 3, last.seq]
    assert case.prove("--record", first.id) == 0
    done = case(*CHECK, "--format", "json")
    assert [record["id"] for record in json.loads(done.out)] == [first.id]


def test_a_record_that_is_named_has_to_be_there(case: Case) -> None:
    """1, with its name, and no bundle without it."""
    done = case("prove", "audit", "--seq", "3", "--seq", "99999", "--checkpoint", case.checkpoint)
    assert (done.status, done.out) == (1, "")
    assert done.err.endswith("not among the records that the checkpoint covers: 99999\n")


def test_a_bundle_that_was_changed(case: Case, tmp_path: Path) -> None:
    """1, and which record it is."""
    assert case.prove("--seq", "3") == 0
    bundle = tmp_path / "bundle.json"
    bundle.write_text(bundle.read_text().replace("chart.read", "chart.none"))
    done = case(*CHECK)
    assert (done.status, done.out) == (1, "")
    assert done.err == "asgi-agent: bundle.json: record 3 is not in the log that was signed\n"


def test_a_bundle_of_another_key(case: Case) -> None:
    """1: anybody can sign something."""
    assert case.prove("--seq", "3") == 0
    assert case("keygen", "other").status == 0
    done = case("prove", "--check", "bundle.json", "--public-key", "other.pub")
    assert done.status == 1
    assert "no signature of a key that is known" in done.err


def test_no_such_record(case: Case) -> None:
    """1; nothing is written."""
    assert case.prove("--seq", "4000") == 1
    assert case.prove("--patient", "MRN-3", "--key", "names.key") == 1
    assert case(*CHECK).status == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["audit", "--seq", "1"], "give DIR and --checkpoint"),
        (["--seq", "1", "--checkpoint", "x"], "give DIR and --checkpoint"),
        (["audit", "--checkpoint", "key.pub"], "say which records"),
        (["audit", "--checkpoint", "key.pub", "--patient", "MRN-1", "--seq", "1"], "but not both"),
        (["audit", "--checkpoint", "key.pub", "--patient", ""], "--patient: it is empty"),
        (["audit", "--checkpoint", "key.pub", "--record", ""], "--record: it is empty"),
        (["audit", "--checkpoint", "gone", "--seq", "1"], "gone: No such file"),
        (["audit", "--checkpoint", "key.pub", "--patient", "MRN-1"], "--patient needs --key"),
        (["--check", "gone", "--public-key", "key.pub"], "gone: No such file"),
        (["--check", "key.pub"], "--check needs --public-key"),
    ],
)
def test_options_that_cannot_work(case: Case, arguments: list[str], said: str) -> None:
    """2, and why."""
    done = case("prove", *arguments)
    assert done.status == 2
    assert said in done.err


def test_a_log_that_cannot_be_read(case: Case) -> None:
    """3, as for every command that reads one."""
    assert case("prove", "nowhere", "--seq", "1", "--checkpoint", case.checkpoint).status == 3
