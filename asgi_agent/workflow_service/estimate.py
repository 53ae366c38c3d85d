"""When an execution may be expected to end."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asgi_agent.workflow_service.records import ExecutionRecord
    from asgi_agent.workflow_service.store import ExecutionStore


async def estimated_end(store: ExecutionStore, record: ExecutionRecord) -> float | None:
    """Unix time at which an execution that is running may end.

    Half of those before it took longer than their median. One that has taken that long already is compared
    with those that took still longer; when it has outlasted them all, nobody can tell.
    """
    running = time.time() - record.started_at
    longer = [seconds for seconds in await store.durations(record.graph_name) if seconds > running]
    return record.started_at + statistics.median(longer) if longer else None
