from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from asgi_agent.audit import AuditLog, Record
from asgi_agent.audit.files import DirectoryStore
from tests.audit.stores import Steered, event, reached

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


class Seen:
    """A sink that keeps what it is shown, or fails."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.lines: list[bytes] = []
        self.fails = False

    def __call__(self, record: Record, line: bytes, /) -> None:
        if self.fails:
            raise RuntimeError("of patient 7")
        self.records.append(record)
        self.lines.append(line)


async def test_sinks_see_each_record_with_its_line(tmp_path: Path) -> None:
    """In order, and once it is durable; what the log writes of itself they do not see."""
    sinks = [Seen(), Seen()]
    log = AuditLog(tmp_path / "audit", sync=False, sinks=sinks)
    given = [event(f"event {number}") for number in range(20)]
    for record in given:
        log.submit(record)
    await log.aclose()
    lines = [line for line in DirectoryStore(tmp_path / "audit").lines() if b"host.event" in line]
    for sink in sinks:
        assert sink.records == given
        assert sink.lines == lines


async def test_a_sink_that_fails_is_in_nobodys_way(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """It is blamed once in the logs, by its class, and counted in the health report."""
    broken, whole = Seen(), Seen()
    broken.fails = True
    log = AuditLog(tmp_path / "audit", sync=False, sinks=[broken, whole])
    for _ in range(5):
        await log.write(event())
    await log.aclose()
    assert len(whole.records) == 5
    assert log.health().sink_failures == 5
    assert [record.getMessage() for record in caplog.records] == ["an audit sink fails, Seen: RuntimeError"]


async def test_sinks_see_what_waits_in_a_spool(tmp_path: Path) -> None:
    """It is durable; only its place in the chain is not known yet."""
    store, sink = Steered(tmp_path / "audit"), Seen()
    log = AuditLog(store, on_failure="spool", spool=tmp_path / "spool", sinks=[sink])
    store.fault = OSError(errno.ENOSPC, "full")
    await log.write(event("spooled"))
    await reached(lambda: len(sink.lines) == 1)
    assert sink.lines[0].startswith(b'{"id":')
    assert b'"name":"spooled"' in sink.lines[0]
    store.fault = None
    await log.aclose()
    assert len(sink.lines) == 1


async def test_sinks_do_not_see_what_was_lost(tmp_path: Path) -> None:
    """Elsewhere there is not to be more than in the log."""
    store, sink = Steered(tmp_path / "audit"), Seen()
    log = AuditLog(store, on_failure="open", sinks=[sink])
    store.fault = OSError(errno.ENOSPC, "full")
    await log.write(event("lost"))
    store.fault = None
    await reached(lambda: log.health().ok)
    await log.write(event("kept"))
    await log.aclose()
    assert [record.event.name for record in sink.records] == ["kept"]
