"""Where the commands that read a log may write."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.audit.visits import visit

if TYPE_CHECKING:
    from tests.audit.logs import Diary
    from tests.cli.audit.calling import Caller

COMMANDS = [["query"], ["export", "--format", "csv"], ["report"]]


@pytest.fixture
def place(diary: Diary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A log with a record, and an anchor beside it."""
    visit(diary)
    monkeypatch.chdir(tmp_path)
    Path("anchor").mkdir()
    Path("anchor/1.checkpoint").write_text("signed")
    Path("link").symlink_to(diary.store.place)
    return Path(diary.store.place)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command[0]))
@pytest.mark.parametrize(
    "name", ["000001.jsonl", "head", "pseudonyms.key", "new", "../link/head", "below/new"]
)
def test_nothing_is_written_into_a_log(audit: Caller, place: Path, command: list[str], name: str) -> None:
    """2: an output would take the place of records, or of what vouches for them."""
    before = {path: path.read_bytes() for path in place.iterdir()}
    first, *further = command
    done = audit(first, place, *further, "-o", place / name)
    assert (done.status, done.out) == (2, "")
    assert "what is read here" in done.err
    assert {path: path.read_bytes() for path in place.iterdir()} == before


@pytest.mark.parametrize("name", ["anchor/1.checkpoint", "anchor/new", "public.key"])
def test_nothing_is_written_over_what_vouches_for_a_log(audit: Caller, place: Path, name: str) -> None:
    """Checkpoints, and the key that they are believed by."""
    audit("keygen", "signing")
    Path("signing.pub").rename("public.key")
    before = Path("public.key").read_text()
    done = audit("report", place, "--checkpoints", "anchor", "--public-key", "public.key", "-o", name)
    assert (done.status, "what is read here" in done.err) == (2, True)
    assert Path("anchor/1.checkpoint").read_text() == "signed"
    assert Path("public.key").read_text() == before
    assert not Path("anchor/new").exists()


def test_the_pseudonym_key_is_not_written_over(audit: Caller, place: Path, key: Path) -> None:
    """With which the records of patients can be found."""
    before = key.read_bytes()
    assert audit("query", place, "--patient", "MRN-1", "--key", key, "-o", key).status == 2
    assert key.read_bytes() == before


def test_beside_a_log_is_no_harm(audit: Caller, place: Path) -> None:
    """Also under a name that begins as that of its directory."""
    assert audit("query", place, "-o", f"{place}.txt").status == 0
    assert Path(f"{place}.txt").read_text()
