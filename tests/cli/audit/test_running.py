"""How the commands that read a log end where something does not work."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from asgi_agent.audit import verification
from tests.audit.visits import event
from tests.cli.process import COMMAND, ENVIRONMENT

if TYPE_CHECKING:
    from tests.audit.logs import Diary
    from tests.cli.audit.calling import Caller


@pytest.mark.parametrize(("command", "status"), [("verify", 3), ("tail", 2), ("query", 2)])
def test_an_output_that_is_full_is_told_in_a_sentence(diary: Diary, command: str, status: int) -> None:
    """By a status of its own, which is not that of a log that was tampered with, or is incomplete."""
    event(diary, "letter.sent")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, "audit", command, diary.store.place],
            env=ENVIRONMENT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (status, "asgi-agent: the output: No space left on device\n")


@pytest.mark.parametrize("command", ["verify", "tail", "query"])
def test_a_name_that_no_file_can_have_is_no_log(audit: Caller, command: str) -> None:
    """3, as for any other that is not there."""
    done = audit(command, "x" * 5000)
    assert (done.status, done.out) == (3, "")
    assert done.err.endswith("there is no such directory\n")


def test_a_fault_of_the_verifier_is_no_verdict(
    audit: Caller, diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """1 would say that the log was tampered with; where the fault is stands above the sentence."""

    def broken(*arguments: object, **options: object) -> None:
        raise RuntimeError

    event(diary, "letter.sent")
    monkeypatch.setattr(verification, "verify", broken)
    done = audit("verify", diary.store.place)
    assert (done.status, done.out) == (3, "")
    assert done.err.startswith("Traceback")
    assert done.err.endswith(f"{diary.store.place}: it cannot be verified: RuntimeError\n")


@pytest.mark.parametrize("option", ["--every", "--heartbeat"])
@pytest.mark.parametrize("value", ["nan", "inf", "-1", "0", "1e300", "x"])
def test_a_time_without_an_end_is_refused(audit: Caller, diary: Diary, option: str, value: str) -> None:
    """2, before anything is read."""
    event(diary, "letter.sent")
    done = audit("verify", diary.store.place, f"{option}={value}")
    assert (done.status, done.out) == (2, "")
    assert "a number of seconds above 0" in done.err
