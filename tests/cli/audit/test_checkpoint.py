"""`asgi-agent audit checkpoint` and `keygen`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from asgi_agent.audit.checkpoints import maker
from asgi_agent.audit.checkpoints.keys import SigningKey, read_public_keys
from asgi_agent.audit.checkpoints.state import StateKeeper
from asgi_agent.audit.keyfile import load_pseudonyms
from asgi_agent.audit.mac import MacKey
from tests.audit.logs import Diary, write_log
from tests.cli.audit.calling import Caller, Done


@pytest.fixture
def audit(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Caller:
    """Calls commands in a directory of its own."""
    monkeypatch.chdir(tmp_path)
    return Caller(capsys)


def sign(audit: Caller, *further: str) -> Done:
    return audit("checkpoint", "audit", "--key", "key", "--to", "anchor", *further)


def test_a_checkpoint_is_made_of_what_is_new(audit: Caller) -> None:
    """Its file is printed; without a new record there is none."""
    audit("keygen", "key")
    diary = write_log(Path("audit"))
    assert sign(audit) == (0, f"anchor/asgi-agent/audit/{diary.seq}.checkpoint\n", "")
    assert sign(audit) == (0, f"no new record since {diary.seq}\n", "")
    diary.start()
    assert sign(audit)[1] == f"anchor/asgi-agent/audit/{diary.seq}.checkpoint\n"


def test_a_log_with_another_history_is_not_signed(audit: Caller) -> None:
    """3: the key has signed the first one."""
    audit("keygen", "key")
    signed = write_log(Path("audit")).seq
    sign(audit)
    state = Path("audit/checkpoint.state").read_bytes()
    for path in Path("audit").iterdir():
        path.unlink()
    write_log(Path("audit"), requests=30)
    Path("audit/checkpoint.state").write_bytes(state)
    status, _, err = sign(audit)
    assert status == 3
    assert f"records 1 to {signed} were signed" in err


def test_how_far_a_log_is_signed_may_be_kept_apart_from_it(audit: Caller) -> None:
    """Where the log cannot be written to; the same key signs no other history with it either."""
    audit("keygen", "key")
    signed = write_log(Path("audit")).seq
    assert sign(audit, "--state", "kept/audit").status == 0
    assert not Path("audit/checkpoint.state").exists()
    for path in Path("audit").iterdir():
        path.unlink()
    write_log(Path("audit"), requests=30)
    status, _, err = sign(audit, "--state", "kept/audit")
    assert (status, f"records 1 to {signed} were signed" in err) == (3, True)


def test_a_checkpoint_that_is_not_taken_is_a_failure(audit: Caller) -> None:
    """2; it is brought there the next time."""
    audit("keygen", "key")
    write_log(Path("audit"))
    Path("anchor").write_text("in the way")
    status, _, err = sign(audit)
    assert (status, "anchor: the checkpoint was not taken" in err) == (2, True)
    Path("anchor").unlink()
    assert sign(audit)[0] == 0
    assert list(Path("anchor").rglob("*.checkpoint"))


def test_a_place_without_the_newest_checkpoint_gets_it(audit: Caller) -> None:
    """One that has lost it, and one that is new, without a new record as well."""
    audit("keygen", "key")
    seq = write_log(Path("audit")).seq
    assert sign(audit).status == 0
    shutil.rmtree("anchor")
    assert sign(audit) == (0, f"no new record since {seq}\n", "")
    assert audit("checkpoint", "audit", "--key", "key", "--to", "other").status == 0
    kept = [path.read_bytes() for path in Path().glob(f"*/asgi-agent/audit/{seq}.checkpoint")]
    assert len(kept) == 2
    assert kept[0] == kept[1]


def test_a_place_is_not_passed_over_for_another_that_failed(audit: Caller) -> None:
    """Each has its own account: the one that failed gets it later too."""
    audit("keygen", "key")
    seq = write_log(Path("audit")).seq
    Path("anchor").write_text("in the way")
    assert sign(audit).status == 2
    assert audit("checkpoint", "audit", "--key", "key", "--to", "other").status == 0
    assert Path(f"other/asgi-agent/audit/{seq}.checkpoint").exists()
    assert sign(audit).status == 2
    Path("anchor").unlink()
    assert sign(audit).status == 0
    assert Path(f"anchor/asgi-agent/audit/{seq}.checkpoint").exists()


def test_a_checkpoint_that_another_process_holds_up_is_a_failure(
    audit: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """2: nothing was anchored."""
    audit("keygen", "key")
    write_log(Path("audit"))
    monkeypatch.setattr(maker, "PATIENCE", 0.0)
    with StateKeeper(Path("audit")).locked() as alone:
        assert alone
        status, out, err = sign(audit)
    assert (status, out) == (2, "")
    assert "another process makes a checkpoint" in err


def test_a_key_that_is_not_there(audit: Caller) -> None:
    """2, named."""
    write_log(Path("audit"))
    status, _, err = sign(audit)
    assert (status, err) == (2, "asgi-agent: key: no signing key (FileNotFoundError)\n")


def test_a_signing_key_comes_with_its_public_key(audit: Caller) -> None:
    """Which is also printed; only the owner can read the other."""
    done = audit("keygen", "key")
    assert done.status == 0
    key = SigningKey.read(Path("key"))
    assert [found.vkey for found in read_public_keys(Path("key.pub"))] == [key.public.vkey]
    assert done.out == f"{key.public.vkey}\n"
    assert key.public.name == "asgi-agent/audit"
    assert Path("key").stat().st_mode & 0o777 == 0o600


def test_a_signing_key_may_have_a_name(audit: Caller) -> None:
    """That of the log; but no spaces."""
    assert audit("keygen", "key", "--name", "asgi-agent/node-a").status == 0
    assert SigningKey.read(Path("key")).public.name == "asgi-agent/node-a"
    assert audit("keygen", "other", "--name", "a b").status == 2


def test_a_mac_key_is_one_that_a_log_can_use(audit: Caller) -> None:
    """The store takes it, and moves it forward in its file."""
    assert audit("keygen", "--mac", "mac").status == 0
    assert MacKey.parse(Path("mac").read_bytes()).epoch == 0
    first = Path("mac").read_bytes()
    Diary(Path("audit"), mac_key=Path("mac")).start()
    Path("first").write_bytes(first)
    assert audit("verify", "audit", "--mac-key", "first", "--as-of", "2026-11-21T09:00:05Z").status == 0


def test_a_pseudonym_key_is_one_that_a_log_can_use(audit: Caller) -> None:
    """Each is another."""
    for name in ("one", "two"):
        assert audit("keygen", "--pseudonyms", name).status == 0
        assert Path(name).stat().st_mode & 0o777 == 0o600
    made = [load_pseudonyms(name).of("patient", "x") for name in ("one", "two")]
    assert made[0] != made[1]


@pytest.mark.parametrize("kind", [[], ["--mac"], ["--pseudonyms"]])
def test_a_key_is_never_replaced(audit: Caller, kind: list[str]) -> None:
    """What it signed, or named, would be lost."""
    Path("key").write_text("precious")
    done = audit("keygen", "key", *kind)
    assert (done.status, done.err) == (2, "asgi-agent: key is there already, and a key is never replaced\n")
    assert Path("key").read_text() == "precious"


def test_a_key_is_made_with_its_public_key_or_not_at_all(audit: Caller) -> None:
    """A private one that is left behind would be in the way of the next attempt."""
    Path("key.pub").write_text("precious")
    done = audit("keygen", "key")
    assert (done.status, done.out) == (2, "")
    assert done.err == "asgi-agent: key.pub is there already, and a key is never replaced\n"
    assert [path.name for path in Path().iterdir()] == ["key.pub"]
    assert Path("key.pub").read_text() == "precious"


@pytest.mark.parametrize("name", ["", ".", "/"])
def test_a_key_needs_a_name(audit: Caller, name: str) -> None:
    """2, in a sentence."""
    done = audit("keygen", name)
    assert done.status == 2
    assert done.err.endswith("it is no name of a file\n")


def test_a_key_that_cannot_be_written(audit: Caller) -> None:
    """2, and why."""
    done = audit("keygen", "nowhere/key")
    assert (done.status, done.err) == (2, "asgi-agent: nowhere/key: No such file or directory\n")
