"""`Execution`: a workflow in flight."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from asgi_agent.errors import Problem
    from asgi_agent.events import RunEvent
    from asgi_agent.live import LiveRun
    from asgi_agent.workflow_service.records import ExecutionRecord
    from asgi_agent.workflow_service.timeline import Timeline


class Execution:
    """One run of a workflow that has begun. `WorkflowService.start_workflow` gives it.

    Attributes:
        record: as it was when the run began.
        live: the run.
        timeline: its nodes so far.
        waiting: of one that goes on with an answer, the record as it was when it waited for that.
        fault: why there is no result: it could not be put on record, and so was cancelled; or the answer was
            not taken, and it waits as before.
    """

    def __init__(
        self,
        record: ExecutionRecord,
        live: LiveRun,
        timeline: Timeline,
        waiting: ExecutionRecord | None = None,
    ) -> None:
        self.record = record
        self.live = live
        self.timeline = timeline
        self.waiting = waiting
        self.fault: Problem | None = None
        self._recorded = asyncio.Event()
        self._ending: asyncio.Task[dict[str, Any]] | None = None

    @property
    def execution_id(self) -> str:
        """What it is found by, for good."""
        return self.record.execution_id

    async def recorded(self) -> None:
        """Wait until its beginning is on record. Cancelling the wait cancels the execution.

        Raises:
            StorageUnavailableError: it cannot be kept, and is cancelled.
        """
        try:
            await self._recorded.wait()
        except asyncio.CancelledError:
            self.cancel()  # nobody gets to know of it, who could
            raise
        if self.fault is not None:
            raise self.fault

    async def result(self) -> dict[str, Any]:
        """Wait until it has ended and that is on record. Cancelling the wait changes nothing."""
        assert self._ending is not None
        return await asyncio.shield(self._ending)

    async def take(self, timeout: float | None = None) -> list[RunEvent]:
        """The events that wait, or those that come next; an empty list when so many seconds passed without.

        For one reader, for whom the run waits. The last event is given when the end is on record.
        """
        events = await self.live.buffer.take(timeout)
        if events and events[-1].terminal:
            await self.result()
        return events

    @property
    def exhausted(self) -> bool:
        """Whether the last event was taken."""
        return self.live.buffer.exhausted

    async def events(self) -> AsyncIterator[RunEvent]:
        """What happens in the run, the end last; see `take`."""
        while not self.exhausted:
            for event in await self.take():
                yield event

    def unheard(self) -> None:
        """Nobody reads the events: let the run go on without."""
        self.live.buffer.abandon()

    def cancel(self) -> None:
        """Stop it; does nothing to one that has ended."""
        self.live.cancel("request")


async def begun(beginning: asyncio.Future[Execution]) -> Execution:
    """Wait for an execution to begin. Cancelling the wait cancels the execution, as soon as it has begun.

    Cut halfway, it would be on record as running, and run nowhere.
    """
    try:
        return await asyncio.shield(beginning)
    except asyncio.CancelledError:
        beginning.add_done_callback(_cancel)
        raise


async def to_its_end(execution: Execution) -> dict[str, Any]:
    """Wait for the result. Cancelling the wait cancels the execution.

    Raises:
        Problem: what `Execution.fault` says.
    """
    try:
        result = await execution.result()
    finally:
        execution.cancel()
    if execution.fault is not None:
        raise execution.fault
    return result


def _cancel(beginning: asyncio.Future[Execution]) -> None:
    if not beginning.cancelled() and beginning.exception() is None:
        beginning.result().cancel()
