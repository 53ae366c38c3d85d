"""`asgi-agent audit verify`: what it says, and how it exits."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from asgi_agent.audit.mac import MacKey
from asgi_agent.cli import progress
from tests.audit.logs import Diary, write_log
from tests.audit.purging import purge
from tests.cli.audit.calling import Caller

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = "2026-11-21T10:00:00Z"


@pytest.fixture
def audit(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Caller:
    """Calls commands in a directory of its own, in which there are a key, a log and a checkpoint of it."""
    monkeypatch.chdir(tmp_path)
    write_log(tmp_path / "audit")
    caller = Caller(capsys)
    assert caller("keygen", "key").status == 0
    assert caller("checkpoint", "audit", "--key", "key", "--to", "anchor").status == 0
    return caller


ANCHOR = ("--checkpoints", "anchor", "--public-key", "key.pub")


def test_a_log_that_is_well(audit: Caller) -> None:
    """0, and what the verdict does not say without checkpoints."""
    done = audit("verify", "audit", "--as-of", AS_OF)
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines() == [
        "audit: log audit, records 1 to 47 in 5 segments, 2026-11-21 09:00:01 to 2026-11-21 09:00:42 UTC",
        "",
        "integrity     intact: each record follows the one before it",
        "completeness  complete: nothing is said to be missing",
        "anchored      not checked, as no --checkpoints were given: whoever has the log's disk can",
        "              rewrite it, or cut off its end, and nothing of the above would show it",
    ]


def test_a_log_that_is_anchored(audit: Caller) -> None:
    """0, and how far."""
    done = audit("verify", "audit", *ANCHOR, "--as-of", AS_OF)
    assert done.status == 0
    assert (
        "anchored      records 1 to 47 are those that were signed (1 checkpoint of asgi-agent/audit)"
        in done.out
    )


def test_a_pipe_among_the_checkpoints_holds_nobody_up(audit: Caller) -> None:
    """3, and which it is."""
    os.mkfifo("anchor/99.checkpoint")
    done = audit("verify", "audit", *ANCHOR, "--as-of", AS_OF)
    assert (done.status, done.out) == (3, "")
    assert done.err == "asgi-agent: anchor/99.checkpoint: it is no regular file\n"


def test_a_log_that_was_tampered_with(audit: Caller, tmp_path: Path) -> None:
    """1, and the first bad record."""
    path = tmp_path / "audit" / "000002.jsonl"
    path.chmod(0o600)
    path.write_bytes(path.read_bytes().replace(b"chart.read", b"chart.rea1", 1))
    done = audit("verify", "audit", *ANCHOR, "--as-of", AS_OF)
    assert done.status == 1
    assert "integrity     TAMPERED: 2 faults\n              000002.jsonl:" in done.out
    assert "one of the two was changed" in done.out
    assert "CONTRADICTED" in done.out


def test_a_log_that_has_lines_and_no_record(audit: Caller, tmp_path: Path) -> None:
    """1 as well: nobody who only writes records leaves that."""
    (tmp_path / "noise").mkdir()
    (tmp_path / "noise" / "000001.jsonl").write_bytes(b"\x00\xff\n" * 3)
    done = audit("verify", "noise")
    assert done.status == 1
    assert "noise: log noise, 3 lines in 1 segment, no record" in done.out
    assert "000001.jsonl:1" in done.out


def test_a_log_of_a_writer_that_crashed(audit: Caller, tmp_path: Path) -> None:
    """2, and what it wrote last; nothing of it if one only wants to know what came after."""
    diary = Diary(tmp_path / "crashed")
    diary.start("abcdef01")
    diary.request()
    diary.intent()
    done = audit("verify", "crashed", "--as-of", AS_OF)
    assert done.status == 2
    assert "completeness  incomplete: 1 crash, 1 unfinished request or run" in done.out
    assert "writer abcdef01 wrote this last" in done.out
    assert audit("verify", "crashed", "--as-of", "2026-11-21T09:00:30Z").status == 0
    assert audit("verify", "crashed", "--as-of", AS_OF, "--since", "5m").status == 0


def test_a_tail_that_no_checkpoint_covers(audit: Caller, tmp_path: Path) -> None:
    """2, if it is old; how old it may be can be said."""
    write_log(tmp_path / "audit")
    done = audit("verify", "audit", *ANCHOR, "--as-of", AS_OF)
    assert done.status == 2
    assert "NOT ANCHORED: records 1 to 47 are those that were signed" in done.out
    assert "47 records after the newest checkpoint, the first of them too long ago" in done.out
    assert audit("verify", "audit", *ANCHOR, "--as-of", AS_OF, "--every", "3600").status == 0


def test_what_cannot_be_verified(audit: Caller, tmp_path: Path) -> None:
    """3: no log, no checkpoints, no key, options that make no sense."""
    (tmp_path / "empty").mkdir()
    for arguments, said in (
        (["empty"], "there is no audit log in it"),
        (["nowhere"], "there is no such directory"),
        (["audit", "--checkpoints", "nowhere", "--public-key", "key.pub"], "nowhere: No such file"),
        (["audit", "--checkpoints", "anchor"], "--checkpoints and --public-key go together"),
        (["audit", "--checkpoints", "anchor", "--public-key", "key"], "no verifier key"),
        (["audit", "--mac-key", "key"], "--mac-key key: "),
        (["audit", "--since", "yesteryear"], "--since: give RFC 3339"),
        (["audit", "--as-of", "soon"], "--as-of: give RFC 3339"),
    ):
        done = audit("verify", *arguments)
        assert (done.status, done.out) == (3, ""), arguments
        assert said in done.err


def test_a_log_that_is_gone_and_was_signed(audit: Caller, tmp_path: Path) -> None:
    """1: that it is not there is the worst of all."""
    for path in (tmp_path / "audit").iterdir():
        path.unlink()
    done = audit("verify", "audit", *ANCHOR)
    assert done.status == 1
    assert "there is no log, and one of 47 records was signed" in done.out
    assert audit("verify", "audit", *ANCHOR, "--name", "other").status == 3


def test_macs_are_told(audit: Caller, tmp_path: Path) -> None:
    """Where their first key is given."""
    key = MacKey("00" * 32)
    (tmp_path / "mac").write_bytes(key.to_bytes())
    (tmp_path / "first").write_bytes(key.to_bytes())
    write_log(tmp_path / "keyed", mac_key=tmp_path / "mac")
    done = audit("verify", "keyed", "--mac-key", "first", "--as-of", AS_OF)
    assert done.status == 0
    assert "; 48 MACs fit" in done.out
    assert audit("verify", "audit", "--mac-key", "first").status == 1


def test_a_purged_log_says_so(audit: Caller, tmp_path: Path) -> None:
    """And that a checkpoint is of what is gone."""
    diary = write_log(tmp_path / "other", name="audit")
    purge(diary, 2)
    done = audit("verify", "other")
    assert done.status == 0
    assert "were purged before" in done.out
    done = audit("verify", "other", *ANCHOR, "--json")
    assert json.loads(done.out)["exit_code"] == done.status == 1


def test_the_verdict_as_json(audit: Caller) -> None:
    """For programs."""
    done = audit("verify", "audit", *ANCHOR, "--as-of", AS_OF, "--json")
    verdict = json.loads(done.out)
    assert (done.status, verdict["exit_code"]) == (0, 0)
    said = [verdict[key] for key in ("integrity", "completeness", "anchoring")]
    assert said == ["intact", "complete", "anchored"]
    assert verdict["anchored"]["size"] == verdict["records"] == 47


def test_what_stands_in_a_log_cannot_steer_a_terminal(audit: Caller, tmp_path: Path) -> None:
    """Whatever somebody wrote there."""
    path = tmp_path / "audit" / "000001.jsonl"
    path.chmod(0o600)
    path.write_bytes(path.read_bytes().replace(b"2026-11-21T09:00:01", b"\\u001b[31m2026-11-21T"))
    done = audit("verify", "audit")
    assert done.status == 1
    assert "\x1b" not in done.out


def test_a_bar_shows_how_far_it_is(audit: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal, where it goes away at the end."""
    seen: list[int] = []
    monkeypatch.setattr(progress.Progress, "advance", lambda self, count: seen.append(count))
    audit("verify", "audit")
    assert sum(seen) == sum(path.stat().st_size for path in (tmp_path / "audit").glob("*.jsonl"))
