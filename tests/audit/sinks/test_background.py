from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest

from asgi_agent.audit import AuditLog
from asgi_agent.audit.sinks.background import BackgroundSink
from tests.audit.sinks.records import line, record

if TYPE_CHECKING:
    from pathlib import Path


def test_lines_are_sent_in_order() -> None:
    """On a thread of its own, and all of them by the time that it is closed."""
    sent: list[tuple[bytes, int]] = []
    sink = BackgroundSink(lambda each: sent.append((each, threading.get_ident())))
    lines = [b"%d" % number for number in range(100)]
    for each in lines:
        sink(record(), each)
    assert sink.close()
    assert [each for each, _ in sent] == lines
    assert {thread for _, thread in sent} != {threading.get_ident()}
    sink(record(), b"again")
    assert sink.close()
    assert sent[-1][0] == b"again"


async def test_a_sink_that_hangs_is_in_nobodys_way(tmp_path: Path) -> None:
    """Fail-closed writes go on; what does not fit its queue is left out, and counted."""
    let_go = threading.Event()

    def hang(each: bytes) -> None:
        let_go.wait(30)

    sink = BackgroundSink(hang, limit=10)
    log = AuditLog(tmp_path / "audit", sync=False, sinks=[sink], on_failure="closed")
    for _ in range(50):
        await log.write(record())
    await log.aclose()
    assert not sink.close(timeout=0.01)
    assert sink.dropped in (39, 40)  # one may be on its way
    assert log.health().ok
    let_go.set()


async def test_a_sink_that_fails_is_blamed_once_and_counted(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """By the class of its exception: a message may repeat what it was given."""

    def fail(each: bytes) -> None:
        raise ConnectionError("of patient 7")

    sink = BackgroundSink(fail)
    log = AuditLog(tmp_path / "audit", sync=False, sinks=[sink], on_failure="closed")
    for _ in range(5):
        await log.write(record())
    await log.aclose()
    assert sink.close()
    assert sink.failures == 5
    assert [each.getMessage() for each in caplog.records] == [
        "an audit sink fails, BackgroundSink: ConnectionError"
    ]


def test_a_forked_child_sends_its_own_lines(tmp_path: Path) -> None:
    """On a thread of its own; those of the parent are the parent's."""
    path = tmp_path / "sent"

    def send(each: bytes) -> None:
        with path.open("ab") as file:
            file.write(each)

    sink = BackgroundSink(send)
    sink(record(), b"parent ")
    assert sink.close()
    child = os.fork()
    if child == 0:
        sink(record(), b"child ")
        os._exit(0 if sink.close() else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert path.read_bytes() == b"parent child "


@pytest.mark.parametrize("status", ["success", "denied"])
def test_a_line_is_what_a_log_would_have(status: str) -> None:
    """So that the tests of sinks show them what they will see."""
    assert f'"status":"{status}"'.encode() in line(record(status))
