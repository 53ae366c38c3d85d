from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asgi_agent.audit import AuditLog
from asgi_agent.testing import MemoryAudit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture(autouse=True)
async def _closed_logs(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """End the writer of every log that a test has opened, also of one that was made to fail."""
    opened: list[AuditLog] = []
    shared = AuditLog.shared

    def noted(*args: object, **options: object) -> AuditLog:
        log = shared(*args, **options)  # type: ignore[arg-type]
        opened.append(log)
        return log

    monkeypatch.setattr(AuditLog, "shared", noted)
    yield
    for log in opened:
        if isinstance(log.store, MemoryAudit):
            log.store.failure = None
        await log.aclose()
