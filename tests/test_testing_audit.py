"""The audit log in memory that is shipped for tests."""

from __future__ import annotations

import pytest

from asgi_agent import AuditLogMiddleware
from asgi_agent.audit import AuditLog, AuditWriteError, Record
from asgi_agent.audit.chain import EMPTY, line_hash
from asgi_agent.audit.record import Event
from asgi_agent.testing import MemoryAudit, http_scope, run_http
from tests.middleware.audit.recorded import answering


def event(name: str) -> Record:
    return Record(phase="event", event=Event(name))


async def test_it_keeps_what_an_application_records() -> None:
    """In the place of a directory, by type and phase."""
    audit = MemoryAudit()
    app = AuditLogMiddleware(answering(), log=audit)
    await run_http(app, http_scope("/"))
    await app.log.aclose()
    assert [record.phase for record in audit.of("http.request")] == ["intent", "end"]
    assert [record.phase for record in audit.of("http.request", "end")] == ["end"]
    assert audit.patient("7") == app.log.pseudonyms.of("patient", "7")


async def test_it_is_a_chain() -> None:
    """As any store's: each line has the hash of the one before it."""
    audit = MemoryAudit("ward")
    assert audit.head() == EMPTY
    log = AuditLog(audit, pseudonyms=audit.pseudonyms)
    await log.write(event("a"))
    await log.aclose()
    lines, records = list(audit.lines()), audit.records
    assert [record.seq for record in records] == list(range(1, len(lines) + 1))
    assert [record.prev for record in records[1:]] == [line_hash(line) for line in lines[:-1]]
    assert audit.head() == (len(lines), line_hash(lines[-1]))
    assert {record.log for record in records} == {"ward"}
    assert list(audit.lines(2)) == lines[2:]


async def test_it_fails_when_told_to() -> None:
    """So that a test sees what its application does without a log."""
    audit = MemoryAudit()
    log = AuditLog(audit, pseudonyms=audit.pseudonyms)
    audit.failure = OSError("No space left on device")
    with pytest.raises(AuditWriteError):
        await log.write(event("a"))
    audit.failure = None
    await log.write(event("b"))
    await log.aclose()
    assert [record.event.type for record in audit.records if not record.event.type.startswith("audit.")] == [
        "b"
    ]


def test_two_of_them_are_two_logs() -> None:
    """Though they have the same name."""
    assert MemoryAudit().place != MemoryAudit().place
