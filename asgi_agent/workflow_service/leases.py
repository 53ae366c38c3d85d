"""`Leases`: tells other processes what runs in this one, and gives an end to what a dead one was running."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, cast

import msgspec

from asgi_agent.errors import GraphFailedError
from asgi_agent.logs import exception_place

if TYPE_CHECKING:
    from collections.abc import Collection

    from asgi_agent.workflow_service.records import ExecutionRecord, State
    from asgi_agent.workflow_service.store import ExecutionStore, SharedExecutions

RUNNING: tuple[State] = ("running",)

logger = logging.getLogger("asgi_agent")


class Leases:
    """Renews the executions in flight for as long as there are any; does nothing for a store of one process.

    A process that was held up for longer than the lease finds its executions ended by another one. What it
    then puts on record in their place is how they really ended.

    Args:
        store: of the records.
        running: ids of the executions in flight here.
    """

    def __init__(self, store: ExecutionStore, running: Collection[str]) -> None:
        self._store = cast("SharedExecutions", store) if hasattr(store, "renew") else None
        self._running = running
        self._renewing: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()

    def hold(self) -> None:
        """An execution begins."""
        if self._store is None:
            return
        task = self._renewing
        # An earlier loop's, of a test say, is of no use here.
        if task is None or task.done() or task.get_loop() is not asyncio.get_running_loop():
            self._renewing = asyncio.create_task(self._renew(self._store), name="asgi-agent leases")

    async def end_abandoned(self) -> None:
        """Put an end on record for what a dead process was running; raises what the store does."""
        if self._store is None:
            return
        for record in await self._store.abandoned():
            if record.execution_id in self._running:
                continue
            if await self._store.update(_lost(record), RUNNING):
                ids = {"execution_id": record.execution_id, "graph": record.graph_name}
                logger.error("the process that ran an execution has died", extra=ids)

    async def aclose(self) -> None:
        """Renew no more."""
        if (task := self._renewing) is not None and task.get_loop() is asyncio.get_running_loop():
            async with self._turn:  # a query that is cut would keep its connection
                task.cancel()
            await asyncio.wait([task])

    async def _renew(self, store: SharedExecutions) -> None:
        while True:
            await asyncio.sleep(store.lease / 3)
            running = bool(self._running)
            try:
                async with self._turn:
                    if running:
                        await store.renew(list(self._running))
                    await self.end_abandoned()
            except Exception as error:  # a database that is away for a moment; the next turn may come in time
                logger.error("executions not renewed", extra=exception_place(error))
            if not (running or self._running):  # one may have begun in this very turn
                return


def _lost(record: ExecutionRecord) -> ExecutionRecord:
    problem = GraphFailedError("the process that ran the execution has ended")
    return msgspec.structs.replace(
        record, state="failed", ended_at=time.time(), error=problem.to_dict(record.request_id)
    )
