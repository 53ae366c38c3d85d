"""`Keeper`: puts executions on record, from their beginning to their end."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from asgi_agent.errors import (
    ConflictError,
    GraphFailedError,
    InvalidInputError,
    NotFoundError,
    NothingToResumeError,
    Problem,
    RunTimeoutError,
    StorageUnavailableError,
)
from asgi_agent.events import Family
from asgi_agent.logs import exception_place
from asgi_agent.service import THREAD_ID
from asgi_agent.workflow_service.execution import Execution
from asgi_agent.workflow_service.keeping import keepable
from asgi_agent.workflow_service.leases import Leases
from asgi_agent.workflow_service.records import ENDED, ExecutionRecord, told, without_inner
from asgi_agent.workflows.watching import watch

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from asgi_agent.live import LiveRun
    from asgi_agent.redaction.request import RequestRedaction
    from asgi_agent.run import Run
    from asgi_agent.workflow_service.metrics import Metrics
    from asgi_agent.workflow_service.records import State
    from asgi_agent.workflow_service.store import ExecutionStore
    from asgi_agent.workflow_service.timeline import Timeline

    Ended = Callable[[ExecutionRecord, dict[str, Any]], Awaitable[None]]
    Forget = Callable[[str, str], Awaitable[None]]

T = TypeVar("T")

_later = msgspec.structs.replace

logger = logging.getLogger("asgi_agent")

ASKED_AGAIN = (0.1, 0.5, 2.0)
"""Seconds after which a store is asked again that was away when an execution came to rest."""

NOT_THERE = "there is no such execution"
OUT_OF_REACH = "what the execution waits at is out of reach for now; it goes on waiting"
HELD_ELSEWHERE = "another process may hold it, as they share no checkpointer=; the execution goes on waiting"


class Keeper:
    """Keeps the records of a service.

    Args:
        store: of the records.
        metrics: of the service.
        forget: lets go what is kept for an execution of such a workflow, by its id, beside the record.

    Attributes:
        live: executions in flight, by id.
        leases: what tells other processes of them.
        timelines: what observes their runs.
    """

    def __init__(self, store: ExecutionStore, metrics: Metrics, forget: Forget) -> None:
        self._metrics = metrics
        self._forget = forget
        self.store = store
        self.live: dict[str, Execution] = {}
        self.timelines: dict[str, Timeline] = {}
        self.leases = Leases(store, self.live)

    def timeline_of(self, run: Run) -> Timeline | None:
        """Observes the runs of executions; their thread has the id of the execution."""
        timeline = self.timelines.get(run.thread_id)
        watch(timeline if timeline is not None and timeline.needs is Family.NONE else None)
        return timeline

    async def record(self, execution_id: str, owner: str | None) -> ExecutionRecord:
        """The record of an execution.

        Args:
            execution_id: of it.
            owner: whose it must be; None for anybody's.

        Raises:
            NotFoundError: there is none, or it is somebody else's, which reads the same.
            StorageUnavailableError: the store does not work.
        """
        # What a client makes up, with a NUL say, may be more than a database takes.
        known = THREAD_ID.fullmatch(execution_id)
        record = await _answered(self.store.get(execution_id)) if known else None
        if record is None or (owner is not None and record.owner != owner):
            raise NotFoundError(NOT_THERE)
        return record

    async def current(self, execution_id: str, owner: str | None) -> ExecutionRecord:
        """The same; of one that seems to run elsewhere, after a look whether it does."""
        record = await self.record(execution_id, owner)
        if record.state != "running" or execution_id in self.live:
            return record
        await _answered(self.leases.end_abandoned())
        return await self.record(execution_id, owner)

    async def change(self, record: ExecutionRecord, *expected: State) -> bool:
        """Put a record in the place of its older self, if that is in such a state; raises as `record`."""
        return await _answered(self.store.update(record, expected))

    async def rest(self, record: ExecutionRecord, *, begun: bool = True) -> None:
        """Put on record how a running execution has come to rest; raises as `record`.

        A store that is away for a moment is asked again: a question that is not on record is never answered.
        That is of no use where not even the beginning is on record.
        """
        kept = True
        try:
            kept = await self._insist(record, ASKED_AGAIN if begun else ())
        finally:
            if not kept or record.state in ENDED:
                await self._forget(record.graph_name, record.execution_id)

    async def _insist(self, record: ExecutionRecord, after: Sequence[float]) -> bool:
        pauses = iter(after)
        while True:
            try:
                if await self.change(record, "running", "failed"):  # see `Leases`
                    return True
                # Of an earlier try it may have been the store's answer alone that was lost.
                found = await _answered(self.store.get(record.execution_id))
                return found is not None and (found.run_id, found.state) == (record.run_id, record.state)
            except StorageUnavailableError:
                if (pause := next(pauses, None)) is None:
                    raise
                await asyncio.sleep(pause)

    async def end_waiting(self, record: ExecutionRecord) -> None:
        """Put on record that it is cancelled, if it still waits for an answer; raises as `record`."""
        ended = _later(record, state="cancelled", interrupts=(), ended_at=time.time())
        if await self.change(ended, "interrupted"):
            await self._forget(record.graph_name, record.execution_id)

    def follow(
        self,
        record: ExecutionRecord,
        live: LiveRun,
        redaction: RequestRedaction | None,
        ended: Ended,
        *,
        waiting: ExecutionRecord | None = None,
    ) -> Execution:
        """Keep a run that has begun on record; see `Execution.recorded`."""
        record = msgspec.structs.replace(record, run_id=live.run.run_id)
        execution = Execution(record, live, self.timelines[record.execution_id], waiting)
        self.live[record.execution_id] = execution
        self.leases.hold()
        self._metrics.began(record.graph_name)
        execution._ending = asyncio.create_task(
            self._to_the_end(execution, redaction, ended),
            name=f"asgi-agent execution {record.execution_id}",
        )
        return execution

    async def _to_the_end(
        self, execution: Execution, redaction: RequestRedaction | None, ended: Ended
    ) -> dict[str, Any]:
        try:
            if execution.waiting is None:
                await self._add(execution)
            execution._recorded.set()
            await execution.live.wait()
            record, shown = await self._ended(execution, redaction)
            self._metrics.ended(record, record.seconds - execution.record.seconds)
            try:
                await self.rest(record, begun=execution.fault is None or execution.waiting is not None)
            except StorageUnavailableError:
                logger.error(
                    "the end of an execution is not on record", extra={"execution": record.execution_id}
                )
        finally:
            self._let_go(execution)
        result = told(shown)
        if record is not execution.waiting:
            await ended(record, result)
        return result

    def _let_go(self, execution: Execution) -> None:
        # As soon as a question is on record it can be answered, and what goes on then stands here already.
        if self.live.get(execution.execution_id) is execution:
            del self.live[execution.execution_id]
        if self.timelines.get(execution.execution_id) is execution.timeline:
            del self.timelines[execution.execution_id]

    async def _add(self, execution: Execution) -> None:
        try:
            dropped = await _answered(self.store.add(execution.record))
        except Problem as problem:
            execution.fault = problem
            execution.live.cancel("request")
            return
        for record in dropped or ():
            if record.state == "interrupted":  # of one that runs, more is kept until it has come to rest
                await self._forget(record.graph_name, record.execution_id)

    async def _ended(
        self, execution: Execution, redaction: RequestRedaction | None
    ) -> tuple[ExecutionRecord, ExecutionRecord]:
        """How it came out, as it is kept and as the caller gets it."""
        live, timeline, now = execution.live, execution.timeline, time.time()
        took = now - timeline.started if timeline.started else 0.0
        common: dict[str, Any] = {"nodes": timeline.visits, "seconds": execution.record.seconds + took}
        try:
            result = await live.result()
            seen = timeline.last.data if timeline.last is not None else {}
            # What cannot be redacted is neither kept nor told: the execution has failed then.
            output = await keepable(without_inner(seen.get("output")), redaction, said=True)
            asked = tuple(await keepable(seen.get("interrupts", []), redaction, said=True))
        except Problem as problem:
            if execution.waiting is not None and (fault := _not_taken(problem, execution)) is not None:
                execution.fault = fault
                return execution.waiting, execution.waiting
            cancelled = live.cancel_reason is not None and not isinstance(problem, RunTimeoutError)
            error = problem.to_dict(live.run.request_id)
            state: State = "cancelled" if cancelled else "failed"
            record = _later(execution.record, **common, state=state, ended_at=now, error=error)
            return record, record
        done = result.status == "success"
        common |= {"state": "completed" if done else "interrupted", "ended_at": now if done else None}
        kept = _later(execution.record, **common, result=output, interrupts=asked)
        shown = _later(
            kept,
            result=without_inner(result.output),
            interrupts=tuple(msgspec.to_builtins(each) for each in result.interrupts),
        )
        return kept, shown


def _not_taken(problem: Problem, execution: Execution) -> Problem | None:
    """What to tell whoever has answered, if the graph did not take the answer, so that the question stands.

    A node may fail with such a problem as well, of its own or of what it calls: then the run has failed.
    """
    if isinstance(problem, InvalidInputError):
        places = [fault["loc"] for fault in problem.errors or ()]
        return problem if places and all(place.startswith("body.resume") for place in places) else None
    if execution.timeline.visits != execution.record.nodes:
        return None
    if isinstance(problem, NothingToResumeError):
        return ConflictError(f"{problem.detail}: {HELD_ELSEWHERE}")
    # Its checkpointer was away, or the host's session of a database. Only of nodes that tell of themselves it
    # is certain that none has begun.
    nothing_done = execution.timeline.needs is Family.NONE
    if nothing_done and isinstance(problem, GraphFailedError | RunTimeoutError):
        return StorageUnavailableError(OUT_OF_REACH, headers={"retry-after": "1"})
    return None


async def _answered(asked: Awaitable[T]) -> T:
    """What the store answers; raises as `Keeper.record`."""
    try:
        return await asked
    except Problem:
        raise
    except Exception as error:
        logger.error("the store of executions failed", extra=exception_place(error))
        raise StorageUnavailableError(
            "records of executions are out of reach", headers={"retry-after": "1"}
        ) from None
