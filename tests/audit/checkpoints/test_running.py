"""Checkpoints while a log is written: on a thread, when it is time, and a last one at the end."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

import pytest

from asgi_agent.audit.checkpoints import Checkpointing, Checkpoints
from asgi_agent.audit.checkpoints.keys import SigningKey
from asgi_agent.errors import ConfigurationError
from tests.audit.checkpoints.test_maker import Anchor, Log

if TYPE_CHECKING:
    from pathlib import Path

    from asgi_agent.audit.checkpoints.note import Checkpoint

KEY = SigningKey("asgi-agent/audit", bytes(range(32)))
LONG = 3600.0


class Waiting(Anchor):
    """Says when it was given a checkpoint."""

    def __init__(self) -> None:
        super().__init__()
        self.came = threading.Semaphore(0)

    def put(self, note: bytes, checkpoint: Checkpoint) -> None:
        try:
            super().put(note, checkpoint)
        finally:
            self.came.release()


def running(log: Log, anchor: Anchor, *, every: float = LONG, records: int = 10) -> Checkpointing:
    checkpoints = Checkpoints(KEY, [anchor], every=every, records=records)
    return Checkpointing(checkpoints.maker(log), checkpoints)


def test_a_checkpoint_is_made_after_so_many_records() -> None:
    """By another thread than the one that says so."""
    log, anchor = Log(9), Waiting()
    checkpointing = running(log, anchor)
    checkpointing.notice(9)
    log.grow(1)
    checkpointing.notice(10)
    assert anchor.came.acquire(timeout=20)
    assert [c.size for c in anchor.taken] == [10]
    checkpointing.close()
    assert checkpointing.health().size == 10


def test_a_checkpoint_is_made_after_so_many_seconds() -> None:
    """However little is written."""
    log, anchor = Log(1), Waiting()
    checkpointing = running(log, anchor, every=0.01)
    checkpointing.notice(1)
    assert anchor.came.acquire(timeout=20)
    checkpointing.close()
    assert [c.size for c in anchor.taken] == [1]


def test_the_last_checkpoint_is_made_at_the_end() -> None:
    """It covers all that was written."""
    log, anchor = Log(3), Anchor()
    checkpointing = running(log, anchor)
    checkpointing.notice(3)
    checkpointing.close()
    assert [c.size for c in anchor.taken] == [3]
    checkpointing.close()


def test_a_later_record_starts_it_again() -> None:
    """As a log can be written to after it was closed."""
    log, anchor = Log(3), Anchor()
    checkpointing = running(log, anchor)
    for _ in range(2):
        checkpointing.notice(len(log.lines_))
        checkpointing.close()
        log.grow(1)
    assert [c.size for c in anchor.taken] == [3, 4]


def threads() -> set[threading.Thread]:
    """Those that make checkpoints; others may end at any time."""
    return {thread for thread in threading.enumerate() if thread.name == "asgi-agent-checkpoints"}


def test_nothing_runs_before_the_first_record() -> None:
    """Nor is anything left running after the end."""
    before = threads()
    checkpointing = running(Log(), Anchor())
    checkpointing.close()
    assert threads() <= before
    checkpointing.notice(1)
    (thread,) = threads() - before
    checkpointing.close()
    assert not thread.is_alive()


def test_a_log_that_cannot_be_signed_is_told(caplog: pytest.LogCaptureFixture) -> None:
    """In the health report and, once, in the log of the process; it is tried again all the same."""
    log, anchor = Log(9), Waiting()
    gone = log.lines_.pop(4)
    checkpointing = running(log, anchor, every=0.01)
    with caplog.at_level(logging.ERROR, logger="asgi_agent"):
        checkpointing.notice(9)
        deadline = time.monotonic() + 20
        while checkpointing.health().ok and time.monotonic() < deadline:
            time.sleep(0.005)
        assert checkpointing.health().fault == "CheckpointError"
        log.lines_.insert(4, gone)
        assert anchor.came.acquire(timeout=20)
        checkpointing.close()
    assert checkpointing.health().ok
    (message,) = caplog.messages
    assert "CheckpointError" in message


def test_an_anchor_that_fails_is_in_the_health_report() -> None:
    """By its name, with how far the log is signed."""
    log, anchor = Log(3), Waiting()
    anchor.works = False
    checkpointing = running(log, anchor, every=0.01)
    checkpointing.notice(3)
    assert anchor.came.acquire(timeout=20)
    assert anchor.came.acquire(timeout=20)
    health = checkpointing.health()
    assert (health.ok, health.size, health.waiting, health.fault) == (False, 3, ("anchor",), None)
    anchor.works = True
    checkpointing.close()
    assert checkpointing.health().ok


def test_a_forked_process_starts_its_own_thread() -> None:
    """Its parent's is not there."""
    log, anchor = Log(3), Waiting()
    checkpointing = running(log, anchor)
    checkpointing.notice(3)
    checkpointing.after_fork()
    log.grow(10)
    checkpointing.notice(13)
    assert anchor.came.acquire(timeout=20)
    checkpointing.close()
    assert anchor.taken[-1].size == 13


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"anchors": []}, "an anchor"),
        ({"every": 0}, "above 0"),
        ({"every": float("nan")}, "have an end"),
        ({"every": float("inf")}, "have an end"),
        ({"records": 0}, "above 0"),
        ({"key": "nowhere"}, "no signing key"),
        ({"state": "/dev/null/state"}, "state=/dev/null/state: Not a directory"),
    ],
)
def test_what_cannot_work_is_refused(options: dict[str, object], said: str) -> None:
    """When it is set up."""
    given: dict[str, object] = {"key": KEY, "anchors": [Anchor()], **options}
    with pytest.raises(ConfigurationError, match=said):
        Checkpoints(**given)  # type: ignore[arg-type]


def test_the_key_is_read_from_its_file(tmp_path: Path) -> None:
    """When it is set up."""
    path = tmp_path / "key"
    path.write_text(KEY.to_text())
    path.chmod(0o600)
    assert Checkpoints(path, [Anchor()]).key.public.vkey == KEY.public.vkey
